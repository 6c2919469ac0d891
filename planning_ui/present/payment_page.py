"""The payment basis on the screen: the sums of the month, and every day of every period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from planning.agreement import Amount
from planning.moments import local_day, say_day
from planning.organisation import KOMMUNER
from planning.parts import Patient
from planning.payment import can_be_disputed
from planning.payment_average import Average, say_mean
from planning.payment_basis import Basis, PeriodLine, Sums
from planning.payment_days import DayLine
from planning.payment_desk import Waiting
from planning.payment_month import Month, months_ending_with
from planning.vocabulary import Ending
from planning_ui.present.disputes import DisputeView, Teller, dispute_views
from planning_ui.present.header import written_number
from planning_ui.present.values import Fact
from planning_ui.said import SHORT_MONTHS, SHORT_WEEKDAYS, Said

MONTHS_TO_CHOOSE = 13
UNKNOWN = "inte känt"
HIDDEN_NAME = "Skyddade uppgifter"
ENDINGS = {
    None: "pågår",
    Ending.DISCHARGED: "utskriven",
    Ending.DECEASED: "avliden",
    Ending.WITHDRAWN: "återtagen",
    Ending.ANNULLED: "makulerad",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row with the same reason and the same amount."""

    days: str
    count: int
    counted: bool
    text: str
    each: str
    amount: str


@dataclass(frozen=True, slots=True)
class LineView:
    """One period of one patient in the month."""

    case_id: str
    name: str
    number: str
    ward: str
    title: str
    ending: str
    sent: Said
    starts: Said | None
    can_be_disputed: bool
    counted: int
    amount: str
    runs: tuple[Run, ...]
    derivation: tuple[str, ...]
    may_be_disputed: bool
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True, slots=True)
class WaitingView:
    """An open dispute in the list of those that wait."""

    case_id: str
    name: str
    number: str
    ward: str
    kommun: str
    dispute: DisputeView


@dataclass(frozen=True)
class PaymentPage:
    """Everything that the template of the basis needs."""

    kommun: str
    kommun_name: str
    month: str
    month_words: str
    kommuner: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    told: tuple[str, ...]
    prices: tuple[str, ...]
    average: tuple[str, ...]
    lines: tuple[LineView, ...]
    kept_back: int


def payment_page(basis: Basis, kommuner: Sequence[str], today: date, teller: Teller) -> PaymentPage:
    """The page of a basis."""
    newest = max(Month.of(today), basis.month)
    months = reversed(months_ending_with(newest, MONTHS_TO_CHOOSE))
    return PaymentPage(
        kommun=basis.kommun,
        kommun_name=KOMMUNER[basis.kommun],
        month=str(basis.month),
        month_words=basis.month.words,
        kommuner=tuple((each, KOMMUNER[each]) for each in kommuner),
        months=_with(basis.month, tuple((str(each), each.words) for each in months)),
        facts=tuple(sum_facts(basis.sums, basis.average)),
        told=tuple(told_of(basis.sums)),
        prices=tuple(price_told(*each) for each in basis.prices),
        average=basis.average.told if basis.average else (),
        lines=tuple(line_view(each, teller) for each in basis.lines),
        kept_back=basis.kept_back,
    )


def _with(month: Month, choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """An older month that was asked for can be chosen too."""
    own = (str(month), month.words)
    return choices if own in choices else (*choices, own)


def sum_facts(sums: Sums, average: Average | None) -> Iterator[Fact]:
    """The sums of the month, label by label."""
    yield Fact("Vårdtillfällen", str(sums.stays))
    yield Fact("Räknade dygn", str(sums.counted))
    yield Fact("Dygn som inte räknas", str(sums.not_counted))
    if average is not None and average.window.value is not None:
        yield Fact("Genomsnitt", f"{say_mean(average.window.value)} dygn")
    if not sums.by_average:
        yield Fact("Belopp", kronor(sums.amount))
    yield Fact("Bestridanden som väntar", str(sums.open_disputes))


def told_of(sums: Sums) -> Iterator[str]:
    """What must be said of the sums: which amounts are not known."""
    for year in sums.unknown_years:
        yield f"Beloppet för {year} är inte känt eller inte bekräftat. Systemet gissar inte."


def price_told(year: int, amount: Amount) -> str:
    """What a day of the year was counted with, where that stands, and since when."""
    stands = f"Belopp {year}: {kronor(amount.kronor)} per vårddygn. Källa: {amount.source}."
    if amount.confirmed_at is None:
        return f"{stands} Beloppet följer med systemet."
    day = say_day(local_day(amount.confirmed_at))
    return f"{stands} Den centrala förvaltningen bekräftade det {day}."


def line_view(line: PeriodLine, teller: Teller) -> LineView:
    """One period in words."""
    payment, owed = line.payment, can_be_disputed(line.payment)
    return LineView(
        case_id=line.case_id,
        name=name_of(line.patient),
        number=number_of(line.patient),
        ward=teller.unit(line.ward),
        title=f"Period {payment.period}",
        ending=ENDINGS[line.period.ending],
        sent=teller.say(payment.sent_at),
        starts=teller.say_day(payment.starts) if owed and payment.starts else None,
        can_be_disputed=owed and not any(each.open for each in line.disputes),
        counted=line.counted,
        amount="" if line.by_average else kronor(line.amount),
        runs=runs(line.days, line.by_average),
        derivation=payment.derivation,
        may_be_disputed=bool(payment.disputed),
        disputes=dispute_views(line.disputes, teller),
    )


def waiting_views(waiting: Sequence[Waiting], teller: Teller) -> tuple[WaitingView, ...]:
    """The open disputes in words."""
    return tuple(
        WaitingView(
            each.case_id,
            name_of(each.patient),
            number_of(each.patient),
            teller.unit(each.ward),
            KOMMUNER.get(each.dispute.kommun or "", ""),
            dispute_views([each.dispute], teller)[0],
        )
        for each in waiting
    )


def name_of(patient: Patient | None) -> str:
    """The name, or what stands in its place for somebody who may not know it."""
    return patient.name if patient else HIDDEN_NAME


def number_of(patient: Patient | None) -> str:
    """The number as people write it; empty for somebody who may not know it."""
    identity = patient.identity if patient else None
    return written_number(identity.value) if identity else ""


def runs(days: Sequence[DayLine], by_average: bool = False) -> tuple[Run, ...]:
    """The days as runs of the same reason and amount; they follow each other without gaps."""
    grouped = groupby(days, key=lambda each: (each.code, each.kronor))
    return tuple(_run(tuple(found), by_average) for _, found in grouped)


def _run(days: tuple[DayLine, ...], by_average: bool) -> Run:
    first = days[0]
    shown = first.counted and not by_average
    amount = None if first.kronor is None else first.kronor * len(days)
    return Run(
        days=_span(first.day, days[-1].day),
        count=len(days),
        counted=first.counted,
        text=first.text,
        each=kronor(first.kronor) if shown else "",
        amount=kronor(amount) if shown else "",
    )


def _span(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    return f"{_day(first)} till {_day(last)}"


def _day(day: date) -> str:
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]}"


def kronor(amount: int | None) -> str:
    """An amount in kronor as people write it, or that it is not known."""
    if amount is None:
        return UNKNOWN
    return f"{amount:,} kr".replace(",", "\u00a0")
