"""`ledstang docs`: edits as files again, and shipped texts that changed under them."""

from pathlib import Path

import pytest

from help_service.contexts import parse_context_map
from help_service.editing import Editing, NewTopic, Shipped, Tie, Written, make_editing
from help_service.editing.baseline import FolderBaseline
from help_service.editing.exporting import add_ties
from help_service.editing.records import Body, LivePage
from help_service.topics import content_hash
from ledstang.cli import main
from ledstang.demo import save_demo_organisation
from ledstang.settings import read_settings
from storage import open_help_stores, open_stores
from tests.lathund.test_guide import words

from .conftest import GRETA, LOVA, MONDAY, SARA, SHIPPED, Parses

DOCS = read_settings({}).docs
MAP = """start: index
appar:
  ledstang:
    # Vad spärrarna heter.
    hinder:
      fvk-saknas: fvk-saknas   # egen sida
      uk-saknas: {amne: uk-saknas,
        lankar: [utskrivningsklar]}
      # Slut på spärrarna.

    # Vad stegen heter.
    steg:
      kvittera: kvittera
"""


class Older:
    """The shipped texts as they were before this release, for one topic."""

    def __init__(self) -> None:
        self._now = FolderBaseline(DOCS)
        self.changed = ""

    def page(self, topic: str) -> Shipped | None:
        now = self._now.page(topic)
        if now is None or topic != self.changed:
            return now
        text = now.text + "\nFörra versionens sista rad.\n"
        return Shipped(topic, now.path, text, content_hash(text))

    def pages(self) -> list[Shipped]:
        return [page for each in self._now.pages() if (page := self.page(each.topic))]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder; the command's settings are forgotten afterwards."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("LEDSTANG_DATA", str(folder))
    monkeypatch.delenv("LEDSTANG_DATABASE", raising=False)
    return folder


@pytest.fixture
def older() -> Older:
    return Older()


@pytest.fixture
def editing(data: Path, older: Older) -> Editing:
    store = open_help_stores(f"sqlite:///{data / 'ledstang.db'}").editing
    return make_editing(store, older, Parses())


def publish(editing: Editing, topic: str, text: str) -> None:
    base = editing.shelf.history(topic).head
    number = editing.writing.save_draft(SARA, Written(topic, text, base), MONDAY).number
    editing.writing.submit(SARA, topic, number, MONDAY)
    editing.judging.approve(GRETA, topic, number, MONDAY)


def edit(editing: Editing, topic: str = "kvittera") -> str:
    text = editing.shelf.open_topic(topic).newest + "\nEn mening till.\n"
    publish(editing, topic, text)
    return text


