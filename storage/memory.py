"""The stores in memory: for tests, for trying things out, and as the plainest description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import TypeVar

from planning.alphabet import swedish
from planning.errors import Conflict
from planning.events import Event
from planning.measures import Counts
from planning.organisation import Assignment, Organisation, Unit, User
from planning.ports import AccessRow, CaseRow, InboxRow, KeptSums, RowQuery, Session, Stores
from planning.statistics import Tally
from storage.agreed import check_numbers, newest_admitted, newest_sent
from storage.amounts import MemoryAmounts
from storage.arrangements import MemoryArrangements
from storage.chain import GENESIS, Entry, first_broken, next_entry
from storage.codec import moment_text, read_record, record_text

Record = TypeVar("Record", Event, CaseRow, InboxRow, Session)


def memory_stores() -> Stores:
    """All ports, empty; everything is forgotten with the object."""
    log = MemoryAccessLog()
    return Stores(
        cases=MemoryCases(log),
        access_log=log,
        directory=MemoryDirectory(),
        sessions=MemorySessions(),
        drafts=MemoryDrafts(),
        arrangements=MemoryArrangements(),
        amounts=MemoryAmounts(log),
    )


def _stored(record: Record) -> Record:
    # Through the text and back: what is read has passed the same road as in a database, and
    # nobody who keeps hold of a mapping can change what was recorded.
    return read_record(type(record), record_text(record))


def _stored_views(row: CaseRow, inbox: Sequence[InboxRow]) -> tuple[CaseRow, list[InboxRow]]:
    return _stored(row), [_stored(each) for each in inbox]


class MemoryAccessLog:
    """The legal log of who saw what, in a list."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._lock = Lock()

    def write(self, row: AccessRow) -> None:
        """Append a row with sequence number, previous hash and own hash."""
        with self._lock:
            last = self.entries[-1].row_hash if self.entries else GENESIS
            self.entries.append(next_entry(len(self.entries), last, row))

    def verify(self) -> int | None:
        """The number of the first broken row, or None when the chain is whole."""
        return first_broken(list(self.entries))

    def extract(self, first: datetime, before: datetime) -> Iterator[Mapping[str, object]]:
        """The rows from `first` until `before`, in order: each field as the text that is kept."""
        begins, ends = moment_text(first), moment_text(before)
        return (e.values for e in list(self.entries) if begins <= str(e.values["at"]) < ends)


class MemoryCases:
    """Events and derived rows in dictionaries by case id."""

    def __init__(self, log: MemoryAccessLog) -> None:
        self._log = log
        self._events: dict[str, list[Event]] = {}
        self._rows: dict[str, CaseRow] = {}
        self._inbox: dict[str, list[InboxRow]] = {}
        self._lock = Lock()

    def events(self, case_id: str, since: int = 1) -> Sequence[Event]:
        """The events of the case from the number on, in order; empty when there is none."""
        return [_stored(event) for event in self._events.get(case_id, [])[since - 1 :]]

    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The events of several cases at once, by case; a case without events is left out."""
        return {each: found for each in case_ids if (found := self.events(each))}

    def last_events(self, case_ids: Sequence[str]) -> Mapping[str, Event]:
        """The latest event of each of the cases, by case; a case without events is left out."""
        return {each: found[-1] for each, found in self.events_of(case_ids).items()}

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
        new, views = [_stored(event) for event in events], _stored_views(row, inbox)
        with self._lock:
            self._check_version(case_id, expected_version)
            self._check_one_stay(case_id, row, expected_version)
            # What may still be refused comes first, so that a refusal leaves nothing behind.
            self._log.write(access)
            self._events.setdefault(case_id, []).extend(new)
            self._rows[case_id], self._inbox[case_id] = views

    def rows(self, query: RowQuery) -> Sequence[CaseRow]:
        """The list rows of cases in which one of the units is a party, newest admitted first."""
        return self._chosen(lambda row: _fits(row, query))[: query.limit]

    def inbox(
        self, units: frozenset[str], unread_only: bool, limit: int = 500
    ) -> Sequence[InboxRow]:
        """Messages received by the units, newest first."""
        every: Iterable[InboxRow] = (row for rows in list(self._inbox.values()) for row in rows)
        mine = [row for row in every if row.unit in units and (row.waits or not unread_only)]
        newest = sorted(mine, key=newest_sent, reverse=True)[:limit]
        return [row for row in newest if row.listed]

    def sent(self, units: frozenset[str], limit: int = 500) -> Sequence[InboxRow]:
        """Messages that the units have sent, one row per receiver, newest first."""
        ours = (
            row
            for case_id, rows in list(self._inbox.items())
            for row in rows
            if row.sender in units and not units.isdisjoint(self._rows[case_id].units)
        )
        return sorted(ours, key=newest_sent, reverse=True)[:limit]

    def find_patient(self, identity: str, units: frozenset[str]) -> Sequence[CaseRow]:
        """Cases of the person, open and closed, in which one of the units is a party."""
        return self._chosen(
            lambda row: row.identity == identity and not units.isdisjoint(row.units)
        )

    def unread_count(self, units: frozenset[str]) -> int:
        """How many valid messages the units have not acknowledged, in cases under way."""
        every = (row for rows in list(self._inbox.values()) for row in rows)
        return sum(1 for row in every if row.unit in units and row.waits)

    def cases_of(self, identity: str) -> Sequence[str]:
        """The ids of the person's cases, open and closed, by id."""
        return sorted(r.case_id for r in list(self._rows.values()) if r.identity == identity)

    def cases_under(self, headings: frozenset[str]) -> Sequence[str]:
        """The ids of the cases that stand under one of the headings of payment, by id."""
        rows = list(self._rows.values())
        return sorted(row.case_id for row in rows if not headings.isdisjoint(row.payment))

    def kept_sums(self, headings: frozenset[str]) -> Sequence[KeptSums]:
        """What is kept of each case under each of the headings, by case id."""
        rows = sorted(self._rows.copy().values(), key=lambda row: row.case_id)
        return [
            KeptSums(row.case_id, row.payment_sums.get(each, ""))
            for row in rows
            for each in sorted(headings.intersection(row.payment))
        ]

    def tallies(self, first: str, last: str, units: frozenset[str] | None) -> Sequence[Tally]:
        """What the stays that ended in these months count for, summed; no patient data."""
        ended = (r for r in list(self._rows.values()) if r.measured)
        wanted = (r for r in ended if first <= r.ended_month <= last)
        sums: dict[tuple[str, str, str], Counts] = {}
        for row in wanted:
            if units is None or not units.isdisjoint(row.units):
                place = (row.ended_month, row.kommun or "", row.ward)
                sums[place] = sums.get(place, Counts()) + Counts(*row.measured)
        return [Tally(*place, sums[place]) for place in sorted(sums)]

    def case_ids(self) -> Sequence[str]:
        """Every case id, from the events themselves."""
        return sorted(case_id for case_id, events in self._events.items() if events)

    def replace_views(self, case_id: str, row: CaseRow, inbox: Sequence[InboxRow]) -> None:
        """Write the derived rows anew without new events.

        Raises Conflict when the case has grown since the row was derived.
        """
        views = _stored_views(row, inbox)
        with self._lock:
            self._check_version(case_id, row.version)
            self._rows[case_id], self._inbox[case_id] = views

    def _check_version(self, case_id: str, expected: int) -> None:
        found = len(self._events.get(case_id, ()))
        if found != expected:
            raise Conflict(case_id, expected, found)

    def _check_one_stay(self, case_id: str, row: CaseRow, expected: int) -> None:
        others = (each for each in self._rows.values() if each.case_id != case_id)
        person = row.identity if row.staying else ""
        if person and any(each.staying and each.identity == person for each in others):
            raise Conflict(case_id, expected, expected)

    def _chosen(self, wanted: Callable[[CaseRow], bool]) -> list[CaseRow]:
        rows = [row for row in list(self._rows.values()) if wanted(row)]
        return sorted(rows, key=newest_admitted, reverse=True)


