"""The snapshot: rendered once, taken over where nothing changed, and never broken by an edit."""

import json
import logging
import os
import re
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from werkzeug.test import Client

from help_service.app import help_blueprint, help_service, watch
from help_service.contexts import Context
from help_service.findings import BrokenGuidance
from help_service.ports import Hit
from help_service.serve import FastHelp
from help_service.service import HelpService

from .conftest import KVITTERA, ROOT, Guidance, word_searcher

EDITED = KVITTERA.replace("har läst.", "har förstått.", 1)


def short_answer(service: HelpService, steg: str = "kvittera") -> str:
    answer = json.loads(service.snapshot.answer(Context(steg=steg)).body)
    return str(answer["kort"])


def touch(guidance: Guidance) -> None:
    """Make the edit visible also where two writes fall within one tick of the file clock."""
    later = time.time() + 5
    for file in guidance.docs.rglob("*.md"):
        os.utime(file, (later, later))


def test_an_edit_is_published(guidance: Guidance, service: HelpService) -> None:
    guidance.write(
        "steg/kvittera.md", "Kvittera", KVITTERA.replace("har läst.", "har förstått.", 1)
    )
    assert service.refresh()
    assert short_answer(service) == "Kvittera betyder att ni har förstått."


def test_nothing_is_published_when_nothing_changed(service: HelpService) -> None:
    before = service.snapshot
    assert not service.refresh()
    assert service.snapshot is before


def test_unchanged_topics_and_answers_are_taken_over(
    guidance: Guidance, service: HelpService
) -> None:
    before = service.snapshot
    guidance.write(
        "steg/kvittera.md", "Kvittera", KVITTERA.replace("har läst.", "har förstått.", 1)
    )
    service.refresh()
    after = service.snapshot
    assert after.library.topics["inkorg"] is before.library.topics["inkorg"]
    assert after.answers["vy=inkorg"] is before.answers["vy=inkorg"]
    assert after.answers["steg=kvittera"] is not before.answers["steg=kvittera"]
    assert after.revision != before.revision


def test_one_text_gives_the_same_bytes_on_every_worker(guidance: Guidance) -> None:
    one, two = guidance.service().snapshot, guidance.service().snapshot
    assert one.revision == two.revision
    assert one.answers == two.answers


