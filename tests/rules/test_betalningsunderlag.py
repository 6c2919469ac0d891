"""Underlaget per kommun och månad: varje dygn, räknat eller inte, med skäl och belopp."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planning.agreement import Amount
from planning.case import Case
from planning.evidence import evidence
from planning.moments import parse_moment
from planning.payment_basis import Basis, PeriodLine
from planning.payment_index import headings_of_disputes, headings_of_months, payment_headings
from planning.payment_month import Month, months_between, months_ending_with
from tests.builders import Course, a_ready_stay, a_stay, a_stay_that_needs_sip, a_world
from tests.rules.basis import basis_of

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
LATER = "2026-05-02 12:00"


def _basis(
    *courses: Course,
    month: Month = MARCH,
    at: str = LATER,
    kommun: str = "sundsvall",
    **policies: Any,
) -> Basis:
    agreement = a_world(**policies).agreement
    cases = [replace(each.case(at), id=f"a{n}") for n, each in enumerate(courses, start=1)]
    judged = [(case, agreement) for case in cases]
    return basis_of(kommun, month, judged, agreement, parse_moment(at))


def _line(course: Course, **more: Any) -> PeriodLine:
    (line,) = _basis(course, **more).lines
    return line


def _days(line: PeriodLine) -> str:
    """The days as `5 fore-start, 6 fore-start`, runs of one reason as `5-7 fore-start`."""
    runs: list[list[Any]] = []
    for each in line.days:
        if runs and runs[-1][2] == each.code:
            runs[-1][1] = each.day.day
        else:
            runs.append([each.day.day, each.day.day, each.code])
    return ", ".join(f"{a}-{b} {code}" if a != b else f"{a} {code}" for a, b, code in runs)


# Dag för dag: utskrivningsklar torsdag 5 mars kl. 10, ansvar från söndag 8 mars -------------------
DAY_BY_DAY = [
    # id, händelser efter, dagarna i mars
    ("utskriven", ["SV 2026-03-11 15:00 skriv-ut"], "5-7 fore-start, 8-10 raknas, 11 sista-dagen"),
    ("dag-noll", ["SV 2026-03-05 15:00 skriv-ut"], "5 fore-start"),
    ("fore-forsta-dagen", ["SV 2026-03-07 15:00 skriv-ut"], "5-7 fore-start"),
    ("pa-forsta-dagen", ["SV 2026-03-08 15:00 skriv-ut"], "5-7 fore-start, 8 sista-dagen"),
    ("avliden", ["SV 2026-03-09 15:00 avliden"], "5-7 fore-start, 8 raknas, 9 sista-dagen"),
    (
        "atertaget",
        ["SV 2026-03-10 09:00 aterta-utskrivningsklar"],
        "5-7 fore-start, 8-9 raknas, 10 sista-dagen",
    ),
    ("makulerat", ["SV 2026-03-10 09:00 makulera"], "5-10 makulerad"),
    (
        "hinder-i-oppenvarden",
        [
            "ÖV 2026-03-09 09:00 hinder-oppenvard fran=2026-03-09 till=2026-03-11",
            "SV 2026-03-12 15:00 skriv-ut",
        ],
        "5-7 fore-start, 8 raknas, 9-10 hinder-oppenvard, 11 raknas, 12 sista-dagen",
    ),
    ("ligger-kvar-hela-manaden", [], "5-7 fore-start, 8-31 raknas"),
]


def _after(course: Course, lines: list[str]) -> Course:
    for told in lines:
        words = told.split()
        course = course.then(" ".join(words[:4]), **dict(each.split("=") for each in words[4:]))
    return course


@pytest.mark.parametrize(
    ("after", "days"), [row[1:] for row in DAY_BY_DAY], ids=[row[0] for row in DAY_BY_DAY]
)
def test_every_day_from_the_notice_to_the_end_is_told(after: list[str], days: str) -> None:
    assert _days(_line(_after(a_ready_stay(), after))) == days


@pytest.mark.parametrize(
    ("after", "days"), [row[1:] for row in DAY_BY_DAY], ids=[row[0] for row in DAY_BY_DAY]
)
def test_the_counted_days_are_those_of_the_liability(after: list[str], days: str) -> None:
    line = _line(_after(a_ready_stay(), after), at="2026-04-01 00:00")
    assert line.counted == line.payment.days
    assert line.counted + sum(1 for each in line.days if not each.counted) == len(line.days)
    assert all(each.text.endswith(".") for each in line.days)


def test_today_is_not_over_and_is_not_told_yet() -> None:
    assert _days(_line(a_ready_stay(), at="2026-03-09 23:59")) == "5-7 fore-start, 8 raknas"
    assert _basis(a_ready_stay(), at="2026-03-05 11:00").lines == ()


def test_the_last_day_counts_where_that_is_agreed() -> None:
    line = _line(a_ready_stay().then("SV 2026-03-10 15:00 skriv-ut"), sista_dagen_raknas=True)
    assert _days(line) == "5-7 fore-start, 8-10 raknas"


@pytest.mark.parametrize(
    ("course", "code"),
    [
        (a_stay().then("SV 2026-03-05 10:00 utskrivningsklar"), "im-saknas"),
        (a_stay_that_needs_sip().then("SV 2026-03-05 10:00 utskrivningsklar"), "kallelse-saknas"),
    ],
    ids=["utan-inskrivningsmeddelande", "utan-kallelse"],
)
def test_without_liability_each_day_says_what_is_missing(course: Course, code: str) -> None:
    line = _line(course.then("SV 2026-03-07 15:00 skriv-ut"))
    assert _days(line) == f"5-7 {code}"
    assert line.amount == 0


# Månader ------------------------------------------------------------------------------------------


def test_a_period_over_two_months_stands_in_both_with_its_own_days() -> None:
    course = a_ready_stay("2026-03-27 13:00").then("SV 2026-04-03 15:00 skriv-ut")
    march, april = _line(course), _line(course, month=APRIL)
    assert (_days(march), march.counted) == ("27-30 fore-start, 31 raknas", 1)
    assert (_days(april), april.counted) == ("1-2 raknas, 3 sista-dagen", 2)
    assert _basis(course, month=Month(2026, 5)).lines == ()


def test_another_kommuns_basis_does_not_hold_it() -> None:
    assert _basis(a_ready_stay(), kommun="timra").lines == ()


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "26-03", "2026-3", "mars", "2026-03-01"])
def test_a_month_is_read_strictly(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.read(text)


def test_months_follow_each_other_over_the_new_year() -> None:
    december = Month.read("2026-12")
    assert (december.next, december.last) == (Month(2027, 1), date(2026, 12, 31))
    assert months_ending_with(Month(2027, 1), 3) == (Month(2026, 11), december, Month(2027, 1))
    assert months_between(date(2026, 12, 31), date(2027, 1, 1)) == (december, Month(2027, 1))
    assert (str(december), december.words) == ("2026-12", "december 2026")


# Belopp -------------------------------------------------------------------------------------------


def test_an_unknown_year_gives_no_amount_and_is_named() -> None:
    sums = _basis(a_ready_stay().then("SV 2026-03-11 15:00 skriv-ut")).sums
    assert (sums.counted, sums.not_counted, sums.amount, sums.unknown_years) == (
        3,
        4,
        None,
        (2026,),
    )


def test_each_day_has_the_amount_of_its_year_and_the_rest_cost_nothing() -> None:
    course = Course(patient=None).then("SV 2022-03-01 08:00 skriv-in")
    course = course.then(
        "SV 2022-03-01 10:00 inskrivningsmeddelande",
        beraknad_utskrivning="2022-03-04",
        behov=["socialtjanst"],
    ).then("SV 2022-03-04 10:00 utskrivningsklar")
    basis = _basis(course.then("SV 2022-03-09 15:00 skriv-ut"), month=Month(2022, 3))
    (line,) = basis.lines
    assert [each.kronor for each in line.days] == [0, 0, 0, 9300, 9300, 0]
    assert (line.amount, basis.sums.amount) == (18600, 18600)


def test_a_month_without_counted_days_costs_nothing_whatever_the_year() -> None:
    sums = _basis(a_ready_stay().then("SV 2026-03-05 15:00 skriv-ut")).sums
    assert (sums.amount, sums.unknown_years, sums.stays) == (0, (), 1)


def test_an_amount_counts_when_it_has_been_confirmed() -> None:
    agreement = a_world().agreement
    known = replace(agreement, amounts={2026: Amount(1000, "bekräftat")})
    case = a_ready_stay().then("SV 2026-03-11 15:00 skriv-ut").case(LATER)
    basis = basis_of("sundsvall", MARCH, [(case, known)], known, parse_moment(LATER))
    assert basis.sums.amount == 3000


# Vad som visas ------------------------------------------------------------------------------------


def test_withdrawn_and_annulled_periods_stand_beside_the_one_that_counts() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-09 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-10 09:00 utskrivningsklar")
        .then("SV 2026-03-11 09:00 makulera", meddelande="utskrivningsklar#2")
        .then("SV 2026-03-12 09:00 utskrivningsklar")
        .then("SV 2026-03-17 09:00 skriv-ut")
    )
    basis = _basis(course)
    assert [_days(line) for line in basis.lines] == [
        "5-7 fore-start, 8 raknas, 9 sista-dagen",
        "10-11 makulerad",
        "12-14 fore-start, 15-16 raknas, 17 sista-dagen",
    ]
    assert (basis.sums.stays, basis.sums.periods, basis.sums.counted) == (1, 3, 3)


def test_a_dispute_stands_beside_its_period_and_is_counted_while_it_waits() -> None:
    disputed = a_ready_stay().then("K 2026-03-10 09:00 bestrid", orsak="Fel dag.")
    basis = _basis(disputed)
    assert [each.text for each in basis.lines[0].disputes] == ["Fel dag."]
    assert basis.sums.open_disputes == 1
    answered = disputed.then("SV 2026-03-11 09:00 svara-bestridande", svar="medhall")
    assert _basis(answered).sums.open_disputes == 0
    assert _basis(answered).sums.counted == basis.sums.counted


# Rubrikerna som ärendet hittas under --------------------------------------------------------------
HEADINGS = [
    # id, händelser efter, rubriker
    ("pagar", [], ["sundsvall:pagar"]),
    ("slut-samma-manad", ["SV 2026-03-11 15:00 skriv-ut"], ["sundsvall:2026-03"]),
    (
        "over-tva-manader",
        ["SV 2026-04-02 15:00 skriv-ut"],
        ["sundsvall:2026-03", "sundsvall:2026-04"],
    ),
    (
        "aterkallat-och-hemma-senare",
        ["SV 2026-03-09 09:00 aterta-utskrivningsklar", "SV 2026-05-01 09:00 skriv-ut"],
        ["sundsvall:2026-03", "sundsvall:2026-05"],
    ),
    (
        "bestritt",
        ["SV 2026-03-11 15:00 skriv-ut", "K 2026-03-12 09:00 bestrid"],
        ["sundsvall:2026-03", "sundsvall:bestritt"],
    ),
]


@pytest.mark.parametrize(
    ("after", "headings"), [row[1:] for row in HEADINGS], ids=[row[0] for row in HEADINGS]
)
def test_a_case_is_found_under_what_its_periods_touch(
    after: list[str], headings: list[str]
) -> None:
    case = _after(a_ready_stay(), after).case(LATER)
    assert list(payment_headings(case)) == headings


def test_a_stay_without_a_notice_stands_under_no_heading() -> None:
    assert payment_headings(a_stay().case(LATER)) == ()
    assert payment_headings(Case("tom")) == ()


def test_what_is_asked_for_names_the_same_headings() -> None:
    assert headings_of_months("timra", [MARCH]) == {"timra:2026-03", "timra:pagar"}
    assert headings_of_disputes(["ange", "timra"]) == {"ange:bestritt", "timra:bestritt"}


# Bevis --------------------------------------------------------------------------------------------


def test_the_evidence_tells_who_sent_what_to_whom_and_who_read_it_when() -> None:
    course = a_ready_stay().then("K 2026-03-05 11:00 kvittera", meddelande="utskrivningsklar")
    found = evidence(course.case(LATER), (), a_world().agreement, parse_moment(LATER))
    assert [each.kind for each in found.sendings] == ["inskrivningsmeddelande", "utskrivningsklar"]
    notice = found.sendings[1]
    assert (notice.unit, notice.user) == ("avd-11", "scenario-slutenvard")
    read = {each.receiver.unit: each.acknowledged_at for each in notice.deliveries}
    assert read == {"hc-granlo": None, "sundsvall-bistand": parse_moment("2026-03-05 11:00")}
    assert [len(each.days) for each in found.periods] == [58]
    assert found.periods[0].payment.derivation


def test_the_evidence_holds_no_text_of_a_message() -> None:
    course = a_ready_stay().then("SV 2026-03-06 09:00 generellt-meddelande", text="Hemlig rad.")
    found = evidence(course.case(LATER), (), a_world().agreement, parse_moment(LATER))
    assert [each.kind for each in found.sendings][-1] == "generellt-meddelande"
    assert "Hemlig" not in repr(found)
