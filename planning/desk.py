"""What a signed-in person can ask for and do: the only way to patient data.

Every question and every command passes the gate, which decides and writes the access log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from planning.access import Act, Gate, Request, access_row, may, relation_of, works_with_patients
from planning.agreement import Agreement
from planning.amounts import with_entries
from planning.case import Case
from planning.case_files import CaseFiles
from planning.decide import Decision, Order, attempt_of, decide
from planning.errors import AgreementMissing, Conflict, NotFound, Reason, Refusal
from planning.events import Event
from planning.fold import apply, fold
from planning.guidance import Situation, situation, what_if
from planning.moments import local_day
from planning.organisation import Actor, Organisation
from planning.payment import Payment, payments
from planning.payment_counting import CaseCounts
from planning.payment_effects import effects, names_message
from planning.ports import CaseRow, InboxRow, RowQuery, Stores
from planning.process import ACTUAL_TIME, Rulebook
from planning.reasons import reason
from planning.reminders import Reminder, reminders
from planning.rules import WITHOUT_CASE, World, reasons_against, warnings_for
from planning.same_person import (
    another_stay,
    cases_of,
    continues,
    identity_of,
    most_telling,
    with_identity,
)
from planning.statistics import Tally, units_of
from planning.views import case_row, inbox_rows

WITH_OTHER_CASES = frozenset({"sla-ihop-identitet", "ratta"})
RETRIES_OF_A_COMMUTING_COMMAND = 5


def _all(rows: Sequence[CaseRow]) -> Sequence[CaseRow]:
    return rows


@dataclass(frozen=True, slots=True)
class OverviewQuery:
    """Which cases a person wants to see in the list of the unit."""

    active: bool = True
    ward: str | None = None
    kommun: str | None = None
    state: str | None = None
    plans: bool = False


@dataclass(frozen=True)
class Opened:
    """A case that the gate has let a person see, with its guidance."""

    case: Case
    events: tuple[Event, ...]
    situation: Situation
    payments: tuple[Payment, ...]
    organisation: Organisation
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Done:
    """An accepted command."""

    case_id: str
    version: int
    warnings: tuple[str, ...]
    event: Event


@dataclass(frozen=True, slots=True)
class TryOut:
    """What would happen, without doing it."""

    reasons: tuple[Reason, ...]
    warnings: tuple[str, ...]
    what_if: tuple[str, ...]


def _order(
    command: str, values: Mapping[str, Any], now: datetime, at: datetime | None = None
) -> Order:
    """The command as it is given; done at `at`, or when the values say that it was done."""
    given = with_identity(command, values, local_day(now))
    actual = given.get(ACTUAL_TIME.id)
    then = at or (datetime.fromisoformat(str(actual)) if actual else now)
    return Order(command, given, now, then)


@dataclass(frozen=True)
class Desk:
    """The core with its stores; `new_id` makes case ids, agreements are found by reference.

    `files` and `counts` keep in memory what follows from the log: cases, and what their periods
    come to.
    """

    stores: Stores
    rulebook: Rulebook
    agreements: Mapping[str, Agreement]
    agreement: Agreement
    new_id: Callable[[], str]
    files: CaseFiles = field(init=False, repr=False, compare=False)
    counts: CaseCounts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "files", CaseFiles(self.stores.cases))
        object.__setattr__(self, "counts", CaseCounts())

    @property
    def gate(self) -> Gate:
        """The gate over this desk's access log."""
        return Gate(self.stores.access_log)

    def organisation(self) -> Organisation:
        """All units; no patient data."""
        return self.stores.directory.organisation()

    def unread_count(self, actor: Actor) -> int:
        """How many messages wait for the actor's unit: a number only."""
        return self.stores.cases.unread_count(frozenset({actor.unit}))

    def overview(
        self,
        actor: Actor,
        now: datetime,
        query: OverviewQuery,
        request: Request,
        shown: Callable[[Sequence[CaseRow]], Sequence[CaseRow] | None] = _all,
        act: Act = Act.LIST,
    ) -> Sequence[CaseRow]:
        """The cases of the actor's unit; writes one row that holds the ids it showed.

        `shown` tells which of the rows the person gets to see, or None when these very rows are on
        the screen already: then nothing is shown anew and nothing is logged. `act` is what the log
        says was done with the list.
        """
        wanted = RowQuery(
            units=frozenset({actor.unit}),
            active=query.active,
            kommun=query.kommun,
            ward=query.ward,
            state=query.state,
            plans=query.plans,
        )
        rows = self.stores.cases.rows(wanted) if works_with_patients(actor) else ()
        seen = shown(rows)
        if seen is not None:
            self.gate.saw_list(actor, act, [row.case_id for row in seen], now, request)
        return rows

    def inbox(
        self, actor: Actor, now: datetime, unread_only: bool, request: Request
    ) -> Sequence[InboxRow]:
        """The messages of the actor's unit, newest first; logged as a list."""
        units = frozenset({actor.unit})
        rows = self.stores.cases.inbox(units, unread_only) if works_with_patients(actor) else ()
        shown = list(dict.fromkeys(row.case_id for row in rows))
        self.gate.saw_list(actor, Act.LIST, shown, now, request)
        return rows

    def reminders(self, actor: Actor, now: datetime, request: Request) -> Sequence[Reminder]:
        """What the actor's unit is reminded of now; logged as a list of what it showed."""
        wanted = RowQuery(frozenset({actor.unit}))
        rows = self.stores.cases.rows(wanted) if works_with_patients(actor) else ()
        found = reminders(rows, actor.unit, now)
        shown = list(dict.fromkeys(each.row.case_id for each in found))
        self.gate.saw_list(actor, Act.LIST, shown, now, request)
        return found

    def statistics(self, actor: Actor, first: str, last: str) -> Sequence[Tally]:
        """Sums of ended stays, of months such as `2026-03`: own unit, what one looks after, or all.

        They hold no patient data and are not logged. Raises Refusal with `fel-roll`.
        """
        units = units_of(actor, self.organisation())
        return self.stores.cases.tallies(first, last, units)

    def find_patient(
        self, actor: Actor, text: str, now: datetime, request: Request
    ) -> Sequence[CaseRow]:
        """Cases of the person with this number in which the actor's unit is a party.

        Raises Refusal with `ogiltig-identitet`.
        """
        identity = identity_of(text, local_day(now))
        units = frozenset({actor.unit})
        rows = self.stores.cases.find_patient(identity.value, units)
        rows = rows if works_with_patients(actor) else ()
        self.gate.saw_list(actor, Act.SEARCH, [row.case_id for row in rows], now, request)
        return rows

    def open_case(
        self,
        actor: Actor,
        case_id: str,
        now: datetime,
        request: Request,
        action: Act = Act.READ,
        about: str = "",
    ) -> Opened:
        """The case with guidance for this person now. Raises NotFound; both answers are logged.

        `about` says in the log what of the case was asked for, where that is not the whole.
        """
        file = self.files.read(case_id)
        case, events = file.case, file.events
        self.gate.check_can_see(actor, case, action, now, request, about)
        world = self.world(case)
        agreement = self.priced(world.agreement)
        told, owed = situation(case, actor, world, now), payments(case, agreement, now)
        return Opened(case, events, told, owed, world.organisation, agreement)

    def do(
        self,
        actor: Actor,
        case_id: str | None,
        command: str,
        values: Mapping[str, Any],
        now: datetime,
        request: Request,
        at: datetime | None = None,
        expected_version: int | None = None,
    ) -> Done:
        """Carry out a command: rules, events, views and access row in one transaction.

        `at` is the actual time of a later registration. Raises Refusal, Conflict (somebody else
        changed the case since `expected_version`) or NotFound.
        """
        order = _order(command, values, now, at)
        if case_id is None:
            return self._do_without_case(actor, order, request)
        commutes = self.rulebook.commands[command].commutes
        tries = RETRIES_OF_A_COMMUTING_COMMAND if commutes else 1
        while True:
            tries -= 1
            try:
                return self._do_once(
                    actor, case_id, order, request, None if commutes else expected_version
                )
            except Conflict:
                if not tries:
                    raise

    def try_out(
        self, actor: Actor, case_id: str, command: str, values: Mapping[str, Any], now: datetime
    ) -> TryOut:
        """What the rules say of a command, without doing it: a later registration as of its time.

        Tells nothing to a stranger (NotFound). Writes no access row: the page that asks has opened
        the case and is logged for that.
        """
        case = self.files.read(case_id).case
        if not may(actor, relation_of(actor, case), Act.WRITE):
            raise NotFound(case_id)
        world = self.world(case)
        try:
            order = _order(command, values, now)
            attempt = attempt_of(order, case, actor, world)
        except Refusal as refusal:
            return TryOut(refusal.reasons, (), ())
        chosen = names_message(attempt.command, values)
        told = effects(order, case, actor, world) if chosen else ()
        if command == "utskrivningsklar":
            told = what_if(case, actor, world, now, order.at)
        return TryOut(reasons_against(attempt), warnings_for(attempt), told)

    def world(self, case: Case) -> World:
        """What holds around the case: the agreement that it was opened under."""
        return self._world_in(self.organisation(), case)

    def agreement_of(self, reference: str) -> Agreement:
        """The agreement that a case stores; for a case that is not opened yet, that of new ones.

        Raises AgreementMissing.
        """
        if not reference:
            return self.agreement
        if reference not in self.agreements:
            raise AgreementMissing(reference)
        return self.agreements[reference]

    def priced(self, agreement: Agreement) -> Agreement:
        """The agreement with the amounts that are confirmed now, whenever the case was opened."""
        return with_entries(agreement, self.stores.amounts.entries(agreement.amount_table))

    def _world_in(self, organisation: Organisation, case: Case) -> World:
        return World(self.rulebook, organisation, self.agreement_of(case.agreement))

    def rebuild(self, now: datetime) -> int:
        """Write all list views anew from the events; returns the number of cases."""
        ids, organisation = self.stores.cases.case_ids(), self.organisation()
        for case_id in ids:
            case = fold(case_id, self.stores.cases.events(case_id))
            row = case_row(case, self._world_in(organisation, case), now)
            self.stores.cases.replace_views(case_id, row, inbox_rows(case))
        return len(ids)

    def _do_without_case(self, actor: Actor, order: Order, request: Request) -> Done:
        if order.command not in WITHOUT_CASE:
            raise Refusal([reason("arende-saknas")])
        if not works_with_patients(actor):
            raise self._denied(actor, Case(""), order, request)
        try:
            return self._begin(actor, order, request)
        except Conflict:
            # Somebody else began with the same person in between: what holds now is seen anew.
            return self._begin(actor, order, request)

    def _begin(self, actor: Actor, order: Order, request: Request) -> Done:
        number = str(order.values.get("personnummer", ""))
        earlier = cases_of(number, self.stores.cases, self.files)
        for case in earlier:
            if continues(actor, case, order.command):
                return self._carry_out(actor, case, order, request, case.version)
        known = replace(order, earlier=most_telling(earlier))
        return self._carry_out(actor, Case(self.new_id()), known, request, 0)

    def _do_once(
        self, actor: Actor, case_id: str, order: Order, request: Request, expected: int | None
    ) -> Done:
        case = self.files.read(case_id).case
        self._check_may_write(actor, case, order, request)
        if expected is not None and expected != case.version:
            raise Conflict(case_id, expected, case.version)
        if order.command in WITH_OTHER_CASES:
            other = another_stay(case, order, self.stores.cases, self.files)
            order = replace(order, earlier=other)
        return self._carry_out(actor, case, order, request, case.version)

    def _check_may_write(self, actor: Actor, case: Case, order: Order, request: Request) -> None:
        if case.party(actor.unit) is None or not works_with_patients(actor):
            self.gate.check_can_see(actor, case, Act.WRITE, order.now, request)

    def _carry_out(
        self,
        actor: Actor,
        case: Case,
        order: Order,
        request: Request,
        version: int,
    ) -> Done:
        world = self.world(case)
        decision = self._decide_or_log(actor, case, order, world, request)
        after = case
        for event in decision.events:
            after = apply(after, event)
        row = case_row(after, world, order.now)
        access = access_row(actor, Act.WRITE, after, order.now, request, "tillatet")
        access = replace(access, reason=order.command)
        self.stores.cases.append(case.id, version, decision.events, row, inbox_rows(after), access)
        return Done(case.id, after.version, decision.warnings, decision.events[0])

    def _decide_or_log(
        self,
        actor: Actor,
        case: Case,
        order: Order,
        world: World,
        request: Request,
    ) -> Decision:
        try:
            return decide(order, case, actor, world)
        except Refusal as refusal:
            self._log_refusal(actor, case, order, request, refusal)
            raise

    def _log_refusal(
        self, actor: Actor, case: Case, order: Order, request: Request, refusal: Refusal
    ) -> None:
        row = access_row(actor, Act.WRITE, case, order.now, request, "nekat")
        codes = " ".join(each.code for each in refusal.reasons)
        self.stores.access_log.write(replace(row, reason=f"{order.command}: {codes}"))

    def _denied(self, actor: Actor, case: Case, order: Order, request: Request) -> Refusal:
        """The refusal of somebody who does not work with patients, logged."""
        refusal = Refusal([reason("fel-roll")])
        self._log_refusal(actor, case, order, request, refusal)
        return refusal
