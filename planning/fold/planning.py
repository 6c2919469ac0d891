"""Planning: contact, basis, dates, SIP standpoint, summons and its answers."""

from __future__ import annotations

from planning.case import Case
from planning.copying import changed
from planning.events import Event
from planning.fold.messages import (
    changed_delivery,
)
from planning.fold.reading import (
    moment_of,
)
from planning.parts import Basis, Contact, Summons
from planning.vocabulary import SipDecision


def contact(case: Case, event: Event) -> Case:
    data = event.data
    had = next((each for each in case.contacts if each.unit == event.unit), None)
    contact = Contact(
        event.unit, data.get("namn", ""), data.get("yrke", ""), data.get("telefon", ""),
        event.occurred_at, had.first_at if had else event.occurred_at,
    )  # fmt: skip
    others = tuple(each for each in case.contacts if each.unit != event.unit)
    return changed(case, contacts=(*others, contact))


def basis(case: Case, event: Event) -> Case:
    complete = bool(event.data.get("klart", True))
    had = next((each for each in case.bases if each.unit == event.unit and each.complete), None)
    since = (had.completed_at if had else event.occurred_at) if complete else None
    basis = Basis(event.unit, event.role, event.occurred_at, complete, event.data, since)
    others = tuple(each for each in case.bases if each.unit != event.unit)
    return changed(case, bases=(*others, basis))


def informed(case: Case, event: Event) -> Case:
    return changed(case, patient_information_at=event.occurred_at)


def track(case: Case, event: Event) -> Case:
    return changed(case, track=event.data["varde"])


def unchanged(case: Case, event: Event) -> Case:
    return case


def sip_decided(case: Case, event: Event) -> Case:
    answer = event.data.get("samtycke")
    consent = case.sip_consent if answer in (None, "") else answer in ("ja", True)
    return changed(case, sip_decision=SipDecision(event.data["varde"]), sip_consent=consent)


def summoned(case: Case, event: Event) -> Case:
    summons = Summons(
        message=event.number,
        unit=event.unit,
        at=event.occurred_at,
        meeting_at=moment_of(event.data.get("mote")),
        place=event.data.get("plats", ""),
    )
    return changed(case, summonses=(*case.summonses, summons))


def summons_withdrawn(case: Case, event: Event) -> Case:
    summonses = tuple(
        s if s.withdrawn_at else changed(s, withdrawn_at=event.occurred_at) for s in case.summonses
    )
    return changed(case, summonses=summonses)


def summons_answered(case: Case, event: Event) -> Case:
    active = case.active_summons
    if active is None:
        return case
    answered = changed(active, answers={**active.answers, event.unit: event.data["svar"]})
    summonses = tuple(answered if s is active else s for s in case.summonses)
    return read(changed(case, summonses=summonses), active.message, event)


def read(case: Case, number: int, event: Event) -> Case:
    """An answer is also a receipt: who answers has read."""
    message = case.message(number)
    delivery = message.delivery_to(event.unit) if message else None
    if delivery is None or not delivery.open:
        return case
    return changed_delivery(
        case, number, event.unit, acknowledged_at=event.occurred_at, acknowledged_by=event.user
    )
