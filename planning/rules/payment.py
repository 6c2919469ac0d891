"""Conditions on disputes of payment.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from planning.disputes import Dispute
from planning.payment import can_be_disputed, payments
from planning.rules.attempt import Attempt


def liability_to_dispute(attempt: Attempt) -> str | None:
    chosen = attempt.values.get("period")
    found = payments(attempt.case, attempt.world.agreement, attempt.now)
    owed = any(each.period == chosen and can_be_disputed(each) for each in found)
    return None if owed else "betalning-saknas"


def actor_kommun_is_liable(attempt: Attempt) -> str | None:
    own, liable = _kommun_of_actor(attempt), attempt.case.liable_kommun
    return None if own is not None and own == liable else "ej-betalande-kommun"


def no_dispute_open(attempt: Attempt) -> str | None:
    chosen = attempt.values.get("period")
    own = _kommun_of_actor(attempt)
    same = (d for d in attempt.case.disputes if d.period == chosen and d.kommun == own)
    return "bestridande-finns" if any(each.open for each in same) else None


def own_dispute_open(attempt: Attempt) -> str | None:
    own = _kommun_of_actor(attempt)
    return None if any(d.kommun == own for d in _open_ones(attempt)) else "bestridande-saknas"


def dispute_open(attempt: Attempt) -> str | None:
    return None if _open_ones(attempt) else "bestridande-saknas"


def _open_ones(attempt: Attempt) -> tuple[Dispute, ...]:
    """The open disputes that the values mean: the chosen one, or any when none is chosen."""
    chosen = attempt.values.get("bestridande")
    waiting = (each for each in attempt.case.disputes if each.open)
    return tuple(each for each in waiting if chosen in (None, each.number))


def _kommun_of_actor(attempt: Attempt) -> str | None:
    party = attempt.case.party(attempt.actor.unit)
    return party.receiver.kommun if party else None
