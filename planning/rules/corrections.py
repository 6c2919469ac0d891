"""Conditions on corrections and on the merging of a reserve number.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from planning.identity import IdentityKind
from planning.rules.attempt import Attempt
from planning.vocabulary import Role

WARD_ONLY = frozenset({"utskrivning", "avliden", "identitet", "skyddas", "skyddas-inte"})


def correction_has_value(attempt: Attempt) -> str | None:
    what = attempt.values.get("uppgift")
    lacks = what not in WARD_ONLY and not attempt.values.get("nytt_varde")
    return "falt-saknas" if what is None or lacks else None


def correction_fits_case(attempt: Attempt) -> str | None:
    what, case = attempt.values.get("uppgift"), attempt.case
    if what in WARD_ONLY and attempt.actor.role is not Role.WARD:
        return "fel-roll"
    merged = bool(case.patient and case.patient.earlier_identities)
    protected = bool(case.patient and case.patient.protected)
    there = {
        "utskrivning": case.discharged_at,
        "avliden": case.deceased_at,
        "identitet": merged,
        "skyddas": not protected,
        "skyddas-inte": protected,
    }
    return "inget-att-ratta" if what in there and not there[what] else None


def reserve_number_in_use(attempt: Attempt) -> str | None:
    identity = attempt.case.patient.identity if attempt.case.patient else None
    reserve = identity is not None and identity.kind is IdentityKind.RESERVE
    return None if reserve else "inget-reservnummer"
