"""May this be done? Every reason that stands against it, from the rules that the process names.

A rule that can refuse is a pair: `check_can_do` raises with reasons, `can_do` answers yes or no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planning.case import Case
from planning.errors import InvalidDefinition, Reason, Refusal
from planning.process import Command, Rulebook
from planning.rules.attempt import Attempt, Condition
from planning.rules.corrections import (
    correction_fits_case,
    correction_has_value,
    reserve_number_in_use,
)
from planning.rules.leaving import (
    actor_adjusts_care_plan,
    all_messages_acknowledged,
    care_plan_adjusted,
    care_plan_drawn_up,
    no_notice_active,
    notice_active,
)
from planning.rules.messages import (
    actor_received_message,
    actor_sent_message,
    admission_notice_not_sent,
    admission_notice_reached_actor,
    admission_notice_sent,
    case_not_annulled_unless_news,
    message_exists,
    message_not_acknowledged,
    message_not_annulled,
    open_care_receives_when_municipal_care_needed,
    receivers_are_live,
    receivers_named,
)
from planning.rules.payment import (
    actor_kommun_is_liable,
    dispute_open,
    liability_to_dispute,
    no_dispute_open,
    own_dispute_open,
)
from planning.rules.remedies import reason_in
from planning.rules.sip import (
    actor_holds_contact,
    actor_is_summoned,
    contact_appointed,
    no_says_why,
    no_sip_open,
    sip_consent_given,
    sip_drawn_up,
    sip_handed_over,
    sip_is_due,
    sip_meeting_held,
    sip_not_refused,
    sip_open,
    summons_sent,
)
from planning.rules.warnings import WARNING_RULES
from planning.rules.whole_case import (
    case_is_open,
    case_not_already_open,
    case_not_annulled,
    identity_is_known,
    identity_is_valid,
    is_discharged,
    later_has_reason,
    later_has_time,
    no_other_stay,
    not_discharged,
    not_on_leave,
    patient_is_alive,
    stay_is_over,
    time_not_before_admission,
    time_not_in_future,
)
from planning.vocabulary import CARE_ROLES, Role

WITHOUT_CASE = frozenset({"vardbegaran", "skriv-in", "sip-initiera"})
WITHOUT_STAY = frozenset(
    {"kallelse-sip", "aterta-kallelse", "svara-kallelse", "kvittera", "makulera", "avvisa",
     "vidarebefordra", "lagg-till-part", "generellt-meddelande", "sip-stallningstagande",
     "sip-kartlaggning", "sip-mote", "sip-uppratta", "sip-bekrafta", "sip-uppfoljning",
     "sip-utvardering", "sip-avsluta"}
)  # fmt: skip
# The central management answers a dispute for the region without being a party.
BESIDE_THE_PARTIES = frozenset({(Role.CENTRAL, "svara-bestridande")})
WITHOUT_STAY_ACTORS: Mapping[str, tuple[Role, ...]] = {
    "kallelse-sip": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "aterta-kallelse": (Role.OPEN_CARE, Role.MUNICIPALITY),
}
ENDS_SIP = "sip-avsluta"


CONDITIONS: Mapping[str, Condition] = {
    rule.__name__: rule
    for rule in (
        identity_is_valid,
        identity_is_known,
        case_not_already_open,
        no_other_stay,
        case_is_open,
        case_not_annulled,
        patient_is_alive,
        not_discharged,
        is_discharged,
        stay_is_over,
        not_on_leave,
        time_not_in_future,
        time_not_before_admission,
        receivers_named,
        receivers_are_live,
        open_care_receives_when_municipal_care_needed,
        admission_notice_not_sent,
        admission_notice_sent,
        admission_notice_reached_actor,
        message_exists,
        actor_received_message,
        message_not_acknowledged,
        case_not_annulled_unless_news,
        actor_sent_message,
        message_not_annulled,
        contact_appointed,
        actor_holds_contact,
        sip_not_refused,
        sip_is_due,
        sip_consent_given,
        summons_sent,
        actor_is_summoned,
        no_says_why,
        sip_handed_over,
        no_sip_open,
        sip_open,
        sip_meeting_held,
        sip_drawn_up,
        notice_active,
        no_notice_active,
        all_messages_acknowledged,
        care_plan_drawn_up,
        actor_adjusts_care_plan,
        care_plan_adjusted,
        correction_has_value,
        correction_fits_case,
        reserve_number_in_use,
        liability_to_dispute,
        actor_kommun_is_liable,
        no_dispute_open,
        own_dispute_open,
        dispute_open,
    )
}


# What holds for every command: nothing that is said to have happened may lie ahead, and what is
# registered afterwards tells both when it was done and why it comes late.
ALWAYS: tuple[Condition, ...] = (time_not_in_future, later_has_reason, later_has_time)


def check_can_do(attempt: Attempt) -> None:
    """Raise Refusal with every reason that stands against the attempt."""
    codes = tuple(_standing(attempt) or _circumstances(attempt))
    if codes:
        raise Refusal(reason_in(attempt, code) for code in codes)


def check_may_try(attempt: Attempt) -> None:
    """Raise Refusal when the person has no business with the command, whatever the values."""
    codes = _standing(attempt)
    if codes:
        raise Refusal(reason_in(attempt, code) for code in codes)


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
    """The roles that may do the command; a SIP without a stay lets the kommun call too.

    When all who may end such a SIP have left it, whoever is left may: it must not stay open.
    """
    if case.admitted:
        return command.actors
    roles = WITHOUT_STAY_ACTORS.get(command.id, command.actors)
    left_alone = command.id == ENDS_SIP and not any(map(case.parties_of, roles))
    return CARE_ROLES if left_alone else roles


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
    stands_beside = (actor.role, command.id) in BESIDE_THE_PARTIES
    return [] if stands_beside or case.party(actor.unit) else ["ej-part"]


def _circumstances(attempt: Attempt) -> Iterable[str]:
    # Nothing that is said to have happened may lie before its beginning.
    conditions = (CONDITIONS[name] for name in attempt.command.conditions)
    codes = (rule(attempt) for rule in (*conditions, *ALWAYS, _within_the_case))
    return dict.fromkeys(code for code in codes if code)


def _within_the_case(attempt: Attempt) -> str | None:
    """What is told later lies in the stay, or in a SIP that began before it."""
    began, sip = attempt.case.opened_at, attempt.case.sip
    if began and sip and attempt.command.id in WITHOUT_STAY:
        began = min(began, sip.started_at)
    return "tid-fore-inskrivning" if began and attempt.at < began else None


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
