"""Lag (2017:612) 5 kap.: när betalningsansvaret börjar, för vem, vilka dygn som räknas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    Course,
    a_ready_stay,
    an_announced_stay,
    period,
)


def _admitted_before(sent: str, days: str) -> Course:
    return an_announced_stay(f"{days} 08:00").then(f"SV {sent} utskrivningsklar")


# 5 kap. 4 §: tre dagar, fyra efter kl. 12 ---------------------------------------------------------
FIRST_DAY = [
    # id, inskriven, utskrivningsklar skickat, första dagen
    ("mandag-11.59", "2026-03-01", "2026-03-02 11:59", "2026-03-05"),
    ("en-sekund-fore-tolv", "2026-03-01", "2026-03-02 11:59:59", "2026-03-05"),
    ("exakt-tolv", "2026-03-01", "2026-03-02 12:00:00", "2026-03-05"),
    ("en-sekund-efter-tolv", "2026-03-01", "2026-03-02 12:00:01", "2026-03-06"),
    ("mandag-12.01", "2026-03-01", "2026-03-02 12:01", "2026-03-06"),
    ("midnatt", "2026-03-01", "2026-03-03 00:00:00", "2026-03-06"),
    ("strax-fore-midnatt", "2026-03-01", "2026-03-02 23:59:59", "2026-03-06"),
    ("helg-raknas-som-andra-dagar", "2026-03-01", "2026-03-06 09:00", "2026-03-09"),
    ("helgdag-raknas-ocksa", "2026-04-01", "2026-04-02 09:00", "2026-04-05"),
    ("over-manadsskifte", "2026-04-01", "2026-04-29 09:00", "2026-05-02"),
    ("over-arsskifte", "2026-12-01", "2026-12-30 13:00", "2027-01-03"),
    ("over-skottdagen", "2028-02-01", "2028-02-27 09:00", "2028-03-01"),
    ("utan-skottdag", "2026-02-01", "2026-02-27 09:00", "2026-03-02"),
    ("over-sommartidsnatten", "2026-03-01", "2026-03-28 11:59:59", "2026-03-31"),
    ("pa-sommartidsdagen-tolv", "2026-03-01", "2026-03-29 12:00:00", "2026-04-01"),
    ("pa-sommartidsdagen-efter-tolv", "2026-03-01", "2026-03-29 12:00:01", "2026-04-02"),
    ("over-vintertidsnatten", "2026-10-01", "2026-10-24 12:00:01", "2026-10-28"),
    ("pa-vintertidsdagen-tolv", "2026-10-01", "2026-10-25 12:00:00", "2026-10-28"),
]


@pytest.mark.parametrize(
    ("admitted", "sent", "first"),
    [row[1:] for row in FIRST_DAY],
    ids=[row[0] for row in FIRST_DAY],
)
def test_liability_starts_three_days_after_the_notice_or_four(
    admitted: str, sent: str, first: str
) -> None:
    told = _admitted_before(sent, admitted).at(sent)
    assert period(told)["startar"] == first
    assert (period(told)["hinder"], period(told)["omtvistad"]) == ([], False)


def test_agreed_days_replace_those_of_the_law() -> None:
    course = _admitted_before("2026-03-02 12:01", "2026-03-01")
    told = course.at("2026-03-10 12:00", betalning_dagar=5, betalning_dagar_efter_tolv=7)
    assert period(told)["startar"] == "2026-03-09"


# Vilka dygn som räknas ----------------------------------------------------------------------------
COUNTED = [
    # id, vid, antal dygn; skickat torsdag 5 mars 10:00, första dygnet söndag 8 mars
    ("fore-start", "2026-03-07 23:59", 0),
    ("pa-startdagen", "2026-03-08 12:00", 0),
    ("dagen-efter-start", "2026-03-09 00:00", 1),
    ("en-vecka", "2026-03-15 08:00", 7),
    ("over-sommartid", "2026-04-01 08:00", 24),
]


@pytest.mark.parametrize(
    ("asked", "days"), [row[1:] for row in COUNTED], ids=[row[0] for row in COUNTED]
)
def test_days_are_counted_up_to_but_not_including_today(asked: str, days: int) -> None:
    told = a_ready_stay().at(asked)
    assert (period(told)["dagar"], period(told)["till"]) == (days, None)


ENDS = [
    ("utskriven-samma-dag-dag-noll", "2026-03-05 16:00 skriv-ut", "2026-03-05", 0),
    ("utskriven-fore-start", "2026-03-07 16:00 skriv-ut", "2026-03-07", 0),
    ("utskriven-pa-startdagen", "2026-03-08 16:00 skriv-ut", "2026-03-08", 0),
    ("utskriven-tva-dygn-senare", "2026-03-10 00:01 skriv-ut", "2026-03-10", 2),
    ("avliden", "2026-03-10 23:59 avliden", "2026-03-10", 2),
    ("atertaget", "2026-03-11 09:00 aterta-utskrivningsklar", "2026-03-11", 3),
]


@pytest.mark.parametrize(
    ("line", "until", "days"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS]
)
def test_the_last_day_is_not_counted(line: str, until: str, days: int) -> None:
    told = a_ready_stay().then(f"SV {line}").at("2026-03-20 12:00")
    assert (period(told)["till"], period(told)["dagar"]) == (until, days)


def test_the_last_day_counts_when_that_is_agreed() -> None:
    course = a_ready_stay().then("SV 2026-03-10 16:00 skriv-ut")
    told = course.at("2026-03-20 12:00", sista_dagen_raknas=True)
    assert (period(told)["till"], period(told)["dagar"]) == ("2026-03-11", 3)


def test_the_actual_time_of_leaving_decides_not_when_it_was_entered() -> None:
    course = a_ready_stay().then("SV 2026-03-12 09:00 skriv-ut", tidpunkt="2026-03-10 15:00")
    assert period(course.at("2026-03-20 12:00"))["dagar"] == 2


# Återta är inte makulera --------------------------------------------------------------------------


def test_withdrawn_days_stay_counted_and_annulled_days_do_not() -> None:
    withdrawn = a_ready_stay().then("SV 2026-03-11 09:00 aterta-utskrivningsklar")
    annulled = a_ready_stay().then("SV 2026-03-11 09:00 makulera", meddelande="utskrivningsklar")
    assert period(withdrawn.at("2026-03-20 12:00"))["dagar"] == 3
    gone = period(annulled.at("2026-03-20 12:00"))
    assert (gone["startar"], gone["dagar"], gone["hinder"]) == (None, 0, ["makulerad"])


def test_an_annulled_withdrawal_lets_the_period_run_on() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-09 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-09 10:00 makulera", meddelande="aterta-utskrivningsklar")
    )
    told = course.at("2026-03-12 12:00")
    assert (period(told)["till"], period(told)["dagar"]) == (None, 4)
    assert told["tillstand"] == "utskrivningsklar"


def test_an_annulled_withdrawal_never_makes_two_periods_run_at_once() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-09 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-10 09:00 utskrivningsklar")
        .then("SV 2026-03-10 10:00 makulera", meddelande="aterta-utskrivningsklar")
    )
    told = course.at("2026-03-16 12:00")
    assert [p["till"] for p in told["betalning"]] == ["2026-03-09", None]


def test_a_withdrawal_annulled_after_discharge_ends_with_the_discharge() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-09 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-11 09:00 skriv-ut")
        .then("SV 2026-03-11 10:00 makulera", meddelande="aterta-utskrivningsklar")
    )
    told = course.at("2026-03-16 12:00")
    assert (period(told)["till"], period(told)["dagar"]) == ("2026-03-11", 3)


def test_an_annulled_case_owes_nothing_even_after_discharge() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-11 09:00 skriv-ut")
        .then("SV 2026-03-11 10:00 makulera", meddelande="skriv-in")
    )
    told = course.at("2026-03-16 12:00")
    assert told["tillstand"] == "makulerat"
    assert (period(told)["dagar"], period(told)["hinder"]) == (0, ["makulerad"])


# 5 kap. 5 §: hinder i regionens öppenvård ---------------------------------------------------------
OBSTACLES: list[tuple[str, list[dict[str, str]], list[str]]] = [
    # id, hinder, dagar i mars som inte räknas (räknat 8–14 mars)
    ("stangt", [{"fran": "2026-03-09", "till": "2026-03-11"}], ["09", "10"]),
    ("oppet", [{"fran": "2026-03-12"}], ["12", "13", "14"]),
    ("fore-start", [{"fran": "2026-03-05", "till": "2026-03-08"}], []),
    ("over-starten", [{"fran": "2026-03-05", "till": "2026-03-09"}], ["08"]),
    ("samma-dag-till-och-fran", [{"fran": "2026-03-09", "till": "2026-03-09"}], []),
    (
        "tva-som-overlappar",
        [
            {"fran": "2026-03-09", "till": "2026-03-11"},
            {"fran": "2026-03-10", "till": "2026-03-12"},
        ],
        ["09", "10", "11"],
    ),
    (
        "oppet-som-far-ett-slut",
        [{"fran": "2026-03-09"}, {"fran": "2026-03-09", "till": "2026-03-11"}],
        ["09", "10"],
    ),
    (
        "ett-tidigare-i-efterhand-ror-inte-det-oppna",
        [{"fran": "2026-03-12"}, {"fran": "2026-03-09", "till": "2026-03-10"}],
        ["09", "12", "13", "14"],
    ),
]


@pytest.mark.parametrize(
    ("obstacles", "days"), [row[1:] for row in OBSTACLES], ids=[row[0] for row in OBSTACLES]
)
def test_days_with_an_obstacle_are_not_counted(
    obstacles: list[dict[str, str]], days: list[str]
) -> None:
    course = a_ready_stay()
    for number, obstacle in enumerate(obstacles):
        course = course.then(f"ÖV 2026-03-12 0{number}:00 hinder-oppenvard", **obstacle)
    told = period(course.at("2026-03-15 12:00"))
    assert [each["dag"] for each in told["undantagna"]] == [f"2026-03-{day}" for day in days]
    assert {each["kod"] for each in told["undantagna"]} <= {"hinder-oppenvard"}
    assert told["dagar"] == 7 - len(days)


def test_an_obstacle_that_ends_before_it_begins_is_refused() -> None:
    told = a_ready_stay().then(
        "ÖV 2026-03-12 08:00 hinder-oppenvard", fran="2026-03-12", till="2026-03-11"
    )
    refused = told.at("2026-03-12 12:00")["avvisade"]
    assert [reason["kod"] for reason in refused[0]["skal"]] == ["ogiltigt-varde"]


def test_days_on_leave_count_unless_it_is_agreed_that_they_do_not() -> None:
    course = a_ready_stay().then(
        "SV 2026-03-09 08:00 permission", fran="2026-03-09 10:00", till="2026-03-12 15:00"
    )
    assert period(course.at("2026-03-15 12:00"))["dagar"] == 7
    agreed = period(course.at("2026-03-15 12:00", permission_raknas=False))
    assert agreed["undantagna"] == [
        {"dag": "2026-03-10", "kod": "pa-permission"},
        {"dag": "2026-03-11", "kod": "pa-permission"},
    ]
    assert agreed["dagar"] == 5


def test_the_derivation_tells_how_many_days_are_left_out_and_why() -> None:
    course = (
        a_ready_stay()
        .then("ÖV 2026-03-08 08:00 hinder-oppenvard", fran="2026-03-08", till="2026-03-09")
        .then("SV 2026-03-09 08:00 permission", fran="2026-03-09 10:00", till="2026-03-12 15:00")
    )
    told = period(course.at("2026-03-15 12:00", permission_raknas=False))
    assert told["harledning"][2:5] == [
        "1 dygn räknas inte: hinder i regionens öppenvård (5 kap. 5 §).",
        "2 dygn räknas inte: patienten var på permission (enligt er överenskommelse).",
        "Räknade dygn: 4.",
    ]


# 5 kap. 6 §: beloppet, varje dygn sitt år ---------------------------------------------------------
AMOUNTS = [
    # id, inskriven, utskrivningsklar, vid, per dygn, summa
    ("2019-bekraftat", "2019-03-01", "2019-03-04 10:00", "2019-03-09 12:00", 7800, 15600),
    ("2022-bekraftat", "2022-03-01", "2022-03-04 10:00", "2022-03-09 12:00", 9300, 18600),
    ("2020-obekraftat", "2020-03-02", "2020-03-04 10:00", "2020-03-09 12:00", None, None),
    ("2023-obekraftat", "2023-03-01", "2023-03-04 10:00", "2023-03-09 12:00", None, None),
    ("2026-okant", "2026-03-01", "2026-03-04 10:00", "2026-03-09 12:00", None, None),
    ("kant-till-obekraftat", "2022-12-01", "2022-12-27 10:00", "2023-01-02 12:00", 9300, None),
    ("okant-till-kant", "2021-12-01", "2021-12-27 10:00", "2022-01-02 12:00", None, None),
    ("inga-dygn-an", "2019-03-01", "2019-03-04 10:00", "2019-03-05 12:00", 7800, 0),
]


@pytest.mark.parametrize(
    ("admitted", "sent", "asked", "daily", "amount"),
    [row[1:] for row in AMOUNTS],
    ids=[row[0] for row in AMOUNTS],
)
def test_each_day_has_the_amount_of_its_own_year(
    admitted: str, sent: str, asked: str, daily: int | None, amount: int | None
) -> None:
    told = period(_admitted_before(sent, admitted).at(asked))
    assert (told["belopp_per_dygn"], told["belopp"]) == (daily, amount)


def test_the_amount_a_day_is_that_of_the_first_day_that_counts() -> None:
    course = _admitted_before("2021-12-27 10:00", "2021-12-01").then(
        "ÖV 2021-12-28 10:00 hinder-oppenvard", fran="2021-12-29", till="2022-01-01"
    )
    told = period(course.at("2022-01-03 12:00"))
    assert (told["dagar"], told["belopp_per_dygn"], told["belopp"]) == (2, 9300, 18600)


def test_an_unknown_amount_is_said_plainly() -> None:
    told = period(a_ready_stay().at("2026-03-20 12:00"))
    assert any("Systemet gissar inte" in line for line in told["harledning"])


# Det hela, som en sjuksköterska skulle kontrollera det --------------------------------------------


def test_the_count_tells_how_it_was_made() -> None:
    told: dict[str, Any] = period(a_ready_stay("2026-03-05 12:01").at("2026-03-10 12:00"))
    assert told["harledning"][:2] == [
        "Utskrivningsklar skickades torsdag 5 mars 2026 kl. 12:01.",
        "Det var efter kl. 12:00. Då räknas 4 kalenderdagar från torsdag 5 mars 2026: "
        "ansvaret kan börja måndag 9 mars 2026 (5 kap. 4 §).",
    ]
    assert told["dagar"] == 1
