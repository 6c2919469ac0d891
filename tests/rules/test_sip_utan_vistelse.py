"""SIP utan sjukhusvistelse, och SIP som överlever den."""

from __future__ import annotations

import pytest

from tests.builders import (
    Course,
    a_stay_that_needs_sip,
    codes,
    deadline,
)


def _sip_outside(by: str, consent: str = "ja") -> Course:
    return Course().then(f"{by} 2026-03-02 08:00 sip-initiera", samtycke=consent)


@pytest.mark.parametrize("by", ["K", "ÖV"], ids=["kommunen", "oppenvarden"])
def test_without_a_stay_kommun_and_open_care_both_may_call(by: str) -> None:
    told = _sip_outside(by).then(f"{by} 2026-03-03 08:00 kallelse-sip").at("2026-03-03 12:00")
    assert told["avvisade"] == []
    assert told["sip"]["status"] == "kallad"
    assert "kallelse-sip" not in [each["steg"] for each in told["frister"]]


def test_without_a_stay_consent_is_needed_and_can_be_given_later() -> None:
    course = _sip_outside("K", "nej").then("K 2026-03-03 08:00 kallelse-sip")
    assert codes(course.at("2026-03-03 12:00"), 2) == ["samtycke-saknas"]
    agreed = (
        _sip_outside("K", "nej")
        .then("ÖV 2026-03-03 07:00 sip-stallningstagande", samtycke="ja")
        .then("K 2026-03-03 08:00 kallelse-sip")
    )
    assert agreed.at("2026-03-03 12:00")["avvisade"] == []


def test_without_a_stay_the_ward_has_no_case_to_work_in() -> None:
    told = _sip_outside("K").then("SV 2026-03-03 08:00 utskrivningsklar").at("2026-03-03 12:00")
    assert codes(told, 2) == ["arende-saknas"]


STATUSES = [
    ("startad", [], "behovs"),
    ("kallad", ["kallelse-sip"], "kallad"),
    ("kartlagd", ["kallelse-sip", "sip-kartlaggning"], "kallad"),
    ("upprattad", ["kallelse-sip", "sip-mote", "sip-uppratta"], "upprattad"),
    ("bekraftad", ["sip-mote", "sip-uppratta", "sip-bekrafta"], "upprattad"),
    ("uppfoljd", ["sip-mote", "sip-uppratta", "sip-uppfoljning"], "uppfoljning"),
    ("utvarderad", ["sip-mote", "sip-uppratta", "sip-utvardering"], "upprattad"),
    ("avslutad", ["sip-mote", "sip-uppratta", "sip-avsluta"], "avslutad"),
]


@pytest.mark.parametrize(
    ("commands", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES]
)
def test_the_sip_has_a_life_of_its_own(commands: list[str], status: str) -> None:
    course = _sip_outside("ÖV")
    for day, command in enumerate(commands, start=3):
        course = course.then(f"ÖV 2026-03-{day:02} 08:00 {command}")
    told = course.at("2026-03-20 12:00")
    assert told["avvisade"] == []
    assert told["sip"]["status"] == status


