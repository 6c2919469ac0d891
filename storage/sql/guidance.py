"""The editing of guidance, in SQL: histories, notes, pictures, what is typed, and the revision."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from help_service.editing.errors import Moved
from help_service.editing.records import (
    Body,
    Deed,
    Event,
    LivePage,
    LocalNote,
    Overlay,
    Picture,
    Presence,
    Tie,
    Typed,
)
from storage.codec import as_values, build, canonical
from storage.errors import DatabaseAway
from storage.sql.database import Database, put
from storage.sql.guidance_tables import (
    guidance_events,
    guidance_notes,
    guidance_pictures,
    guidance_presence,
    guidance_revision,
    guidance_shipped,
    guidance_typed,
)
from storage.sql.last_read import Commits, LastRead

_EVENT = guidance_events.c
_NOTE = guidance_notes.c
_THE_NUMBER = select(guidance_revision.c.number)
Record = TypeVar("Record", LocalNote, Presence, Typed)


class SqlEditing:
    """What the editing keeps, in a database; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_revision = LastRead(Commits(database), self._read_revision)

    def revision(self) -> int:
        """Return the revision of what is live."""
        return self._last_revision()

    def _read_revision(self) -> int:
        with self._database.reading() as connection:
            return _revision(connection)

    def history(self, topic: str) -> Sequence[Event]:
        """Return a topic's events in order."""
        return self._events(select(guidance_events).where(_EVENT.topic == topic))

    def histories(self) -> Sequence[Event]:
        """Return the events of all topics, the texts left out."""
        columns = [column for column in _EVENT if column.name != "text"]
        return self._events(select(*columns))

    def append(self, events: Sequence[Event], live_from: int | None) -> None:
        """Append events of one topic. Raises Moved when the store is not as it was."""
        with _moved_if_taken(), self._database.writing() as connection:
            _go_live(connection, live_from)
            last = select(func.max(_EVENT.number)).where(_EVENT.topic == events[0].topic)
            before = connection.execute(last).scalar() or 0
            if [event.number for event in events] != _numbers(before, len(events)):
                raise Moved
            connection.execute(insert(guidance_events), [_event_row(event) for event in events])

    def due(self, now: datetime) -> Sequence[tuple[str, int]]:
        """Return topic and version of what is scheduled, still waiting, and due."""
        with self._database.reading() as connection:
            found = connection.execute(_due(now)).all()
        return [(row.topic, row.version) for row in found]

    def overlay(self) -> Overlay:
        """Return everything live, as of one moment."""
        with self._database.reading() as connection:
            while True:
                before = _revision(connection)
                found = Overlay(before, tuple(_pages(connection)), tuple(_notes(connection)))
                # On PostgreSQL each statement sees what was committed before it.
                if _revision(connection) == before:
                    return found

    def add_note(self, note: LocalNote, live_from: int) -> None:
        """Append a local note. Raises Moved when the store is not as it was."""
        with _moved_if_taken(), self._database.writing() as connection:
            _go_live(connection, live_from)
            last = select(func.max(_NOTE.number)).where(_is_place(note.topic, note.organisation))
            if note.number != (connection.execute(last).scalar() or 0) + 1:
                raise Moved
            connection.execute(insert(guidance_notes), as_values(note))

    def notes(self, topic: str, organisation: str) -> Sequence[LocalNote]:
        """Return the notes of an organisation on a topic, oldest first."""
        query = select(guidance_notes).where(_is_place(topic, organisation))
        with self._database.reading() as connection:
            return _read_all(LocalNote, connection, query.order_by(_NOTE.number))

    def add_picture(self, picture: Picture) -> None:
        """Keep a picture; nothing happens when it is there already."""
        self._add_once(guidance_pictures, as_values(picture))

    def picture(self, name: str) -> bytes | None:
        """Return a picture's bytes, or None."""
        query = select(guidance_pictures.c.data).where(guidance_pictures.c.name == name)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def keep_shipped(self, topic: str, mark: str, text: str) -> None:
        """Keep a shipped text by its hash; nothing happens when it is there already."""
        self._add_once(guidance_shipped, {"topic": topic, "mark": mark, "text": text})

    def shipped(self, topic: str, mark: str) -> str | None:
        """Return a shipped text that was kept, or None."""
        shipped = guidance_shipped.c
        query = select(shipped.text).where(shipped.topic == topic, shipped.mark == mark)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def keep_typed(self, typed: Typed) -> None:
        """Keep what somebody has typed in a topic."""
        with self._database.writing() as connection:
            put(connection, guidance_typed, as_values(typed))

    def typed(self, topic: str, user: str) -> Typed | None:
        """Return what somebody has typed and not saved, or None."""
        query = select(guidance_typed).where(_is_typed(topic, user))
        with self._database.reading() as connection:
            return next(iter(_read_all(Typed, connection, query)), None)

    def drop_typed(self, topic: str, user: str) -> None:
        """Forget what was typed."""
        with self._database.writing() as connection:
            connection.execute(delete(guidance_typed).where(_is_typed(topic, user)))

    def keep_presence(self, presence: Presence) -> None:
        """Tell that somebody has the topic open."""
        with self._database.writing() as connection:
            put(connection, guidance_presence, as_values(presence))

    def present(self, topic: str, since: datetime) -> Sequence[Presence]:
        """Return who had the topic open after a moment, by name."""
        here = guidance_presence.c
        query = select(guidance_presence).where(here.topic == topic, here.at > since)
        with self._database.reading() as connection:
            return _read_all(Presence, connection, query.order_by(here.name, here.user))

    def _events(self, query: Select[Any]) -> list[Event]:
        ordered = query.order_by(_EVENT.topic, _EVENT.number)
        with self._database.reading() as connection:
            return [_read_event(row) for row in connection.execute(ordered).mappings()]

    def _add_once(self, table: Table, values: dict[str, Any]) -> None:
        same = and_(*(column == values[column.name] for column in table.primary_key))
        there = select(func.count()).select_from(table).where(same)
        # The key is a hash of the content: whoever was faster has kept the same thing.
        with suppress(IntegrityError), self._database.writing() as connection:
            if connection.execute(there).scalar_one() == 0:
                connection.execute(insert(table), values)


