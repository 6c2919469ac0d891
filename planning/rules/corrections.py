"""Conditions on corrections and on the merging of a reserve number.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from planning.case import Case
from planning.identity import IdentityKind
from planning.rules.attempt import Attempt
from planning.vocabulary import Role

WARD_ONLY = frozenset(
    {"utskrivning", "avliden", "permission", "identitet", "skyddas", "skyddas-inte"}
)


def correction_has_value(attempt: Attempt) -> str | None:
    what = attempt.values.get("uppgift")
    lacks = what not in WARD_ONLY and not attempt.values.get("nytt_varde")
    return "falt-saknas" if what is None or lacks else None


def correction_fits_case(attempt: Attempt) -> str | None:
    return refusal_of_correction(attempt.values.get("uppgift"), attempt.case, attempt.actor.role)


def refusal_of_correction(what: str | None, case: Case, role: Role) -> str | None:
    """Why the role cannot correct this in the case, as a code, or None."""
    if what in WARD_ONLY and role is not Role.WARD:
        return "fel-roll"
    merged = bool(case.patient and case.patient.earlier_identities)
    protected = bool(case.patient and case.patient.protected)
    there = {
        "utskrivning": case.discharged_at,
        "avliden": case.deceased_at,
        "permission": case.leaves,
        "identitet": merged,
        "skyddas": not protected,
        "skyddas-inte": protected,
    }
    return "inget-att-ratta" if what in there and not there[what] else None


def reserve_number_in_use(attempt: Attempt) -> str | None:
    identity = attempt.case.patient.identity if attempt.case.patient else None
    reserve = identity is not None and identity.kind is IdentityKind.RESERVE
    return None if reserve else "inget-reservnummer"
