"""Lag (2017:612) 5 kap.: när betalningsansvaret börjar, för vem, vilka dygn som räknas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    PARTIES,
    PATIENT,
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
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


# 5 kap. 3 §: förutsättningarna, en i taget --------------------------------------------------------
MISSING: list[tuple[str, Course, list[str]]] = [
    (
        "inget-inskrivningsmeddelande",
        a_stay().then("SV 2026-03-05 10:00 utskrivningsklar"),
        ["im-saknas"],
    ),
    (
        "kommunen-inte-mottagare",
        an_announced_stay().then("SV 2026-03-05 10:00 utskrivningsklar", mottagare=["oppenvard"]),
        ["mottagare-saknas"],
    ),
    (
        "fel-kommun-mottagare",
        an_announced_stay().then(
            "SV 2026-03-05 10:00 utskrivningsklar", mottagare=["timra-bistand"]
        ),
        ["mottagare-saknas"],
    ),
    (
        "kallelse-saknas",
        a_stay_that_needs_sip().then("SV 2026-03-05 10:00 utskrivningsklar"),
        ["kallelse-saknas"],
    ),
    (
        "inskrivningsmeddelandet-makulerat",
        a_ready_stay().then("SV 2026-03-05 11:00 makulera", meddelande="inskrivningsmeddelande"),
        ["im-saknas"],
    ),
    (
        "kommunen-avvisade-utskrivningsklar",
        a_ready_stay().then("K 2026-03-05 11:00 avvisa", meddelande="utskrivningsklar"),
        ["mottagare-saknas"],
    ),
    (
        "allt-saknas",
        a_stay(parties={"avdelning": "avd-11", "oppenvard": "hc-granlo"}).then(
            "SV 2026-03-05 10:00 utskrivningsklar"
        ),
        ["im-saknas", "mottagare-saknas"],
    ),
]


@pytest.mark.parametrize(
    ("course", "hindrances"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING]
)
def test_a_missing_precondition_means_no_liability(course: Course, hindrances: list[str]) -> None:
    told = period(course.at("2026-03-20 12:00"))
    assert (told["startar"], told["dagar"], told["hinder"]) == (None, 0, hindrances)
    assert told["belopp"] is None


SIP_NOT_DUE = [
    ("inget-stallningstagande", None),
    ("behovs-ej", "behovs-ej"),
    ("nekad", "nekad"),
    ("redan-aktuell", "redan-aktuell"),
]


@pytest.mark.parametrize(
    "decision", [row[1] for row in SIP_NOT_DUE], ids=[r[0] for r in SIP_NOT_DUE]
)
def test_no_summons_is_needed_when_no_sip_is_due(decision: str | None) -> None:
    course = an_announced_stay()
    if decision:
        course = course.then("ÖV 2026-03-03 10:00 sip-stallningstagande", varde=decision)
    told = course.then("SV 2026-03-05 10:00 utskrivningsklar").at("2026-03-20 12:00")
    assert period(told)["startar"] == "2026-03-08"


def test_a_refused_sip_needs_a_summons_only_where_that_is_agreed() -> None:
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-03 10:00 sip-stallningstagande", varde="nekad")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
    )
    strict = course.at("2026-03-20 12:00", nekad_sip_kraver_kallelse=True)
    assert period(strict)["hinder"] == ["kallelse-saknas"]


# För sena förutsättningar: två sätt att räkna (policyn sen-forutsattning)
LATE: list[tuple[str, Course, str, list[str]]] = [
    # id, händelser, första dagen när den räknas från uppfyllandet, skäl
    (
        "kallelsen-sista-dagen",
        a_stay_that_needs_sip()
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("ÖV 2026-03-09 23:59 kallelse-sip"),
        "2026-03-08",
        [],
    ),
    (
        "kallelsen-en-dag-for-sent",
        a_stay_that_needs_sip()
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("ÖV 2026-03-10 08:00 kallelse-sip"),
        "2026-03-10",
        ["kallelse-saknas"],
    ),
    (
        "inskrivningsmeddelandet-fore-datumregeln",
        a_stay("2026-03-05 08:00")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("SV 2026-03-05 11:00 inskrivningsmeddelande"),
        "2026-03-08",
        ["im-saknas"],
    ),
    (
        "inskrivningsmeddelandet-efter-datumregeln",
        a_stay("2026-03-05 08:00")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("SV 2026-03-12 11:00 inskrivningsmeddelande", bedomt="2026-03-12 09:00"),
        "2026-03-12",
        ["im-saknas"],
    ),
]


@pytest.mark.parametrize(
    ("course", "first", "reasons"), [row[1:] for row in LATE], ids=[row[0] for row in LATE]
)
def test_a_late_precondition_moves_the_start_and_can_be_disputed(
    course: Course, first: str, reasons: list[str]
) -> None:
    told = period(course.at("2026-03-20 12:00"))
    assert (told["startar"], told["hinder"]) == (first, [])
    assert (told["omtvistad_skal"], told["omtvistad"]) == (reasons, bool(reasons))


@pytest.mark.parametrize(
    ("course", "reasons"), [(row[1], row[3]) for row in LATE], ids=[row[0] for row in LATE]
)
def test_a_late_precondition_prevents_liability_under_the_other_policy(
    course: Course, reasons: list[str]
) -> None:
    told = period(course.at("2026-03-20 12:00", sen_forutsattning="hindrar"))
    assert told["hinder"] == reasons
    assert (told["startar"] is None) == bool(reasons)


def test_a_notice_of_admission_after_its_24_hours_can_be_disputed() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-04 10:00 inskrivningsmeddelande")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
    )
    told = period(course.at("2026-03-20 12:00"))
    assert (told["startar"], told["omtvistad_skal"]) == ("2026-03-08", ["im-forsenat"])


# 5 kap. 2 §: vilken kommun ------------------------------------------------------------------------


def test_the_kommun_of_registration_is_liable() -> None:
    assert period(a_ready_stay().at("2026-03-20 12:00"))["kommun"] == "sundsvall"


KOMMUN: list[tuple[str, dict[str, str], str, str]] = [
    # id, uppgifter, betalande kommun, första dagen
    ("bor-i-timra", {"till_kommun": "timra"}, "timra", "2026-03-10"),
    (
        "placerad-av-timra",
        {"till_kommun": "sundsvall", "beslutande_kommun": "timra"},
        "timra",
        "2026-03-10",
    ),
    (
        "placerad-av-sundsvall",
        {"till_kommun": "timra", "beslutande_kommun": "sundsvall"},
        "sundsvall",
        "2026-03-08",
    ),
]


@pytest.mark.parametrize(
    ("values", "kommun", "first"), [row[1:] for row in KOMMUN], ids=[row[0] for row in KOMMUN]
)
def test_a_change_of_kommun_after_the_notice_counts_from_when_it_reached_the_liable_one(
    values: dict[str, str], kommun: str, first: str
) -> None:
    course = a_ready_stay().then("SV 2026-03-07 09:00 byt-kommun", **values)
    told = period(course.at("2026-03-20 12:00"))
    assert (told["kommun"], told["startar"]) == (kommun, first)


def test_a_change_of_kommun_before_the_notice_leaves_the_date_rule() -> None:
    course = (
        an_announced_stay()
        .then("K 2026-03-03 09:00 byt-kommun", till_kommun="timra")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
    )
    told = period(course.at("2026-03-20 12:00"))
    assert (told["kommun"], told["startar"], told["hinder"]) == ("timra", "2026-03-08", [])


def test_the_kommun_that_starts_a_sip_before_the_stay_is_still_the_liable_receiver() -> None:
    course = (
        Course()
        .then("K 2026-03-01 08:00 sip-initiera")
        .then("SV 2026-03-02 08:00 skriv-in")
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
    )
    assert period(course.at("2026-03-20 12:00"))["startar"] == "2026-03-08"


def test_a_unit_of_the_liable_kommun_that_is_added_late_starts_the_count() -> None:
    course = (
        an_announced_stay(parties={**PARTIES, "kommun": "timra-bistand"})
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("SV 2026-03-06 13:00 lagg-till-part", mottagare=["sundsvall-hemsjukvard"])
    )
    assert period(course.at("2026-03-20 12:00"))["startar"] == "2026-03-10"


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
    assert [each["dag"] for each in agreed["undantagna"]] == ["2026-03-10", "2026-03-11"]
    assert agreed["dagar"] == 5


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


def test_a_placement_is_liable_whatever_the_registration_says() -> None:
    patient = {**PATIENT, "folkbokforingskommun": "ange"}
    course = a_ready_stay(patient=patient).then(
        "SV 2026-03-05 11:00 byt-kommun", till_kommun="ange", beslutande_kommun="sundsvall"
    )
    told = period(course.at("2026-03-20 12:00"))
    assert (told["kommun"], told["startar"]) == ("sundsvall", "2026-03-08")
