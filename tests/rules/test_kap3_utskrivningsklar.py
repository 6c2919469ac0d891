"""Lag (2017:612) 3 kap.: underrättelsen, informationen vid utskrivningen, återtagandet."""

from __future__ import annotations

import pytest

from tests.builders import (
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    a_stay_with_contact,
    an_announced_stay,
    codes,
    deadline,
    period,
    step,
    warned,
)

# 3 kap. 1 §: underrättelsen -----------------------------------------------------------------------


def test_a_notice_without_what_should_come_before_it_is_sent_with_warnings() -> None:
    told = a_stay().then("SV 2026-03-05 10:00 utskrivningsklar").at("2026-03-05 12:00")
    assert told["avvisade"] == []
    assert warned(told, 2) == ["im-saknas", "fvk-saknas", "sip-ej-bedomd"]
    assert told["tillstand"] == "utskrivningsklar"


def test_a_well_prepared_notice_gives_no_warning() -> None:
    course = a_stay_that_needs_sip().then("SV 2026-03-05 10:00 utskrivningsklar")
    assert warned(course.at("2026-03-05 12:00"), 5) == []


RECEIVERS = [
    ("bara-oppenvarden", ["oppenvard"], ["mottagare-saknas"]),
    ("bara-kommunen", ["kommun"], ["mottagare-saknas"]),
    ("fel-kommun", ["oppenvard", "timra-bistand"], ["mottagare-saknas"]),
    ("alla-ratt", ["oppenvard", "kommun"], []),
]


@pytest.mark.parametrize(
    ("receivers", "warnings"), [row[1:] for row in RECEIVERS], ids=[row[0] for row in RECEIVERS]
)
def test_a_missing_receiver_is_warned_about(receivers: list[str], warnings: list[str]) -> None:
    course = a_stay_that_needs_sip().then(
        "SV 2026-03-05 10:00 utskrivningsklar", mottagare=receivers
    )
    assert warned(course.at("2026-03-05 12:00"), 5) == warnings


REFUSED = [
    ("redan-skickat", ["SV 2026-03-05 11:00 utskrivningsklar"], ["uk-redan-aktiv"]),
    (
        "utskriven",
        ["SV 2026-03-06 09:00 skriv-ut", "SV 2026-03-06 10:00 utskrivningsklar"],
        ["redan-utskriven"],
    ),
    (
        "avliden",
        ["SV 2026-03-06 09:00 avliden", "SV 2026-03-06 10:00 utskrivningsklar"],
        ["avliden"],
    ),
    ("av-kommunen", ["K 2026-03-06 10:00 utskrivningsklar"], ["fel-roll"]),
    ("av-oppenvarden", ["ÖV 2026-03-06 10:00 utskrivningsklar"], ["fel-roll"]),
]


