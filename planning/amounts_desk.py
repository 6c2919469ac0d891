"""What the central management does with yearly amounts; each step leaves a row in the access log.

No patient data passes here. The amounts are read where a payment is counted, through `Desk.priced`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from planning.access import Request, amount_row
from planning.agreement import Amount
from planning.amounts import (
    AmountEntry,
    AmountStep,
    Proposal,
    YearOfAmounts,
    check_can_confirm,
    check_can_register,
    check_can_set_amounts,
    year_of_amounts,
    years_of_amounts,
)
from planning.desk import Desk
from planning.errors import Conflict, Refusal
from planning.moments import local_day
from planning.organisation import Actor

TRIES = 3


@dataclass(frozen=True)
class AmountsDesk:
    """The table of amounts that the agreement in force looks in."""

    desk: Desk

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.desk.agreement.amount_table

    def years(self, now: datetime) -> tuple[YearOfAmounts, ...]:
        """Every year with what is known of it, newest first."""
        return years_of_amounts(self._shipped, self._entries(), local_day(now))

    def year(self, year: int) -> YearOfAmounts:
        """What is known of one year."""
        return year_of_amounts(year, self._shipped, self._entries())

    def register(
        self, actor: Actor, proposal: Proposal, now: datetime, request: Request
    ) -> AmountEntry:
        """Put an amount in the table; it is used nowhere until it is confirmed.

        Raises Refusal, with `fel-roll` or with a reason for each value that cannot be taken.
        """
        wanted = replace(proposal, source=proposal.source.strip())
        self._check_may(actor, AmountStep.REGISTERED, wanted.year, now, request)
        check_can_register(wanted, local_day(now))
        for _ in range(TRIES - 1):
            with suppress(Conflict):
                return self._register(actor, wanted, now, request)
        # Others wrote rows in between, again and again: the last try tells it.
        return self._register(actor, wanted, now, request)

    def confirm(
        self, actor: Actor, year: int, number: int, now: datetime, request: Request
    ) -> AmountEntry:
        """Take the registered amount into force for every day of its year.

        Raises Refusal with `fel-roll`, or Conflict when another row than the one that the person
        saw waits now.
        """
        self._check_may(actor, AmountStep.CONFIRMED, year, now, request)
        # Read once: a row that somebody writes after this takes the number of ours, and is seen.
        entries = self._entries()
        waiting = check_can_confirm(year_of_amounts(year, self._shipped, entries), number)
        what = Proposal(year, waiting.kronor, waiting.source)
        entry = self._entry(len(entries) + 1, AmountStep.CONFIRMED, actor, what, now)
        return self._keep(entry, actor, request)

    @property
    def _shipped(self) -> Mapping[int, Amount]:
        return self.desk.agreement.amounts

    def _entries(self) -> Sequence[AmountEntry]:
        return self.desk.stores.amounts.entries(self.table)

    def _register(
        self, actor: Actor, wanted: Proposal, now: datetime, request: Request
    ) -> AmountEntry:
        number = len(self._entries()) + 1
        entry = self._entry(number, AmountStep.REGISTERED, actor, wanted, now)
        return self._keep(entry, actor, request)

    def _entry(
        self, number: int, step: AmountStep, actor: Actor, what: Proposal, now: datetime
    ) -> AmountEntry:
        year, kronor, source = what.year, what.kronor, what.source
        by, name = actor.user, actor.name
        return AmountEntry(self.table, number, step, year, kronor, source, by, name, now)

    def _keep(self, entry: AmountEntry, actor: Actor, request: Request) -> AmountEntry:
        told = f"{entry.step}: {entry.kronor} kr"
        row = amount_row(actor, f"{entry.table} {entry.year}", told, entry.at, request)
        self.desk.stores.amounts.append(entry, row)
        return entry

    def _check_may(
        self, actor: Actor, step: AmountStep, year: int, now: datetime, request: Request
    ) -> None:
        try:
            check_can_set_amounts(actor)
        except Refusal:
            row = amount_row(actor, f"{self.table} {year}", f"{step}: fel-roll", now, request)
            self.desk.stores.access_log.write(replace(row, result="nekat"))
            raise
