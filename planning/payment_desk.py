"""What a person may ask about payment: the basis of a kommun and month, and evidence of a case.

Each question passes the gate, which decides and writes the access log. A list is one row that holds
the ids it showed. An answer to a dispute goes through `Desk.do`, as every command does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from planning.access import (
    Act,
    BasisView,
    Relation,
    Request,
    basis_view,
    may,
    relation_of,
)
from planning.agreement import Agreement
from planning.case import Case
from planning.desk import Desk, Opened
from planning.disputes import Dispute
from planning.errors import NotFound
from planning.evidence import Evidence, evidence
from planning.moments import local_day
from planning.organisation import KOMMUNER, Actor
from planning.parts import Patient
from planning.payment_basis import (
    Basis,
    Judged,
    PeriodLine,
    Summed,
    in_order,
    months_needed,
    payment_basis,
    period_lines,
    summed,
)
from planning.payment_index import headings_of_disputes, headings_of_months
from planning.payment_kept import PeriodSum, read_sums
from planning.payment_month import Month
from planning.ports import KeptSums

BASIS, EVIDENCE, WAITING = "betalningsunderlag", "bevis", "bestridanden"


@dataclass(frozen=True)
class Dossier:
    """A case as somebody sees it who judges payment: the evidence, and what may be done."""

    opened: Opened
    evidence: Evidence
    patient: Patient | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dispute that waits for an answer. `patient` is None where it is not told."""

    case_id: str
    patient: Patient | None
    ward: str
    dispute: Dispute


Shown = Callable[[Sequence[PeriodSum]], Sequence[PeriodSum]]


def _all(periods: Sequence[PeriodSum]) -> Sequence[PeriodSum]:
    return periods


@dataclass(frozen=True)
class PaymentDesk:
    """The questions about payment, on the stores and the rules of a desk."""

    desk: Desk

    def kommuner(self, actor: Actor) -> tuple[str, ...]:
        """The kommuner whose basis the person may ask for."""
        return tuple(each for each in KOMMUNER if _sees(actor, each))

    def basis(
        self,
        actor: Actor,
        kommun: str,
        month: Month,
        now: datetime,
        request: Request,
        act: Act = Act.LIST,
        shown: Shown = _all,
    ) -> Basis:
        """The basis as far as the person may see it; one row of the log holds the ids shown.

        `shown` tells which of its periods the person gets to see now.
        Raises NotFound for a kommun that is not the person's to ask about.
        """
        view = basis_view(actor, kommun)
        about = f"{BASIS} {kommun} {month}"
        if view is BasisView.NOTHING:
            self.desk.gate.refused_list(actor, act, now, request, about)
            raise NotFound(about)
        cases = self._summed(kommun, month, now)
        seen = _seen(in_order(cases), actor, view)
        lines = tuple(self._lines(shown(seen), month, actor, now))
        ids = tuple(dict.fromkeys(line.case_id for line in lines))
        self.desk.gate.saw_list(actor, act, ids, now, request, about)
        return payment_basis(kommun, month, cases, self.desk.agreement, lines, len(seen))

    def waiting(self, actor: Actor, now: datetime, request: Request) -> tuple[Waiting, ...]:
        """The open disputes that the person may open, the one that has waited longest first."""
        headings = headings_of_disputes(self.kommuner(actor))
        cases = (case for case in self._cases(headings) if _may_judge(actor, case))
        found = sorted(_waiting(cases, actor), key=lambda each: each.dispute.at)
        shown = tuple(dict.fromkeys(each.case_id for each in found))
        self.desk.gate.saw_list(actor, Act.LIST, shown, now, request, WAITING)
        return tuple(found)

    def dossier(self, actor: Actor, case_id: str, now: datetime, request: Request) -> Dossier:
        """The evidence of a case. Raises NotFound; both answers are logged."""
        opened = self.desk.open_case(actor, case_id, now, request, Act.PAYMENT, EVIDENCE)
        told = evidence(opened.case, opened.events, opened.agreement, now)
        return Dossier(opened, told, _known_to(actor, opened.case))

    def _summed(self, kommun: str, month: Month, now: datetime) -> tuple[Summed, ...]:
        """What each case comes to, as it is kept; a case of which nothing is kept is read."""
        agreements = (*self.desk.agreements.values(), self.desk.agreement)
        headings = headings_of_months(kommun, months_needed(month, agreements))
        found = self.desk.stores.cases.kept_sums(headings)
        whole = tuple(sorted({each.case_id for each in found if not each.kept}))
        kept = self._kept([each for each in found if each.case_id not in whole], month, now)
        judged = self._judged(self._read(whole))
        return (*kept, *summed(kommun, month, judged, now, self.desk.counts.of))

    def _kept(self, found: Iterable[KeptSums], month: Month, now: datetime) -> Iterator[Summed]:
        priced, first, today = self._priced(), month.first, local_day(now)
        for each in found:
            sums = read_sums(each.case_id, each.kept, first, today)
            yield sums, priced(sums.agreement)

    def _lines(
        self, shown: Sequence[PeriodSum], month: Month, actor: Actor, now: datetime
    ) -> Iterator[PeriodLine]:
        ids = tuple(dict.fromkeys(each.case_id for each in shown))
        cases = {case.id: (case, agreement) for case, agreement in self._judged(self._read(ids))}
        for line in period_lines(shown, month, cases, now, self.desk.counts.of):
            yield replace(line, patient=_known_to(actor, cases[line.case_id][0]))

    def _cases(self, headings: frozenset[str]) -> Iterable[Case]:
        return self._read(self.desk.stores.cases.cases_under(headings) if headings else ())

    def _read(self, ids: Sequence[str]) -> Iterable[Case]:
        return self.desk.files.read_all(ids).values()

    def _judged(self, cases: Iterable[Case]) -> Iterator[Judged]:
        priced = self._priced()
        return ((case, priced(case.agreement)) for case in cases)

    def _priced(self) -> Callable[[str], Agreement]:
        """Each agreement by reference with the amounts of now; one of each."""
        known: dict[str, Agreement] = {}

        def priced(reference: str) -> Agreement:
            if reference not in known:
                known[reference] = self.desk.priced(self.desk.agreement_of(reference))
            return known[reference]

        return priced


def _sees(actor: Actor, kommun: str) -> bool:
    return basis_view(actor, kommun) is not BasisView.NOTHING


def _may_judge(actor: Actor, case: Case) -> bool:
    return may(actor, relation_of(actor, case), Act.PAYMENT)


def _seen(periods: tuple[PeriodSum, ...], actor: Actor, view: BasisView) -> tuple[PeriodSum, ...]:
    if view is BasisView.WHOLE:
        return periods
    if view is BasisView.SUMS:
        return ()
    return tuple(each for each in periods if may(actor, _relation(actor, each), Act.PAYMENT))


def _relation(actor: Actor, period: PeriodSum) -> Relation:
    if actor.unit in period.parties:
        return Relation.PARTY
    return Relation.FORMER if actor.unit in period.former else Relation.NONE


def _known_to(actor: Actor, case: Case) -> Patient | None:
    """Who the patient is; a protected person is known to the parties of the case alone."""
    hidden = case.patient is not None and case.patient.protected
    return None if hidden and case.party(actor.unit) is None else case.patient


def _waiting(cases: Iterable[Case], actor: Actor) -> Iterator[Waiting]:
    for case in cases:
        for dispute in case.open_disputes:
            yield Waiting(case.id, _known_to(actor, case), case.ward, dispute)
