"""One patient's case at a moment: what the parts say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planning.disputes import Dispute
from planning.parts import (
    CONSENTS,
    Basis,
    CarePlan,
    Contact,
    Delivery,
    EstimatedDischarge,
    Leave,
    Message,
    Obstacle,
    Party,
    Patient,
    Period,
    Sip,
    Summons,
)
from planning.vocabulary import (
    CaseState,
    Consent,
    Need,
    Role,
    SipDecision,
    SipStatus,
)


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
    disputes: tuple[Dispute, ...] = ()
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
    def staying(self) -> bool:
        """Whether the patient is in now. A person can be in by one case at a time."""
        return self.admitted and not self.over and self.annulled_at is None

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

    @property
    def open_disputes(self) -> tuple[Dispute, ...]:
        """The disputes that wait for an answer, oldest first."""
        return tuple(each for each in self.disputes if each.open)

    def on_leave(self, now: datetime) -> Leave | None:
        """The permission that the patient is on, or None."""
        return next((each for each in self.leaves if each.covers(now)), None)
