"""The parts of a case: frozen records that the fold builds from events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from planning.identity import Identity
from planning.moments import to_the_minute
from planning.organisation import Receiver
from planning.vocabulary import (
    Consent,
    Ending,
    Role,
)

CONSENTS = (Consent.YES, Consent.YES_COMPULSORY)


@dataclass(frozen=True)
class Patient:
    """Who the case is about. `kommun` is where the person is registered (folkbokföring)."""

    identity: Identity | None
    name: str
    address: str = ""
    kommun: str | None = None
    language: str = ""
    relatives: str = ""
    protected: bool = False
    earlier_identities: tuple[Identity, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """One message at one receiving unit; `original` when the sender named the unit itself."""

    receiver: Receiver
    at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    rejected_at: datetime | None = None
    reason: str = ""
    original: bool = True
    annulment_unread: bool = False
    annulment_read_at: datetime | None = None
    annulment_read_by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody at the unit has acknowledged or rejected it yet."""
        return self.acknowledged_at is None and self.rejected_at is None


@dataclass(frozen=True)
class Message:
    """A sent message. It is never edited; corrections are events of their own.

    `number` is the number of its event, `ordinal` counts messages of its kind from 1.
    """

    number: int
    kind: str
    ordinal: int
    sent_at: datetime
    recorded_at: datetime
    sender: Receiver
    user: str
    data: Mapping[str, Any]
    deliveries: tuple[Delivery, ...] = ()
    annulled_at: datetime | None = None

    @property
    def valid(self) -> bool:
        """Whether the message still counts (is not annulled)."""
        return self.annulled_at is None

    @property
    def addressed(self) -> frozenset[Role]:
        """The roles that the sender named; a party that joins later is not among them."""
        return frozenset(each.receiver.role for each in self.deliveries if each.original)

    def delivery_to(self, unit: str) -> Delivery | None:
        """The delivery at the unit, or None."""
        return next((each for each in self.deliveries if each.receiver.unit == unit), None)

    def annulment_is_news_to(self, unit: str) -> bool:
        """Whether the unit has read the message, and not that it was annulled since."""
        delivery = self.delivery_to(unit)
        return delivery is not None and delivery.annulment_unread

    def reached(self, role: Role, kommun: str | None = None) -> datetime | None:
        """When it first stood at a unit of the role (and kommun) that has not rejected it."""
        times = [
            each.at
            for each in self.deliveries
            if each.receiver.role is role
            and each.rejected_at is None
            and (kommun is None or each.receiver.kommun == kommun)
        ]
        return min(times) if times else None

    @property
    def rightly_sent_at(self) -> datetime | None:
        """When it had reached a right receiver of each role it was meant for, or None.

        A message that a unit rejected as misdirected counts from the first right sending.
        """
        times = [self.reached(role) for role in self.addressed]
        known = [each for each in times if each is not None]
        return max(known, default=self.sent_at) if len(known) == len(times) else None


@dataclass(frozen=True)
class Party:
    """A unit that takes part. `role` is what it does in the process."""

    receiver: Receiver
    since: datetime
    active: bool = True

    @property
    def unit(self) -> str:
        """The id of the unit."""
        return self.receiver.unit

    @property
    def role(self) -> Role:
        """The role of the unit."""
        return self.receiver.role


@dataclass(frozen=True, slots=True)
class EstimatedDischarge:
    """One estimated day of discharge; all that were ever given are kept."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """A fast vårdkontakt (lag (2017:612) 2 kap. 5 §).

    `first_at` is when the unit first appointed one: a change of person is no new appointment.
    """

    unit: str
    name: str
    profession: str
    phone: str
    at: datetime
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Basis:
    """The planeringsunderlag of one unit; may be saved in parts.

    `completed_at` is when it was first complete; later additions do not make it late.
    """

    unit: str
    role: Role
    at: datetime
    complete: bool
    data: Mapping[str, Any]
    completed_at: datetime | None = None


@dataclass(frozen=True)
class Period:
    """One stretch as utskrivningsklar: begins with a notice, ends with what ended it."""

    number: int
    message: int
    kind: str
    sent_at: datetime
    judged_at: datetime
    ended_at: datetime | None = None
    ending: Ending | None = None


@dataclass(frozen=True)
class Summons:
    """A kallelse to SIP, by the unit whose contact called."""

    message: int
    unit: str
    at: datetime
    meeting_at: datetime | None
    place: str
    answers: Mapping[str, str] = field(default_factory=dict)
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Obstacle:
    """Open care's efforts are unavailable or unclear (5 kap. 5 §): whole days."""

    since: date
    until: date | None
    reason: str

    def covers(self, day: date) -> bool:
        """Whether the obstacle is there on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Leave:
    """A permission: away from the ward for a while, still admitted."""

    since: datetime
    until: datetime

    def covers(self, moment: datetime) -> bool:
        """Whether the patient is away at the moment."""
        return self.since <= moment < self.until

    def begins_at(self, moment: datetime) -> bool:
        """Whether the patient leaves at the moment, to the minute: people write no seconds."""
        return to_the_minute(self.since) == to_the_minute(moment)


@dataclass(frozen=True)
class SipVersion:
    """A drawn-up plan; fixed once written, a later meeting makes a new version."""

    number: int
    at: datetime
    data: Mapping[str, Any]
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sip:
    """The coordinated individual plan, an object of its own."""

    started_at: datetime
    consent: bool | None
    started_by: str
    mapped_at: datetime | None = None
    met_at: datetime | None = None
    versions: tuple[SipVersion, ...] = ()
    followed_up: tuple[datetime, ...] = ()
    next_follow_up: date | None = None
    evaluated_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class CarePlan:
    """A samordnad vårdplan for open compulsory care (LPT 7 a §)."""

    message: int
    at: datetime
    units: tuple[str, ...]
    adjusted: tuple[str, ...] = ()

    @property
    def not_adjusted(self) -> tuple[str, ...]:
        """The units that have not adjusted (justerat) it, also those that have left the case."""
        return tuple(unit for unit in self.units if unit not in self.adjusted)

    @property
    def valid(self) -> bool:
        """Whether every unit has adjusted (justerat) it."""
        return not self.not_adjusted
