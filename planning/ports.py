"""What the core asks of the outside. `storage` implements these; `ledstang` hands them over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from planning.amounts import AmountEntry
from planning.events import Event
from planning.organisation import Assignment, Organisation, Unit, User
from planning.statistics import Tally


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list view, derived from the case and updated in the same transaction.

    `units` are the units that are parties (the ward among them): who may list the case.
    `next_step` is the most urgent of all, `next_units` those whose move it is; `own_steps` maps
    each unit that has something to do to its own most urgent step. `unread` maps a unit to its
    unacknowledged messages. `liable_from` is the first day of payment liability in the running
    period; `plan` is set while a SIP is needed, called to or under way, also after the stay,
    and `meeting` the time of one that is called to and not held.
    `payment` holds the headings under which a payment basis finds the case, `payment_sums` what
    is kept under each for its sums. `ended_month` is the
    month in which the stay ended, as `2026-03`, and `measured` what it counts for in the
    statistics, in the order of `measures.COUNTED`; both are empty while the stay goes on.
    """

    case_id: str
    version: int
    name: str
    identity: str
    ward: str
    kommun: str | None
    state: str
    estimated_discharge: date | None
    date_changed: bool
    next_step: str
    next_role: str
    next_units: tuple[str, ...]
    next_due: datetime | None
    ready_since: datetime | None
    flags: tuple[str, ...]
    units: tuple[str, ...]
    unread: dict[str, int]
    contact: str = ""
    sip_status: str = ""
    protected: bool = False
    active: bool = True
    admitted_at: datetime | None = None
    discharged_at: datetime | None = None
    own_steps: dict[str, str] = field(default_factory=dict)
    watches: tuple[dict[str, Any], ...] = ()
    staying: bool = False
    track: str = ""
    liable_from: date | None = None
    plan: bool = False
    follow_up: date | None = None
    plan_lead: str = ""
    meeting: datetime | None = None
    payment: tuple[str, ...] = ()
    payment_sums: dict[str, str] = field(default_factory=dict)
    ended_month: str = ""
    measured: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One message that a unit has received; derived, updated in the same transaction.

    It is not `listed` in the unit's inbox once the unit has left the case: then it tells the sender
    alone that it was rejected. `annulment_unread`: the unit had acknowledged it before it was
    annulled, and has not acknowledged that.
    """

    case_id: str
    number: int
    unit: str
    kind: str
    name: str
    identity: str
    sender: str
    sent_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    answer_wanted: bool
    annulled: bool
    active: bool = True
    rejected: bool = False
    listed: bool = True
    annulment_unread: bool = False

    @property
    def waits(self) -> bool:
        """Whether a receipt is waited for: of the message, or of its being annulled."""
        unread = self.active and not self.annulled and self.acknowledged_at is None
        return unread or self.annulment_unread


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which rows are wanted. None means no restriction; `units` is always set by the gate.

    `plans` asks for the cases with a SIP, whether the stay is over or not.
    """

    units: frozenset[str]
    active: bool = True
    kommun: str | None = None
    ward: str | None = None
    state: str | None = None
    limit: int = 500
    plans: bool = False


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One row of the access log before the store gives it number, previous hash and own hash."""

    at: datetime
    user: str
    user_name: str
    role: str
    unit: str
    care_provider: str
    assignment: str
    purpose: str
    action: str
    object_type: str
    object_id: str
    patient: str
    result: str
    reason: str = ""
    session: str = ""
    request: str = ""
    method: str = ""
    shown: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class KeptSums:
    """What is kept of a case under one heading of payment; empty when the case must be read."""

    case_id: str
    kept: str


class CaseStore(Protocol):
    """The log of events with its list views."""

    def events(self, case_id: str, since: int = 1) -> Sequence[Event]:
        """The events of the case from the number on, in order; empty when there is none."""

    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, Sequence[Event]]:
        """The events of several cases at once, by case; a case without events is left out."""

    def last_events(self, case_ids: Sequence[str]) -> Mapping[str, Event]:
        """The latest event of each of the cases, by case; a case without events is left out."""

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

        The version of a case is its number of events. Raises Conflict when `expected_version` is
        not the stored one (0 for a new case), or when the row says that the person is in
        (`staying`) while another case says so already.
        """

    def rows(self, query: RowQuery) -> Sequence[CaseRow]:
        """The list rows of cases in which one of the units is a party, newest admitted first."""

    def inbox(
        self, units: frozenset[str], unread_only: bool, limit: int = 500
    ) -> Sequence[InboxRow]:
        """Messages received by the units, newest first."""

    def sent(self, units: frozenset[str], limit: int = 500) -> Sequence[InboxRow]:
        """Messages that the units have sent, one row per receiver, newest first.

        Only cases in which one of the units is still a party.
        """

    def find_patient(self, identity: str, units: frozenset[str]) -> Sequence[CaseRow]:
        """Cases of the person, open and closed, in which one of the units is a party."""

    def unread_count(self, units: frozenset[str]) -> int:
        """How many valid messages the units have not acknowledged, in cases under way."""

    def cases_of(self, identity: str) -> Sequence[str]:
        """The ids of the person's cases, open and closed, by id.

        Used to refuse a second stay and to carry over what a readmission may keep.
        """

    def cases_under(self, headings: frozenset[str]) -> Sequence[str]:
        """The ids of the cases that stand under one of the headings of payment, by id."""

    def kept_sums(self, headings: frozenset[str]) -> Sequence[KeptSums]:
        """What is kept of each case under each of the headings, by case id."""

    def case_ids(self) -> Sequence[str]:
        """Every case id; used to rebuild the views."""

    def tallies(self, first: str, last: str, units: frozenset[str] | None) -> Sequence[Tally]:
        """What the stays that ended in these months count for, summed by month, kommun and ward.

        Only stays in which one of the units is a party; None asks for all. No patient data.
        """

    def replace_views(self, case_id: str, row: CaseRow, inbox: Sequence[InboxRow]) -> None:
        """Write the derived rows anew without new events."""


