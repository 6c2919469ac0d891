"""From events to case: one small function per kind of event, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from planning.case import Case
from planning.copying import changed
from planning.events import MESSAGE_KINDS, Event, EventKind
from planning.fold.admission import (
    admission_notice,
    assessed,
    consented,
    estimated,
    opened,
    requested,
)
from planning.fold.corrections import (
    corrected,
    merged,
)
from planning.fold.leaving import (
    called_home,
    closed,
    died,
    home_ready,
    homecoming,
    kommun_changed,
    leave,
    left,
    obstacle,
    patient_told,
    ready,
    ward_changed,
    withdrawn,
)
from planning.fold.messages import (
    acknowledged,
    annulled,
    forwarded,
    party_added,
    rejected,
    with_message,
)
from planning.fold.payment import dispute_answered, dispute_withdrawn, disputed
from planning.fold.planning import (
    basis,
    contact,
    informed,
    sip_decided,
    summoned,
    summons_answered,
    summons_withdrawn,
    track,
    unchanged,
)
from planning.fold.sip import (
    plan_adjusted,
    plan_drawn_up,
    sip_closed,
    sip_confirmed,
    sip_drawn_up,
    sip_evaluated,
    sip_followed_up,
    sip_mapped,
    sip_met,
    sip_started,
)

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
        case = with_message(case, event)
    after = APPLY[event.kind](case, event)
    done = {**after.done_at, event.kind.value: (event.occurred_at, event.unit)}
    return changed(after, version=event.number, done_at=done)


APPLY: Mapping[EventKind, Apply] = {
    EventKind.CARE_REQUESTED: requested,
    EventKind.CASE_OPENED: opened,
    EventKind.CONSENT_RECORDED: consented,
    EventKind.NEED_ASSESSED: assessed,
    EventKind.ADMISSION_NOTICE_SENT: admission_notice,
    EventKind.MESSAGE_ACKNOWLEDGED: acknowledged,
    EventKind.MESSAGE_REJECTED: rejected,
    EventKind.MESSAGE_FORWARDED: forwarded,
    EventKind.PARTY_ADDED: party_added,
    EventKind.CONTACT_APPOINTED: contact,
    EventKind.BASIS_SAVED: basis,
    EventKind.PATIENT_INFORMATION_SAVED: informed,
    EventKind.DISCHARGE_DATE_CHANGED: estimated,
    EventKind.TRACK_CHOSEN: track,
    EventKind.GENERAL_MESSAGE_SENT: unchanged,
    EventKind.SIP_DECIDED: sip_decided,
    EventKind.SIP_SUMMONED: summoned,
    EventKind.SUMMONS_WITHDRAWN: summons_withdrawn,
    EventKind.SUMMONS_ANSWERED: summons_answered,
    EventKind.READINESS_NOTIFIED: ready,
    EventKind.HOMECOMING_ANSWERED: homecoming,
    EventKind.READINESS_WITHDRAWN: withdrawn,
    EventKind.MESSAGE_ANNULLED: annulled,
    EventKind.HOME_READINESS_SAVED: home_ready,
    EventKind.DISCHARGE_INFORMATION_SENT: unchanged,
    EventKind.PATIENT_INFORMED: patient_told,
    EventKind.OBSTACLE_RECORDED: obstacle,
    EventKind.LEAVE_RECORDED: leave,
    EventKind.WARD_CHANGED: ward_changed,
    EventKind.KOMMUN_CHANGED: kommun_changed,
    EventKind.DEATH_RECORDED: died,
    EventKind.DISCHARGED: left,
    EventKind.FOLLOW_UP_CONTACTED: called_home,
    EventKind.CASE_CLOSED: closed,
    EventKind.SIP_STARTED: sip_started,
    EventKind.SIP_MAPPED: sip_mapped,
    EventKind.SIP_MET: sip_met,
    EventKind.SIP_DRAWN_UP: sip_drawn_up,
    EventKind.SIP_CONFIRMED: sip_confirmed,
    EventKind.SIP_FOLLOWED_UP: sip_followed_up,
    EventKind.SIP_EVALUATED: sip_evaluated,
    EventKind.SIP_CLOSED: sip_closed,
    EventKind.CARE_PLAN_DRAWN_UP: plan_drawn_up,
    EventKind.CARE_PLAN_ADJUSTED: plan_adjusted,
    EventKind.OPEN_COMPULSORY_CARE_DECIDED: ready,
    EventKind.CORRECTED: corrected,
    EventKind.IDENTITY_MERGED: merged,
    EventKind.PAYMENT_DISPUTED: disputed,
    EventKind.DISPUTE_WITHDRAWN: dispute_withdrawn,
    EventKind.DISPUTE_ANSWERED: dispute_answered,
}
