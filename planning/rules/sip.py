"""Conditions on fast vårdkontakt, SIP and summons.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planning.rules.attempt import Attempt
from planning.vocabulary import SipDecision

# The answers that have to tell why: the field of the command, and the no.
NOES: Mapping[str, tuple[str, str]] = {
    "svara-kallelse": ("svar", "nej"),
    "sip-stallningstagande": ("varde", "behovs-ej"),
}


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


def no_says_why(attempt: Attempt) -> str | None:
    """Whoever is called has to take part, and a SIP is a right: a no to either tells why."""
    why = attempt.values.get("orsak")
    return "orsak-saknas" if says_no(attempt.command.id, attempt.values) and not why else None


def says_no(command: str, values: Mapping[str, Any]) -> bool:
    """Whether the values of the command are a no that has to tell why."""
    field, no = NOES.get(command, ("", ""))
    return bool(field) and values.get(field) == no


def sip_handed_over(attempt: Attempt) -> str | None:
    return "sip-inte-overlamnad" if attempt.case.sip_waits else None


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
