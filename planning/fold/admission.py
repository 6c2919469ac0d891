"""The beginning of a case: request, admission, consent, need, notice."""

from __future__ import annotations

from datetime import datetime

from planning.case import Case
from planning.copying import changed
from planning.events import Event
from planning.fold.reading import (
    day_of,
    moment_of,
)
from planning.identity import Identity, IdentityKind
from planning.organisation import Receiver
from planning.parts import CONSENTS, EstimatedDischarge, Party, Patient
from planning.readmission import contact_from_data, sip_from_data
from planning.vocabulary import Consent, Need, Role


def requested(case: Case, event: Event) -> Case:
    return with_sender(changed(case, patient=case.patient or patient_of(event)), event)


def with_sender(case: Case, event: Event) -> Case:
    """Who begins a case takes part in it."""
    if case.party(event.unit):
        return case
    told = event.data.get("avsandare")
    own = Receiver.from_data(told) if told else Receiver(event.unit, event.role)
    return changed(case, parties=(*case.parties, Party(own, event.occurred_at)))


def opened(case: Case, event: Event) -> Case:
    data = event.data
    parties = [Receiver(event.unit, Role.WARD, data.get("avdelning_kommun"))]
    parties += [Receiver.from_data(each) for each in data.get("parter", ())]
    known = {party.unit for party in case.parties}
    new = tuple(Party(each, event.occurred_at) for each in parties if each.unit not in known)
    return changed(
        case,
        process=data.get("process", ""),
        agreement=data.get("avtal", ""),
        patient=patient_of(event),
        opened_at=moment_of(data.get("tidpunkt")) or event.occurred_at,
        opening=event.number,
        ward=event.unit,
        parties=(*case.parties, *new),
        contacts=tuple(contact_from_data(each) for each in data.get("fasta_vardkontakter", ())),
        sip=sip_from_data(data["sip"]) if data.get("sip") else case.sip,
    )


def patient_of(event: Event) -> Patient:
    """Who the event is about."""
    data = event.data
    number = data.get("personnummer")
    kind = IdentityKind(data.get("identitetstyp", IdentityKind.PERSONAL))
    return Patient(
        identity=Identity(kind, number) if number else None,
        name=data.get("namn", ""),
        address=data.get("adress", ""),
        kommun=data.get("folkbokforingskommun"),
        language=data.get("sprak", ""),
        relatives=data.get("narstaende", ""),
        protected=bool(data.get("skyddade_uppgifter", False)),
    )


def consented(case: Case, event: Event) -> Case:
    consent = Consent(event.data["varde"])
    # A yes lifts an earlier no to the SIP; a no to sharing leaves a yes to the SIP as it is.
    own = None if consent in CONSENTS else case.sip_consent
    return changed(case, consent=consent, consent_at=event.occurred_at, sip_consent=own)


def assessed(case: Case, event: Event) -> Case:
    needs = tuple(Need(each) for each in event.data.get("behov", ()))
    judged = moment_of(event.data.get("bedomt")) or event.occurred_at
    return changed(case, needs=needs, need_judged_at=_first_found(case, judged))


def _first_found(case: Case, judged: datetime) -> datetime:
    """When the need was first found: a later judgement never moves a clock that already runs."""
    earlier = case.need_judged_at
    if earlier is None or (case.needs == (Need.NONE,) and case.admission_notice is None):
        return judged
    return earlier if case.admission_notice else min(earlier, judged)


def admission_notice(case: Case, event: Event) -> Case:
    needs = tuple(Need(each) for each in event.data.get("behov", ()))
    judged = moment_of(event.data.get("bedomt")) or case.need_judged_at
    return changed(estimated(case, event), needs=needs or case.needs, need_judged_at=judged)


def estimated(case: Case, event: Event) -> Case:
    """The case with the estimated day of discharge that the event gives, if it gives one."""
    day = day_of(event.data.get("beraknad_utskrivning"))
    if day is None:
        return case
    return changed(case, estimates=(*case.estimates, EstimatedDischarge(day, event.occurred_at)))
