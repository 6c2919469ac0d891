"""The conditions that the process files name. Each answers with the code of what stands against.

A rule that can refuse is a pair: `check_can_do` raises with reasons, `can_do` answers yes or no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from planning.agreement import Agreement
from planning.case import Case, Message
from planning.errors import InvalidDefinition, Reason, Refusal
from planning.identity import IdentityKind
from planning.organisation import Actor, Organisation, Receiver
from planning.process import Command, Rulebook
from planning.reasons import reason
from planning.vocabulary import Consent, Need, Role, SipDecision


@dataclass(frozen=True)
class World:
    """What holds around every case: the processes, the organisation, the agreement."""

    rulebook: Rulebook
    organisation: Organisation
    agreement: Agreement


@dataclass(frozen=True)
class Attempt:
    """Somebody tries a command on a case at a moment, with filled-in values.

    `now` is when the system is told, `at` the actual time (earlier for a later registration).
    """

    case: Case
    command: Command
    actor: Actor
    values: Mapping[str, Any]
    now: datetime
    at: datetime
    world: World
    earlier: Case | None = None

    @property
    def receivers(self) -> tuple[Receiver, ...]:
        """The receivers that the values name."""
        return tuple(self.values.get("mottagare", ()))

    @property
    def message(self) -> Message | None:
        """The message that the values name, or None."""
        number = self.values.get("meddelande")
        return self.case.message(number) if isinstance(number, int) else None

    def moment(self, field_id: str) -> datetime | None:
        """A moment among the values, or None."""
        text = self.values.get(field_id)
        return datetime.fromisoformat(text) if text else None

    def day(self, field_id: str) -> date | None:
        """A day among the values, or None."""
        text = self.values.get(field_id)
        return date.fromisoformat(text) if text else None


Condition = Callable[[Attempt], str | None]
WITHOUT_CASE = frozenset({"vardbegaran", "skriv-in", "sip-initiera"})
WITHOUT_STAY = frozenset(
    {"kallelse-sip", "aterta-kallelse", "svara-kallelse", "kvittera", "makulera", "avvisa",
     "vidarebefordra", "lagg-till-part", "generellt-meddelande", "sip-kartlaggning", "sip-mote",
     "sip-uppratta", "sip-bekrafta", "sip-uppfoljning", "sip-utvardering", "sip-avsluta"}
)  # fmt: skip
WITHOUT_STAY_ACTORS: Mapping[str, tuple[Role, ...]] = {
    "kallelse-sip": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "aterta-kallelse": (Role.OPEN_CARE, Role.MUNICIPALITY),
}


def check_can_do(attempt: Attempt) -> None:
    """Raise Refusal with every reason that stands against the attempt."""
    codes = tuple(_standing(attempt) or _circumstances(attempt))
    if codes:
        raise Refusal(reason(code) for code in codes)


def can_do(attempt: Attempt) -> bool:
    """Whether nothing stands against the attempt."""
    return not reasons_against(attempt)


def reasons_against(attempt: Attempt) -> tuple[Reason, ...]:
    """The reasons that `check_can_do` would raise with; empty when it may be done."""
    try:
        check_can_do(attempt)
    except Refusal as refusal:
        return refusal.reasons
    return ()


def warnings_for(attempt: Attempt) -> tuple[str, ...]:
    """Codes of what the person should know before or after an action that may be done."""
    return tuple(code for code in attempt.command.warnings if WARNING_RULES[code](attempt))


def actors_of(command: Command, case: Case) -> tuple[Role, ...]:
    """The roles that may do the command; a SIP without a stay lets the kommun call too."""
    if case.admitted:
        return command.actors
    return WITHOUT_STAY_ACTORS.get(command.id, command.actors)


def _standing(attempt: Attempt) -> list[str]:
    """Who the person is to the case: the first thing wrong says enough."""
    case, command, actor = attempt.case, attempt.command, attempt.actor
    if actor.role not in actors_of(command, case):
        return ["fel-roll"]
    if not attempt.world.agreement.has(command.feature):
        return ["funktion-avstangd"]
    if command.id in WITHOUT_CASE:
        return []
    if not case.exists or not (case.admitted or command.id in WITHOUT_STAY):
        return ["arende-saknas"]
    return [] if case.party(actor.unit) else ["ej-part"]


def _circumstances(attempt: Attempt) -> Iterator[str]:
    for name in attempt.command.conditions:
        code = CONDITIONS[name](attempt)
        if code:
            yield code


# The case as a whole ---------------------------------------------------------------------------


def identity_is_valid(attempt: Attempt) -> str | None:
    return None if attempt.values.get("personnummer") else "ogiltig-identitet"


def case_not_already_open(attempt: Attempt) -> str | None:
    earlier = attempt.earlier
    still_in = earlier is not None and earlier.admitted and not earlier.over
    counts = still_in and earlier is not None and earlier.annulled_at is None
    return "arende-finns" if attempt.case.admitted or counts else None


def case_is_open(attempt: Attempt) -> str | None:
    ended = attempt.case.closed_at or attempt.case.annulled_at
    return "arende-avslutat" if ended else None


def case_not_annulled(attempt: Attempt) -> str | None:
    return "arende-avslutat" if attempt.case.annulled_at else None


def patient_is_alive(attempt: Attempt) -> str | None:
    return "avliden" if attempt.case.deceased_at else None


def not_discharged(attempt: Attempt) -> str | None:
    return "redan-utskriven" if attempt.case.discharged_at else None


def is_discharged(attempt: Attempt) -> str | None:
    return None if attempt.case.discharged_at else "ej-utskriven"


def stay_is_over(attempt: Attempt) -> str | None:
    return None if attempt.case.over else "ej-utskriven"


def not_on_leave(attempt: Attempt) -> str | None:
    starts = attempt.moment("fran") or attempt.at
    return "pa-permission" if attempt.case.on_leave(starts) else None


def time_not_in_future(attempt: Attempt) -> str | None:
    named = [attempt.at, *(attempt.moment(each) for each in ("tidpunkt", "bedomt"))]
    return "tid-i-framtiden" if any(each and each > attempt.now for each in named) else None


def time_not_before_admission(attempt: Attempt) -> str | None:
    opened = attempt.case.opened_at
    named = [attempt.at, attempt.moment("tidpunkt"), _judged_readiness(attempt)]
    before = opened is not None and any(each and each < opened for each in named)
    return "tid-fore-inskrivning" if before else None


def _judged_readiness(attempt: Attempt) -> datetime | None:
    return attempt.moment("bedomt") if attempt.command.id == "utskrivningsklar" else None


# Messages and receivers ------------------------------------------------------------------------


def receivers_named(attempt: Attempt) -> str | None:
    return None if attempt.receivers else "mottagare-saknas"


def receivers_are_live(attempt: Attempt) -> str | None:
    named = (*attempt.receivers, *_new_ward(attempt))
    units = (attempt.world.organisation.unit(each.unit) for each in named)
    return "enhet-ej-i-drift" if any(unit and not unit.live for unit in units) else None


def _new_ward(attempt: Attempt) -> tuple[Receiver, ...]:
    ward = attempt.values.get("till_avdelning")
    return (ward,) if isinstance(ward, Receiver) else ()


def open_care_receives_when_municipal_care_needed(attempt: Attempt) -> str | None:
    needs = attempt.values.get("behov") or [each.value for each in attempt.case.needs]
    reached = any(each.role is Role.OPEN_CARE for each in attempt.receivers)
    lacking = Need.MUNICIPAL_CARE.value in needs and not reached
    return "oppenvard-maste-vara-mottagare" if lacking else None


def admission_notice_not_sent(attempt: Attempt) -> str | None:
    return "im-redan-skickat" if attempt.case.admission_notice else None


def admission_notice_sent(attempt: Attempt) -> str | None:
    return None if attempt.case.admission_notice else "im-saknas"


def admission_notice_reached_actor(attempt: Attempt) -> str | None:
    notice = attempt.case.admission_notice
    if notice is None:
        return "im-saknas"
    return None if notice.delivery_to(attempt.actor.unit) else "ej-mottagare"


def message_exists(attempt: Attempt) -> str | None:
    annuls_case = attempt.values.get("meddelande") == attempt.case.opening != 0
    return None if attempt.message or annuls_case else "meddelande-saknas"


def actor_received_message(attempt: Attempt) -> str | None:
    message = attempt.message
    if message is None or message.delivery_to(attempt.actor.unit):
        return None
    roles = {each.receiver.role for each in message.deliveries}
    return "ej-mottagare" if attempt.actor.role in roles else "fel-roll"


def message_not_acknowledged(attempt: Attempt) -> str | None:
    delivery = attempt.message.delivery_to(attempt.actor.unit) if attempt.message else None
    return "redan-kvitterat" if delivery and not delivery.open else None


def actor_sent_message(attempt: Attempt) -> str | None:
    message = attempt.message
    if message is None:
        return None if attempt.actor.role is Role.WARD else "fel-roll"
    if message.sender.role is not attempt.actor.role:
        return "fel-roll"
    same_unit = message.sender.unit == attempt.actor.unit or attempt.actor.role is Role.WARD
    return None if same_unit else "ej-avsandare"


def message_not_annulled(attempt: Attempt) -> str | None:
    message = attempt.message
    gone = attempt.case.annulled_at if message is None else message.annulled_at
    return "redan-makulerat" if gone else None


# Fast vårdkontakt, SIP and summons -------------------------------------------------------------


def contact_appointed(attempt: Attempt) -> str | None:
    needed = attempt.case.admitted and not attempt.case.contacts
    return "fvk-saknas" if needed else None


def actor_holds_contact(attempt: Attempt) -> str | None:
    case = attempt.case
    if not case.admitted or not case.contacts:
        return None
    holds = any(each.unit == attempt.actor.unit for each in case.contacts)
    return None if holds else "fel-fast-vardkontakt"


def sip_not_refused(attempt: Attempt) -> str | None:
    return "sip-nekad" if attempt.case.sip_decision is SipDecision.REFUSED else None


def sip_is_due(attempt: Attempt) -> str | None:
    case = attempt.case
    if not case.admitted:
        return None if case.sip_open else "sip-saknas"
    due = case.sip_decision in (SipDecision.NEEDED, SipDecision.REFUSED) or case.sip_open
    return None if due else "sip-inte-aktuell"


def sip_consent_given(attempt: Attempt) -> str | None:
    return None if attempt.case.sip_agreed else "samtycke-saknas"


def summons_sent(attempt: Attempt) -> str | None:
    return None if attempt.case.active_summons else "kallelse-saknas"


def actor_is_summoned(attempt: Attempt) -> str | None:
    summons = attempt.case.active_summons
    message = attempt.case.message(summons.message) if summons else None
    if message is None or message.delivery_to(attempt.actor.unit):
        return None
    return "ej-kallad"


def sip_handed_over(attempt: Attempt) -> str | None:
    case = attempt.case
    waiting = case.sip_decision is SipDecision.NEEDED and not case.summonses and not case.sip_open
    return "sip-inte-overlamnad" if waiting and not case.deceased_at else None


def no_sip_open(attempt: Attempt) -> str | None:
    return "sip-redan-oppen" if attempt.case.sip_open else None


def sip_open(attempt: Attempt) -> str | None:
    return None if attempt.case.sip_open else "sip-saknas"


def sip_meeting_held(attempt: Attempt) -> str | None:
    held = attempt.case.sip and attempt.case.sip.met_at
    return None if held else "sip-mote-saknas"


def sip_drawn_up(attempt: Attempt) -> str | None:
    drawn = attempt.case.sip and attempt.case.sip.versions
    return None if drawn else "sip-ej-upprattad"


# Ready to leave --------------------------------------------------------------------------------


def notice_active(attempt: Attempt) -> str | None:
    return None if attempt.case.active_period else "uk-saknas"


def no_notice_active(attempt: Attempt) -> str | None:
    return "uk-redan-aktiv" if attempt.case.active_period else None


def all_messages_acknowledged(attempt: Attempt) -> str | None:
    return "okvitterade-meddelanden" if any(attempt.case.unread()) else None


def care_plan_drawn_up(attempt: Attempt) -> str | None:
    return None if attempt.case.care_plan else "vardplan-saknas"


def actor_adjusts_care_plan(attempt: Attempt) -> str | None:
    plan = attempt.case.care_plan
    return None if plan is None or attempt.actor.unit in plan.units else "ej-mottagare"


def care_plan_adjusted(attempt: Attempt) -> str | None:
    plan = attempt.case.care_plan
    return None if plan and plan.valid else "vardplan-ej-justerad"


# Corrections -------------------------------------------------------------------------------------

WARD_ONLY = frozenset({"utskrivning", "avliden", "identitet"})


def correction_has_value(attempt: Attempt) -> str | None:
    what = attempt.values.get("uppgift")
    lacks = what not in WARD_ONLY and not attempt.values.get("nytt_varde")
    return "falt-saknas" if what is None or lacks else None


def correction_fits_case(attempt: Attempt) -> str | None:
    what, case = attempt.values.get("uppgift"), attempt.case
    if what in WARD_ONLY and attempt.actor.role is not Role.WARD:
        return "fel-roll"
    merged = bool(case.patient and case.patient.earlier_identities)
    there = {"utskrivning": case.discharged_at, "avliden": case.deceased_at, "identitet": merged}
    return "inget-att-ratta" if what in there and not there[what] else None


def reserve_number_in_use(attempt: Attempt) -> str | None:
    identity = attempt.case.patient.identity if attempt.case.patient else None
    reserve = identity is not None and identity.kind is IdentityKind.RESERVE
    return None if reserve else "inget-reservnummer"


# Warnings --------------------------------------------------------------------------------------


def _need_not_judged(attempt: Attempt) -> bool:
    return not (attempt.case.need_judged_at or attempt.values.get("bedomt"))


def _consent_refused(attempt: Attempt) -> bool:
    answer = attempt.values.get("varde") if attempt.command.id == "samtycke" else None
    return (answer or attempt.case.consent) == Consent.NO


def _admission_notice_missing(attempt: Attempt) -> bool:
    return attempt.case.admission_notice is None


def _contact_missing(attempt: Attempt) -> bool:
    return not attempt.case.contacts


def _sip_not_decided(attempt: Attempt) -> bool:
    return attempt.case.sip_decision is None and not attempt.case.sip_open


def _receiver_missing(attempt: Attempt) -> bool:
    roles = {each.role for each in attempt.receivers}
    kommuner = {each.kommun for each in attempt.receivers if each.role is Role.MUNICIPALITY}
    liable = attempt.case.liable_kommun
    return not {Role.OPEN_CARE, Role.MUNICIPALITY} <= roles or (
        liable is not None and liable not in kommuner
    )


def _date_moves_much(attempt: Attempt) -> bool:
    new, old = attempt.day("beraknad_utskrivning"), attempt.case.estimated_discharge
    hours = attempt.world.agreement.hours("ring_kommunen_timmar")
    if new is None or old is None or hours is None:
        return False
    return new < old or new - old > timedelta(hours=hours)


def _information_missing(attempt: Attempt) -> bool:
    sent = next(attempt.case.valid_messages("utskrivningsinformation"), None)
    return sent is None or attempt.case.patient_informed_at is None


WARNING_RULES: Mapping[str, Callable[[Attempt], bool]] = {
    "bedomning-saknas": _need_not_judged,
    "samtycke-nej": _consent_refused,
    "im-saknas": _admission_notice_missing,
    "fvk-saknas": _contact_missing,
    "sip-ej-bedomd": _sip_not_decided,
    "mottagare-saknas": _receiver_missing,
    "ring-kommunen": _date_moves_much,
    "information-saknas": _information_missing,
}

CONDITIONS: Mapping[str, Condition] = {
    rule.__name__: rule
    for rule in (
        identity_is_valid, case_not_already_open, case_is_open, case_not_annulled,
        patient_is_alive, not_discharged, is_discharged, stay_is_over, not_on_leave,
        time_not_in_future, time_not_before_admission, receivers_named, receivers_are_live,
        open_care_receives_when_municipal_care_needed, admission_notice_not_sent,
        admission_notice_sent, admission_notice_reached_actor, message_exists,
        actor_received_message, message_not_acknowledged, actor_sent_message,
        message_not_annulled, contact_appointed, actor_holds_contact, sip_not_refused, sip_is_due,
        sip_consent_given, summons_sent, actor_is_summoned, sip_handed_over, no_sip_open, sip_open,
        sip_meeting_held, sip_drawn_up, notice_active, no_notice_active,
        all_messages_acknowledged, care_plan_drawn_up, actor_adjusts_care_plan, care_plan_adjusted, correction_has_value, correction_fits_case, reserve_number_in_use,
    )
}  # fmt: skip


def check_names(rulebook: Rulebook, deadlines: frozenset[str]) -> None:
    """Raise InvalidDefinition when a process names a rule, warning or deadline that is not here."""
    faults = [
        f"command {command.id} names the unknown condition {name}"
        for command in rulebook.commands.values()
        for name in command.conditions
        if name not in CONDITIONS
    ]
    faults += [
        f"command {command.id} names the unknown warning {name}"
        for command in rulebook.commands.values()
        for name in command.warnings
        if name not in WARNING_RULES
    ]
    faults += [
        f"step {step.id} names the unknown deadline {step.deadline}"
        for step in rulebook.steps.values()
        if step.deadline is not None and step.deadline not in deadlines
    ]
    if faults:
        raise InvalidDefinition("; ".join(faults))
