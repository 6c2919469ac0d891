"""Vem som kan häva ett hinder, och hur: bara det som går att göra i just det här ärendet sägs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    an_announced_stay,
    codes,
    deadline,
    warned,
)

TWO_OF_OPEN_CARE = {
    "avdelning": "avd-11",
    "oppenvard": ["hc-granlo", "oppenpsyk"],
    "kommun": "sundsvall-bistand",
}


def told_of(told: dict[str, Any], number: int) -> list[tuple[str, str | None, str | None]]:
    """The reasons against the event with this number: code, remedy, and who can carry it out."""
    found = [each for each in told["avvisade"] if each["nr"] == number]
    return [(s["kod"], s["atgard"], s["av"]) for each in found for s in each["skal"]]


# ej-mottagare -------------------------------------------------------------------------------------
def test_who_was_not_sent_the_notice_is_given_it_as_a_new_party() -> None:
    course = (
        a_stay(parties=TWO_OF_OPEN_CARE)
        .then("SV 2026-03-02 09:00 inskrivningsmeddelande", mottagare=["hc-granlo"])
        .then(
            "ÖV 2026-03-02 10:00 kvittera", enhet="oppenpsyk", meddelande="inskrivningsmeddelande"
        )
    )
    assert told_of(course.at("2026-03-02 12:00"), 3) == [
        ("ej-mottagare", "lagg-till-part", "slutenvard")
    ]


def test_a_message_to_others_is_not_given_to_anybody_afterwards() -> None:
    words = {"amne": "A", "text": "B", "mottagare": ["hc-granlo"]}
    course = (
        an_announced_stay(parties=TWO_OF_OPEN_CARE)
        .then("SV 2026-03-02 11:00 generellt-meddelande", **words)
        .then("ÖV 2026-03-02 12:00 kvittera", enhet="oppenpsyk", meddelande="generellt-meddelande")
    )
    assert told_of(course.at("2026-03-02 13:00"), 4) == [("ej-mottagare", None, None)]


def test_who_is_not_in_the_care_plan_gets_a_new_plan() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-02 11:00 samordnad-vardplan", mottagare=["sundsvall-bistand"])
        .then("ÖV 2026-03-02 12:00 justera-vardplan")
    )
    assert told_of(course.at("2026-03-02 13:00"), 4) == [
        ("ej-mottagare", "samordnad-vardplan", "slutenvard")
    ]


def test_without_a_plan_there_is_nothing_to_adjust() -> None:
    course = an_announced_stay().then("K 2026-03-02 12:00 justera-vardplan")
    assert codes(course.at("2026-03-02 13:00"), 3) == ["vardplan-saknas"]


# oppenvard-maste-vara-mottagare -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("parties", "remedy"),
    [
        ({"avdelning": "avd-11", "kommun": "sundsvall-bistand"}, ("lagg-till-part", "slutenvard")),
        (None, (None, None)),
    ],
    ids=["oppenvarden-ar-inte-med", "oppenvarden-ar-med"],
)
def test_open_care_is_called_in_only_where_it_is_not_there(
    parties: dict[str, str] | None, remedy: tuple[str | None, str | None]
) -> None:
    course = a_stay(parties=parties).then(
        "SV 2026-03-02 09:00 inskrivningsmeddelande",
        behov=["kommunal-hsv"],
        mottagare=["sundsvall-bistand"],
    )
    assert told_of(course.at("2026-03-02 12:00"), 2) == [
        ("oppenvard-maste-vara-mottagare", *remedy)
    ]


# sip-inte-overlamnad ------------------------------------------------------------------------------
def test_a_plan_that_is_needed_is_called_to_before_the_case_is_closed() -> None:
    found = _against_closing(a_stay_that_needs_sip())
    assert found == ("sip-inte-overlamnad", "kallelse-sip", "oppenvard")


def test_where_nobody_can_call_any_more_the_plan_is_started_instead() -> None:
    # Without a fast vårdkontakt nobody calls; to appoint one takes a notice, and after the
    # discharge no new notice can be sent.
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs", samtycke="ja")
        .then("SV 2026-03-03 10:30 makulera", meddelande="inskrivningsmeddelande", orsak="Fel")
    )
    assert _against_closing(course) == ("sip-inte-overlamnad", "sip-initiera", "oppenvard")


def _against_closing(course: Course) -> tuple[str, str | None, str | None]:
    for unit in ("ÖV", "K"):
        course = course.then(f"{unit} 2026-03-03 11:00 kvittera")
    course = course.then("SV 2026-03-04 10:00 skriv-ut").then("SV 2026-03-04 12:00 avsluta-arende")
    return told_of(course.at("2026-03-04 13:00"), len(course.lines))[0]


# sip ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "command", ["sip-kartlaggning", "sip-mote", "sip-uppfoljning", "sip-utvardering", "sip-avsluta"]
)
def test_a_step_of_a_plan_needs_a_plan(command: str) -> None:
    course = an_announced_stay().then(f"ÖV 2026-03-03 12:00 {command}")
    assert "sip-saknas" in codes(course.at("2026-03-03 13:00"), 3)


# Varningar ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-03-05", ["ring-kommunen"]),
        ("2026-03-06", []),
        ("2026-03-07", []),
        ("2026-03-08", ["ring-kommunen"]),
        (None, []),
    ],
    ids=["tidigare", "samma-dag", "ett-dygn-senare", "tva-dygn-senare", "ingen-dag"],
)
def test_the_kommun_is_rung_when_the_day_moves_much(day: str | None, told: list[str]) -> None:
    values = {"beraknad_utskrivning": day} if day else {}
    course = an_announced_stay().then("SV 2026-03-03 09:00 andra-utskrivningsdatum", **values)
    assert warned(course.at("2026-03-03 10:00"), 3) == told


def test_the_first_day_that_is_given_moves_nothing() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-02 09:00 inskrivningsmeddelande")
        .then("SV 2026-03-03 09:00 andra-utskrivningsdatum", beraknad_utskrivning="2026-03-20")
    )
    assert warned(course.at("2026-03-03 10:00"), 3) == []


def test_nobody_is_rung_where_no_hours_are_agreed() -> None:
    course = an_announced_stay().then(
        "SV 2026-03-03 09:00 andra-utskrivningsdatum", beraknad_utskrivning="2026-03-20"
    )
    assert warned(course.at("2026-03-03 10:00", ring_kommunen_timmar=None), 3) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((), True),
        (("utskrivningsinformation",), True),
        (("information-till-patienten",), True),
        (("utskrivningsinformation", "information-till-patienten"), False),
    ],
    ids=["ingen", "bara-enheterna", "bara-patienten", "bada"],
)
def test_both_kinds_of_information_are_asked_for_before_discharge(
    given: tuple[str, ...], told: bool
) -> None:
    course = an_announced_stay()
    for command in given:
        course = course.then(f"SV 2026-03-06 09:00 {command}")
    course = course.then("SV 2026-03-06 10:00 skriv-ut")
    found = warned(course.at("2026-03-06 11:00"), 3 + len(given))
    assert ("information-saknas" in found) is told


# Härledning ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (
            "2026-03-05 10:00",
            [
                "Utskrivningsklar skickades torsdag 5 mars 2026 kl. 10:00.",
                "Kallelsen ska skickas senast 3 dagar därefter: söndag 8 mars 2026.",
                "Den dagen är lördag, söndag eller helgdag. Därför får det göras senast "
                "måndag 9 mars 2026 (lag (1930:173) 2 §; att den gäller här är vår tolkning).",
                "Det är kallelsen som ska skickas i tid. Mötet kan hållas senare.",
            ],
        ),
        (
            "2026-03-06 10:00",
            [
                "Utskrivningsklar skickades fredag 6 mars 2026 kl. 10:00.",
                "Kallelsen ska skickas senast 3 dagar därefter: måndag 9 mars 2026.",
                "Det är kallelsen som ska skickas i tid. Mötet kan hållas senare.",
            ],
        ),
    ],
    ids=["flyttad-till-vardag", "vardag"],
)
def test_the_time_for_the_call_is_derived_in_words(sent: str, told: list[str]) -> None:
    course = a_stay_that_needs_sip().then(f"SV {sent} utskrivningsklar")
    assert deadline(course.at("2026-03-10 10:00"), "kallelse-sip")["harledning"] == told


def test_a_ready_stay_gives_no_call_when_no_plan_is_needed() -> None:
    told = a_ready_stay().at("2026-03-10 10:00")
    assert "kallelse-sip" not in {each["steg"] for each in told["frister"]}
