"""The SIP as an object of its own, and the care plan of compulsory care."""

from __future__ import annotations

from typing import Any

from planning.case import Case
from planning.copying import changed
from planning.events import Event
from planning.fold.admission import (
    patient_of,
    with_sender,
)
from planning.fold.messages import (
    with_parties,
)
from planning.fold.planning import (
    read,
)
from planning.fold.reading import (
    day_of,
    moment_of,
    receivers_of,
)
from planning.parts import CarePlan, Sip, SipVersion


def sip_started(case: Case, event: Event) -> Case:
    answer = event.data.get("samtycke")
    consent = None if answer in (None, "") else answer in ("ja", True)
    patient = case.patient or patient_of(event)
    case = with_sender(with_parties(changed(case, patient=patient), event), event)
    own = case.sip_consent if consent is None else consent
    return changed(case, sip=Sip(event.occurred_at, consent, event.unit), sip_consent=own)


def _sip_changed(case: Case, **changes: Any) -> Case:
    return changed(case, sip=changed(case.sip, **changes)) if case.sip else case


def sip_mapped(case: Case, event: Event) -> Case:
    return _sip_changed(case, mapped_at=event.occurred_at)


def sip_met(case: Case, event: Event) -> Case:
    return _sip_changed(case, met_at=moment_of(event.data.get("tidpunkt")) or event.occurred_at)


def sip_drawn_up(case: Case, event: Event) -> Case:
    versions = case.sip.versions if case.sip else ()
    new = SipVersion(len(versions) + 1, event.occurred_at, event.data)
    follow_up = day_of(event.data.get("uppfoljning"))
    return _sip_changed(case, versions=(*versions, new), next_follow_up=follow_up)


def sip_confirmed(case: Case, event: Event) -> Case:
    if not (case.sip and case.sip.versions):
        return case
    *older, last = case.sip.versions
    units = tuple(dict.fromkeys((*last.confirmed, event.unit)))
    return _sip_changed(case, versions=(*older, changed(last, confirmed=units)))


def sip_followed_up(case: Case, event: Event) -> Case:
    done = case.sip.followed_up if case.sip else ()
    follow_up = day_of(event.data.get("uppfoljning"))
    return _sip_changed(case, followed_up=(*done, event.occurred_at), next_follow_up=follow_up)


def sip_evaluated(case: Case, event: Event) -> Case:
    return _sip_changed(case, evaluated_at=event.occurred_at)


def sip_closed(case: Case, event: Event) -> Case:
    return _sip_changed(case, closed_at=event.occurred_at)


def plan_drawn_up(case: Case, event: Event) -> Case:
    units = tuple(each.unit for each in receivers_of(event))
    return changed(case, care_plan=CarePlan(event.number, event.occurred_at, units))


def plan_adjusted(case: Case, event: Event) -> Case:
    if case.care_plan is None:
        return case
    units = tuple(dict.fromkeys((*case.care_plan.adjusted, event.unit)))
    adjusted = changed(case, care_plan=changed(case.care_plan, adjusted=units))
    return read(adjusted, case.care_plan.message, event)
