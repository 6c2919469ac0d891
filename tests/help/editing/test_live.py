"""What is published is live: in every process on the database, whole, and never half of it."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from help_service.app import help_service, watch
from help_service.contexts import Context
from help_service.editing import (
    BrokenText,
    Editing,
    EditingStore,
    NewTopic,
    Reason,
    Tie,
    Written,
    make_editing,
)
from help_service.editing.baseline import FolderBaseline
from help_service.editing.memory import MemoryEditing
from help_service.editing.overlay_source import OverlaySource
from help_service.editing.trying import Trying
from help_service.publisher import FileSource
from help_service.service import HelpService
from storage.sql import open_database
from storage.sql.guidance import SqlEditing

from ..conftest import Guidance, word_searcher
from .conftest import GRETA, SARA

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Worker:
    """One process's help: its own snapshot over a shared store."""

    def __init__(self, guidance: Guidance, store: EditingStore, folder: Path) -> None:
        files = FileSource(guidance.docs, guidance.map_file)
        source = OverlaySource(files, store, folder, tick=lambda: 0.0)
        self.guidance = guidance
        self.service: HelpService = help_service(
            guidance.docs, guidance.map_file, word_searcher, source=source
        )
        trial = Trying(source, lambda: self.service.snapshot.library)
        baseline = FolderBaseline(guidance.docs)
        self.editing: Editing = make_editing(store, baseline, trial, self.refresh)

    def refresh(self) -> None:
        """Look for what is new."""
        self.service.refresh()

    def short(self, **where: str) -> str:
        """The short answer for a place, as the panel shows it."""
        return str(json.loads(self.service.snapshot.answer(Context(**where)).body)["kort"])

    def shipped(self, topic: str = "kvittera") -> str:
        """The text that came along."""
        return next(self.guidance.docs.rglob(f"{topic}.md")).read_text(encoding="utf-8")

    def publish(self, text: str, topic: str = "kvittera") -> None:
        """The whole way of an edit."""
        newest = self.editing.shelf.history(topic).head
        number = self.editing.writing.save_draft(SARA, Written(topic, text, newest), NOW).number
        self.editing.writing.submit(SARA, topic, number, NOW)
        self.editing.judging.approve(GRETA, topic, number, NOW)

    def say(self, words: str) -> None:
        """Publish another short answer to kvittera."""
        lines = self.shipped().split("\n")
        at = lines.index("# Kvittera") + 2
        self.publish("\n".join([*lines[:at], words, *lines[at + 1 :]]))


@pytest.fixture
def worker(guidance: Guidance, tmp_path: Path) -> Worker:
    return Worker(guidance, MemoryEditing(), tmp_path / "added")


@pytest.fixture
def database(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'ledstang.db'}"
    open_database(address).close()
    return address


def test_an_edit_is_in_the_panel_as_soon_as_it_is_published(worker: Worker) -> None:
    worker.say("Kvittera betyder läst.")
    assert worker.short(steg="kvittera") == "Kvittera betyder läst."


def test_without_edits_the_help_is_that_of_the_files(worker: Worker, guidance: Guidance) -> None:
    bare = guidance.service()
    assert worker.service.snapshot.answers == bare.snapshot.answers
    assert worker.service.snapshot.revision == bare.snapshot.revision


def test_a_second_worker_on_the_database_shows_the_edit(
    guidance: Guidance, database: str, tmp_path: Path
) -> None:
    one, two = (
        Worker(guidance, SqlEditing(open_database(database)), tmp_path / name) for name in "ab"
    )
    one.say("Kvittera betyder läst.")
    two.refresh()
    assert two.short(steg="kvittera") == "Kvittera betyder läst."
    assert one.service.snapshot.revision == two.service.snapshot.revision


def test_a_worker_that_watches_has_the_edit_within_a_tenth_of_a_second(
    guidance: Guidance, database: str, tmp_path: Path
) -> None:
    one, two = (
        Worker(guidance, SqlEditing(open_database(database)), tmp_path / name) for name in "ab"
    )
    stop = Event()
    watching = watch(two.service, stop, every=0.02)
    one.say("Kvittera betyder läst.")
    began = time.perf_counter()
    while two.short(steg="kvittera") != "Kvittera betyder läst.":
        assert time.perf_counter() - began < 10
        time.sleep(0.005)
    took = time.perf_counter() - began
    stop.set()
    watching.join()
    # A busy machine may be slow; what is measured stands in the benchmarks.
    assert took < 1.0


