"""Ett hinder, en rad: vad som hände, vad någon försökte, och vem som häver det hur."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import (
    OPEN_CARE,
    WARD,
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    an_announced_stay,
    warned,
)
from tests.rules.office import NOW, an_office

Told = list[tuple[str, str | None, str | None]]
_DISCHARGED = an_announced_stay().then("SV 2026-03-06 10:00 skriv-ut")
_SIP_OF_THE_KOMMUN = Course(parties={"avdelning": "avd-11", "kommun": "sundsvall-bistand"}).then(
    "K 2026-03-02 08:00 sip-initiera", samtycke="ja"
)
_SIP_OVER = (
    Course().then("K 2026-03-02 08:00 sip-initiera", samtycke="ja")
    .then("K 2026-03-03 08:00 sip-avsluta")
)  # fmt: skip
_TWO_PERIODS = (
    a_ready_stay()
    .then("SV 2026-03-10 09:00 aterta-utskrivningsklar")
    .then("SV 2026-03-11 09:00 utskrivningsklar")
)
_ALONE = a_stay(parties={"avdelning": "avd-11"})

STANDS_AGAINST: list[tuple[str, Course, str, dict[str, Any], Told]] = [
    # id, det som har hänt, försöket, dess uppgifter, hinder med åtgärd och vem
    ("meddelande-utan-nagon-annan", _ALONE, "SV 2026-03-10 10:00 inskrivningsmeddelande", {},
     [("mottagare-saknas", "lagg-till-part", "slutenvard")]),
    ("ord-utan-nagon-annan", _ALONE, "SV 2026-03-10 10:00 generellt-meddelande", {},
     [("mottagare-saknas", "lagg-till-part", "slutenvard")]),
    ("ingen-vald-som-ny-part", _ALONE, "SV 2026-03-10 10:00 lagg-till-part", {"mottagare": []},
     [("mottagare-saknas", None, None)]),
    ("kallelse-utan-nagon-annan", _SIP_OF_THE_KOMMUN, "K 2026-03-10 10:00 kallelse-sip", {},
     [("mottagare-saknas", "lagg-till-part", "kommun")]),
    ("kallelse-nar-sip-ar-avslutad", _SIP_OVER, "K 2026-03-10 10:00 kallelse-sip", {},
     [("sip-saknas", "sip-initiera", "oppenvard")]),
    ("svar-utan-kallelse", a_stay_that_needs_sip(), "K 2026-03-10 10:00 svara-kallelse", {},
     [("kallelse-saknas", "kallelse-sip", "oppenvard")]),
    ("kontakt-fore-hemgang", an_announced_stay(), "ÖV 2026-03-10 10:00 kontakt-efter-hemgang", {},
     [("ej-utskriven", "skriv-ut", "slutenvard")]),
    ("avsluta-fore-utskrivning",
     an_announced_stay().then("K 2026-03-03 10:00 kvittera").then("ÖV 2026-03-03 10:00 kvittera"),
     "SV 2026-03-10 10:00 avsluta-arende", {}, [("ej-utskriven", "skriv-ut", "slutenvard")]),
    ("meddelande-i-makulerat-arende",
     an_announced_stay().then("SV 2026-03-03 10:00 makulera", meddelande="skriv-in"),
     "SV 2026-03-10 10:00 generellt-meddelande", {}, [("arende-avslutat", None, None)]),
    ("kvittens-i-makulerat-arende",
     an_announced_stay().then("SV 2026-03-03 10:00 makulera", meddelande="skriv-in"),
     "K 2026-03-10 10:00 kvittera", {"meddelande": "inskrivningsmeddelande"},
     [("arende-avslutat", None, None)]),
    ("makulera-i-makulerat-arende",
     an_announced_stay().then("SV 2026-03-03 10:00 makulera", meddelande="skriv-in"),
     "SV 2026-03-10 10:00 makulera", {"meddelande": "inskrivningsmeddelande"},
     [("arende-avslutat", None, None)]),
    ("utskrivningsklar-efter-utskrivning", _DISCHARGED, "SV 2026-03-10 10:00 utskrivningsklar",
     {}, [("redan-utskriven", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("course", "line", "values", "told"),
    [row[1:] for row in STANDS_AGAINST],
    ids=[row[0] for row in STANDS_AGAINST],
)
def test_what_stands_against_an_attempt_says_who_lifts_it_and_how(
    course: Course, line: str, values: dict[str, Any], told: Told
) -> None:
    answered = course.then(line, **values).at("2026-03-20 12:00")
    reasons = [reason for each in answered["avvisade"] for reason in each["skal"]]
    assert [(each["kod"], each["atgard"], each["av"]) for each in reasons] == told


# Bestridanden: en period i taget ------------------------------------------------------------------
DISPUTES: list[tuple[str, Course, str, dict[str, int], list[str]]] = [
    ("den-andra-perioden-far-bestridas", _TWO_PERIODS.then("K 2026-03-16 09:00 bestrid", period=1),
     "K 2026-03-16 10:00 bestrid", {"period": 2}, []),
    ("den-forsta-far-bestridas-ocksa", _TWO_PERIODS.then("K 2026-03-16 09:00 bestrid", period=2),
     "K 2026-03-16 10:00 bestrid", {"period": 1}, []),
    ("den-forsta-ar-redan-bestridd",
     _TWO_PERIODS.then("K 2026-03-16 09:00 bestrid", period=1),
     "K 2026-03-16 10:00 bestrid", {"period": 1}, ["bestridande-finns"]),
    ("utan-val-galler-det-den-sista", _TWO_PERIODS.then("K 2026-03-16 09:00 bestrid", period=2),
     "K 2026-03-16 10:00 bestrid", {}, ["bestridande-finns"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("course", "line", "values", "told"), [row[1:] for row in DISPUTES],
    ids=[row[0] for row in DISPUTES],
)  # fmt: skip
def test_each_period_is_disputed_by_itself(
    course: Course, line: str, values: dict[str, int], told: list[str]
) -> None:
    answered = course.then(line, **values).at("2026-03-20 12:00")
    assert [reason["kod"] for each in answered["avvisade"] for reason in each["skal"]] == told


@pytest.mark.parametrize("who", ["SV", "K"], ids=["svara", "aterta"])
def test_an_answered_dispute_is_not_answered_or_taken_back_again(who: str) -> None:
    command = {"SV": "svara-bestridande", "K": "aterta-bestridande"}[who]
    words = {"SV": {"svar": "avslag", "orsak": "Nej."}, "K": {"orsak": "Fel av oss."}}
    course = (
        _TWO_PERIODS.then("K 2026-03-16 09:00 bestrid", period=1)
        .then("K 2026-03-16 09:30 bestrid", period=2)
        .then("SV 2026-03-17 09:00 svara-bestridande", bestridande=1, **words["SV"])
        .then(f"{who} 2026-03-18 09:00 {command}", bestridande=1, **words[who])
        .then(f"{who} 2026-03-18 10:00 {command}", bestridande=2, **words[who])
    )
    told = course.at("2026-03-20 12:00")["avvisade"]
    assert [(each["nr"], [s["kod"] for s in each["skal"]]) for each in told] == [
        (len(course.lines) - 1, ["bestridande-saknas"])
    ]


# Samtycke: ett nej varnar, vad stegets eget val än är
def test_a_no_warns_when_the_notice_is_sent_and_when_it_is_said() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-02 09:00 samtycke", varde="nej")
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande")
        .then("SV 2026-03-02 11:00 samtycke", varde="ja")
    )
    told = course.at("2026-03-02 12:00")
    assert warned(told, 2) == ["samtycke-nej"]
    assert "samtycke-nej" in warned(told, 3)
    assert warned(told, 4) == []


# A no tells why ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "why", "reasons"),
    [
        ("behovs-ej", {}, ("orsak-saknas",)),
        ("behovs-ej", {"orsak": "Bara kommunen."}, ()),
        ("behovs", {}, ()),
        ("nekad", {}, ()),
    ],
    ids=["nej-utan-orsak", "nej-med-orsak", "behovs", "patienten-nekar"],
)
def test_that_no_sip_is_needed_is_said_with_a_reason(
    value: str, why: dict[str, str], reasons: tuple[str, ...]
) -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande", behov=["socialtjanst"])
    now = NOW + timedelta(hours=2)
    tried = office.desk.try_out(
        OPEN_CARE, office.case_id, "sip-stallningstagande", {"varde": value, **why}, now
    )
    assert tuple(each.code for each in tried.reasons) == reasons


def test_a_no_in_a_course_told_in_few_words_still_counts() -> None:
    course = a_stay_that_needs_sip().then("ÖV 2026-03-04 10:00 kallelse-sip")
    told = course.then("K 2026-03-04 11:00 svara-kallelse", svar="nej").at("2026-03-04 12:00")
    assert not told["avvisade"]
