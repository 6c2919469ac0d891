"""Vad som sparas av ett ärende för summorna, och när ärendet måste läsas i stället."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from planning.moments import local_day, parse_moment
from planning.payment_counting import count_case
from planning.payment_kept import kept_sums, read_sums, sums_of_case
from planning.payment_month import Month
from tests.builders import Course, a_ready_stay, a_stay, a_world

MARCH, APRIL = Month(2026, 3), Month(2026, 4)
AGREEMENT = a_world().agreement
A_DAY = timedelta(days=1)
LATER = "2026-05-02 12:00"


def kept(course: Course, at: str = LATER) -> dict[str, str]:
    return kept_sums(course.case(at), AGREEMENT, parse_moment(at))


def test_a_running_stay_is_kept_once_and_grows_by_a_day_each_midnight() -> None:
    course = a_ready_stay()
    case = course.case("2026-03-05 11:00")
    ((heading, text),) = kept(course, "2026-03-05 11:00").items()
    assert heading == "sundsvall:pagar"
    for number in range(40):
        now = parse_moment("2026-03-05 11:00") + number * A_DAY
        for month in (MARCH, APRIL):
            read = read_sums(case.id, text, month.first, local_day(now))
            assert read == sums_of_case(case, count_case(case, AGREEMENT, now), month)


def test_what_is_kept_does_not_depend_on_when_it_is_written() -> None:
    for course in (a_ready_stay(), a_ready_stay().then("SV 2026-03-11 15:00 skriv-ut")):
        moments = ("2026-03-12 09:00", "2026-03-20 23:59", LATER)
        assert len({json.dumps(kept(course, at)) for at in moments}) == 1


def test_a_stay_over_two_months_is_kept_in_each_with_its_own_days() -> None:
    course = a_ready_stay("2026-03-27 13:00").then("SV 2026-04-03 15:00 skriv-ut")
    texts = kept(course)
    assert set(texts) == {"sundsvall:2026-03", "sundsvall:2026-04"}
    told = {each: json.loads(text)["ended"][0][2:4] for each, text in texts.items()}
    assert told == {"sundsvall:2026-03": [5, 1], "sundsvall:2026-04": [3, 2]}


def test_a_text_of_another_month_has_no_period_in_this_one() -> None:
    (text,) = kept(a_ready_stay().then("SV 2026-03-11 15:00 skriv-ut")).values()
    today = local_day(parse_moment(LATER))
    assert len(read_sums("a1", text, MARCH.first, today).periods) == 1
    assert read_sums("a1", text, APRIL.first, today).periods == ()


@pytest.mark.parametrize(
    "line",
    [
        "ÖV 2026-03-09 09:00 hinder-oppenvard fran=2026-03-09 till=2026-03-11",
        "SV 2026-03-09 08:00 permission fran=2026-03-09_10:00 till=2026-03-12_15:00",
    ],
    ids=["hinder", "permission"],
)
def test_a_running_period_that_may_lose_days_is_read_and_not_guessed(line: str) -> None:
    words = line.split()
    values = dict(each.replace("_", " ").split("=") for each in words[4:])
    course = a_ready_stay().then(" ".join(words[:4]), **values)
    assert kept(course) == {"sundsvall:pagar": ""}
    ended = course.then("SV 2026-03-16 15:00 skriv-ut")
    assert all(kept(ended).values())


def test_a_dispute_that_waits_is_counted_with_its_period() -> None:
    disputed = a_ready_stay().then("K 2026-03-10 09:00 bestrid", orsak="Fel dag.")
    texts = kept(disputed)
    assert set(texts) == {"sundsvall:pagar"}
    read = read_sums("a1", texts["sundsvall:pagar"], MARCH.first, local_day(parse_moment(LATER)))
    assert [each.open_disputes for each in read.periods] == [1]


def test_without_a_notice_nothing_is_kept() -> None:
    assert kept(a_stay()) == {}


def test_a_period_that_runs_beside_one_that_was_withdrawn_is_kept_apart() -> None:
    course = a_ready_stay().then("SV 2026-03-09 09:00 aterta-utskrivningsklar")
    texts = kept(course.then("SV 2026-03-10 09:00 utskrivningsklar"))
    today = local_day(parse_moment(LATER))
    told = {
        heading: [each.number for each in read_sums("a1", text, MARCH.first, today).periods]
        for heading, text in texts.items()
    }
    assert told == {"sundsvall:2026-03": [1], "sundsvall:pagar": [2]}
