"""Under which headings a case is found when a payment basis or an open dispute is looked for.

A heading is text: `<kommun>:<month>` for each month that an ended period touches,
`<kommun>:pagar` while a period runs, `<kommun>:bestritt` while a dispute waits for an answer. They
are derived from the case alone, so that they are the same whenever they are rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planning.case import Case
from planning.moments import local_day
from planning.payment_month import Month, months_between

RUNNING = "pagar"
DISPUTED = "bestritt"


def payment_headings(case: Case) -> tuple[str, ...]:
    """The headings of the case, sorted."""
    return tuple(sorted(set(_headings(case))))


def headings_of_months(kommun: str, months: Iterable[Month]) -> frozenset[str]:
    """The headings under which a kommun's cases of these months stand."""
    return frozenset({f"{kommun}:{month}" for month in months} | {f"{kommun}:{RUNNING}"})


def headings_of_disputes(kommuner: Iterable[str]) -> frozenset[str]:
    """The headings under which cases with open disputes stand."""
    return frozenset(f"{kommun}:{DISPUTED}" for kommun in kommuner)


def _headings(case: Case) -> Iterator[str]:
    kommun = case.liable_kommun
    for period in case.periods if kommun else ():
        if period.ended_at is None:
            yield f"{kommun}:{RUNNING}"
        else:
            first, last = local_day(period.sent_at), local_day(period.ended_at)
            yield from (f"{kommun}:{month}" for month in months_between(first, last))
    # A stay of the average model counts in the month in which it ended, whatever its periods.
    if kommun and case.periods and case.stay_over_at:
        yield f"{kommun}:{Month.of(local_day(case.stay_over_at))}"
    for dispute in case.open_disputes:
        yield f"{dispute.kommun}:{DISPUTED}"
