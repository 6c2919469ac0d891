"""What the periods of a case come to, counted once for each state of it.

The days of a period follow from the case, the agreement and the day of today alone. So the count is
kept until one of the three is another: a basis of hundreds of cases counts only what is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from planning.agreement import Agreement
from planning.case import Case
from planning.case_files import KEPT_AT_ONCE
from planning.latest import Latest
from planning.moments import local_day
from planning.parts import Period
from planning.payment import Payment, follows_average, payments
from planning.payment_average import CountedStay, counted_stay
from planning.payment_days import DayLine, day_lines


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """A period as utskrivningsklar with its liability and every one of its days."""

    period: Period
    payment: Payment
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class CaseCount:
    """All periods of a case; `stay` is what the mean counts, where the agreement takes one."""

    periods: tuple[PeriodCount, ...]
    stay: CountedStay | None


def count_case(case: Case, agreement: Agreement, now: datetime) -> CaseCount:
    """Count the periods of a case as they are known at the moment."""
    judged = zip(case.periods, payments(case, agreement, now), strict=True)
    periods = tuple(
        PeriodCount(period, payment, day_lines(payment, period, agreement, now))
        for period, payment in judged
    )
    stay = counted_stay(case, agreement, now) if follows_average(agreement) else None
    return CaseCount(periods, stay)


@dataclass(frozen=True, slots=True)
class _Kept:
    case: Case
    agreement: Agreement
    today: date
    count: CaseCount


class CaseCounts:
    """The latest counts in memory; the one that was not asked for longest leaves first.

    A case is known by being the very same object: whoever reads it anew, because its log has grown
    or is another, gets another object.
    """

    def __init__(self, kept_at_once: int = KEPT_AT_ONCE) -> None:
        self._kept: Latest[_Kept] = Latest(kept_at_once)

    def of(self, case: Case, agreement: Agreement, now: datetime) -> CaseCount:
        """The count of the case under the agreement, today."""
        today, known = local_day(now), self._kept.get(case.id)
        if known is None or not _holds(known, case, agreement, today):
            known = _Kept(case, agreement, today, count_case(case, agreement, now))
        self._kept.keep(case.id, known)
        return known.count


def _holds(known: _Kept, case: Case, agreement: Agreement, today: date) -> bool:
    return known.case is case and known.today == today and known.agreement == agreement