def test_a_published_text_is_written_as_a_file(
    data: Path, editing: Editing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = edit(editing)
    out = tmp_path / "docs"
    assert main(["docs", "export", "--data", str(data), "-o", str(out)]) == 0
    assert (out / "steg/kvittera.md").read_text(encoding="utf-8") == text
    assert "written: steg/kvittera.md" in capsys.readouterr().out
    assert main(["docs", "export", "--data", str(data), "-o", str(out)]) == 0
    assert "0 written" in capsys.readouterr().out


def test_nothing_that_is_only_a_draft_is_written(
    data: Path, editing: Editing, tmp_path: Path
) -> None:
    text = editing.shelf.open_topic("kvittera").newest + "\nEn mening till.\n"
    editing.writing.save_draft(SARA, Written("kvittera", text, 0), MONDAY)
    assert main(["docs", "export", "--data", str(data), "-o", str(tmp_path / "docs")]) == 0
    assert not (tmp_path / "docs").exists()


def test_pictures_and_new_topics_are_written_with_their_place_in_the_map(
    data: Path, editing: Editing, tmp_path: Path
) -> None:
    path = editing.at_work.add_picture(SARA, b"\x89PNG", "png", MONDAY)
    text = SHIPPED.replace("kvittera", "ny-kod") + f"\n![Knappen](../{path})\n"
    new = NewTopic("ny-kod", "hinder", text, (Tie("hinder", "ny-kod"),))
    editing.writing.new_topic(SARA, new, MONDAY)
    editing.writing.submit(SARA, "ny-kod", 1, MONDAY)
    editing.judging.approve(GRETA, "ny-kod", 1, MONDAY)
    out = tmp_path / "docs"
    assert main(["docs", "export", "--data", str(data), "-o", str(out)]) == 0
    assert (out / path).read_bytes() == b"\x89PNG"
    assert (out / "hinder/ny-kod.md").is_file()
    assert "      ny-kod: ny-kod\n" in (out / "context_map.yaml").read_text(encoding="utf-8")


def test_a_shipped_text_that_changed_is_told_and_not_written_over(
    data: Path,
    editing: Editing,
    older: Older,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    older.changed = "kvittera"
    edit(editing)
    assert main(["docs", "status", "--data", str(data)]) == 1
    told = capsys.readouterr().out
    assert "steg/kvittera.md: version 1 live" in told
    assert "the shipped text has changed under the edit" in told
    assert main(["docs", "export", "--data", str(data), "-o", str(tmp_path / "docs")]) == 1
    assert "kept back: steg/kvittera.md" in capsys.readouterr().out
    assert not (tmp_path / "docs").exists()


def test_status_is_quiet_where_nothing_changed(
    data: Path, editing: Editing, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(editing)
    assert main(["docs", "status", "--data", str(data)]) == 0
    assert "1 edited, 0 with a changed shipped text" in capsys.readouterr().out


def test_a_folder_without_a_database_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    assert main(["docs", "status", "--data", str(tmp_path / "nowhere")]) == 2
    assert "cannot open the database" in capsys.readouterr().err


def test_a_line_is_added_last_in_its_table_and_all_else_stays() -> None:
    ties = (Tie("hinder", "ny-kod"), Tie("hinder", "fvk-saknas"))
    page = LivePage("ny-sida", 1, Body("hinder/ny-sida.md", "", 0, ties=ties))
    grown = add_ties(MAP, [page])
    assert "      # Slut på spärrarna.\n      ny-kod: ny-sida\n" in grown
    assert grown.replace("      ny-kod: ny-sida\n", "") == MAP
    entry = parse_context_map(grown, "karta").app("ledstang").entry("hinder", "ny-kod")
    assert entry is not None
    assert entry.place.topic == "ny-sida"


def test_the_lathund_of_a_data_folder_prints_what_is_published_there(
    data: Path, editing: Editing, tmp_path: Path
) -> None:
    said = "Ring först om det brådskar."
    shipped = editing.shelf.open_topic("kvittera").newest
    publish(editing, "kvittera", shipped.replace("\n\n## ", f" {said}\n\n## ", 1))
    bare, live = tmp_path / "docs.pdf", tmp_path / "live.pdf"
    assert main(["lathund", "--roll", "kommun", "-o", str(bare)]) == 0
    assert main(["lathund", "--roll", "kommun", "-o", str(live), "--data", str(data)]) == 0
    assert said in words(live.read_bytes())
    assert said not in words(bare.read_bytes())


def test_local_notes_are_printed_and_copied_for_the_unit_that_is_named(
    data: Path, editing: Editing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_demo_organisation(open_stores(f"sqlite:///{data / 'ledstang.db'}").directory)
    editing.notes.write(LOVA, "kvittera", "Ring växeln.", 0, MONDAY)
    where = ["--data", str(data), "--enhet"]
    for unit, is_own in (("sundsvall-bistand", True), ("timra-bistand", False)):
        paper, copy = tmp_path / f"{unit}.pdf", tmp_path / unit
        assert main(["lathund", "--roll", "kommun", "-o", str(paper), *where, unit]) == 0
        assert ("Ring växeln." in words(paper.read_bytes())) is is_own
        assert main(["export-help", str(copy), *where, unit]) == 0
        page = (copy / "amne" / "kvittera.html").read_text(encoding="utf-8")
        assert ("Ring växeln." in page) is is_own
    assert main(["lathund", "-o", str(tmp_path / "x.pdf"), *where, "ingen"]) == 2
    assert "there is no unit 'ingen'" in capsys.readouterr().err
    assert main(["lathund", "-o", str(tmp_path / "x.pdf"), "--enhet", "timra-bistand"]) == 2


def test_a_data_folder_without_a_database_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        ["lathund", "-o", str(tmp_path / "x.pdf")],
        ["site", "-o", str(tmp_path / "s")],
    ):
        assert main([*command, "--data", str(tmp_path / "tom")]) == 2
        assert "there is no database" in capsys.readouterr().err