@pytest.mark.parametrize(
    ("lines", "reasons"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_notice_is_refused_with_its_reason(lines: list[str], reasons: list[str]) -> None:
    course = a_ready_stay()
    for line in lines:
        course = course.then(line)
    assert codes(course.at("2026-03-06 12:00"), 3 + len(lines)) == reasons


JUDGED = [
    ("i-framtiden", "2026-03-05 10:01", ["tid-i-framtiden"]),
    ("samma-minut", "2026-03-05 10:00", []),
    ("dagen-innan", "2026-03-04 09:00", []),
    ("fore-inskrivningen", "2026-03-02 07:59", ["tid-fore-inskrivning"]),
    ("vid-inskrivningen", "2026-03-02 08:00", []),
]


@pytest.mark.parametrize(
    ("judged", "reasons"), [row[1:] for row in JUDGED], ids=[row[0] for row in JUDGED]
)
def test_the_judgement_lies_between_admission_and_now(judged: str, reasons: list[str]) -> None:
    course = an_announced_stay().then("SV 2026-03-05 10:00 utskrivningsklar", bedomt=judged)
    assert codes(course.at("2026-03-05 12:00"), 3) == reasons


def test_an_early_judgement_does_not_move_the_payment_clock() -> None:
    course = an_announced_stay().then(
        "SV 2026-03-05 12:01 utskrivningsklar", bedomt="2026-03-04 08:00"
    )
    assert period(course.at("2026-03-06 12:00"))["startar"] == "2026-03-09"


def test_an_answer_never_moves_the_payment_clock() -> None:
    course = a_ready_stay().then(
        "K 2026-03-07 15:00 svara-hemtagning", mojlig_tid="2026-03-12 10:00"
    )
    told = course.at("2026-03-09 12:00")
    assert period(told)["startar"] == "2026-03-08"
    assert step(told, "svar-hemtagning") == "klar"


def test_an_answer_is_also_a_receipt() -> None:
    course = (
        a_ready_stay()
        .then("K 2026-03-05 11:00 kvittera", meddelande="inskrivningsmeddelande")
        .then("ÖV 2026-03-05 11:00 kvittera", meddelande="inskrivningsmeddelande")
        .then("ÖV 2026-03-05 11:00 kvittera", meddelande="utskrivningsklar")
        .then("K 2026-03-05 13:00 svara-hemtagning")
    )
    assert step(course.at("2026-03-05 14:00"), "kvittera") == "klar"


NO_ANSWER = [
    ("inget-meddelande", an_announced_stay(), 3, ["uk-saknas"]),
    (
        "efter-utskrivningen",
        a_ready_stay().then("SV 2026-03-06 09:00 skriv-ut"),
        5,
        ["redan-utskriven", "uk-saknas"],
    ),
]


@pytest.mark.parametrize(
    ("course", "number", "reasons"),
    [row[1:] for row in NO_ANSWER],
    ids=[row[0] for row in NO_ANSWER],
)
def test_only_a_running_notice_can_be_answered(
    course: Course, number: int, reasons: list[str]
) -> None:
    told = course.then("K 2026-03-06 10:00 svara-hemtagning").at("2026-03-06 12:00")
    assert codes(told, number) == reasons


def test_no_remedy_is_named_that_nobody_can_carry_out() -> None:
    course = a_ready_stay().then("SV 2026-03-06 09:00 skriv-ut")
    told = course.then("K 2026-03-06 10:00 svara-hemtagning").at("2026-03-06 12:00")
    assert [each["atgard"] for each in told["avvisade"][0]["skal"]] == [None, None]


# Återta: en ny bedömning, en ny räkning -----------------------------------------------------------


def test_a_withdrawn_notice_ends_its_period_and_a_new_one_counts_anew() -> None:
    course = (
        a_ready_stay("2026-03-05 10:00")
        .then("SV 2026-03-09 15:00 aterta-utskrivningsklar", orsak="Feber")
        .then("SV 2026-03-11 12:01 utskrivningsklar")
    )
    told = course.at("2026-03-16 12:00")
    assert [p["startar"] for p in told["betalning"]] == ["2026-03-08", "2026-03-15"]
    assert [p["till"] for p in told["betalning"]] == ["2026-03-09", None]
    assert [p["dagar"] for p in told["betalning"]] == [1, 1]


def test_after_a_withdrawal_the_case_is_planned_again() -> None:
    course = a_ready_stay().then("SV 2026-03-05 15:00 aterta-utskrivningsklar")
    told = course.then("K 2026-03-05 16:00 kvittera").at("2026-03-05 17:00")
    assert told["tillstand"] == "planering"
    assert step(told, "utskrivningsklar") == "pagar"
    assert step(told, "aterta-utskrivningsklar") == "klar"


def test_only_a_running_notice_can_be_withdrawn() -> None:
    course = a_ready_stay().then("SV 2026-03-05 15:00 aterta-utskrivningsklar")
    again = course.then("SV 2026-03-05 16:00 aterta-utskrivningsklar")
    assert codes(again.at("2026-03-05 17:00"), 5) == ["uk-saknas"]


# 3 kap. 2 §: informationen senast samma dag -------------------------------------------------------
INFORMED = [
    ("dagen-fore", "2026-03-05 15:00", "i-tid"),
    ("samma-dag-fore", "2026-03-06 08:00", "i-tid"),
    ("samma-dag-efter", "2026-03-06 23:59:59", "i-tid"),
    ("efter-midnatt", "2026-03-07 00:00:00", "forsenad"),
]


@pytest.mark.parametrize(
    ("sent", "status"), [row[1:] for row in INFORMED], ids=[row[0] for row in INFORMED]
)
def test_information_is_sent_at_the_latest_the_day_of_discharge(sent: str, status: str) -> None:
    lines = sorted([("2026-03-06 10:00", "skriv-ut"), (sent, "utskrivningsinformation")])
    course = a_stay_with_contact()
    for when, command in lines:
        course = course.then(f"SV {when} {command}")
    found = deadline(course.at("2026-03-08 10:00"), "utskrivningsinformation")
    assert (found["senast"], found["status"]) == ("2026-03-06 23:59", status)


@pytest.mark.parametrize(
    ("left", "due"),
    [
        ("2026-03-29 09:00", "2026-03-29 23:59"),
        ("2026-10-25 09:00", "2026-10-25 23:59"),
        ("2026-12-31 09:00", "2026-12-31 23:59"),
        ("2028-02-29 09:00", "2028-02-29 23:59"),
    ],
    ids=["sommartidsdagen", "vintertidsdagen", "nyarsafton", "skottdagen"],
)
def test_the_end_of_the_day_is_midnight_whatever_day_it_is(left: str, due: str) -> None:
    day = left.split()[0]
    course = a_stay(f"{day} 08:00").then(f"SV {left} skriv-ut")
    assert deadline(course.at(left), "utskrivningsinformation")["senast"] == due


def test_a_discharge_without_information_is_warned_about() -> None:
    told = a_stay_with_contact().then("SV 2026-03-06 10:00 skriv-ut").at("2026-03-06 11:00")
    assert warned(told, 4) == ["information-saknas"]


def test_a_discharge_with_both_kinds_of_information_gives_no_warning() -> None:
    course = (
        a_stay_with_contact()
        .then("SV 2026-03-06 08:00 utskrivningsinformation")
        .then("SV 2026-03-06 09:00 information-till-patienten")
        .then("SV 2026-03-06 10:00 skriv-ut")
    )
    told = course.at("2026-03-06 11:00")
    assert warned(told, 6) == []
    assert step(told, "information-till-patienten") == "klar"


@pytest.mark.parametrize(
    ("when", "reasons"),
    [
        ("2026-03-06 10:01", ["tid-i-framtiden"]),
        ("2026-03-06 10:00", []),
        ("2026-03-02 07:59", ["tid-fore-inskrivning"]),
    ],
    ids=["i-framtiden", "nu", "fore-inskrivningen"],
)
def test_the_time_of_discharge_lies_between_admission_and_now(
    when: str, reasons: list[str]
) -> None:
    course = an_announced_stay().then("SV 2026-03-06 10:00 skriv-ut", tidpunkt=when)
    assert codes(course.at("2026-03-06 11:00"), 3) == reasons


# Kontakt efter hemgång, enligt överenskommelse ----------------------------------------------------


@pytest.mark.parametrize(
    ("called", "status"),
    [("2026-03-08 10:00", "i-tid"), ("2026-03-09 10:01", "forsenad")],
    ids=["inom-72-timmar", "efter-72-timmar"],
)
def test_the_call_after_homecoming_is_judged_by_when_it_was_made(called: str, status: str) -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-06 10:00 skriv-ut")
        .then("ÖV 2026-03-12 10:00 kontakt-efter-hemgang", tidpunkt=called)
        .then("ÖV 2026-03-13 10:00 kontakt-efter-hemgang")
    )
    told = course.at("2026-03-14 10:00", kontakt_efter_hemgang_timmar=72)
    assert deadline(told, "kontakt-efter-hemgang")["status"] == status


def test_a_call_after_homecoming_was_not_made_before_the_admission() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-06 10:00 skriv-ut")
        .then("ÖV 2026-03-12 10:00 kontakt-efter-hemgang", tidpunkt="2026-03-01 10:00")
    )
    told = course.at("2026-03-14 10:00", kontakt_efter_hemgang_timmar=72)
    assert codes(told, 4) == ["tid-fore-inskrivning"]
