"""The log of events with its list views, in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select
from sqlalchemy.exc import IntegrityError

from planning.errors import Conflict
from planning.events import Event
from planning.ports import AccessRow, CaseRow, InboxRow, KeptSums, RowQuery
from planning.statistics import Tally
from storage.agreed import check_numbers
from storage.codec import as_values, build, canonical
from storage.sql.access_log import write_access
from storage.sql.database import Database
from storage.sql.tables import case_rows, events
from storage.sql.tallies import sum_tallies
from storage.sql.views import (
    cases_under,
    count_unread,
    list_inbox,
    list_rows,
    list_sent,
    rows_of_person,
    sums_under,
    write_views,
)

CASES_AT_ONCE = 500
"""How many ids one question holds: far below what either database allows."""

EVENTS_KEPT = 1_024
"""More than the cases of one payment basis."""


class SqlCases:
    """Cases in a database; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def events(self, case_id: str, since: int = 1) -> Sequence[Event]:
        """The events of the case from the number on, in order; empty when there is none."""
        wanted = (events.c.case_id == case_id, events.c.number >= since)
        query = select(events).where(*wanted).order_by(events.c.number)
        with self._database.reading() as connection:
            return [_read_event(found) for found in connection.execute(query).mappings()]

    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The events of several cases at once, by case; a case without events is left out."""
        found: dict[str, list[Event]] = {}
        with self._database.reading() as connection:
            for start in range(0, len(case_ids), CASES_AT_ONCE):
                some = case_ids[start : start + CASES_AT_ONCE]
                for case_id, event in _events_of(connection, some):
                    found.setdefault(case_id, []).append(event)
        return found

    def last_events(self, case_ids: Sequence[str]) -> Mapping[str, Event]:
        """The latest event of each of the cases, by case; a case without events is left out."""
        with self._database.reading() as connection:
            return {
                case_id: event
                for start in range(0, len(case_ids), CASES_AT_ONCE)
                for case_id, event in _last_of(connection, case_ids[start : start + CASES_AT_ONCE])
            }

    def append(
        self,
        case_id: str,
        expected_version: int,
        events: Sequence[Event],
        row: CaseRow,
        inbox: Sequence[InboxRow],
        access: AccessRow,
    ) -> None:
        """Append events, replace list row and inbox rows, write the access row: all or nothing.

        Raises Conflict when `expected_version` is not the stored number of events, or when the
        person is in already in another case; ValueError when the events are not numbered from
        there on.
        """
        check_numbers(expected_version, events)
        with self._database.writing() as connection:
            _check_version(connection, case_id, expected_version)
            _insert_events(connection, case_id, expected_version, events)
            try:
                write_views(connection, row, inbox)
            except IntegrityError as error:
                raise Conflict(case_id, expected_version, expected_version) from error
            write_access(connection, access)

    def rows(self, query: RowQuery) -> Sequence[CaseRow]:
        """The list rows of cases in which one of the units is a party, newest admitted first."""
        with self._database.reading() as connection:
            return list_rows(connection, query)

    def inbox(
        self, units: frozenset[str], unread_only: bool, limit: int = 500
    ) -> Sequence[InboxRow]:
        """Messages received by the units, newest first."""
        with self._database.reading() as connection:
            return list_inbox(connection, units, unread_only, limit)

    def sent(self, units: frozenset[str], limit: int = 500) -> Sequence[InboxRow]:
        """Messages that the units have sent, one row per receiver, newest first."""
        with self._database.reading() as connection:
            return list_sent(connection, units, limit)

    def find_patient(self, identity: str, units: frozenset[str]) -> Sequence[CaseRow]:
        """Cases of the person, open and closed, in which one of the units is a party."""
        with self._database.reading() as connection:
            return rows_of_person(connection, identity, units)

    def unread_count(self, units: frozenset[str]) -> int:
        """How many valid messages the units have not acknowledged, in cases under way."""
        with self._database.reading() as connection:
            return count_unread(connection, units)

    def cases_of(self, identity: str) -> Sequence[str]:
        """The ids of the person's cases, open and closed, by id."""
        row = case_rows.c
        query = select(row.case_id).where(row.identity == identity)
        with self._database.reading() as connection:
            return connection.execute(query.order_by(row.case_id)).scalars().all()

    def cases_under(self, headings: frozenset[str]) -> Sequence[str]:
        """The ids of the cases that stand under one of the headings of payment, by id."""
        with self._database.reading() as connection:
            return cases_under(connection, headings)

    def kept_sums(self, headings: frozenset[str]) -> Sequence[KeptSums]:
        """What is kept of each case under each of the headings, by case id."""
        with self._database.reading() as connection:
            return sums_under(connection, headings)

    def tallies(self, first: str, last: str, units: frozenset[str] | None) -> Sequence[Tally]:
        """What the stays that ended in these months count for, summed; no patient data."""
        with self._database.reading() as connection:
            return sum_tallies(connection, first, last, units)

    def case_ids(self) -> Sequence[str]:
        """Every case id, from the events themselves."""
        query = select(events.c.case_id).where(events.c.number == 1).order_by(events.c.case_id)
        with self._database.reading() as connection:
            return connection.execute(query).scalars().all()

    def replace_views(self, case_id: str, row: CaseRow, inbox: Sequence[InboxRow]) -> None:
        """Write the derived rows anew without new events.

        Raises Conflict when the case has grown since the row was derived.
        """
        with self._database.writing() as connection:
            _hold(connection, case_id)
            _check_version(connection, case_id, row.version)
            write_views(connection, row, inbox)


