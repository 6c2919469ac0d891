"""What the editing keeps: histories that only grow, one revision of what is live, and no gaps."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from help_service.editing.errors import Moved
from help_service.editing.memory import MemoryEditing
from help_service.editing.ports import EditingStore
from help_service.editing.records import (
    EMPTY_OVERLAY,
    Body,
    Deed,
    Event,
    LivePage,
    LocalNote,
    Picture,
    Presence,
    Tie,
    Typed,
)
from storage.errors import DatabaseAway
from storage.sql import Database, open_database
from storage.sql.guidance import SqlEditing
from tests.storage.conftest import fresh_address

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BODY = Body("steg/kvittera.md", "# Läst 👩🏽‍⚕️\n", 0, "0123456789abcdef", (Tie("hinder", "ny"),))
SAVED = Event("kvittera", 1, Deed.SAVED, 1, NOON, "sara", "Sara Ö", "Kortare.", body=BODY)
LIVE = Event("kvittera", 2, Deed.PUBLISHED, 1, NOON, "greta", "Greta")
NOTE = LocalNote("kvittera", "kommun-x", 1, "Ring.", "I X kommun", NOON, "lova", "Lova")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EditingStore]:
    """An empty store of each kind in turn."""
    if request.param == "memory":
        yield MemoryEditing()
        return
    opened = open_database(fresh_address(request.param, request, tmp_path))
    yield SqlEditing(opened)
    opened.close()


def test_nothing_is_live_at_first(store: EditingStore) -> None:
    assert store.overlay() == EMPTY_OVERLAY
    assert (store.revision(), list(store.history("kvittera"))) == (0, [])


def test_a_history_comes_back_as_it_was_recorded(store: EditingStore) -> None:
    store.append([SAVED], None)
    store.append([replace(LIVE, deed=Deed.SCHEDULED, due=NOON + timedelta(days=1))], None)
    assert list(store.history("kvittera")) == [
        SAVED,
        replace(LIVE, deed=Deed.SCHEDULED, due=NOON + timedelta(days=1)),
    ]
    assert list(store.history("annat")) == []


def test_the_list_of_all_histories_leaves_the_texts_out(store: EditingStore) -> None:
    store.append([SAVED], None)
    store.append([replace(SAVED, topic="aa")], None)
    found = store.histories()
    assert [event.topic for event in found] == ["aa", "kvittera"]
    assert found[1] == replace(SAVED, body=replace(BODY, text=""))


def test_what_was_published_last_is_live(store: EditingStore) -> None:
    store.append([SAVED, LIVE], 0)
    assert store.overlay().pages == (LivePage("kvittera", 1, BODY),)
    newer = replace(BODY, text="# Nyare\n", base=1)
    third = replace(SAVED, number=3, version=2, body=newer)
    store.append([third, replace(LIVE, number=4, version=2)], 1)
    assert store.overlay().pages == (LivePage("kvittera", 2, newer),)
    assert store.revision() == store.overlay().revision == 2


def test_a_draft_changes_nothing_for_readers(store: EditingStore) -> None:
    store.append([SAVED], None)
    assert store.overlay() == EMPTY_OVERLAY


def test_nobody_appends_to_a_history_that_has_grown(store: EditingStore) -> None:
    store.append([SAVED], None)
    with pytest.raises(Moved):
        store.append([replace(SAVED, by="greta")], None)
    with pytest.raises(Moved):
        store.append([replace(LIVE, number=3)], None)
    assert list(store.history("kvittera")) == [SAVED]


def test_nothing_goes_live_that_was_judged_on_something_else(store: EditingStore) -> None:
    store.append([SAVED, LIVE], 0)
    other = [replace(SAVED, topic="annat"), replace(LIVE, topic="annat")]
    with pytest.raises(Moved):
        store.append(other, 0)
    assert list(store.history("annat")) == []
    assert store.revision() == 1


def test_a_history_that_has_grown_leaves_the_revision_alone(store: EditingStore) -> None:
    store.append([SAVED], None)
    with pytest.raises(Moved):
        store.append([replace(LIVE, number=1)], 0)
    assert store.revision() == 0


def test_what_is_scheduled_is_due_at_its_time_until_it_is_decided(store: EditingStore) -> None:
    scheduled = replace(LIVE, deed=Deed.SCHEDULED, due=NOON)
    store.append([SAVED, scheduled], None)
    store.append([replace(LIVE, number=3, deed=Deed.COMMENTED, why="Bra.")], None)
    assert list(store.due(NOON - timedelta(seconds=1))) == []
    assert list(store.due(NOON)) == [("kvittera", 1)]
    store.append([replace(LIVE, number=4)], 0)
    assert list(store.due(NOON)) == []


def test_the_newest_note_of_each_organisation_is_live(store: EditingStore) -> None:
    other = replace(NOTE, organisation="kommun-y")
    for number, note in enumerate((NOTE, replace(NOTE, number=2, text="Skriv."), other)):
        store.add_note(note, number)
    assert store.overlay().notes == (replace(NOTE, number=2, text="Skriv."), other)
    assert [note.text for note in store.notes("kvittera", "kommun-x")] == ["Ring.", "Skriv."]
    store.add_note(replace(other, number=2, text=""), 3)
    assert [note.organisation for note in store.overlay().notes] == ["kommun-x"]
    assert store.revision() == 4


def test_a_note_is_not_written_over(store: EditingStore) -> None:
    store.add_note(NOTE, 0)
    with pytest.raises(Moved):
        store.add_note(replace(NOTE, text="Annat."), 1)
    with pytest.raises(Moved):
        store.add_note(replace(NOTE, number=2), 0)
    assert (store.revision(), store.overlay().notes) == (1, (NOTE,))


def test_pictures_and_shipped_texts_stay_as_they_were_first_kept(store: EditingStore) -> None:
    for data in (b"\x00bild", b"annan"):
        store.add_picture(Picture("a.png", data, NOON, "sara"))
        store.keep_shipped("kvittera", "mark", data.decode("latin-1").strip("\x00"))
    assert store.picture("a.png") == b"\x00bild"
    assert store.shipped("kvittera", "mark") == "bild"
    assert (store.picture("b.png"), store.shipped("kvittera", "b")) == (None, None)


def test_what_is_typed_is_kept_for_each_person_until_dropped(store: EditingStore) -> None:
    mine, theirs = Typed("kvittera", "a", "ett", 0, NOON), Typed("kvittera", "b", "två", 1, NOON)
    for typed in (theirs, replace(mine, text="först"), mine):
        store.keep_typed(typed)
    assert store.typed("kvittera", "a") == mine
    store.drop_typed("kvittera", "a")
    assert (store.typed("kvittera", "a"), store.typed("kvittera", "b")) == (None, theirs)


def test_who_is_here_is_told_by_name(store: EditingStore) -> None:
    sara = Presence("kvittera", "sara", "Sara", NOON)
    for one in (sara, Presence("kvittera", "anna", "Anna", NOON), replace(sara, topic="annat")):
        store.keep_presence(one)
    before = NOON - timedelta(seconds=1)
    assert [one.name for one in store.present("kvittera", before)] == ["Anna", "Sara"]
    assert list(store.present("kvittera", NOON)) == []


def test_of_those_who_publish_at_once_one_is_first_and_the_others_are_told(
    store: EditingStore,
) -> None:
    moved: list[str] = []

    def publish(topic: str) -> None:
        try:
            store.append([replace(SAVED, topic=topic), replace(LIVE, topic=topic)], 0)
        except Moved:
            moved.append(topic)

    threads = [threading.Thread(target=publish, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.revision(), len(moved), len(store.overlay().pages)) == (1, 2, 1)


GROWING = ("guidance_events", "guidance_notes", "guidance_pictures", "guidance_shipped")


@pytest.mark.parametrize("table", GROWING)
@pytest.mark.parametrize("statement", ["UPDATE {} SET \"at\" = ''", "DELETE FROM {}"])
def test_what_is_kept_cannot_be_changed(database: Database, table: str, statement: str) -> None:
    store = SqlEditing(database)
    store.append([SAVED, LIVE], 0)
    store.add_note(NOTE, 1)
    store.add_picture(Picture("a.png", b"bild", NOON, "sara"))
    store.keep_shipped("kvittera", "mark", "text")
    column = "text" if table == "guidance_shipped" else "at"
    told = statement.replace('"at"', f'"{column}"').format(table)
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), database.writing() as hand:
        hand.execute(text(told))


def test_a_database_that_is_away_is_told_as_something_that_may_come_back(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'ledstang.db'}")
    opened.close()
    (tmp_path / "ledstang.db").unlink()
    (tmp_path / "ledstang.db").mkdir()
    store = SqlEditing(opened)
    with pytest.raises(DatabaseAway, match="does not answer"):
        store.revision()
    with pytest.raises(DatabaseAway, match="does not answer"):
        store.append([SAVED, LIVE], 0)


def test_another_process_sees_what_is_live_as_soon_as_it_is_committed(database: Database) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    one, other = SqlEditing(database), SqlEditing(open_database(address))
    assert other.revision() == 0
    one.append([SAVED, LIVE], 0)
    assert other.revision() == 1
    assert other.overlay() == one.overlay()
    with pytest.raises(Moved):
        other.add_note(NOTE, 0)
    other.add_note(NOTE, 1)
    assert one.overlay().notes == (NOTE,)
