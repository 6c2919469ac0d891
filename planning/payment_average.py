"""The average model: mean days from utskrivningsklar to leaving, per kommun and some months.

Source: regional agreements under lag (2017:612) 4 kap. 5 §. Who leaves on the day of the notice has
0 days and is one of those that the mean is taken of. Window and limit stand in the agreement; what
is paid above the limit does too, and is not counted here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from planning.agreement import Agreement
from planning.case import Case
from planning.moments import local_day
from planning.parts import Period
from planning.payment import Payment, excluded_days, payments
from planning.payment_month import Month, months_ending_with
from planning.vocabulary import Ending


@dataclass(frozen=True, slots=True)
class CountedStay:
    """A stay that has ended, with its days as utskrivningsklar; 0 is day 0."""

    case_id: str
    left: date
    days: int


@dataclass(frozen=True, slots=True)
class Mean:
    """Days by stays of some months. `value` is None when no stay ended in them."""

    months: tuple[Month, ...]
    stays: int
    days: int
    day_zero: int

    @property
    def value(self) -> Fraction | None:
        """The mean, exact."""
        return Fraction(self.days, self.stays) if self.stays else None


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the month, and of the months that the agreement tries together."""

    month: Mean
    window: Mean
    limit_days: int

    @property
    def above(self) -> bool:
        """Whether the mean of the window lies above the agreed limit."""
        value = self.window.value
        return value is not None and value > self.limit_days

    @property
    def told(self) -> tuple[str, ...]:
        """How it was counted, in sentences."""
        return tuple(_told(self))


def average(stays: Sequence[CountedStay], month: Month, agreement: Agreement) -> Average:
    """The average of a kommun's counted stays."""
    window = months_ending_with(month, agreement.number("genomsnitt_manader"))
    limit = agreement.number("genomsnitt_troskel_dagar")
    return Average(_mean(stays, (month,)), _mean(stays, window), limit)


def counted_stay(case: Case, agreement: Agreement, now: datetime) -> CountedStay | None:
    """The stay that the mean is taken of, or None.

    It is over, and a period of it was announced and called to as the law asks.
    """
    if case.stay_over_at is None:
        return None
    judged = zip(case.periods, payments(case, agreement, now), strict=True)
    counting = [period for period, payment in judged if _counts(period, payment)]
    if not counting:
        return None
    days = sum(_days_of(case, each, agreement) for each in counting)
    return CountedStay(case.id, local_day(case.stay_over_at), days)


def _counts(period: Period, payment: Payment) -> bool:
    """The notice, the receivers and the kallelse are in place and the period is not annulled."""
    return period.ending not in (None, Ending.ANNULLED) and not payment.hindrances


def _days_of(case: Case, period: Period, agreement: Agreement) -> int:
    first = local_day(period.sent_at)
    last = local_day(period.ended_at) if period.ended_at else first
    left_out = sum(1 for _ in excluded_days(case, first, last, agreement))
    return (last - first).days - left_out


def _mean(stays: Sequence[CountedStay], months: tuple[Month, ...]) -> Mean:
    inside = [each.days for each in stays if Month.of(each.left) in months]
    return Mean(months, len(inside), sum(inside), inside.count(0))


# Words -------------------------------------------------------------------------------------------


def say_mean(value: Fraction) -> str:
    """The mean with one decimal and a comma; half is rounded up, as people do."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}"


def _told(average: Average) -> Iterator[str]:
    window, value = average.window, average.window.value
    span = " till ".join(dict.fromkeys((window.months[0].words, window.months[-1].words)))
    if value is None:
        yield f"Inget vårdtillfälle att räkna slutade {span}."
        return
    stays = "vårdtillfälle" if window.stays == 1 else "vårdtillfällen"
    yield f"{window.stays} {stays} slutade {span}, {window.day_zero} av dem på dag 0."
    yield f"Dygn från utskrivningsklar till hemgång: {window.days}."
    yield f"{window.days} delat med {window.stays} är {say_mean(value)} dygn i genomsnitt."
    where = "över gränsen" if average.above else "inte över gränsen"
    yield f"Gränsen i överenskommelsen är {average.limit_days} dygn. Genomsnittet är {where}."
    yield "Vad som betalas över gränsen står i er överenskommelse. Systemet räknar inget belopp."
