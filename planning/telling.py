"""What the system says of a case, as plain data: the same words for `replay` and for a page's JSON.

Times are local text (Europe/Stockholm), days are ISO dates, everything else is ids, numbers and
Swedish sentences. The keys are Swedish, as in the scenario files.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from planning.case import Case
from planning.deadlines import Deadline
from planning.errors import Reason
from planning.guidance import Blocked, Next, situation
from planning.moments import write_moment
from planning.organisation import Actor
from planning.payment import Payment, payments
from planning.rules import World


def situation_as_data(case: Case, actor: Actor, world: World, now: datetime) -> dict[str, Any]:
    """Where the case stands for this person at this moment; whoever asks has passed the gate.

    It holds no name, number or other personal data of the patient: what is told is the process.
    """
    seen = situation(case, actor, world, now)
    return {
        "arende": case.id,
        "version": case.version,
        "tid": write_moment(now),
        "tidszon": "Europe/Stockholm",
        "enhet": actor.unit,
        "roll": actor.role.value,
        "process": case.process,
        "avtal": world.agreement.reference,
        "tillstand": seen.state.value,
        "steg": {view.step.id: view.status.value for view in seen.steps},
        "frister": [deadline_as_data(each) for each in seen.deadlines],
        "nasta": [move_as_data(each) | {"min": each.mine} for each in seen.next],
        "sparrade": [blocked_as_data(each) for each in seen.blocked],
        "tillatna": list(seen.allowed),
        "varningar": list(seen.warnings),
        "vad_hander_om": list(seen.what_if),
        "betalning": [
            payment_as_data(each.period, each) for each in payments(case, world.agreement, now)
        ],
        "sip": {"status": case.sip_status.value},
    }


def reason_as_data(each: Reason) -> dict[str, Any]:
    """Why something is refused, and what lifts it."""
    return {"kod": each.code, "text": each.text, "atgard": each.remedy, "av": each.by}


def deadline_as_data(each: Deadline) -> dict[str, Any]:
    """When something is due, by which rule, and how that was counted."""
    return {
        "steg": each.step,
        "senast": write_moment(each.due) if each.due else None,
        "status": each.status.value,
        "marke": each.mark.value,
        "lagrum": each.law,
        "harledning": list(each.derivation),
    }


def move_as_data(each: Next) -> dict[str, Any]:
    """What is waited for, and whose move it is."""
    return {
        "steg": each.step,
        "gor": each.command,
        "av": each.role.value,
        "senast": write_moment(each.due) if each.due else None,
        "enheter": list(each.units),
        "text": each.text,
    }


def blocked_as_data(each: Blocked) -> dict[str, Any]:
    """A command that may not be done now, with every reason."""
    return {
        "gor": each.command,
        "av": each.role.value,
        "skal": [reason_as_data(reason) for reason in each.reasons],
    }


def payment_as_data(number: int, each: Payment) -> dict[str, Any]:
    """One period of payment liability, counted day by day."""
    return {
        "period": number,
        "kommun": each.kommun,
        "skickad": write_moment(each.sent_at),
        "startar": each.starts.isoformat() if each.starts else None,
        "till": each.until.isoformat() if each.until else None,
        "dagar": each.days,
        "hinder": list(each.hindrances),
        "undantagna": [{"dag": x.day.isoformat(), "kod": x.code} for x in each.excluded],
        "omtvistad": bool(each.disputed),
        "omtvistad_skal": list(each.disputed),
        "belopp_per_dygn": each.amount_a_day,
        "belopp": each.amount,
        "harledning": list(each.derivation),
    }
