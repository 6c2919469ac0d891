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
from planning.organisation import KOMMUNER, Actor
from planning.parts import Patient
from planning.payment_basis import Basis, PeriodLine, months_needed, only, payment_basis
from planning.payment_index import headings_of_disputes, headings_of_months
from planning.payment_month import Month

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


def _all(lines: Sequence[PeriodLine]) -> Sequence[PeriodLine]:
    return lines


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
        shown: Callable[[Sequence[PeriodLine]], Sequence[PeriodLine]] = _all,
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
        agreements = (*self.desk.agreements.values(), self.desk.agreement)
        headings = headings_of_months(kommun, months_needed(month, agreements))
        cases = tuple(self._cases(headings))
        judged, counting = self._judged(cases), self.desk.counts.of
        whole = payment_basis(kommun, month, judged, self.desk.agreement, now, counting)
        found = _as_seen(whole, cases, actor, view)
        seen = tuple(dict.fromkeys(line.case_id for line in shown(found.lines)))
        self.desk.gate.saw_list(actor, act, seen, now, request, about)
        return found

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

    def _cases(self, headings: frozenset[str]) -> Iterator[Case]:
        ids = self.desk.stores.cases.cases_under(headings) if headings else ()
        yield from self.desk.files.read_all(ids).values()

    def _judged(self, cases: Iterable[Case]) -> Iterator[tuple[Case, Agreement]]:
        priced: dict[str, Agreement] = {}
        for case in cases:
            agreement = self.desk.agreements.get(case.agreement, self.desk.agreement)
            if agreement.reference not in priced:
                priced[agreement.reference] = self.desk.priced(agreement)
            yield case, priced[agreement.reference]


def _sees(actor: Actor, kommun: str) -> bool:
    return basis_view(actor, kommun) is not BasisView.NOTHING


def _may_judge(actor: Actor, case: Case) -> bool:
    return may(actor, relation_of(actor, case), Act.PAYMENT)


def _as_seen(basis: Basis, cases: Iterable[Case], actor: Actor, view: BasisView) -> Basis:
    by_id = {case.id: case for case in cases}
    if view is BasisView.WHOLE:
        lines = tuple(_line_as_known(each, by_id[each.case_id], actor) for each in basis.lines)
        return replace(basis, lines=lines)
    if view is BasisView.SUMS:
        return only(basis, frozenset())
    return only(basis, frozenset(each for each in by_id if _may_judge(actor, by_id[each])))


def _line_as_known(line: PeriodLine, case: Case, actor: Actor) -> PeriodLine:
    return replace(line, patient=_known_to(actor, case))


def _known_to(actor: Actor, case: Case) -> Patient | None:
    """Who the patient is; a protected person is known to the parties of the case alone."""
    hidden = case.patient is not None and case.patient.protected
    return None if hidden and case.party(actor.unit) is None else case.patient


def _waiting(cases: Iterable[Case], actor: Actor) -> Iterator[Waiting]:
    for case in cases:
        for dispute in case.open_disputes:
            yield Waiting(case.id, _known_to(actor, case), case.ward, dispute)