def _fits(row: CaseRow, query: RowQuery) -> bool:
    wanted = ((query.kommun, row.kommun), (query.ward, row.ward), (query.state, row.state))
    return (
        (row.plan if query.plans else row.active == query.active)
        and not query.units.isdisjoint(row.units)
        and all(asked is None or asked == has for asked, has in wanted)
    )


class MemoryDirectory:
    """Units, users and what they may act as, in dictionaries."""

    def __init__(self) -> None:
        self._units: dict[str, Unit] = {}
        self._users: dict[str, User] = {}
        self._assignments: dict[str, list[Assignment]] = {}

    def organisation(self) -> Organisation:
        """All units, ordered by id."""
        return Organisation(dict(sorted(self._units.items())))

    def user(self, user_id: str) -> User | None:
        """The user, or None."""
        return self._users.get(user_id)

    def assignments(self, user_id: str) -> Sequence[Assignment]:
        """What the user may act as, ordered by id."""
        return sorted(self._assignments.get(user_id, ()), key=lambda each: each.id)

    def users(self) -> Sequence[User]:
        """All users, by name."""
        return sorted(self._users.values(), key=lambda user: (swedish(user.name), user.id))

    def save_unit(self, unit: Unit) -> None:
        """Insert or replace a unit."""
        self._units[unit.id] = unit

    def save_user(self, user: User, assignments: Sequence[Assignment]) -> None:
        """Insert or replace a user with all assignments."""
        self._users[user.id] = user
        self._assignments[user.id] = list(assignments)


class MemorySessions:
    """Server-side sessions in a dictionary."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def save(self, session: Session) -> None:
        """Insert or replace."""
        self._sessions[session.token_hash] = _stored(session)

    def get(self, token_hash: str) -> Session | None:
        """The session, or None."""
        return self._sessions.get(token_hash)

    def delete(self, token_hash: str) -> None:
        """End the session; nothing happens when there is none."""
        self._sessions.pop(token_hash, None)


class MemoryDrafts:
    """Typed text that is not sent yet, in a dictionary."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str, str], str] = {}

    def save(self, user: str, case_id: str, command: str, text: str, at: datetime) -> None:
        """Keep the draft (JSON text), replacing an older one."""
        self._texts[user, case_id, command] = text

    def get(self, user: str, case_id: str, command: str) -> str | None:
        """The draft, or None."""
        return self._texts.get((user, case_id, command))

    def delete(self, user: str, case_id: str, command: str) -> None:
        """Forget the draft."""
        self._texts.pop((user, case_id, command), None)
