"""What lifts a reason in this very case: a remedy is named only when somebody can carry it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planning.case import Case
from planning.errors import Reason
from planning.reasons import reason
from planning.rules.attempt import Attempt, Condition
from planning.rules.messages import case_not_annulled_unless_news
from planning.rules.whole_case import (
    case_is_open,
    case_not_annulled,
    not_discharged,
    patient_is_alive,
)
from planning.values import SENT_TO_ALL, SENT_TO_CARE
from planning.vocabulary import Role

# Conditions that nobody can lift by a command: the remedy is out of reach for good.
FINAL: Mapping[str, Condition] = {
    rule.__name__: rule
    for rule in (
        case_is_open,
        case_not_annulled,
        case_not_annulled_unless_news,
        patient_is_alive,
        not_discharged,
    )
}
# What another command must have done first: whether it is done, and by which command.
BEFORE: Mapping[str, tuple[Callable[[Case], bool], str]] = {
    "admission_notice_sent": (
        lambda case: case.admission_notice is not None or not case.admitted,
        "inskrivningsmeddelande",
    ),
    "admission_notice_reached_actor": (
        lambda case: case.admission_notice is not None,
        "inskrivningsmeddelande",
    ),
    "contact_appointed": (
        lambda case: bool(case.contacts) or not case.admitted,
        "fast-vardkontakt",
    ),
    "sip_open": (lambda case: case.sip_open, "sip-initiera"),
    "sip_consent_given": (lambda case: case.sip_agreed, "sip-stallningstagande"),
    "sip_meeting_held": (lambda case: bool(case.sip and case.sip.met_at), "sip-mote"),
    "sip_drawn_up": (lambda case: bool(case.sip and case.sip.versions), "sip-uppratta"),
}
# What a party that joins later receives; other messages it cannot be given.
GIVEN_TO_NEW_PARTIES = frozenset(
    {"inskrivningsmeddelande", "andra-utskrivningsdatum", "utskrivningsklar",
     "beslut-oppen-tvangsvard"}
)  # fmt: skip
ON_CARE_PLAN = frozenset({"justera-vardplan"})


def reason_in(attempt: Attempt, code: str) -> Reason:
    """The reason with the remedy that holds here and the role that can carry it out."""
    named = CHANGED.get(code, _as_it_stands)(attempt, reason(code))
    if named.remedy is None or _out_of_reach(attempt, named.remedy):
        return replace(named, remedy=None, by=None)
    return replace(named, by=_who_can(attempt, named))


def _as_it_stands(attempt: Attempt, named: Reason) -> Reason:
    return named


def _out_of_reach(attempt: Attempt, remedy: str) -> bool:
    """Whether something final stands against the remedy, or against what must come before it."""
    conditions = attempt.world.rulebook.commands[remedy].conditions
    if any(FINAL[name](attempt) for name in conditions if name in FINAL):
        return True
    before = [BEFORE[name] for name in conditions if name in BEFORE]
    return any(_out_of_reach(attempt, each) for done, each in before if not done(attempt.case))


def _who_can(attempt: Attempt, named: Reason) -> str | None:
    """The usual role, or another that may do it when no unit of the usual role takes part."""
    case, command = attempt.case, attempt.world.rulebook.commands[named.remedy or ""]
    if named.by is None or not case.exists or case.parties_of(Role(named.by)):
        return named.by
    others = [role for role in command.actors if case.parties_of(role)]
    return others[0].value if others else named.by


def _by_the_unit_waited_for(attempt: Attempt, named: Reason) -> Reason:
    waiting = next((delivery.receiver for _, delivery in attempt.case.unread()), None)
    return replace(named, by=waiting.role.value) if waiting else named


def _by_the_unit_that_has_not_adjusted(attempt: Attempt, named: Reason) -> Reason:
    plan = attempt.case.care_plan
    left = plan.not_adjusted if plan else ()
    parties = [attempt.case.party(unit) for unit in left]
    waiting = parties[0] if parties and all(parties) else None
    # Without a plan, or with a unit in it that has left the case, a new plan is drawn up.
    if waiting is None:
        return replace(named, remedy="samordnad-vardplan", by=Role.WARD.value)
    return replace(named, by=waiting.role.value)


def _by_being_made_a_receiver(attempt: Attempt, named: Reason) -> Reason:
    if attempt.command.id in ON_CARE_PLAN:
        return replace(named, remedy="samordnad-vardplan")
    message = attempt.message
    given = message is None or message.kind in GIVEN_TO_NEW_PARTIES
    return named if given else replace(named, remedy=None)


def _by_starting_the_sip(attempt: Attempt, named: Reason) -> Reason:
    # Where nobody can call any more, starting the plan hands it over all the same.
    closed_road = _out_of_reach(attempt, "kallelse-sip")
    return replace(named, remedy="sip-initiera") if closed_road else named


def _by_a_new_party(attempt: Attempt, named: Reason) -> Reason:
    # Where the sender chooses, an empty choice is mended in the form and nowhere else.
    usual = attempt.command.id in SENT_TO_ALL | SENT_TO_CARE
    return named if usual else replace(named, remedy=None)


def _by_open_care_joining(attempt: Attempt, named: Reason) -> Reason:
    # When open care takes part already, the sender need only choose it as a receiver.
    takes_part = bool(attempt.case.parties_of(Role.OPEN_CARE))
    return replace(named, remedy=None) if takes_part else named


CHANGED: Mapping[str, Callable[[Attempt, Reason], Reason]] = {
    "okvitterade-meddelanden": _by_the_unit_waited_for,
    "vardplan-ej-justerad": _by_the_unit_that_has_not_adjusted,
    "sip-inte-overlamnad": _by_starting_the_sip,
    "oppenvard-maste-vara-mottagare": _by_open_care_joining,
    "mottagare-saknas": _by_a_new_party,
    "ej-mottagare": _by_being_made_a_receiver,
}
