"""From events to case: one small function per kind of event, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from planning.case import (
    CONSENTS,
    Basis,
    CarePlan,
    Case,
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
    SipVersion,
    Summons,
)
from planning.events import MESSAGE_KINDS, Event, EventKind
from planning.identity import Identity, IdentityKind
from planning.moments import local_day
from planning.organisation import Receiver
from planning.readmission import contact_from_data, sip_from_data
from planning.vocabulary import Consent, Ending, Need, Role, SipDecision

Apply = Callable[[Case, Event], Case]


def fold(case_id: str, events: Iterable[Event]) -> Case:
    """The case that these events make. The same events always make the same case."""
    case = Case(case_id)
    for event in events:
        case = apply(case, event)
    return case


def apply(case: Case, event: Event) -> Case:
    """The case after one more event."""
    if event.kind in MESSAGE_KINDS:
        case = _with_message(case, event)
    changed = APPLY[event.kind](case, event)
    done = {**changed.done_at, event.kind.value: (event.occurred_at, event.unit)}
    return replace(changed, version=event.number, done_at=done)


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _receivers(event: Event) -> tuple[Receiver, ...]:
    return tuple(Receiver.from_data(each) for each in event.data.get("mottagare", ()))


def _sender(case: Case, event: Event) -> Receiver:
    party = case.party(event.unit)
    return party.receiver if party else Receiver(event.unit, event.role)


# Messages --------------------------------------------------------------------------------------


def _with_message(case: Case, event: Event) -> Case:
    kind = MESSAGE_KINDS[event.kind]
    message = Message(
        number=event.number,
        kind=kind,
        ordinal=1 + sum(1 for each in case.messages if each.kind == kind),
        sent_at=event.occurred_at,
        recorded_at=event.recorded_at,
        sender=_sender(case, event),
        user=event.user,
        data=event.data,
        deliveries=tuple(Delivery(each, event.occurred_at) for each in _receivers(event)),
    )
    return _with_parties(replace(case, messages=(*case.messages, message)), event)


def _with_parties(case: Case, event: Event) -> Case:
    known = {party.unit for party in case.parties if party.active}
    new = [each for each in _receivers(event) if each.unit not in known]
    kept = tuple(p for p in case.parties if p.active or p.unit not in {r.unit for r in new})
    return replace(case, parties=(*kept, *(Party(each, event.occurred_at) for each in new)))


def _changed_message(case: Case, number: int, change: Callable[[Message], Message]) -> Case:
    messages = tuple(change(each) if each.number == number else each for each in case.messages)
    return replace(case, messages=messages)


def _changed_delivery(case: Case, number: int, unit: str, **changes: Any) -> Case:
    def change(message: Message) -> Message:
        deliveries = tuple(
            replace(each, **changes) if each.receiver.unit == unit else each
            for each in message.deliveries
        )
        return replace(message, deliveries=deliveries)

    return _changed_message(case, number, change)


def _delivered(case: Case, number: int, receivers: Iterable[Receiver], at: datetime) -> Case:
    def change(message: Message) -> Message:
        # A unit that rejected the message and is named again receives it anew.
        has = {each.receiver.unit for each in message.deliveries if each.rejected_at is None}
        new = [Delivery(each, at, original=False) for each in receivers if each.unit not in has]
        again = {each.receiver.unit for each in new}
        kept = (d for d in message.deliveries if d.receiver.unit not in again)
        return replace(message, deliveries=(*kept, *new))

    return _changed_message(case, number, change)


def _acknowledged(case: Case, event: Event) -> Case:
    number, unit = event.data["meddelande"], event.unit
    return _changed_delivery(
        case, number, unit, acknowledged_at=event.occurred_at, acknowledged_by=event.user
    )


def _rejected(case: Case, event: Event) -> Case:
    number, reason = event.data["meddelande"], event.data.get("orsak", "")
    case = _changed_delivery(case, number, event.unit, rejected_at=event.occurred_at, reason=reason)
    still_needed = any(
        each.receiver.unit == event.unit and each.rejected_at is None
        for message in case.messages
        if message.valid
        for each in message.deliveries
    )
    return case if still_needed else _without_party(case, event.unit)


def _without_party(case: Case, unit: str) -> Case:
    parties = tuple(replace(p, active=False) if p.unit == unit else p for p in case.parties)
    return replace(case, parties=parties)


def _forwarded(case: Case, event: Event) -> Case:
    number = event.data["meddelande"]
    case = _delivered(case, number, _receivers(event), event.occurred_at)
    case = _changed_delivery(
        case, number, event.unit, acknowledged_at=event.occurred_at, acknowledged_by=event.user
    )
    return _with_parties(case, event)


def _party_added(case: Case, event: Event) -> Case:
    return _with_parties(_history_sent(case, _receivers(event), event.occurred_at), event)


def _history_sent(case: Case, receivers: tuple[Receiver, ...], at: datetime) -> Case:
    """A new party receives what was sent to all, so that it can plan from the whole history."""
    shared = ("inskrivningsmeddelande", "andra-utskrivningsdatum", *_running_notice(case))
    for message in case.messages:
        if message.valid and (message.kind in shared[:2] or message.number in shared[2:]):
            case = _delivered(case, message.number, receivers, at)
    return case


def _running_notice(case: Case) -> tuple[int, ...]:
    return (case.active_period.message,) if case.active_period else ()


def _annulled(case: Case, event: Event) -> Case:
    number = event.data["meddelande"]
    if number == case.opening:
        return replace(
            _ended(case, event.occurred_at, Ending.ANNULLED), annulled_at=event.occurred_at
        )
    message = case.message(number)
    case = _changed_message(case, number, lambda m: replace(m, annulled_at=event.occurred_at))
    undo = ANNUL.get(message.kind) if message else None
    return undo(case, event, number) if undo else case


def _annul_period(case: Case, event: Event, number: int) -> Case:
    def end(period: Period) -> Period:
        if period.message != number:
            return period
        return replace(period, ended_at=event.occurred_at, ending=Ending.ANNULLED)

    return replace(case, periods=tuple(end(each) for each in case.periods))


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
    reopened = replace(last, ended_at=case.stay_over_at, ending=ending if case.over else None)
    return replace(case, periods=(*case.periods[:-1], reopened))


def _annul_summons(case: Case, event: Event, number: int) -> Case:
    summonses = tuple(
        replace(s, withdrawn_at=event.occurred_at) if s.message == number else s
        for s in case.summonses
    )
    return replace(case, summonses=summonses)


def _annul_plan(case: Case, event: Event, number: int) -> Case:
    return replace(case, care_plan=None)


def _annul_estimate(case: Case, event: Event, number: int) -> Case:
    kept = tuple(
        EstimatedDischarge(day, each.sent_at)
        for each in case.messages
        if each.valid and (day := _day(each.data.get("beraknad_utskrivning")))
    )
    return replace(case, estimates=kept)


def _annul_request(case: Case, event: Event, number: int) -> Case:
    """A care request that led to nothing takes its whole case with it."""
    led_further = case.admitted or case.sip is not None
    return case if led_further else replace(case, annulled_at=event.occurred_at)


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


# Admission -------------------------------------------------------------------------------------


def _requested(case: Case, event: Event) -> Case:
    return _with_sender(replace(case, patient=case.patient or _patient(event)), event)


def _with_sender(case: Case, event: Event) -> Case:
    """Who begins a case takes part in it."""
    if case.party(event.unit):
        return case
    told = event.data.get("avsandare")
    own = Receiver.from_data(told) if told else Receiver(event.unit, event.role)
    return replace(case, parties=(*case.parties, Party(own, event.occurred_at)))


def _opened(case: Case, event: Event) -> Case:
    data = event.data
    parties = [Receiver(event.unit, Role.WARD, data.get("avdelning_kommun"))]
    parties += [Receiver.from_data(each) for each in data.get("parter", ())]
    known = {party.unit for party in case.parties}
    new = tuple(Party(each, event.occurred_at) for each in parties if each.unit not in known)
    return replace(
        case,
        process=data.get("process", ""),
        agreement=data.get("avtal", ""),
        patient=_patient(event),
        opened_at=_moment(data.get("tidpunkt")) or event.occurred_at,
        opening=event.number,
        ward=event.unit,
        parties=(*case.parties, *new),
        contacts=tuple(contact_from_data(each) for each in data.get("fasta_vardkontakter", ())),
        sip=sip_from_data(data["sip"]) if data.get("sip") else case.sip,
    )


def _patient(event: Event) -> Patient:
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


def _consented(case: Case, event: Event) -> Case:
    consent = Consent(event.data["varde"])
    # A yes lifts an earlier no to the SIP; a no to sharing leaves a yes to the SIP as it is.
    own = None if consent in CONSENTS else case.sip_consent
    return replace(case, consent=consent, consent_at=event.occurred_at, sip_consent=own)


def _assessed(case: Case, event: Event) -> Case:
    needs = tuple(Need(each) for each in event.data.get("behov", ()))
    judged = _moment(event.data.get("bedomt")) or event.occurred_at
    return replace(case, needs=needs, need_judged_at=_first_found(case, judged))


def _first_found(case: Case, judged: datetime) -> datetime:
    """When the need was first found: a later judgement never moves a clock that already runs."""
    earlier = case.need_judged_at
    if earlier is None or (case.needs == (Need.NONE,) and case.admission_notice is None):
        return judged
    return earlier if case.admission_notice else min(earlier, judged)


def _admission_notice(case: Case, event: Event) -> Case:
    needs = tuple(Need(each) for each in event.data.get("behov", ()))
    judged = _moment(event.data.get("bedomt")) or case.need_judged_at
    return replace(_estimated(case, event), needs=needs or case.needs, need_judged_at=judged)


def _estimated(case: Case, event: Event) -> Case:
    day = _day(event.data.get("beraknad_utskrivning"))
    if day is None:
        return case
    return replace(case, estimates=(*case.estimates, EstimatedDischarge(day, event.occurred_at)))


# Planning --------------------------------------------------------------------------------------


def _contact(case: Case, event: Event) -> Case:
    data = event.data
    had = next((each for each in case.contacts if each.unit == event.unit), None)
    contact = Contact(
        event.unit, data.get("namn", ""), data.get("yrke", ""), data.get("telefon", ""),
        event.occurred_at, had.first_at if had else event.occurred_at,
    )  # fmt: skip
    others = tuple(each for each in case.contacts if each.unit != event.unit)
    return replace(case, contacts=(*others, contact))


def _basis(case: Case, event: Event) -> Case:
    complete = bool(event.data.get("klart", True))
    had = next((each for each in case.bases if each.unit == event.unit and each.complete), None)
    since = (had.completed_at if had else event.occurred_at) if complete else None
    basis = Basis(event.unit, event.role, event.occurred_at, complete, event.data, since)
    others = tuple(each for each in case.bases if each.unit != event.unit)
    return replace(case, bases=(*others, basis))


def _informed(case: Case, event: Event) -> Case:
    return replace(case, patient_information_at=event.occurred_at)


def _track(case: Case, event: Event) -> Case:
    return replace(case, track=event.data["varde"])


def _unchanged(case: Case, event: Event) -> Case:
    return case


def _sip_decided(case: Case, event: Event) -> Case:
    answer = event.data.get("samtycke")
    consent = case.sip_consent if answer in (None, "") else answer in ("ja", True)
    return replace(case, sip_decision=SipDecision(event.data["varde"]), sip_consent=consent)


def _summoned(case: Case, event: Event) -> Case:
    summons = Summons(
        message=event.number,
        unit=event.unit,
        at=event.occurred_at,
        meeting_at=_moment(event.data.get("mote")),
        place=event.data.get("plats", ""),
    )
    return replace(case, summonses=(*case.summonses, summons))


def _summons_withdrawn(case: Case, event: Event) -> Case:
    summonses = tuple(
        s if s.withdrawn_at else replace(s, withdrawn_at=event.occurred_at) for s in case.summonses
    )
    return replace(case, summonses=summonses)


def _summons_answered(case: Case, event: Event) -> Case:
    active = case.active_summons
    if active is None:
        return case
    answered = replace(active, answers={**active.answers, event.unit: event.data["svar"]})
    summonses = tuple(answered if s is active else s for s in case.summonses)
    return _read(replace(case, summonses=summonses), active.message, event)


def _read(case: Case, number: int, event: Event) -> Case:
    """An answer is also a receipt: who answers has read."""
    message = case.message(number)
    delivery = message.delivery_to(event.unit) if message else None
    if delivery is None or not delivery.open:
        return case
    return _changed_delivery(
        case, number, event.unit, acknowledged_at=event.occurred_at, acknowledged_by=event.user
    )


# Ready to leave, and leaving -------------------------------------------------------------------


def _ready(case: Case, event: Event) -> Case:
    judged = _moment(event.data.get("bedomt")) or event.occurred_at
    kind = MESSAGE_KINDS[event.kind]
    period = Period(len(case.periods) + 1, event.number, kind, event.occurred_at, judged)
    return replace(case, periods=(*case.periods, period), homecoming_answers={})


def _ended(case: Case, at: datetime, ending: Ending) -> Case:
    periods = tuple(
        p if p.ended_at else replace(p, ended_at=at, ending=ending) for p in case.periods
    )
    return replace(case, periods=periods)


def _withdrawn(case: Case, event: Event) -> Case:
    return _ended(case, event.occurred_at, Ending.WITHDRAWN)


def _homecoming(case: Case, event: Event) -> Case:
    answers = {**case.homecoming_answers, event.unit: event.occurred_at}
    case = replace(case, homecoming_answers=answers)
    period = case.active_period
    return _read(case, period.message, event) if period else case


def _home_ready(case: Case, event: Event) -> Case:
    ready = {**case.home_ready, event.unit: bool(event.data.get("klar", True))}
    return replace(case, home_ready=ready)


def _patient_told(case: Case, event: Event) -> Case:
    return replace(case, patient_informed_at=event.occurred_at)


def _obstacle(case: Case, event: Event) -> Case:
    since = _day(event.data.get("fran")) or local_day(event.occurred_at)
    obstacle = Obstacle(since, _day(event.data.get("till")), event.data.get("orsak", ""))
    kept = (each for each in case.obstacles if each.since != since)
    return replace(case, obstacles=(*(_closed_by(each, since) for each in kept), obstacle))


def _closed_by(earlier: Obstacle, since: date) -> Obstacle:
    """An obstacle without an end lasts until a later one says how it is from its first day."""
    runs_on = earlier.until is None and earlier.since < since
    return replace(earlier, until=since) if runs_on else earlier


def _leave(case: Case, event: Event) -> Case:
    since = _moment(event.data.get("fran")) or event.occurred_at
    until = _moment(event.data.get("till")) or since
    return replace(case, leaves=(*case.leaves, Leave(since, until)))


def _ward_changed(case: Case, event: Event) -> Case:
    new = Receiver.from_data(event.data["till_avdelning"])
    parties = tuple(
        replace(p, active=False) if p.role is Role.WARD and p.active else p for p in case.parties
    )
    kept = tuple(p for p in parties if p.unit != new.unit)
    return replace(case, ward=new.unit, parties=(*kept, Party(new, event.occurred_at)))


def _kommun_changed(case: Case, event: Event) -> Case:
    lives, decided = event.data.get("till_kommun"), event.data.get("beslutande_kommun")
    patient = replace(case.patient, kommun=lives) if case.patient and lives else case.patient
    case = replace(case, patient=patient, placing_kommun=decided or None)
    wanted = {lives, decided} - {None, ""}
    parties = tuple(
        replace(p, active=False)
        if p.role is Role.MUNICIPALITY and p.receiver.kommun not in wanted
        else p
        for p in case.parties
    )
    return _party_added(replace(case, parties=parties), event)


def _died(case: Case, event: Event) -> Case:
    at = _moment(event.data.get("tidpunkt")) or event.occurred_at
    return replace(_ended(case, at, Ending.DECEASED), deceased_at=at)


def _left(case: Case, event: Event) -> Case:
    at = _moment(event.data.get("tidpunkt")) or event.occurred_at
    to = event.data.get("till", "hem")
    return replace(_ended(case, at, Ending.DISCHARGED), discharged_at=at, discharged_to=to)


def _called_home(case: Case, event: Event) -> Case:
    at = _moment(event.data.get("tidpunkt")) or event.occurred_at
    return replace(case, follow_up_at=min(at, case.follow_up_at or at))


def _closed(case: Case, event: Event) -> Case:
    return replace(case, closed_at=event.occurred_at)


# SIP and compulsory care -----------------------------------------------------------------------


def _sip_started(case: Case, event: Event) -> Case:
    answer = event.data.get("samtycke")
    consent = None if answer in (None, "") else answer in ("ja", True)
    patient = case.patient or _patient(event)
    case = _with_sender(_with_parties(replace(case, patient=patient), event), event)
    own = case.sip_consent if consent is None else consent
    return replace(case, sip=Sip(event.occurred_at, consent, event.unit), sip_consent=own)


def _sip_changed(case: Case, **changes: Any) -> Case:
    return replace(case, sip=replace(case.sip, **changes)) if case.sip else case


def _sip_mapped(case: Case, event: Event) -> Case:
    return _sip_changed(case, mapped_at=event.occurred_at)


def _sip_met(case: Case, event: Event) -> Case:
    return _sip_changed(case, met_at=_moment(event.data.get("tidpunkt")) or event.occurred_at)


def _sip_drawn_up(case: Case, event: Event) -> Case:
    versions = case.sip.versions if case.sip else ()
    new = SipVersion(len(versions) + 1, event.occurred_at, event.data)
    follow_up = _day(event.data.get("uppfoljning"))
    return _sip_changed(case, versions=(*versions, new), next_follow_up=follow_up)


def _sip_confirmed(case: Case, event: Event) -> Case:
    if not (case.sip and case.sip.versions):
        return case
    *older, last = case.sip.versions
    units = tuple(dict.fromkeys((*last.confirmed, event.unit)))
    return _sip_changed(case, versions=(*older, replace(last, confirmed=units)))


def _sip_followed_up(case: Case, event: Event) -> Case:
    done = case.sip.followed_up if case.sip else ()
    follow_up = _day(event.data.get("uppfoljning"))
    return _sip_changed(case, followed_up=(*done, event.occurred_at), next_follow_up=follow_up)


def _sip_evaluated(case: Case, event: Event) -> Case:
    return _sip_changed(case, evaluated_at=event.occurred_at)


def _sip_closed(case: Case, event: Event) -> Case:
    return _sip_changed(case, closed_at=event.occurred_at)


def _plan_drawn_up(case: Case, event: Event) -> Case:
    units = tuple(each.unit for each in _receivers(event))
    return replace(case, care_plan=CarePlan(event.number, event.occurred_at, units))


def _plan_adjusted(case: Case, event: Event) -> Case:
    if case.care_plan is None:
        return case
    units = tuple(dict.fromkeys((*case.care_plan.adjusted, event.unit)))
    adjusted = replace(case, care_plan=replace(case.care_plan, adjusted=units))
    return _read(adjusted, case.care_plan.message, event)


# Corrections -------------------------------------------------------------------------------------


def _corrected(case: Case, event: Event) -> Case:
    what = event.data["uppgift"]
    if what in UNDO:
        return UNDO[what](case)
    if case.patient is None:
        return case
    changes = {PATIENT_FIELDS[what]: event.data.get("nytt_varde", "")}
    return replace(case, patient=replace(case.patient, **changes))


def _undo_discharge(case: Case) -> Case:
    return replace(_reopened(case, Ending.DISCHARGED), discharged_at=None, discharged_to=None)


def _undo_death(case: Case) -> Case:
    return replace(_reopened(case, Ending.DECEASED), deceased_at=None)


def _reopened(case: Case, ending: Ending) -> Case:
    """The period that the mistaken registration ended runs on, as if it had not been ended."""
    periods = tuple(
        replace(p, ended_at=None, ending=None) if p.ending is ending else p for p in case.periods
    )
    return replace(case, periods=periods)


def _undo_merge(case: Case) -> Case:
    if case.patient is None or not case.patient.earlier_identities:
        return case
    *older, last = case.patient.earlier_identities
    patient = replace(case.patient, identity=last, earlier_identities=tuple(older))
    return replace(case, patient=patient)


def _merged(case: Case, event: Event) -> Case:
    if case.patient is None:
        return case
    kind = IdentityKind(event.data.get("identitetstyp", IdentityKind.PERSONAL))
    had = (case.patient.identity,) if case.patient.identity else ()
    patient = replace(
        case.patient,
        identity=Identity(kind, event.data["personnummer"]),
        earlier_identities=(*case.patient.earlier_identities, *had),
    )
    return replace(case, patient=patient)


PATIENT_FIELDS: Mapping[str, str] = {
    "namn": "name",
    "adress": "address",
    "sprak": "language",
    "narstaende": "relatives",
}
UNDO: Mapping[str, Callable[[Case], Case]] = {
    "utskrivning": _undo_discharge,
    "avliden": _undo_death,
    "identitet": _undo_merge,
}

APPLY: Mapping[EventKind, Apply] = {
    EventKind.CARE_REQUESTED: _requested,
    EventKind.CASE_OPENED: _opened,
    EventKind.CONSENT_RECORDED: _consented,
    EventKind.NEED_ASSESSED: _assessed,
    EventKind.ADMISSION_NOTICE_SENT: _admission_notice,
    EventKind.MESSAGE_ACKNOWLEDGED: _acknowledged,
    EventKind.MESSAGE_REJECTED: _rejected,
    EventKind.MESSAGE_FORWARDED: _forwarded,
    EventKind.PARTY_ADDED: _party_added,
    EventKind.CONTACT_APPOINTED: _contact,
    EventKind.BASIS_SAVED: _basis,
    EventKind.PATIENT_INFORMATION_SAVED: _informed,
    EventKind.DISCHARGE_DATE_CHANGED: _estimated,
    EventKind.TRACK_CHOSEN: _track,
    EventKind.GENERAL_MESSAGE_SENT: _unchanged,
    EventKind.SIP_DECIDED: _sip_decided,
    EventKind.SIP_SUMMONED: _summoned,
    EventKind.SUMMONS_WITHDRAWN: _summons_withdrawn,
    EventKind.SUMMONS_ANSWERED: _summons_answered,
    EventKind.READINESS_NOTIFIED: _ready,
    EventKind.HOMECOMING_ANSWERED: _homecoming,
    EventKind.READINESS_WITHDRAWN: _withdrawn,
    EventKind.MESSAGE_ANNULLED: _annulled,
    EventKind.HOME_READINESS_SAVED: _home_ready,
    EventKind.DISCHARGE_INFORMATION_SENT: _unchanged,
    EventKind.PATIENT_INFORMED: _patient_told,
    EventKind.OBSTACLE_RECORDED: _obstacle,
    EventKind.LEAVE_RECORDED: _leave,
    EventKind.WARD_CHANGED: _ward_changed,
    EventKind.KOMMUN_CHANGED: _kommun_changed,
    EventKind.DEATH_RECORDED: _died,
    EventKind.DISCHARGED: _left,
    EventKind.FOLLOW_UP_CONTACTED: _called_home,
    EventKind.CASE_CLOSED: _closed,
    EventKind.SIP_STARTED: _sip_started,
    EventKind.SIP_MAPPED: _sip_mapped,
    EventKind.SIP_MET: _sip_met,
    EventKind.SIP_DRAWN_UP: _sip_drawn_up,
    EventKind.SIP_CONFIRMED: _sip_confirmed,
    EventKind.SIP_FOLLOWED_UP: _sip_followed_up,
    EventKind.SIP_EVALUATED: _sip_evaluated,
    EventKind.SIP_CLOSED: _sip_closed,
    EventKind.CARE_PLAN_DRAWN_UP: _plan_drawn_up,
    EventKind.CARE_PLAN_ADJUSTED: _plan_adjusted,
    EventKind.OPEN_COMPULSORY_CARE_DECIDED: _ready,
    EventKind.CORRECTED: _corrected,
    EventKind.IDENTITY_MERGED: _merged,
}
