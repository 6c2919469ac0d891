"""The payment basis of one kommun and one month: every day of every period, explained.

It is a view of the cases as they are now. Withdrawn and annulled periods stand in it too, with the
days that they count or do not, and disputes stand beside the periods that they are about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planning.agreement import Agreement, Amount
from planning.case import Case
from planning.disputes import Dispute
from planning.parts import Patient, Period
from planning.payment import Payment, follows_average
from planning.payment_average import Average, average
from planning.payment_counting import CaseCount, PeriodCount
from planning.payment_days import DayLine
from planning.payment_kept import CaseSums, PeriodSum, sums_of_case
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
    """The basis of a kommun and a month, with the periods that are shown.

    `seen` counts the periods that the reader may see, `kept_back` those that they may not.
    `prices` are the amounts that its days were counted with, by year.
    """

    kommun: str
    month: Month
    sums: Sums
    average: Average | None
    lines: tuple[PeriodLine, ...]
    prices: tuple[tuple[int, Amount], ...]
    seen: int
    kept_back: int


Judged = tuple[Case, Agreement]
Summed = tuple[CaseSums, Agreement]
Counting = Callable[[Case, Agreement, datetime], CaseCount]


def summed(
    kommun: str, month: Month, cases: Iterable[Judged], now: datetime, counting: Counting
) -> Iterator[Summed]:
    """What each of the kommun's cases comes to in the month.

    Each case stands with the agreement that it was opened under. `counting` answers as
    `count_case` does.
    """
    for case, agreement in cases:
        if case.liable_kommun == kommun:
            yield sums_of_case(case, counting(case, agreement, now), month), agreement


def in_order(cases: Iterable[Summed]) -> tuple[PeriodSum, ...]:
    """The periods of all cases, the one that was sent first before the others."""
    every = (period for sums, _ in cases for period in sums.periods)
    return tuple(sorted(every, key=lambda each: (each.sent_at, each.case_id, each.number)))


def payment_basis(
    kommun: str,
    month: Month,
    cases: Sequence[Summed],
    agreement: Agreement,
    lines: Sequence[PeriodLine],
    seen: int,
) -> Basis:
    """The basis of the month, from what each case comes to; `agreement` is the one in force.

    `lines` are the periods to show, of the so many that the reader may see.
    """
    sums = _sums(cases, month, agreement)
    prices = tuple(_prices(cases, month))
    mean = _average(cases, month, agreement)
    return Basis(kommun, month, sums, mean, tuple(lines), prices, seen, sums.periods - seen)


def period_lines(
    periods: Iterable[PeriodSum],
    month: Month,
    cases: Mapping[str, Judged],
    now: datetime,
    counting: Counting,
) -> Iterator[PeriodLine]:
    """The periods day by day, in the order that they come; `cases` holds the case of each."""
    for each in periods:
        case, agreement = cases[each.case_id]
        for found in counting(case, agreement, now).periods:
            if found.period.number == each.number:
                yield _line(case, agreement, found, month)


def _average(cases: Sequence[Summed], month: Month, agreement: Agreement) -> Average | None:
    averaged = [each for each in cases if follows_average(each[1])]
    chosen = averaged[-1][1] if averaged else agreement
    stays = [sums.stay for sums, _ in averaged if sums.stay]
    return average(stays, month, chosen) if follows_average(chosen) else None


def months_needed(month: Month, agreements: Iterable[Agreement]) -> tuple[Month, ...]:
    """The months whose cases the basis is made from, newest first: more where a mean is taken."""
    windows = [each.number("genomsnitt_manader") for each in agreements if follows_average(each)]
    return tuple(month.moved(-back) for back in range(max([1, *windows])))


def _prices(cases: Iterable[Summed], month: Month) -> Iterator[tuple[int, Amount]]:
    """Each amount of the month once; two agreements may have one each."""
    priced = {id(each): each for sums, each in cases if sums.periods}
    amounts = {each.amount_on(month.first) for each in _with_amounts(priced.values())}
    known = [(month.year, each) for each in amounts if each]
    yield from sorted(known, key=lambda each: each[1].kronor)


def _with_amounts(agreements: Iterable[Agreement]) -> Iterator[Agreement]:
    return (each for each in agreements if not follows_average(each))


def _line(case: Case, agreement: Agreement, count: PeriodCount, month: Month) -> PeriodLine:
    period, payment = count.period, count.payment
    days = tuple(day for day in count.days if month.contains(day.day))
    disputes = tuple(each for each in case.disputes if each.period == period.number)
    by_average = follows_average(agreement)
    return PeriodLine(case.id, case.patient, case.ward, period, payment, days, disputes, by_average)


def _sums(cases: Sequence[Summed], month: Month, agreement: Agreement) -> Sums:
    within = [(sums, each) for sums, each in cases if sums.periods]
    periods = [period for sums, _ in within for period in sums.periods]
    counted = sum(each.counted for each in periods)
    # Where every period of the month follows the average model there is no amount to sum.
    followed = {id(each): each for _, each in within}.values() or (agreement,)
    by_average = all(map(follows_average, followed))
    amount = None if by_average else _amount(within, month)
    unknown = not by_average and amount is None
    return Sums(
        stays=len({sums.periods[0].case_id for sums, _ in within}),
        periods=len(periods),
        counted=counted,
        not_counted=sum(each.told for each in periods) - counted,
        amount=amount,
        open_disputes=sum(each.open_disputes for each in periods),
        unknown_years=(month.year,) if unknown else (),
        by_average=by_average,
    )


def _amount(cases: Iterable[Summed], month: Month) -> int | None:
    """Kronor for the days that count, or None when one of them has no known amount."""
    days: dict[int, int] = {}
    agreements: dict[int, Agreement] = {}
    for sums, each in cases:
        agreements[id(each)] = each
        days[id(each)] = days.get(id(each), 0) + sum(period.counted for period in sums.periods)
    owed = [
        (days[id(each)], each.amount_on(month.first)) for each in _with_amounts(agreements.values())
    ]
    if any(count and amount is None for count, amount in owed):
        return None
    return sum(count * amount.kronor for count, amount in owed if amount)


def _sum(days: Sequence[DayLine]) -> int | None:
    known = [day.kronor for day in days if day.kronor is not None]
    return sum(known) if len(known) == len(days) else None
