"""Yearly amounts on the screen: what is used, what waits, and who did what when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from planning.agreement import Amount
from planning.amounts import AmountEntry, AmountStep, Proposal, YearOfAmounts
from planning_ui.present.payment_page import kronor
from planning_ui.said import Said, say

SHIPPED = "Följer med systemet"
STATES = {
    "bekraftat": "Bekräftat",
    "antaget": "Antaget, används inte",
    "okant": "Inte känt",
}
STEPS = {AmountStep.REGISTERED: "Registrerat", AmountStep.CONFIRMED: "Bekräftat"}
NOT_DIGITS = str.maketrans("", "", " \N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class AmountLine:
    """An amount of a year; `waits` when it can be confirmed."""

    year: int
    amount: str
    state: str
    source: str
    by: str
    when: Said | None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class DoneLine:
    """Something that was done with the amount of a year."""

    what: str
    year: int
    amount: str
    source: str
    by: str
    when: Said


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """What is asked before an amount is taken into force. `now` is what its days cost today."""

    year: int
    number: int
    amount: str
    source: str
    now: str


def amount_lines(years: Sequence[YearOfAmounts], now: datetime) -> tuple[AmountLine, ...]:
    """One line a year, and one more where another amount waits."""
    return tuple(line for each in years for line in _lines(each, now))


def done_lines(years: Sequence[YearOfAmounts], now: datetime) -> tuple[DoneLine, ...]:
    """Everything that was done, newest first."""
    every = sorted((e for year in years for e in year.history), key=_number, reverse=True)
    return tuple(_done(each, now) for each in every)


def confirm_view(known: YearOfAmounts, waiting: Amount) -> ConfirmView:
    """What the person is asked to confirm."""
    now = kronor(known.in_force.kronor) if known.in_force else ""
    number = known.waiting_number
    return ConfirmView(known.year, number, kronor(waiting.kronor), waiting.source, now)


def read_proposal(year: str, amount: str, source: str) -> Proposal:
    """What somebody typed; a number that cannot be read is 0, which the core refuses."""
    return Proposal(_whole(year), _whole(amount.lower().removesuffix("kr")), source.strip())


def _whole(text: str) -> int:
    digits = text.translate(NOT_DIGITS)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _lines(known: YearOfAmounts, now: datetime) -> Iterator[AmountLine]:
    used = known.in_force
    if used:
        when = say(used.confirmed_at, now) if used.confirmed_at else None
        yield AmountLine(
            known.year,
            kronor(used.kronor),
            STATES["bekraftat"],
            used.source,
            used.confirmed_by or SHIPPED,
            when,
        )
    if known.waiting:
        yield _waiting(known, known.waiting, now)
    if not used and not known.waiting:
        yield AmountLine(known.year, "–", STATES["okant"], "", "", None)


def _waiting(known: YearOfAmounts, waiting: Amount, now: datetime) -> AmountLine:
    entry = next((each for each in known.history if each.number == known.waiting_number), None)
    return AmountLine(
        known.year,
        kronor(waiting.kronor),
        STATES["antaget"],
        waiting.source,
        entry.by_name if entry else SHIPPED,
        say(entry.at, now) if entry else None,
        waits=True,
    )


def _done(entry: AmountEntry, now: datetime) -> DoneLine:
    what, amount = STEPS[entry.step], kronor(entry.kronor)
    return DoneLine(what, entry.year, amount, entry.source, entry.by_name, say(entry.at, now))


def _number(entry: AmountEntry) -> int:
    return entry.number
