"""Evidence for a dispute: who sent what to whom when, who read it when, and how days were counted.

It holds times, units and people, never what a message says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from planning.agreement import Agreement
from planning.case import Case
from planning.disputes import Dispute
from planning.events import Event, EventKind
from planning.parts import Delivery, Message, Period
from planning.payment import Payment, payments
from planning.payment_days import DayLine, day_lines


@dataclass(frozen=True, slots=True)
class Sending:
    """One message without its text; `told_at` differs when it was registered afterwards."""

    kind: str
    ordinal: int
    sent_at: datetime
    told_at: datetime
    unit: str
    user: str
    annulled_at: datetime | None
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something besides messages that payment rests on; `kind` is the kind of its event.

    `since` and `until` are the days of an obstacle, the second the first free day.
    """

    kind: EventKind
    at: datetime
    told_at: datetime
    unit: str
    user: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class JudgedPeriod:
    """A period with its count, day by day, and its disputes."""

    period: Period
    payment: Payment
    days: tuple[DayLine, ...]
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a dispute can be judged by."""

    sendings: tuple[Sending, ...]
    milestones: tuple[Milestone, ...]
    periods: tuple[JudgedPeriod, ...]


MILESTONES = frozenset(
    {
        EventKind.CASE_OPENED,
        EventKind.NEED_ASSESSED,
        EventKind.CONTACT_APPOINTED,
        EventKind.SIP_DECIDED,
        EventKind.SUMMONS_WITHDRAWN,
        EventKind.OBSTACLE_RECORDED,
        EventKind.LEAVE_RECORDED,
        EventKind.KOMMUN_CHANGED,
        EventKind.MESSAGE_ANNULLED,
        EventKind.DISCHARGED,
        EventKind.DEATH_RECORDED,
        EventKind.CORRECTED,
    }
)
WHEN_IT_WAS = {
    EventKind.CASE_OPENED: "tidpunkt",
    EventKind.NEED_ASSESSED: "bedomt",
    EventKind.DISCHARGED: "tidpunkt",
    EventKind.DEATH_RECORDED: "tidpunkt",
    EventKind.LEAVE_RECORDED: "fran",
}


def evidence(
    case: Case, events: tuple[Event, ...], agreement: Agreement, now: datetime
) -> Evidence:
    """The evidence of a case at a moment."""
    sendings = tuple(_sending(each) for each in case.messages)
    return Evidence(sendings, tuple(_milestones(events)), tuple(_judged(case, agreement, now)))


def _sending(message: Message) -> Sending:
    return Sending(
        message.kind,
        message.ordinal,
        message.sent_at,
        message.recorded_at,
        message.sender.unit,
        message.user,
        message.annulled_at,
        message.deliveries,
    )


def _milestones(events: tuple[Event, ...]) -> Iterator[Milestone]:
    for event in events:
        if event.kind in MILESTONES:
            yield _milestone(event)


def _milestone(event: Event) -> Milestone:
    named = event.data.get(WHEN_IT_WAS.get(event.kind, ""))
    at = datetime.fromisoformat(named) if named else event.occurred_at
    obstacle = event.kind is EventKind.OBSTACLE_RECORDED
    since, until = (_day(event, each) if obstacle else None for each in ("fran", "till"))
    return Milestone(event.kind, at, event.recorded_at, event.unit, event.user, since, until)


def _day(event: Event, name: str) -> date | None:
    text = event.data.get(name)
    return date.fromisoformat(text) if text else None


def _judged(case: Case, agreement: Agreement, now: datetime) -> Iterator[JudgedPeriod]:
    for period, payment in zip(case.periods, payments(case, agreement, now), strict=True):
        disputes = tuple(each for each in case.disputes if each.period == period.number)
        days = day_lines(payment, period, agreement, now)
        yield JudgedPeriod(period, payment, days, disputes)