def _events_of(connection: Connection, case_ids: Sequence[str]) -> Iterator[tuple[str, Event]]:
    wanted = events.c.case_id.in_(case_ids)
    query = select(events).where(wanted).order_by(events.c.case_id, events.c.number)
    for row in connection.execute(query).mappings():
        yield row["case_id"], _read_event(row)


def _last_of(connection: Connection, case_ids: Sequence[str]) -> Iterator[tuple[str, Event]]:
    other = events.alias()
    newest = select(func.max(other.c.number)).where(other.c.case_id == events.c.case_id)
    query = select(events).where(
        events.c.case_id.in_(case_ids), events.c.number == newest.scalar_subquery()
    )
    for row in connection.execute(query):
        yield row.case_id, _known_event(*row)


def _hold(connection: Connection, case_id: str) -> None:
    # PostgreSQL: a writer of the same case waits here, and writes its newer views after us.
    # SQLite has one writer anyway.
    held = select(case_rows.c.case_id).where(case_rows.c.case_id == case_id)
    connection.execute(held.with_for_update())


def _version(connection: Connection, case_id: str) -> int:
    query = select(func.max(events.c.number)).where(events.c.case_id == case_id)
    return connection.execute(query).scalar_one() or 0


def _check_version(connection: Connection, case_id: str, expected: int) -> None:
    found = _version(connection, case_id)
    if found != expected:
        raise Conflict(case_id, expected, found)


def _insert_events(
    connection: Connection, case_id: str, expected: int, new: Sequence[Event]
) -> None:
    if not new:
        return
    try:
        connection.execute(insert(events), [_event_values(case_id, each) for each in new])
    except IntegrityError as error:
        # PostgreSQL: somebody recorded the same number after we looked; at least one event is new.
        raise Conflict(case_id, expected, expected + 1) from error


def _event_values(case_id: str, event: Event) -> dict[str, Any]:
    codes = {"kind": event.kind.value, "stream": event.stream.value, "role": event.role.value}
    own = {"case_id": case_id, "data": canonical(event.data)}
    return as_values(event) | codes | own


def _read_event(found: RowMapping) -> Event:
    values: Mapping[str, Any] = dict(found) | {"data": json.loads(found["data"])}
    return build(Event, values)


@lru_cache(maxsize=EVENTS_KEPT)
def _known_event(*values: Any) -> Event:
    """The same from the values of a row, made once: the last events are asked for again and again.

    The values themselves are the key, so that another row is another event. It is shared: nobody
    changes it.
    """
    columns = (column.name for column in events.columns)
    own = dict(zip(columns, values, strict=True))
    return build(Event, own | {"data": json.loads(own["data"])})
