"""Genomsnittsmodellen: medeltal per kommun och period, räknat för hand bredvid.

Ur regionernas sätt att räkna: alla med inskrivningsmeddelande och utskrivningsklar (och kallelse
om SIP behövs), dagar från utskrivningsklar till hemgång, dag 0 med, delat med antalet.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from planning.agreement import Policy
from planning.moments import parse_moment
from planning.payment_average import Average, say_mean
from planning.payment_basis import months_needed
from planning.payment_month import Month
from planning.vocabulary import Mark
from tests.builders import Course, a_ready_stay, a_stay, a_stay_that_needs_sip, a_world
from tests.rules.basis import basis_of

LATER = "2026-06-02 12:00"
MARCH = Month(2026, 3)
ON: dict[str, Any] = {"modell": "genomsnitt"}


def _average(*courses: Course, month: Month = MARCH, **policies: Any) -> Average:
    agreement = a_world(**{**ON, **policies}).agreement
    cases = [replace(each.case(LATER), id=f"a{n}") for n, each in enumerate(courses, start=1)]
    judged = [(case, agreement) for case in cases]
    basis = basis_of("sundsvall", month, judged, agreement, parse_moment(LATER))
    assert basis.average is not None
    return basis.average


def a_stay_of(days: int, left: str = "2026-03-20") -> Course:
    """Utskrivningsklar at 09:00, home so many days later at 15:00."""
    year, month, day = (int(part) for part in left.split("-"))
    sent = f"{year}-{month:02}-{day - days:02}"
    return a_ready_stay(f"{sent} 09:00").then(f"SV {left} 15:00 skriv-ut")


# Räknat för hand ----------------------------------------------------------------------------------
BY_HAND = [
    # id, dagar för var och en, summa, antal, på dag 0, medel, över tre dygn
    ("en-patient", [4], 4, 1, 0, Fraction(4), True),
    ("precis-pa-gransen", [3], 3, 1, 0, Fraction(3), False),
    ("dag-noll-sanker", [4, 0], 4, 2, 1, Fraction(2), False),
    ("alla-pa-dag-noll", [0, 0, 0], 0, 3, 3, Fraction(0), False),
    ("strax-over", [3, 3, 4], 10, 3, 0, Fraction(10, 3), True),
    ("tre-av-sju", [9, 1, 0, 5, 2, 3, 1], 21, 7, 1, Fraction(3), False),
    ("ingen", [], 0, 0, 0, None, False),
]


@pytest.mark.parametrize(
    ("each", "days", "stays", "zero", "mean", "above"),
    [row[1:] for row in BY_HAND],
    ids=[row[0] for row in BY_HAND],
)
def test_the_mean_is_days_by_stays_with_day_zero_in_it(
    each: list[int], days: int, stays: int, zero: int, mean: Fraction | None, above: bool
) -> None:
    found = _average(*(a_stay_of(days) for days in each))
    assert (found.month.days, found.month.stays, found.month.day_zero) == (days, stays, zero)
    assert (found.month.value, found.above) == (mean, above)


# Vilka som räknas ---------------------------------------------------------------------------------
COUNTS = [
    # id, vårdtillfälle, (antal, dagar)
    ("utskriven", a_stay_of(4), (1, 4)),
    ("avliden", a_ready_stay("2026-03-16 09:00").then("SV 2026-03-20 08:00 avliden"), (1, 4)),
    ("ligger-kvar", a_ready_stay("2026-03-16 09:00"), (0, 0)),
    (
        "utan-inskrivningsmeddelande",
        a_stay().then("SV 2026-03-16 09:00 utskrivningsklar").then("SV 2026-03-20 15:00 skriv-ut"),
        (0, 0),
    ),
    (
        "utan-kallelse-nar-sip-behovs",
        a_stay_that_needs_sip()
        .then("SV 2026-03-16 09:00 utskrivningsklar")
        .then("SV 2026-03-20 15:00 skriv-ut"),
        (0, 0),
    ),
    ("utan-utskrivningsklar", a_stay().then("SV 2026-03-20 15:00 skriv-ut"), (0, 0)),
    (
        "makulerad-utskrivningsklar",
        a_ready_stay("2026-03-16 09:00")
        .then("SV 2026-03-17 09:00 makulera")
        .then("SV 2026-03-20 15:00 skriv-ut"),
        (0, 0),
    ),
    (
        "tva-perioder-laggs-ihop",
        a_ready_stay("2026-03-10 09:00")
        .then("SV 2026-03-12 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-17 09:00 utskrivningsklar")
        .then("SV 2026-03-20 15:00 skriv-ut"),
        (1, 5),
    ),
    (
        "dagar-med-hinder-raknas-inte",
        a_ready_stay("2026-03-16 09:00")
        .then("ÖV 2026-03-17 09:00 hinder-oppenvard", fran="2026-03-17", till="2026-03-19")
        .then("SV 2026-03-20 15:00 skriv-ut"),
        (1, 2),
    ),
]


@pytest.mark.parametrize(
    ("course", "counted"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS]
)
def test_who_counts_and_with_how_many_days(course: Course, counted: tuple[int, int]) -> None:
    found = _average(course).month
    assert (found.stays, found.days) == counted


# Fönster och gräns ur överenskommelsen ------------------------------------------------------------
OVER_MONTHS = (a_stay_of(1, "2026-03-20"), a_stay_of(5, "2026-04-20"), a_stay_of(9, "2026-05-20"))
WINDOWS = [
    # id, månader, frågad månad, medel i månaden, medel i fönstret
    ("en-manad", 1, Month(2026, 5), Fraction(9), Fraction(9)),
    ("tva-manader", 2, Month(2026, 5), Fraction(9), Fraction(7)),
    ("tre-manader", 3, Month(2026, 5), Fraction(9), Fraction(5)),
    ("tre-till-april", 3, Month(2026, 4), Fraction(5), Fraction(3)),
]


@pytest.mark.parametrize(
    ("months", "asked", "month", "window"),
    [row[1:] for row in WINDOWS],
    ids=[r[0] for r in WINDOWS],
)
def test_the_window_is_as_many_months_as_is_agreed(
    months: int, asked: Month, month: Fraction, window: Fraction
) -> None:
    found = _average(*OVER_MONTHS, month=asked, genomsnitt_manader=months)
    assert (found.month.value, found.window.value) == (month, window)


@pytest.mark.parametrize(("limit", "above"), [(3, True), (4, True), (5, False), (6, False)])
def test_the_limit_is_the_agreed_one(limit: int, above: bool) -> None:
    found = _average(*OVER_MONTHS, month=Month(2026, 5), genomsnitt_troskel_dagar=limit)
    assert found.above is above


def test_the_window_decides_and_not_the_month() -> None:
    found = _average(*OVER_MONTHS, month=Month(2026, 4))
    assert (found.month.value, found.window.value, found.above) == (Fraction(5), Fraction(3), False)


# Avtalet väljer modell ----------------------------------------------------------------------------


def test_the_individual_model_makes_no_average() -> None:
    agreement = a_world().agreement
    judged = [(a_stay_of(4).case(LATER), agreement)]
    basis = basis_of("sundsvall", MARCH, judged, agreement, parse_moment(LATER))
    assert (basis.average, basis.sums.by_average) == (None, False)
    assert months_needed(MARCH, [agreement]) == (MARCH,)


def test_the_average_model_shows_each_day_and_no_amount() -> None:
    agreement = a_world(**ON).agreement
    judged = [(a_stay_of(4).case(LATER), agreement)]
    basis = basis_of("sundsvall", MARCH, judged, agreement, parse_moment(LATER))
    (line,) = basis.lines
    assert (line.by_average, line.amount, basis.sums.amount) == (True, None, None)
    assert basis.sums.unknown_years == ()
    assert len(line.days) == 5
    assert line.payment.derivation[-1].endswith("Perioden har inget eget belopp.")
    assert months_needed(MARCH, [agreement]) == (MARCH, Month(2026, 2), Month(2026, 1))


def test_a_case_follows_the_model_that_it_was_opened_under() -> None:
    old = a_world().agreement
    new = replace(old, policies={**old.policies, "modell": Policy("genomsnitt", Mark.ROUTINE)})
    first, second = a_stay_of(4).case(LATER), replace(a_stay_of(2).case(LATER), id="b")
    judged = [(first, old), (second, new)]
    basis = basis_of("sundsvall", MARCH, judged, new, parse_moment(LATER))
    assert basis.average is not None
    assert (basis.average.month.stays, basis.average.month.days) == (1, 2)
    assert [line.by_average for line in basis.lines] == [False, True]


# I ord --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Fraction(3), "3,0"),
        (Fraction(10, 3), "3,3"),
        (Fraction(7, 2), "3,5"),
        (Fraction(299, 100), "3,0"),
    ],
)
def test_the_mean_is_said_with_one_decimal(value: Fraction, told: str) -> None:
    assert say_mean(value) == told


def test_the_count_is_told_so_that_it_can_be_followed_by_hand() -> None:
    told = _average(a_stay_of(4), a_stay_of(0), a_stay_of(8)).told
    assert told == (
        "3 vårdtillfällen slutade januari 2026 till mars 2026, 1 av dem på dag 0.",
        "Dygn från utskrivningsklar till hemgång: 12.",
        "12 delat med 3 är 4,0 dygn i genomsnitt.",
        "Gränsen i överenskommelsen är 3 dygn. Genomsnittet är över gränsen.",
        "Vad som betalas över gränsen står i er överenskommelse. Systemet räknar inget belopp.",
    )


def test_an_empty_month_says_so() -> None:
    assert _average().told == (
        "Inget vårdtillfälle att räkna slutade januari 2026 till mars 2026.",
    )
