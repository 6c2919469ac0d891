"""A payment basis from cases at hand, by both roads: read and counted, and as it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from planning.agreement import Agreement
from planning.moments import local_day
from planning.payment_basis import (
    Basis,
    Judged,
    Summed,
    in_order,
    months_needed,
    payment_basis,
    period_lines,
    summed,
)
from planning.payment_counting import count_case
from planning.payment_index import headings_of_months
from planning.payment_kept import kept_sums, read_sums
from planning.payment_month import Month


def basis_of(
    kommun: str, month: Month, judged: Sequence[Judged], agreement: Agreement, now: datetime
) -> Basis:
    """The basis with every period; what is kept of the cases must sum up to the very same."""
    counted = tuple(summed(kommun, month, judged, now, count_case))
    basis = _basis(kommun, month, counted, judged, agreement, now)
    kept = tuple(_kept(kommun, month, judged, now))
    assert _basis(kommun, month, kept, judged, agreement, now) == basis
    return basis


def _basis(
    kommun: str,
    month: Month,
    cases: Sequence[Summed],
    judged: Sequence[Judged],
    agreement: Agreement,
    now: datetime,
) -> Basis:
    by_id = {case.id: (case, each) for case, each in judged}
    periods = in_order(cases)
    lines = tuple(period_lines(periods, month, by_id, now, count_case))
    return payment_basis(kommun, month, cases, agreement, lines, len(periods))


def _kept(kommun: str, month: Month, judged: Sequence[Judged], now: datetime) -> Iterator[Summed]:
    """What a store would give: of each case the texts under the headings, or the case itself."""
    wanted = headings_of_months(kommun, months_needed(month, [each for _, each in judged]))
    for case, agreement in judged:
        texts = [text for h, text in kept_sums(case, agreement, now).items() if h in wanted]
        if all(texts):
            read = (read_sums(case.id, text, month.first, local_day(now)) for text in texts)
            yield from ((each, agreement) for each in read)
        else:
            yield from summed(kommun, month, [(case, agreement)], now, count_case)