@pytest.mark.parametrize("broken", ["<b>fel</b>\n", "Kort. Se [x](nix.md).\n", "\n"])
def test_a_broken_edit_keeps_the_last_good_help_and_tells_the_operator(
    guidance: Guidance, service: HelpService, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    before = service.snapshot
    guidance.write("steg/kvittera.md", "Kvittera", broken)
    with caplog.at_level(logging.ERROR, "ledstang.help"):
        assert not service.refresh()
    assert service.snapshot is before
    assert "the last good guidance is kept" in caplog.text
    assert "docs/steg/kvittera.md:" in caplog.text


def test_a_broken_map_keeps_the_last_good_help(guidance: Guidance, service: HelpService) -> None:
    before = service.snapshot
    guidance.map_file.write_text("appar: [", encoding="utf-8")
    assert not service.refresh()
    assert service.snapshot is before


def test_a_mended_edit_is_published_after_a_broken_one(
    guidance: Guidance, service: HelpService
) -> None:
    guidance.write("steg/kvittera.md", "Kvittera", "<b>fel</b>\n")
    service.refresh()
    guidance.write(
        "steg/kvittera.md",
        "Kvittera",
        "Nu är det rätt.\n\n## Fält\n\n### Meddelande\n\nText.\n\n### Orsak\n\nText.\n",
    )
    assert service.refresh()
    assert short_answer(service) == "Nu är det rätt."


def test_a_start_with_a_broken_page_leaves_that_page_out(
    guidance: Guidance, caplog: pytest.LogCaptureFixture
) -> None:
    guidance.write("hinder/ej-mottagare.md", "Inte mottagare", "<i>fel</i>\n")
    service = guidance.service()
    assert "ej-mottagare" not in service.snapshot.library.topics
    assert "the help starts without what is broken" in caplog.text
    answer = json.loads(service.snapshot.answer(Context(hinder="ej-mottagare")).body)
    assert answer["traff"] in ("sok", "start")


def test_links_that_were_lost_at_a_broken_start_come_back(guidance: Guidance) -> None:
    good = (guidance.docs / "vyer/inkorg.md").read_text(encoding="utf-8")
    guidance.write("vyer/inkorg.md", "Inkorg", "Utan rubrik.\n")
    service = guidance.service()
    assert "inkorg#nar" not in service.snapshot.answers["steg=kvittera&roll=kommun"].body.decode()
    (guidance.docs / "vyer/inkorg.md").write_text(good, encoding="utf-8")
    touch(guidance)
    assert service.refresh()
    assert "inkorg#nar" in service.snapshot.answers["steg=kvittera&roll=kommun"].body.decode()


def test_help_without_a_start_page_still_ends_somewhere(guidance: Guidance) -> None:
    (guidance.docs / "index.md").unlink()
    service = guidance.service()
    assert json.loads(service.snapshot.answer(Context(steg="nix")).body)["traff"] == "start"


def test_help_without_a_single_page_does_not_start(guidance: Guidance) -> None:
    for file in guidance.docs.rglob("*.md"):
        file.write_text("trasig", encoding="utf-8")
    with pytest.raises(BrokenGuidance, match="saknar sidhuvud"):
        guidance.service()


def test_asking_for_nonsense_does_not_fill_the_memory(service: HelpService) -> None:
    for number in range(5000):
        service.context(f"steg=nonsens-{number}".encode())
    assert len(service.snapshot.answers) <= service.snapshot.limit
    assert len(service.snapshot.made) <= service.snapshot.limit


def test_the_watch_publishes_an_edit_by_itself(guidance: Guidance, service: HelpService) -> None:
    stop = Event()
    thread = watch(service, stop, every=0.01)
    guidance.write("index.md", "Hjälp", "En ny början.\n")
    deadline = time.monotonic() + 10
    while "ny början" not in short_answer(service, "nix") and time.monotonic() < deadline:
        time.sleep(0.02)
    stop.set()
    thread.join()
    assert short_answer(service, "nix") == "En ny början."


@pytest.fixture
def shipped(tmp_path: Path) -> tuple[Path, Path]:
    """The guidance that ships, to be edited."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "context_map.yaml", tmp_path)
    return tmp_path / "docs", tmp_path / "context_map.yaml"


def add_text(file: Path, text: str) -> None:
    source = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(\n# .+\n\n.+)", rf"\1 {text}", source, count=1), encoding="utf-8")


def test_the_snapshot_after_edits_is_the_one_made_anew(shipped: tuple[Path, Path]) -> None:
    docs, context_map = shipped
    service = help_service(docs, context_map, word_searcher)
    for name in ("steg/kvittera.md", "hinder/fvk-saknas.md", "vyer/inkorg.md", "index.md"):
        add_text(docs / name, "En ny mening.")
        assert service.refresh()
    anew = help_service(docs, context_map, word_searcher).snapshot
    assert service.snapshot.answers == anew.answers
    assert service.snapshot.revision == anew.revision
    assert service.snapshot.loose == anew.loose


def test_a_new_title_and_a_new_map_change_every_answer_that_shows_them(
    guidance: Guidance, service: HelpService
) -> None:
    guidance.write("vyer/inkorg.md", "Inlådan", "Här kommer meddelanden.\n\n## När\n\nVarje dag.\n")
    assert service.refresh()
    assert "Inlådan" in service.snapshot.answers["steg=kvittera&roll=kommun"].body.decode()
    changed = guidance.map_file.read_text("utf-8").replace("steg: {bekrafta", "vy: {bekrafta")
    guidance.map_file.write_text(changed, encoding="utf-8")
    assert service.refresh()
    assert service.snapshot.answers == guidance.service().snapshot.answers
    assert "app=annat-system&vy=bekrafta" in service.snapshot.answers


def test_a_broken_word_table_keeps_the_last_good_help(shipped: tuple[Path, Path]) -> None:
    docs, context_map = shipped
    service = help_service(docs, context_map)
    before = service.snapshot
    (docs / "begrepp/sokord.yaml").write_text("- {skrivs: nix}", encoding="utf-8")
    assert not service.refresh()
    assert service.snapshot is before


def test_nobody_sees_a_mix_while_edits_are_published(shipped: tuple[Path, Path]) -> None:
    docs, context_map = shipped
    edited = [docs / "steg/kvittera.md", docs / "vyer/inkorg.md"]
    sources = [file.read_text(encoding="utf-8") for file in edited]
    service = help_service(docs, context_map)
    stop, seen = Event(), []

    def hammer() -> None:
        while not stop.is_set():
            snapshot = service.snapshot
            told = [
                snapshot.answers[query].body.decode() for query in ("steg=kvittera", "vy=inkorg")
            ]
            found = snapshot.searcher.search("kvarnhjul", None, None, 5)
            numbers = [re.search(r"Kvarnhjul (\d+)", text) for text in told]
            seen.append({found and found[1] for found in numbers} | {_number(found)})

    threads = [Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 9):
        for file, source in zip(edited, sources, strict=True):
            file.write_text(source, encoding="utf-8")
            add_text(file, f"Kvarnhjul {number}.")
        assert service.refresh()
    stop.set()
    for thread in threads:
        thread.join()
    assert [each for each in seen if len(each) != 1] == []
    assert len(set(map(frozenset, seen))) > 1


@pytest.mark.proof
@pytest.mark.parametrize(
    "address",
    [
        "/help/api/v1/context?steg=kvittera&roll=kommun",
        "/help/api/v1/context?steg=kvittera&vy=okand",
        "/help/api/v1/topics/kvittera?roll=kommun",
        "/help/api/v1/topics",
        "/help/api/v1/bundle?roll=kommun",
        "/help/amne/kvittera",
        "/help/reserv/sidor.json",
    ],
)
def test_no_answer_over_http_mixes_old_and_new(shipped: tuple[Path, Path], address: str) -> None:
    docs, context_map = shipped
    edited = [docs / "steg/kvittera.md", docs / "vyer/inkorg.md"]
    sources = [file.read_text(encoding="utf-8") for file in edited]
    service = help_service(docs, context_map, word_searcher)
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    whole, stop, seen = FastHelp(service, app), Event(), []

    def hammer() -> None:
        client = Client(whole)
        while not stop.is_set():
            response = client.get(address)
            assert response.status_code == 200
            seen.append(frozenset(re.findall(r"Kvarnhjul (\d+)", response.text)))

    threads = [Thread(target=hammer) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 6):
        for file, source in zip(edited, sources, strict=True):
            file.write_text(source, encoding="utf-8")
            add_text(file, f"Kvarnhjul {number}.")
        assert service.refresh()
    last, deadline = frozenset({"5"}), time.monotonic() + 20
    while last not in seen and time.monotonic() < deadline:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert [each for each in seen if len(each) > 1] == []
    assert last in seen


def _number(hits: Sequence[Hit]) -> str | None:
    found = [re.search(r"Kvarnhjul (\d+)", hit.utdrag) for hit in hits]
    return next((each[1] for each in found if each), None)