@contextmanager
def _moved_if_taken() -> Iterator[None]:
    try:
        yield
    except IntegrityError as taken:
        raise Moved from taken
    except OperationalError as error:
        # As when reading: the thread that publishes what is due tries again.
        raise DatabaseAway(f"the database does not answer: {error.orig}") from error


def _revision(connection: Connection) -> int:
    return int(connection.execute(_THE_NUMBER).scalar_one())


def _go_live(connection: Connection, live_from: int | None) -> None:
    """Raise the revision. The row is locked until the commit: publishers come one by one."""
    if live_from is None:
        return
    risen = (
        update(guidance_revision)
        .where(guidance_revision.c.number == live_from)
        .values(number=live_from + 1)
    )
    if connection.execute(risen).rowcount != 1:
        raise Moved


def _numbers(before: int, more: int) -> list[int]:
    return list(range(before + 1, before + more + 1))


def _due(now: datetime) -> Select[Any]:
    later = guidance_events.alias("later").c
    decided = exists().where(
        later.topic == _EVENT.topic,
        later.version == _EVENT.version,
        later.number > _EVENT.number,
        later.deed != Deed.COMMENTED.value,
    )
    waiting = (_EVENT.deed == Deed.SCHEDULED.value) & (_EVENT.due <= now) & ~decided
    return select(_EVENT.topic, _EVENT.version).where(waiting).order_by(_EVENT.topic, _EVENT.number)


def _pages(connection: Connection) -> Iterator[LivePage]:
    published = _EVENT.deed == Deed.PUBLISHED.value
    newest = (
        select(_EVENT.topic, func.max(_EVENT.number).label("number"))
        .where(published)
        .group_by(_EVENT.topic)
        .subquery()
    )
    published_rows = guidance_events.alias("shown")
    shown = published_rows.c
    query = (
        select(guidance_events)
        .join(published_rows, (shown.topic == _EVENT.topic) & (shown.version == _EVENT.version))
        .join(newest, (newest.c.topic == shown.topic) & (newest.c.number == shown.number))
        .where(_EVENT.deed == Deed.SAVED.value)
        .order_by(_EVENT.topic)
    )
    for row in connection.execute(query).mappings():
        event = _read_event(row)
        if event.body is not None:
            yield LivePage(event.topic, event.version, event.body)


def _notes(connection: Connection) -> list[LocalNote]:
    place = (_NOTE.topic, _NOTE.organisation)
    newest = select(*place, func.max(_NOTE.number).label("number")).group_by(*place).subquery()
    same = and_(*(newest.c[name] == _NOTE[name] for name in ("topic", "organisation", "number")))
    query = select(guidance_notes).join(newest, same).where(_NOTE.text != "").order_by(*place)
    return _read_all(LocalNote, connection, query)


def _is_place(topic: str, organisation: str) -> Any:
    return and_(_NOTE.topic == topic, _NOTE.organisation == organisation)


def _is_typed(topic: str, user: str) -> Any:
    return and_(guidance_typed.c.topic == topic, guidance_typed.c.user == user)


def _read_all(kind: type[Record], connection: Connection, query: Select[Any]) -> list[Record]:
    return [build(kind, dict(row)) for row in connection.execute(query).mappings()]


def _event_row(event: Event) -> dict[str, Any]:
    row = as_values(event)
    body = row.pop("body")
    said = {"path": None, "text": None, "base": None, "shipped": None, "ties": None}
    if body is not None:
        ties = canonical([as_values(tie) for tie in body.ties])
        said = as_values(body) | {"shipped": body.baseline, "ties": ties}
        del said["baseline"]
    return row | said | {"deed": event.deed.value}


def _read_event(row: Mapping[Any, Any]) -> Event:
    values = dict(row)
    said = {name: values.pop(name, None) for name in ("path", "text", "base", "shipped", "ties")}
    return build(Event, values | {"body": _read_body(said)})


def _read_body(said: Mapping[str, Any]) -> Body | None:
    if said["path"] is None:
        return None
    ties = tuple(build(Tie, tie) for tie in json.loads(said["ties"]))
    return Body(said["path"], said["text"] or "", said["base"], said["shipped"], ties)
