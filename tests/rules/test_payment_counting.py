"""Dygnen räknas en gång för varje läge av ett ärende, och om när något är ett annat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from planning.agreement import Agreement
from planning.case import Case
from planning.moments import parse_moment
from planning.payment_counting import CaseCount, CaseCounts, count_case
from tests.builders import a_ready_stay, a_world

NOW = parse_moment("2026-03-20 12:00")


def a_case(of: str = "a1", until: str = "2026-03-20 12:00") -> Case:
    return replace(a_ready_stay("2026-03-03 09:00").case(until), id=of)


def counted(counts: CaseCounts, case: Case, agreement: Agreement | None = None) -> CaseCount:
    return counts.of(case, agreement or a_world().agreement, NOW)


def test_the_same_case_is_counted_once_a_day() -> None:
    counts, case, agreement = CaseCounts(), a_case(), a_world().agreement
    first = counts.of(case, agreement, NOW)
    assert counts.of(case, agreement, NOW + timedelta(hours=3)) is first
    assert first == count_case(case, agreement, NOW)


def test_the_next_day_counts_one_day_more() -> None:
    counts, case, agreement = CaseCounts(), a_case(), a_world().agreement
    (today,) = counts.of(case, agreement, NOW).periods
    (tomorrow,) = counts.of(case, agreement, NOW + timedelta(days=1)).periods
    assert tomorrow.payment.days == today.payment.days + 1
    assert len(tomorrow.days) == len(today.days) + 1


def test_a_case_that_has_grown_is_counted_anew() -> None:
    counts, case = CaseCounts(), a_case()
    open_period, *_ = counted(counts, case).periods
    gone = (
        a_ready_stay("2026-03-03 09:00")
        .then("SV 2026-03-10 15:00 skriv-ut")
        .case("2026-03-20 12:00")
    )
    (closed,) = counted(counts, replace(gone, id=case.id)).periods
    assert closed.payment.days < open_period.payment.days


def test_another_agreement_counts_anew_and_an_equal_one_does_not() -> None:
    counts, case, agreement = CaseCounts(), a_case(), a_world().agreement
    first = counted(counts, case, agreement)
    assert counted(counts, case, replace(agreement)) is first
    average = a_world(modell="genomsnitt").agreement
    assert counted(counts, case, average) == count_case(case, average, NOW)
    assert counted(counts, case, average) is not first


def test_only_so_many_are_kept() -> None:
    counts = CaseCounts(kept_at_once=1)
    case, other, agreement = a_case("a1"), a_case("a2"), a_world().agreement
    first = counted(counts, case, agreement)
    counted(counts, other, agreement)
    again = counted(counts, case, agreement)
    assert again is not first
    assert again == first