def test_a_text_that_breaks_another_page_is_not_published(worker: Worker) -> None:
    before = worker.service.snapshot
    with pytest.raises(BrokenText, match="leder ingenstans"):
        worker.publish(worker.shipped("inkorg").replace("## När", "## Sedan"), "inkorg")
    assert worker.service.snapshot is before


def test_what_the_editor_marks_as_a_fault_is_not_published_past_its_pages(worker: Worker) -> None:
    with pytest.raises(BrokenText, match="personnummer") as broken:
        worker.say("Gäller 189002029800.")
    assert broken.value.reasons == (Reason.HAS_FAULTS,)
    worker.say("Håll din deadline. Klicka här.")
    assert worker.short(steg="kvittera") == "Håll din deadline. Klicka här."


def test_a_table_that_has_changed_before_the_time_of_a_text_stops_it(worker: Worker) -> None:
    table = worker.guidance.docs / "begrepp" / "lagrum.yaml"
    table.parent.mkdir(exist_ok=True)
    row = "lagrum:\n  - {{id: a, paragraf: '{} 1 §', innebord: Vad som gäller.}}\n"
    table.write_text(row.format("lag (2017:612)"), encoding="utf-8")
    text = worker.shipped().replace("lagrum: []", 'lagrum: ["lag (2017:612) 1 §"]')
    writing, judging = worker.editing.writing, worker.editing.judging
    number = writing.save_draft(SARA, Written("kvittera", text, 0), NOW).number
    writing.submit(SARA, "kvittera", number, NOW)
    due = NOW + timedelta(hours=1)
    judging.approve(GRETA, "kvittera", number, NOW, due)
    table.write_text(row.format("lag (2020:1)"), encoding="utf-8")
    os.utime(table, (2e9, 2e9))
    assert judging.publish_due(due) == 0
    sent_back = worker.editing.shelf.history("kvittera").version(number)
    assert sent_back is not None
    assert "finns inte i tabellen över lagrum" in sent_back.decision


def test_two_edits_that_only_break_together_are_not_both_published(worker: Worker) -> None:
    grown = worker.shipped("inkorg") + "\n## Nytt\n\nText.\n"
    worker.publish(grown, "inkorg")
    writing, judging = worker.editing.writing, worker.editing.judging
    linking = worker.shipped() + "\nSe [nytt](../vyer/inkorg.md#nytt).\n"
    first = writing.save_draft(SARA, Written("kvittera", linking, 0), NOW).number
    writing.submit(SARA, "kvittera", first, NOW)
    second = writing.save_draft(SARA, Written("inkorg", worker.shipped("inkorg"), 1), NOW).number
    writing.submit(SARA, "inkorg", second, NOW)
    judging.approve(GRETA, "kvittera", first, NOW)
    with pytest.raises(BrokenText):
        judging.approve(GRETA, "inkorg", second, NOW)


def test_rolling_back_to_the_files_gives_the_files_again(worker: Worker) -> None:
    before = worker.service.snapshot.answers["steg=kvittera"].body
    worker.say("Annat.")
    worker.editing.judging.roll_back(GRETA, "kvittera", 0, NOW)
    assert worker.service.snapshot.answers["steg=kvittera"].body == before


def test_a_new_topic_answers_in_the_place_that_lacked_it(worker: Worker) -> None:
    text = worker.shipped("ej-mottagare").replace("ej-mottagare", "ny-kod")
    new = NewTopic("ny-kod", "hinder", text, (Tie("hinder", "ny-kod"),))
    worker.editing.writing.new_topic(SARA, new, NOW)
    worker.editing.writing.submit(SARA, "ny-kod", 1, NOW)
    worker.editing.judging.approve(GRETA, "ny-kod", 1, NOW)
    answer = json.loads(worker.service.snapshot.answer(Context(hinder="ny-kod")).body)
    assert (answer["id"], answer["traff"]) == ("ny-kod", "hinder")


def test_an_added_picture_is_shown_and_lies_under_its_hash(worker: Worker, tmp_path: Path) -> None:
    path = worker.editing.at_work.add_picture(SARA, b"\x89PNG bild", "png", NOW)
    worker.say(f"Se bilden.\n\n![Knappen Kvittera](../{path})")
    found = worker.service.snapshot.library.picture(path)
    assert found == tmp_path / "added" / path
    assert found.read_bytes() == b"\x89PNG bild"


