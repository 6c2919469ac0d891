"""The payment basis of one kommun and one month: every day of every period, explained.

It is a view of the cases as they are now. Withdrawn and annulled periods stand in it too, with the
days that they count or do not, and disputes stand beside the periods that they are about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from planning.agreement import Agreement, Amount
from planning.case import Case
from planning.disputes import Dispute
from planning.parts import Patient, Period
from planning.payment import Payment, follows_average
from planning.payment_average import Average, average
from planning.payment_counting import CaseCount, PeriodCount, count_case
from planning.payment_days import DayLine
from planning.payment_month import Month


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period as utskrivningsklar with its days in the month.

    `patient` is None where the reader may not know who it is.
    """

    case_id: str
    patient: Patient | None
    ward: str
    period: Period
    payment: Payment
    days: tuple[DayLine, ...]
    disputes: tuple[Dispute, ...]
    by_average: bool

    @property
    def counted(self) -> int:
        """How many days of the month count."""
        return sum(1 for each in self.days if each.counted)

    @property
    def amount(self) -> int | None:
        """Kronor for the month, or None when the amount of a day is not known."""
        return None if self.by_average else _sum(self.days)


@dataclass(frozen=True, slots=True)
class Sums:
    """The month as a whole. `amount` is None when one counted day has no known amount."""

    stays: int
    periods: int
    counted: int
    not_counted: int
    amount: int | None
    open_disputes: int
    unknown_years: tuple[int, ...]
    by_average: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of a kommun and a month; `kept_back` counts periods that the reader may not see.

    `prices` are the amounts that its days were counted with, by year.
    """

    kommun: str
    month: Month
    sums: Sums
    average: Average | None
    lines: tuple[PeriodLine, ...]
    prices: tuple[tuple[int, Amount], ...] = ()
    kept_back: int = 0


Judged = tuple[Case, Agreement]
Counting = Callable[[Case, Agreement, datetime], CaseCount]
_Counted = tuple[Case, Agreement, CaseCount]


def payment_basis(
    kommun: str,
    month: Month,
    cases: Iterable[Judged],
    agreement: Agreement,
    now: datetime,
    counting: Counting = count_case,
) -> Basis:
    """The basis of the month, from the cases that may have a period in it.

    Each case stands with the agreement that it was opened under; `agreement` is the one in force.
    `counting` answers as `count_case` does.
    """
    own = [
        (case, each, counting(case, each, now))
        for case, each in cases
        if case.liable_kommun == kommun
    ]
    lines = tuple(sorted(_lines(own, month), key=_by_time))
    prices = tuple(_prices(lines, {case.id: each for case, each, _ in own}))
    mean = _average(own, month, agreement)
    return Basis(kommun, month, _sums(lines, agreement), mean, lines, prices)


def _average(own: Sequence[_Counted], month: Month, agreement: Agreement) -> Average | None:
    averaged = [each for each in own if follows_average(each[1])]
    chosen = averaged[-1][1] if averaged else agreement
    stays = [count.stay for _, _, count in averaged if count.stay]
    return average(stays, month, chosen) if follows_average(chosen) else None


def only(basis: Basis, shown: frozenset[str]) -> Basis:
    """The basis with the lines of some cases; the sums stay those of the whole kommun."""
    kept = tuple(each for each in basis.lines if each.case_id in shown)
    return replace(basis, lines=kept, kept_back=len(basis.lines) - len(kept))


def months_needed(month: Month, agreements: Iterable[Agreement]) -> tuple[Month, ...]:
    """The months whose cases the basis is made from, newest first: more where a mean is taken."""
    windows = [each.number("genomsnitt_manader") for each in agreements if follows_average(each)]
    return tuple(month.moved(-back) for back in range(max([1, *windows])))


def _lines(own: Iterable[_Counted], month: Month) -> Iterator[PeriodLine]:
    for case, agreement, count in own:
        for each in count.periods:
            inside = tuple(day for day in each.days if month.contains(day.day))
            if inside:
                yield _line(case, agreement, each, inside)


def _prices(
    lines: Sequence[PeriodLine], agreements: Mapping[str, Agreement]
) -> Iterator[tuple[int, Amount]]:
    """Each amount once, in order of year; two agreements may have one each."""
    priced = ((line, day.day) for line in lines if not line.by_average for day in line.days)
    # An amount is that of a year: one day of each is enough to ask for.
    asked = {(line.case_id, day.year): day for line, day in priced}
    found = {
        (year, amount)
        for (case_id, year), day in asked.items()
        if (amount := agreements[case_id].amount_on(day))
    }
    yield from sorted(found, key=lambda each: (each[0], each[1].kronor))


def _line(
    case: Case, agreement: Agreement, count: PeriodCount, days: tuple[DayLine, ...]
) -> PeriodLine:
    period, payment = count.period, count.payment
    disputes = tuple(each for each in case.disputes if each.period == period.number)
    by_average = follows_average(agreement)
    return PeriodLine(case.id, case.patient, case.ward, period, payment, days, disputes, by_average)


def _by_time(line: PeriodLine) -> tuple[datetime, str, int]:
    return (line.payment.sent_at, line.case_id, line.payment.period)


def _sums(lines: Sequence[PeriodLine], agreement: Agreement) -> Sums:
    days = [day for line in lines for day in line.days]
    priced = [day for line in lines if not line.by_average for day in line.days]
    unknown = {day.day.year for day in priced if day.kronor is None}
    # Where every period of the month follows the average model there is no amount to sum.
    by_average = all(line.by_average for line in lines) if lines else follows_average(agreement)
    return Sums(
        stays=len({line.case_id for line in lines}),
        periods=len(lines),
        counted=sum(1 for day in days if day.counted),
        not_counted=sum(1 for day in days if not day.counted),
        amount=None if by_average else _sum(priced),
        open_disputes=sum(1 for line in lines for each in line.disputes if each.open),
        unknown_years=tuple(sorted(unknown)),
        by_average=by_average,
    )


def _sum(days: Sequence[DayLine]) -> int | None:
    known = [day.kronor for day in days if day.kronor is not None]
    return sum(known) if len(known) == len(days) else None
