"""Conditions on the case as a whole: open, alive, in, and times that make sense.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from datetime import datetime

from planning.process import LATER
from planning.rules.attempt import Attempt


def identity_is_valid(attempt: Attempt) -> str | None:
    return None if attempt.values.get("personnummer") else "ogiltig-identitet"


def identity_is_known(attempt: Attempt) -> str | None:
    known = attempt.case.patient and attempt.case.patient.identity
    return None if known else identity_is_valid(attempt)


def case_not_already_open(attempt: Attempt) -> str | None:
    return "arende-finns" if attempt.case.admitted else _in_by_another_case(attempt)


def _in_by_another_case(attempt: Attempt) -> str | None:
    return "arende-finns" if attempt.earlier and attempt.earlier.staying else None


def no_other_stay(attempt: Attempt) -> str | None:
    """For what gives a running stay another number, or lets an ended one run on."""
    what = attempt.values.get("uppgift")
    reopens = what in ("utskrivning", "avliden")
    takes_number = what in (None, "identitet") and attempt.case.staying
    return _in_by_another_case(attempt) if reopens or takes_number else None


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
    """A leave may not begin within another; one that begins when it does moves its end."""
    starts = attempt.moment("fran") or attempt.at
    leave = attempt.case.on_leave(starts)
    return "pa-permission" if leave and not leave.begins_at(starts) else None


def time_not_in_future(attempt: Attempt) -> str | None:
    named = [attempt.at, *(attempt.moment(each) for each in ("tidpunkt", "bedomt"))]
    return "tid-i-framtiden" if any(each and each > attempt.now for each in named) else None


def time_not_before_admission(attempt: Attempt) -> str | None:
    opened = attempt.case.opened_at
    named = [attempt.at, attempt.moment("tidpunkt"), _judged_readiness(attempt)]
    before = opened is not None and any(each and each < opened for each in named)
    return "tid-fore-inskrivning" if before else None


def later_has_reason(attempt: Attempt) -> str | None:
    """What is registered afterwards says why: readers must see that it is no mistake."""
    later, why = (attempt.values.get(each.id) for each in LATER)
    return "efterhand-utan-orsak" if later and not why else None


def later_has_time(attempt: Attempt) -> str | None:
    """A reason without the actual time would be judged as if it had been done just now."""
    later, why = (attempt.values.get(each.id) for each in LATER)
    return "efterhand-utan-tid" if why and not later else None


def _judged_readiness(attempt: Attempt) -> datetime | None:
    return attempt.moment("bedomt") if attempt.command.id == "utskrivningsklar" else None
