"""One patient's case at a moment: frozen records that the fold builds from events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from planning.identity import Identity
from planning.organisation import Receiver
from planning.vocabulary import (
    CaseState,
    Consent,
    Ending,
    Need,
    Role,
    SipDecision,
    SipStatus,
)

READINESS = ("utskrivningsklar", "beslut-oppen-tvangsvard")
CONSENTS = (Consent.YES, Consent.YES_COMPULSORY)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message at one receiving unit; `original` when the sender named the unit itself."""

    receiver: Receiver
    at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    rejected_at: datetime | None = None
    reason: str = ""
    original: bool = True

    @property
    def open(self) -> bool:
        """Whether nobody at the unit has acknowledged or rejected it yet."""
        return self.acknowledged_at is None and self.rejected_at is None


@dataclass(frozen=True, slots=True)
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
        if not times:
            return self.sent_at
        known = [each for each in times if each is not None]
        return max(known) if len(known) == len(times) else None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch as utskrivningsklar: begins with a notice, ends with what ended it."""

    number: int
    message: int
    kind: str
    sent_at: datetime
    judged_at: datetime
    ended_at: datetime | None = None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Summons:
    """A kallelse to SIP, by the unit whose contact called."""

    message: int
    unit: str
    at: datetime
    meeting_at: datetime | None
    place: str
    answers: Mapping[str, str] = field(default_factory=dict)
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class SipVersion:
    """A drawn-up plan; fixed once written, a later meeting makes a new version."""

    number: int
    at: datetime
    data: Mapping[str, Any]
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class CarePlan:
    """A samordnad vårdplan for open compulsory care (LPT 7 a §)."""

    message: int
    at: datetime
    units: tuple[str, ...]
    adjusted: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether every unit has adjusted (justerat) it."""
        return set(self.units) <= set(self.adjusted)