class AccessLog(Protocol):
    """The legal log of who saw what: append-only and chained by hashes."""

    def write(self, row: AccessRow) -> None:
        """Append a row with sequence number, previous hash and own hash."""

    def verify(self) -> int | None:
        """The number of the first broken row, or None when the chain is whole."""

    def extract(self, first: datetime, before: datetime) -> Iterator[Mapping[str, object]]:
        """The rows from `first` until `before`, in order: each field as the text that is kept.

        `shown` is a JSON list of case ids.
        """


class Directory(Protocol):
    """Organisation, users and assignments, as the database holds them."""

    def organisation(self) -> Organisation:
        """All units."""

    def user(self, user_id: str) -> User | None:
        """The user, or None."""

    def assignments(self, user_id: str) -> Sequence[Assignment]:
        """What the user may act as."""

    def users(self) -> Sequence[User]:
        """All users, by name."""

    def save_unit(self, unit: Unit) -> None:
        """Insert or replace a unit."""

    def save_user(self, user: User, assignments: Sequence[Assignment]) -> None:
        """Insert or replace a user with all assignments."""


@dataclass(frozen=True, slots=True)
class Session:
    """A server-side session: only the hash of the token is stored."""

    token_hash: str
    user: str
    assignment: str
    method: str
    started_at: datetime
    seen_at: datetime
    csrf: str


class Sessions(Protocol):
    """Server-side sessions."""

    def save(self, session: Session) -> None:
        """Insert or replace."""

    def get(self, token_hash: str) -> Session | None:
        """The session, or None."""

    def delete(self, token_hash: str) -> None:
        """End the session; nothing happens when there is none."""


class Drafts(Protocol):
    """Typed text that is not sent yet, per user, case and command."""

    def save(self, user: str, case_id: str, command: str, text: str, at: datetime) -> None:
        """Keep the draft (JSON text), replacing an older one."""

    def get(self, user: str, case_id: str, command: str) -> str | None:
        """The draft, or None."""

    def delete(self, user: str, case_id: str, command: str) -> None:
        """Forget the draft."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A list that a person wants to find again: its name, and the wishes as its address has them.

    It holds no patient data: wishes name wards, kommuner, states and orders.
    """

    user: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """A received message that somebody at the unit has been asked to take care of."""

    unit: str
    case_id: str
    number: int
    to: str
    by: str
    at: datetime


class Arrangements(Protocol):
    """How people at a unit have arranged their lists. It says nothing of the patients."""

    def save_filter(self, saved: SavedFilter) -> None:
        """Insert, or replace the person's filter of that name."""

    def filters(self, user: str) -> Sequence[SavedFilter]:
        """The person's filters, by name."""

    def delete_filter(self, user: str, name: str) -> None:
        """Forget the filter; nothing happens when there is none."""

    def assign(self, assigned: Assigned) -> None:
        """Ask somebody to take care of a message, instead of whoever was asked before."""

    def unassign(self, unit: str, case_id: str, number: int) -> None:
        """The message is the whole unit's again."""

    def assigned(self, unit: str, cases: frozenset[str]) -> Sequence[Assigned]:
        """Who takes care of what at the unit, in these cases; by case and number."""

    def hide(self, user: str, unit: str, case_id: str, number: int) -> None:
        """Take a message out of this person's view of the unit's inbox, and nobody else's."""

    def show_again(self, user: str, unit: str, case_id: str, number: int) -> None:
        """Undo `hide`."""

    def hidden(self, user: str, unit: str, cases: frozenset[str]) -> frozenset[tuple[str, int]]:
        """The messages, as case and number, that the person has hidden in these cases."""


class Amounts(Protocol):
    """What has been registered and confirmed of yearly amounts: append-only."""

    def entries(self, table: str) -> Sequence[AmountEntry]:
        """The rows of the table, in order of number."""

    def append(self, entry: AmountEntry, access: AccessRow) -> None:
        """Append the row and write the access row: both or neither.

        Raises Conflict when the number is not the next of its table.
        """


@dataclass(frozen=True)
class Stores:
    """All ports together, as wiring hands them over."""

    cases: CaseStore
    access_log: AccessLog
    directory: Directory
    sessions: Sessions
    drafts: Drafts
    arrangements: Arrangements
    amounts: Amounts
