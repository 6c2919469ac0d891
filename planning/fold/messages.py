"""Messages and their deliveries: sent, read, rejected, forwarded, annulled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from planning.case import Case
from planning.copying import changed
from planning.events import MESSAGE_KINDS, Event
from planning.fold.periods import ended
from planning.fold.reading import (
    day_of,
    receivers_of,
    sender_of,
)
from planning.organisation import Receiver
from planning.parts import Delivery, EstimatedDischarge, Message, Party, Period
from planning.vocabulary import Ending


def with_message(case: Case, event: Event) -> Case:
    """The case with the message that the event sent, and with its receivers as parties."""
    kind = MESSAGE_KINDS[event.kind]
    message = Message(
        number=event.number,
        kind=kind,
        ordinal=1 + sum(1 for each in case.messages if each.kind == kind),
        sent_at=event.occurred_at,
        recorded_at=event.recorded_at,
        sender=sender_of(case, event),
        user=event.user,
        data=event.data,
        deliveries=tuple(Delivery(each, event.occurred_at) for each in receivers_of(event)),
    )
    return with_parties(changed(case, messages=(*case.messages, message)), event)


def with_parties(case: Case, event: Event) -> Case:
    """The case with the receivers of the event as active parties."""
    known = {party.unit for party in case.parties if party.active}
    new = {each.unit: each for each in receivers_of(event) if each.unit not in known}
    if not new:
        return case
    kept = tuple(p for p in case.parties if p.active or p.unit not in new)
    joined = (Party(each, event.occurred_at) for each in new.values())
    return changed(case, parties=(*kept, *joined))


def _changed_message(case: Case, number: int, change: Callable[[Message], Message]) -> Case:
    messages = tuple([change(each) if each.number == number else each for each in case.messages])
    return changed(case, messages=messages)


def changed_delivery(case: Case, number: int, unit: str, **changes: Any) -> Case:
    """The case with one delivery of one message changed."""

    def change(message: Message) -> Message:
        deliveries = tuple(
            changed(each, **changes) if each.receiver.unit == unit else each
            for each in message.deliveries
        )
        return changed(message, deliveries=deliveries)

    return _changed_message(case, number, change)


def _delivered(case: Case, number: int, receivers: Iterable[Receiver], at: datetime) -> Case:
    def change(message: Message) -> Message:
        # A unit that rejected the message and is named again receives it anew.
        has = {each.receiver.unit for each in message.deliveries if each.rejected_at is None}
        new = [Delivery(each, at, original=False) for each in receivers if each.unit not in has]
        again = {each.receiver.unit for each in new}
        kept = (d for d in message.deliveries if d.receiver.unit not in again)
        return changed(message, deliveries=(*kept, *new))

    return _changed_message(case, number, change)


def acknowledged(case: Case, event: Event) -> Case:
    """The case with the message read; or, where it was read before, that it was annulled."""
    number, unit = event.data["meddelande"], event.unit
    at, by, message = event.occurred_at, event.user, case.message(number)
    if message and message.annulment_is_news_to(unit):
        read = {"annulment_read_at": at, "annulment_read_by": by}
        return changed_delivery(case, number, unit, annulment_unread=False, **read)
    return changed_delivery(case, number, unit, acknowledged_at=at, acknowledged_by=by)


def rejected(case: Case, event: Event) -> Case:
    number, reason = event.data["meddelande"], event.data.get("orsak", "")
    case = changed_delivery(
        case, number, event.unit,
        rejected_at=event.occurred_at, reason=reason, annulment_unread=False,
    )  # fmt: skip
    still_needed = any(
        each.receiver.unit == event.unit and each.rejected_at is None
        for message in case.messages
        if message.valid
        for each in message.deliveries
    )
    return case if still_needed else _without_party(case, event.unit)


def _without_party(case: Case, unit: str) -> Case:
    parties = tuple(changed(p, active=False) if p.unit == unit else p for p in case.parties)
    return changed(case, parties=parties)


def forwarded(case: Case, event: Event) -> Case:
    number = event.data["meddelande"]
    case = _delivered(case, number, receivers_of(event), event.occurred_at)
    case = changed_delivery(
        case, number, event.unit,
        acknowledged_at=event.occurred_at, acknowledged_by=event.user, annulment_unread=False,
    )  # fmt: skip
    return with_parties(case, event)


def party_added(case: Case, event: Event) -> Case:
    """The case with new parties, to whom what was sent to all is delivered too."""
    return with_parties(_history_sent(case, receivers_of(event), event.occurred_at), event)


def _history_sent(case: Case, receivers: tuple[Receiver, ...], at: datetime) -> Case:
    """A new party receives what was sent to all, so that it can plan from the whole history."""
    shared = ("inskrivningsmeddelande", "andra-utskrivningsdatum", *_running_notice(case))
    for message in case.messages:
        if message.valid and (message.kind in shared[:2] or message.number in shared[2:]):
            case = _delivered(case, message.number, receivers, at)
    return case


def _running_notice(case: Case) -> tuple[int, ...]:
    return (case.active_period.message,) if case.active_period else ()


def annulled(case: Case, event: Event) -> Case:
    number = event.data["meddelande"]
    if number == case.opening:
        case = ended(case, event.occurred_at, Ending.ANNULLED)
        told = tuple(_told_to_readers(each) if each.valid else each for each in case.messages)
        return changed(case, annulled_at=event.occurred_at, messages=told)
    message = case.message(number)
    case = _changed_message(
        case, number, lambda m: changed(_told_to_readers(m), annulled_at=event.occurred_at)
    )
    undo = ANNUL.get(message.kind) if message else None
    return undo(case, event, number) if undo else case


def _told_to_readers(message: Message) -> Message:
    """Whoever has read what no longer holds may act on it: that it was annulled is news there."""
    deliveries = tuple(
        changed(each, annulment_unread=True) if each.acknowledged_at else each
        for each in message.deliveries
    )
    return changed(message, deliveries=deliveries)


def _annul_period(case: Case, event: Event, number: int) -> Case:
    def end(period: Period) -> Period:
        if period.message != number:
            return period
        return changed(period, ended_at=event.occurred_at, ending=Ending.ANNULLED)

    return changed(case, periods=tuple(end(each) for each in case.periods))


def _annul_withdrawal(case: Case, event: Event, number: int) -> Case:
    """A withdrawal sent by mistake: the period runs on, to the end of the stay if that is past."""
    withdrawal = case.message(number)
    last = case.periods[-1] if case.periods else None
    # When a newer notice has taken over, the old period stays ended: no day counts twice.
    if withdrawal is None or last is None or last.ending is not Ending.WITHDRAWN:
        return case
    if last.ended_at != withdrawal.sent_at:
        return case
    ending = Ending.DECEASED if case.deceased_at else Ending.DISCHARGED
    reopened = changed(last, ended_at=case.stay_over_at, ending=ending if case.over else None)
    return changed(case, periods=(*case.periods[:-1], reopened))


def _annul_summons(case: Case, event: Event, number: int) -> Case:
    summonses = tuple(
        changed(s, withdrawn_at=event.occurred_at) if s.message == number else s
        for s in case.summonses
    )
    return changed(case, summonses=summonses)


def _annul_plan(case: Case, event: Event, number: int) -> Case:
    return changed(case, care_plan=None)


def _annul_estimate(case: Case, event: Event, number: int) -> Case:
    kept = tuple(
        EstimatedDischarge(day, each.sent_at)
        for each in case.messages
        if each.valid and (day := day_of(each.data.get("beraknad_utskrivning")))
    )
    return changed(case, estimates=kept)


def _annul_request(case: Case, event: Event, number: int) -> Case:
    """A care request that led to nothing takes its whole case with it."""
    led_further = case.admitted or case.sip is not None
    return case if led_further else changed(case, annulled_at=event.occurred_at)


ANNUL: Mapping[str, Callable[[Case, Event, int], Case]] = {
    "vardbegaran": _annul_request,
    "utskrivningsklar": _annul_period,
    "beslut-oppen-tvangsvard": _annul_period,
    "aterta-utskrivningsklar": _annul_withdrawal,
    "kallelse-sip": _annul_summons,
    "samordnad-vardplan": _annul_plan,
    "inskrivningsmeddelande": _annul_estimate,
    "andra-utskrivningsdatum": _annul_estimate,
}