@dataclass(frozen=True)
class Case:
    """Everything known of one case; a pure fold over its events."""

    id: str
    version: int = 0
    process: str = ""
    agreement: str = ""
    patient: Patient | None = None
    opened_at: datetime | None = None
    opening: int = 0
    ward: str = ""
    parties: tuple[Party, ...] = ()
    consent: Consent | None = None
    consent_at: datetime | None = None
    needs: tuple[Need, ...] = ()
    need_judged_at: datetime | None = None
    messages: tuple[Message, ...] = ()
    estimates: tuple[EstimatedDischarge, ...] = ()
    contacts: tuple[Contact, ...] = ()
    bases: tuple[Basis, ...] = ()
    patient_information_at: datetime | None = None
    track: str | None = None
    sip_decision: SipDecision | None = None
    sip_consent: bool | None = None
    summonses: tuple[Summons, ...] = ()
    periods: tuple[Period, ...] = ()
    homecoming_answers: Mapping[str, datetime] = field(default_factory=dict)
    home_ready: Mapping[str, bool] = field(default_factory=dict)
    patient_informed_at: datetime | None = None
    obstacles: tuple[Obstacle, ...] = ()
    leaves: tuple[Leave, ...] = ()
    placing_kommun: str | None = None
    discharged_at: datetime | None = None
    discharged_to: str | None = None
    deceased_at: datetime | None = None
    follow_up_at: datetime | None = None
    closed_at: datetime | None = None
    annulled_at: datetime | None = None
    sip: Sip | None = None
    care_plan: CarePlan | None = None
    done_at: Mapping[str, tuple[datetime, str]] = field(default_factory=dict)

    @property
    def exists(self) -> bool:
        """Whether anything has happened at all."""
        return self.version > 0

    @property
    def admitted(self) -> bool:
        """Whether the patient has been admitted to inpatient care in this case."""
        return self.opened_at is not None

    @property
    def stay_over_at(self) -> datetime | None:
        """When the stay ended, by discharge or death."""
        return self.discharged_at or self.deceased_at

    @property
    def over(self) -> bool:
        """Whether the stay has ended."""
        return self.stay_over_at is not None

    @property
    def active_period(self) -> Period | None:
        """The running period as utskrivningsklar, or None."""
        last = self.periods[-1] if self.periods else None
        return last if last and last.ended_at is None else None

    @property
    def liable_kommun(self) -> str | None:
        """The kommun that decided the placement, else where the person is registered (5:2)."""
        return self.placing_kommun or (self.patient.kommun if self.patient else None)

    @property
    def admission_notice(self) -> Message | None:
        """The first inskrivningsmeddelande that still counts."""
        return next(self.valid_messages("inskrivningsmeddelande"), None)

    @property
    def active_summons(self) -> Summons | None:
        """The latest kallelse in force, or None."""
        return next((s for s in reversed(self.summonses) if s.withdrawn_at is None), None)

    @property
    def first_summons(self) -> Summons | None:
        """The first kallelse that still stands: the one that time is judged by, or None."""
        return next((s for s in self.summonses if s.withdrawn_at is None), None)

    @property
    def estimated_discharge(self) -> date | None:
        """The latest estimated day of discharge."""
        return self.estimates[-1].day if self.estimates else None

    @property
    def sip_agreed(self) -> bool:
        """Whether the patient consents to a SIP: by the case's consent or by one of its own."""
        if self.sip_consent is not None:
            return self.sip_consent
        return self.consent in CONSENTS

    @property
    def sip_open(self) -> bool:
        """Whether a SIP is under way."""
        return self.sip is not None and self.sip.closed_at is None

    @property
    def sip_waits(self) -> bool:
        """Whether a SIP is needed that nobody has called to or started yet."""
        needed = self.sip_decision is SipDecision.NEEDED and not self.deceased_at
        return needed and not self.summonses and not self.sip_open

    @property
    def sip_status(self) -> SipStatus:
        """Where the SIP stands; the plan's own life goes before the decision."""
        if self.sip and self.sip.closed_at:
            return SipStatus.CLOSED
        if self.sip and self.sip.followed_up:
            return SipStatus.FOLLOW_UP
        if self.sip and self.sip.versions:
            return SipStatus.DRAWN_UP
        if self.active_summons:
            return SipStatus.SUMMONED
        return self._sip_status_by_decision()

    def _sip_status_by_decision(self) -> SipStatus:
        if self.sip_decision is SipDecision.REFUSED:
            return SipStatus.REFUSED
        needed = self.sip_decision is SipDecision.NEEDED or self.sip_open
        return SipStatus.NEEDED if needed else SipStatus.NONE

    @property
    def state(self) -> CaseState:
        """Where the whole case stands."""
        for state, holds in self._states():
            if holds:
                return state
        return CaseState.OPENED

    def _states(self) -> Iterator[tuple[CaseState, bool]]:
        yield CaseState.ANNULLED, self.annulled_at is not None
        yield CaseState.CLOSED, self.closed_at is not None or self._sip_alone_is_over
        yield CaseState.DECEASED, self.deceased_at is not None
        yield CaseState.DISCHARGED, self.discharged_at is not None
        yield CaseState.READY, self.active_period is not None
        yield CaseState.PLANNING, self.planning_started
        yield CaseState.ADMITTED, self.admission_notice is not None

    @property
    def _sip_alone_is_over(self) -> bool:
        # A SIP without a stay has no avsluta-arende: the case ends with the plan.
        return not self.admitted and self.sip is not None and self.sip.closed_at is not None

    @property
    def ended(self) -> bool:
        """Whether the case is closed or annulled: nothing is waited for."""
        return self.state in (CaseState.CLOSED, CaseState.ANNULLED)

    @property
    def planning_started(self) -> bool:
        """Whether a receiver has begun: acknowledged, answered, appointed or decided."""
        notice = self.admission_notice
        if notice is None:
            return False
        read = any(each.acknowledged_at for each in notice.deliveries)
        return read or bool(self.bases or self.contacts or self.sip_decision)

    def valid_messages(self, kind: str) -> Iterator[Message]:
        """Messages of the kind that are not annulled, oldest first."""
        return (each for each in self.messages if each.kind == kind and each.valid)

    def message(self, number: int) -> Message | None:
        """The message whose event has this number, or None."""
        return next((each for each in self.messages if each.number == number), None)

    def party(self, unit: str) -> Party | None:
        """The active party that is the unit, or None."""
        return next((each for each in self.parties if each.unit == unit and each.active), None)

    def parties_of(self, *roles: Role) -> tuple[Party, ...]:
        """The active parties that play one of the roles."""
        return tuple(each for each in self.parties if each.active and each.role in roles)

    def unread(self) -> Iterator[tuple[Message, Delivery]]:
        """Deliveries of valid messages that no party has acknowledged or rejected yet.

        A unit that has left the case can read no more and is not waited for.
        """
        active = {party.unit for party in self.parties if party.active}
        for message in self.messages:
            if message.valid:
                waiting = (d for d in message.deliveries if d.open and d.receiver.unit in active)
                yield from ((message, each) for each in waiting)

    def on_leave(self, now: datetime) -> Leave | None:
        """The permission that the patient is on, or None."""
        return next((each for each in self.leaves if each.covers(now)), None)