def test_a_picture_that_was_never_added_stops_publishing(worker: Worker) -> None:
    missing = f"bilder/{'a' * 64}.png"
    with pytest.raises(BrokenText, match="finns inte"):
        worker.say(f"Se bilden.\n\n![Knappen](../{missing})")


def test_a_new_release_of_other_pages_reaches_readers_under_a_local_edit(worker: Worker) -> None:
    worker.say("Kvittera betyder läst.")
    worker.guidance.write("hinder/ej-mottagare.md", "Inte mottagare", "Ny text i ny version.\n")
    os.utime(worker.guidance.docs / "hinder/ej-mottagare.md", (2e9, 2e9))
    fresh = Worker(worker.guidance, worker.editing.shelf.store, Path(worker.guidance.docs.parent))
    assert fresh.short(hinder="ej-mottagare") == "Ny text i ny version."
    assert fresh.short(steg="kvittera") == "Kvittera betyder läst."


class Fickle(MemoryEditing):
    """A store that can be away."""

    away = False

    def revision(self) -> int:
        if self.away:
            raise OSError("the database does not answer")
        return super().revision()


def test_while_the_database_is_away_the_last_help_stays_and_the_operator_is_told_once(
    guidance: Guidance, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Fickle()
    worker = Worker(guidance, store, tmp_path / "added")
    worker.say("Kvittera betyder läst.")
    store.away = True
    with caplog.at_level(logging.ERROR, "ledstang.help"):
        for _ in range(3):
            worker.refresh()
    assert worker.short(steg="kvittera") == "Kvittera betyder läst."
    assert caplog.text.count("Edits not looked for") == 1


class Strict(MemoryEditing):
    """A store whose text an upgraded program no longer takes: it holds what is refused now."""

    def __init__(self, other: MemoryEditing) -> None:
        super().__init__()
        for event in other.history("kvittera"):
            body = event.body and replace(event.body, text=event.body.text + "\n> citat\n")
            self.append([replace(event, body=body)], None)


def test_a_published_text_that_a_later_program_refuses_gives_way_to_the_shipped_one(
    guidance: Guidance, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker(guidance, MemoryEditing(), tmp_path / "added")
    worker.say("Kvittera betyder läst.")
    store = worker.editing.shelf.store
    assert isinstance(store, MemoryEditing)
    strict = Strict(store)
    after_upgrade = Worker(guidance, strict, tmp_path / "added")
    assert after_upgrade.short(steg="kvittera") == "Kvittera betyder att ni har läst."
    assert "starts without what is broken" in caplog.text


PUBLISHING = """
import sys
from pathlib import Path
from tests.help.conftest import Guidance
from tests.help.editing.test_live import Worker
from storage.sql import open_database
from storage.sql.guidance import SqlEditing

docs, map_file, address, folder = sys.argv[1:]
worker = Worker(
    Guidance(Path(docs), Path(map_file)), SqlEditing(open_database(address)), Path(folder)
)
print("ready", flush=True)
for number in range(10_000):
    worker.say(f"Svar nummer {number}.")
"""


@pytest.mark.parametrize("after", [0.05, 0.11, 0.23])
def test_after_a_kill_in_the_middle_of_publishing_the_help_is_whole(
    guidance: Guidance, database: str, tmp_path: Path, after: float
) -> None:
    places = (guidance.docs, guidance.map_file, database, tmp_path / "a")
    command = [sys.executable, "-c", PUBLISHING, *map(str, places)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
    worker = Worker(guidance, SqlEditing(open_database(database)), tmp_path / "b")
    history = worker.editing.shelf.history("kvittera")
    live = history.version(history.live)
    expected = "Kvittera betyder att ni har läst."
    if live is not None:
        expected = live.text.split("# Kvittera\n\n")[1].split("\n")[0]
    assert worker.short(steg="kvittera") == expected
    worker.publish(worker.shipped("inkorg") + "\nMer.\n", "inkorg")


def test_readers_never_see_half_of_an_edit(worker: Worker) -> None:
    wrong: list[str] = []
    stop = Event()

    def read() -> None:
        while not stop.is_set():
            snapshot = worker.service.snapshot
            answers = {
                json.loads(snapshot.answers[query].body)["kort"]
                for query in ("steg=kvittera", "steg=kvittera&roll=kommun")
            }
            if len(answers) != 1:
                wrong.append(str(answers))

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(10):
        worker.say(f"Svar nummer {number}.")
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
