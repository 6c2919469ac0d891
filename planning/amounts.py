"""Yearly amounts: registered by one step, confirmed by another, never rewritten.

The amounts of the agreement's files are the first rows of each table. What the central management
registers and confirms lies over them: the newest confirmed row of a year is the one in force.
Source: lag (2017:612) 5 kap. 6 § (an amount for each year), 4 kap. 5 § (another may be agreed).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from planning.agreement import Agreement, Amount
from planning.errors import Conflict, Reason, Refusal
from planning.organisation import Actor, Purpose
from planning.reasons import reason
from planning.vocabulary import Role

FIRST_YEAR = 2018
"""The year in which the act came into force."""

HIGHEST_KRONOR = 99_999
"""More than this a day is a slip of the hand."""

LONGEST_SOURCE = 200
SHIPPED = 0
"""The number of an amount that came with the system; entries are numbered from one."""


class AmountStep(StrEnum):
    """What was done with an amount."""

    REGISTERED = "registrerat"
    CONFIRMED = "bekraftat"


@dataclass(frozen=True, slots=True)
class AmountEntry:
    """One row of the history of a table of amounts. `number` counts from one without gaps."""

    table: str
    number: int
    step: AmountStep
    year: int
    kronor: int
    source: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class YearOfAmounts:
    """What is known of one year.

    `in_force` is used in every basis. `waiting` has been registered, or came with the system, and
    is used nowhere until it is confirmed; `waiting_number` says which row it is. `history` holds
    the entries of the year, newest first.
    """

    year: int
    in_force: Amount | None
    waiting: Amount | None
    waiting_number: int
    history: tuple[AmountEntry, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An amount that somebody wants to register."""

    year: int
    kronor: int
    source: str


def year_of_amounts(
    year: int, shipped: Mapping[int, Amount], entries: Sequence[AmountEntry]
) -> YearOfAmounts:
    """What is known of the year, from what came with the system and what was done since."""
    own = tuple(each for each in entries if each.year == year)
    first = shipped.get(year)
    in_force = first if first and first.confirmed else None
    waiting, number = (None if in_force else first), SHIPPED
    for entry in own:
        if entry.step is AmountStep.CONFIRMED:
            in_force, waiting, number = _confirmed(entry), None, SHIPPED
        else:
            waiting, number = Amount(entry.kronor, entry.source, False), entry.number
    return YearOfAmounts(year, in_force, waiting, number, tuple(reversed(own)))


def years_of_amounts(
    shipped: Mapping[int, Amount], entries: Sequence[AmountEntry], today: date
) -> tuple[YearOfAmounts, ...]:
    """Every year from the first with an amount to the running one, newest first.

    A year without an amount stands there too, so that nobody has to guess that it is missing.
    """
    known = {*shipped, *(each.year for each in entries), today.year}
    years = range(max(known), min(known) - 1, -1)
    return tuple(year_of_amounts(year, shipped, entries) for year in years)


def with_entries(agreement: Agreement, entries: Sequence[AmountEntry]) -> Agreement:
    """The agreement with its amounts as they are now: a confirmed entry replaces what was."""
    if not entries:
        return agreement
    years = sorted({*agreement.amounts, *(each.year for each in entries)})
    known = (year_of_amounts(year, agreement.amounts, entries) for year in years)
    now = ((each.year, each.in_force or each.waiting) for each in known)
    return replace(agreement, amounts={year: amount for year, amount in now if amount})


def _confirmed(entry: AmountEntry) -> Amount:
    return Amount(entry.kronor, entry.source, True, entry.at, entry.by_name)


# Who may, and what may be registered --------------------------------------------------------------


def check_can_set_amounts(actor: Actor) -> None:
    """Raise Refusal with `fel-roll` for everybody but the central management at its own work."""
    if actor.role is not Role.CENTRAL or actor.purpose is not Purpose.ADMINISTRATION:
        raise Refusal([reason("fel-roll")])


def can_set_amounts(actor: Actor) -> bool:
    """Whether the person may register and confirm amounts."""
    try:
        check_can_set_amounts(actor)
    except Refusal:
        return False
    return True


def check_can_register(proposal: Proposal, today: date) -> None:
    """Raise Refusal with a reason for each value that cannot stand in the table."""
    faults = faults_of(proposal, today)
    if faults:
        raise Refusal(faults.values())


def can_register(proposal: Proposal, today: date) -> bool:
    """Whether the amount can stand in the table."""
    return not faults_of(proposal, today)


def faults_of(proposal: Proposal, today: date) -> Mapping[str, Reason]:
    """What speaks against the values, by the name of the value; nothing when all can be taken."""
    return dict(_faults(proposal, today))


def _faults(proposal: Proposal, today: date) -> Iterator[tuple[str, Reason]]:
    last, highest = today.year + 1, f"{HIGHEST_KRONOR:,}".replace(",", " ")
    if not FIRST_YEAR <= proposal.year <= last:
        yield "year", Reason("ogiltigt-varde", f"Skriv ett år från {FIRST_YEAR} till {last}.")
    if not 1 <= proposal.kronor <= HIGHEST_KRONOR:
        text = f"Skriv beloppet i hela kronor, från 1 till {highest}."
        yield "kronor", Reason("ogiltigt-varde", text)
    if not proposal.source.strip():
        text = "Skriv var beloppet står, till exempel föreskriftens nummer."
        yield "source", Reason("falt-saknas", text)
    elif len(proposal.source) > LONGEST_SOURCE or not proposal.source.isprintable():
        text = f"Skriv källan på en rad, högst {LONGEST_SOURCE} tecken."
        yield "source", Reason("ogiltigt-varde", text)


def check_can_confirm(known: YearOfAmounts, number: int) -> Amount:
    """The amount that waits for the confirmation, if it is still the one that the person saw.

    Raises Conflict when it has been confirmed since, or replaced by a newer registration.
    """
    if known.waiting is None or known.waiting_number != number:
        raise Conflict(f"belopp {known.year}", number, known.waiting_number)
    return known.waiting


def can_confirm(known: YearOfAmounts, number: int) -> bool:
    """Whether this very row of the year waits for a confirmation."""
    try:
        check_can_confirm(known, number)
    except Conflict:
        return False
    return True