# En SIP som började före inskrivningen: det som hände i den får registreras under vistelsen.
BEFORE_THE_STAY = [
    ("kartlagd-fore", "K", "sip-kartlaggning", {"efterregistrerad": "2026-03-02 09:00"}, []),
    (
        "kartlagd-fore-sip",
        "K",
        "sip-kartlaggning",
        {"efterregistrerad": "2026-03-02 07:59"},
        ["tid-fore-inskrivning"],
    ),
    ("kartlagd-nar-sip-startade", "K", "sip-kartlaggning",
     {"efterregistrerad": "2026-03-02 08:00"}, []),
    ("mote-fore", "K", "sip-mote", {"tidpunkt": "2026-03-03 15:00"}, []),
    ("vistelsens-eget", "SV", "samtycke", {"efterregistrerad": "2026-03-02 09:00"},
     ["tid-fore-inskrivning"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "command", "values", "reasons"),
    [row[1:] for row in BEFORE_THE_STAY],
    ids=[row[0] for row in BEFORE_THE_STAY],
)
def test_what_happened_in_a_sip_before_the_stay_may_be_told_during_it(
    who: str, command: str, values: dict[str, str], reasons: list[str]
) -> None:
    course = _sip_outside("K").then("SV 2026-03-05 08:00 skriv-in")
    told = course.then(f"{who} 2026-03-06 08:00 {command}", **values).at("2026-03-06 12:00")
    assert codes(told, 3) == reasons


def test_a_sip_that_begins_in_a_stay_gives_no_earlier_time() -> None:
    course = a_stay_that_needs_sip().then("ÖV 2026-03-04 08:00 sip-initiera", samtycke="ja")
    told = course.then(
        "ÖV 2026-03-05 08:00 sip-kartlaggning", efterregistrerad="2026-03-02 07:59"
    ).at("2026-03-06 12:00")
    assert codes(told, 6) == ["tid-fore-inskrivning"]


def test_a_sip_without_a_stay_ends_with_its_closing() -> None:
    told = _sip_outside("ÖV").then("ÖV 2026-03-03 08:00 sip-avsluta").at("2026-03-04 08:00")
    assert told["tillstand"] == "avslutat"


OUT_OF_ORDER = [
    ("uppratta-utan-mote", "sip-uppratta", ["sip-mote-saknas"]),
    ("bekrafta-utan-plan", "sip-bekrafta", ["sip-ej-upprattad"]),
    ("folja-upp-utan-plan", "sip-uppfoljning", ["sip-ej-upprattad"]),
    ("utvardera-utan-plan", "sip-utvardering", ["sip-ej-upprattad"]),
    ("starta-en-till", "sip-initiera", ["sip-redan-oppen"]),
]


@pytest.mark.parametrize(
    ("command", "reasons"), [row[1:] for row in OUT_OF_ORDER], ids=[row[0] for row in OUT_OF_ORDER]
)
def test_the_steps_of_a_sip_come_in_order(command: str, reasons: list[str]) -> None:
    told = _sip_outside("ÖV").then(f"ÖV 2026-03-03 08:00 {command}").at("2026-03-04 08:00")
    assert codes(told, 2) == reasons


def test_the_planned_follow_up_is_a_deadline_until_it_is_done() -> None:
    course = (
        _sip_outside("ÖV")
        .then("ÖV 2026-03-03 08:00 sip-mote")
        .then("ÖV 2026-03-03 09:00 sip-uppratta", uppfoljning="2026-04-07")
    )
    found = deadline(course.at("2026-04-08 08:00"), "sip-uppfoljning")
    assert (found["senast"], found["status"]) == ("2026-04-07 23:59", "passerad")
    later = course.then("ÖV 2026-04-07 10:00 sip-uppfoljning", uppfoljning="2026-06-01")
    assert deadline(later.at("2026-04-08 08:00"), "sip-uppfoljning")["senast"] == "2026-06-01 23:59"


def test_a_sip_outlives_the_stay() -> None:
    course = (
        a_stay_that_needs_sip()
        .then("ÖV 2026-03-04 10:00 kallelse-sip", mottagare=["kommun"])
        .then("K 2026-03-04 11:00 kvittera", meddelande="inskrivningsmeddelande")
        .then("ÖV 2026-03-04 11:00 kvittera", meddelande="inskrivningsmeddelande")
        .then("K 2026-03-04 11:00 svara-kallelse")
        .then("SV 2026-03-06 10:00 skriv-ut")
        .then("SV 2026-03-07 10:00 avsluta-arende")
        .then("ÖV 2026-03-10 10:00 sip-mote")
        .then("ÖV 2026-03-10 11:00 sip-uppratta")
    )
    told = course.at("2026-03-11 12:00")
    assert told["avvisade"] == []
    assert (told["tillstand"], told["sip"]["status"]) == ("avslutat", "upprattad")


def test_a_ward_that_everybody_has_left_alone_with_a_sip_may_end_it() -> None:
    course = (
        _sip_outside("SV")
        .then("SV 2026-03-02 09:00 generellt-meddelande")
        .then("ÖV 2026-03-02 10:00 avvisa")
    )
    early = course.then("SV 2026-03-02 11:00 sip-avsluta").at("2026-03-03 08:00")
    assert codes(early, 4) == ["fel-roll"]
    alone = course.then("K 2026-03-02 11:00 avvisa").then("SV 2026-03-02 12:00 sip-avsluta")
    assert alone.at("2026-03-03 08:00")["tillstand"] == "avslutat"
