"""Lag (2017:612) 5 kap. 2 och 3 §§: vad som krävs för betalningsansvar, och vilken kommun."""

from __future__ import annotations

import pytest

from planning.moments import parse_moment
from planning.payment import HINDRANCE_TOLD, payments
from planning.reasons import REASON_CODES
from tests.builders import (
    PARTIES,
    PATIENT,
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    a_world,
    an_announced_stay,
    period,
)

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


NOTICE = ("Utskrivningsklar skickades torsdag 5 mars 2026 kl. 10:00.",
          "Det var senast kl. 12:00. Då räknas 3 kalenderdagar från torsdag 5 mars 2026: "
          "ansvaret kan börja söndag 8 mars 2026 (5 kap. 4 §).")  # fmt: skip
UNKNOWN = "Beloppet för 2026 är inte känt eller inte bekräftat. Systemet gissar inte."
TOLD = [
    ("Räknade dygn: 12.",),
    (
        "Kallelsen till SIP skickades efter sista dagen för kallelse: tisdag 10 mars 2026.",
        "Betalningsansvaret räknas därför från tisdag 10 mars 2026 och kan bestridas.",
        "Räknade dygn: 10.",
    ),
    (
        "Inskrivningsmeddelandet skickades efter utskrivningsklar: torsdag 5 mars 2026.",
        "Betalningsansvaret räknas därför från söndag 8 mars 2026 och kan bestridas.",
        "Räknade dygn: 12.",
    ),
    (
        "Inskrivningsmeddelandet skickades efter utskrivningsklar: torsdag 12 mars 2026.",
        "Betalningsansvaret räknas därför från torsdag 12 mars 2026 och kan bestridas.",
        "Räknade dygn: 8.",
    ),
]


@pytest.mark.parametrize(
    ("course", "sentences"),
    [(row[1], told) for row, told in zip(LATE, TOLD, strict=True)],
    ids=[row[0] for row in LATE],
)
def test_the_derivation_tells_each_step_of_the_count(
    course: Course, sentences: tuple[str, ...]
) -> None:
    (counted,) = payments(
        course.case("2026-03-20 12:00"), a_world().agreement, parse_moment("2026-03-20 12:00")
    )
    assert counted.derivation == (*NOTICE, *sentences, UNKNOWN)


def test_the_derivation_of_an_ended_period_tells_its_last_day() -> None:
    course = a_ready_stay().then("SV 2026-03-12 10:00 skriv-ut")
    (counted,) = payments(
        course.case("2026-03-20 12:00"), a_world().agreement, parse_moment("2026-03-20 12:00")
    )
    assert counted.derivation == (
        *NOTICE,
        "Perioden slutade. Första dag som inte räknas är torsdag 12 mars 2026 (vår tolkning).",
        "Räknade dygn: 4.",
        UNKNOWN,
    )


def test_an_admission_notice_of_the_same_second_is_not_late() -> None:
    course = (
        a_stay("2026-03-05 08:00")
        .then("SV 2026-03-05 10:00 inskrivningsmeddelande")
        .then("SV 2026-03-05 10:00 utskrivningsklar")
    )
    told = period(course.at("2026-03-20 12:00"))
    assert (told["startar"], told["omtvistad_skal"]) == ("2026-03-08", [])


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


def test_a_placement_is_liable_whatever_the_registration_says() -> None:
    patient = {**PATIENT, "folkbokforingskommun": "ange"}
    course = a_ready_stay(patient=patient).then(
        "SV 2026-03-05 11:00 byt-kommun", till_kommun="ange", beslutande_kommun="sundsvall"
    )
    told = period(course.at("2026-03-20 12:00"))
    assert (told["kommun"], told["startar"]) == ("sundsvall", "2026-03-08")


def test_every_missing_precondition_is_told_on_the_page_of_the_patient() -> None:
    assert not [code for code in HINDRANCE_TOLD if code not in REASON_CODES]
