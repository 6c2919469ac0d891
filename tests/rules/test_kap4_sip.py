"""Lag (2017:612) 4 kap.: samordnad individuell planering, kallelse, samtycke."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    PARTIES,
    Course,
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

# 4 kap. 3 §: kallelsen senast tre dagar efter underrättelsen, med helgregeln
SUMMONS_DUE = [
    # id, utskrivningsklar skickat, senast med helgregel, senast utan
    ("mandag-till-torsdag", "2026-03-02 15:00", "2026-03-05", "2026-03-05"),
    ("efter-kl-12-spelar-ingen-roll", "2026-03-02 12:01", "2026-03-05", "2026-03-05"),
    ("onsdag-blir-lordag", "2026-03-04 10:00", "2026-03-09", "2026-03-07"),
    ("torsdag-blir-sondag", "2026-03-05 10:00", "2026-03-09", "2026-03-08"),
    ("fredag-blir-mandag", "2026-03-06 10:00", "2026-03-09", "2026-03-09"),
    ("langfredagen", "2026-03-31 10:00", "2026-04-07", "2026-04-03"),
    ("annandag-pask", "2026-04-03 10:00", "2026-04-07", "2026-04-06"),
    ("forsta-maj", "2026-04-28 10:00", "2026-05-04", "2026-05-01"),
    ("kristi-himmelsfardsdag", "2026-05-11 10:00", "2026-05-15", "2026-05-14"),
    ("nationaldagen-ar-en-lordag", "2026-06-03 10:00", "2026-06-08", "2026-06-06"),
    ("midsommarafton", "2026-06-16 10:00", "2026-06-22", "2026-06-19"),
    ("julafton", "2026-12-21 10:00", "2026-12-28", "2026-12-24"),
    ("nyarsafton", "2026-12-28 10:00", "2027-01-04", "2026-12-31"),
    ("trettondagen", "2027-01-03 10:00", "2027-01-07", "2027-01-06"),
    ("skottdagen", "2028-02-26 10:00", "2028-02-29", "2028-02-29"),
    ("over-sommartidsnatten", "2026-03-27 10:00", "2026-03-30", "2026-03-30"),
    ("over-vintertidsnatten", "2026-10-23 10:00", "2026-10-26", "2026-10-26"),
]


def _needs_sip(admitted: str) -> Course:
    day = admitted.split()[0]
    return (
        an_announced_stay(admitted)
        .then(f"ÖV {day} 10:00 fast-vardkontakt")
        .then(f"ÖV {day} 10:00 sip-stallningstagande", varde="behovs", samtycke="ja")
    )


def _ready(sent: str) -> Course:
    day = sent.split()[0]
    course = _needs_sip(f"{day} 08:00")
    return course.then(f"SV {max(sent, f'{day} 10:00')} utskrivningsklar")


@pytest.mark.parametrize(
    ("sent", "with_rule", "without"),
    [row[1:] for row in SUMMONS_DUE],
    ids=[row[0] for row in SUMMONS_DUE],
)
def test_the_summons_is_due_three_days_after_the_notice(
    sent: str, with_rule: str, without: str
) -> None:
    course = _ready(sent)
    assert deadline(course.at(sent), "kallelse-sip")["senast"] == f"{with_rule} 23:59"
    strict = course.at(sent, helgregel=False)
    assert deadline(strict, "kallelse-sip")["senast"] == f"{without} 23:59"


SUMMONED = [
    ("fore-underrattelsen", "2026-03-04 09:00", "i-tid"),
    ("sista-sekunden", "2026-03-09 23:59:59", "i-tid"),
    ("sekunden-efter", "2026-03-10 00:00:00", "forsenad"),
]


@pytest.mark.parametrize(
    ("called", "status"), [row[1:] for row in SUMMONED], ids=[row[0] for row in SUMMONED]
)
def test_the_summons_is_judged_by_when_it_was_sent(called: str, status: str) -> None:
    lines = sorted([("2026-03-05 10:00", "SV", "utskrivningsklar"), (called, "ÖV", "kallelse-sip")])
    course = a_stay_that_needs_sip()
    for when, who, command in lines:
        course = course.then(f"{who} {when} {command}", **_meeting(command))
    told = course.at("2026-03-11 10:00")
    assert told["avvisade"] == []
    assert deadline(told, "kallelse-sip")["status"] == status


def _meeting(command: str) -> dict[str, str]:
    return {"mote": "2026-03-12 13:00"} if command == "kallelse-sip" else {}


def test_a_second_summons_does_not_make_the_first_one_late() -> None:
    course = (
        a_stay_that_needs_sip()
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("ÖV 2026-03-06 10:00 kallelse-sip")
        .then("ÖV 2026-03-12 10:00 kallelse-sip")
    )
    told = course.at("2026-03-13 10:00")
    assert deadline(told, "kallelse-sip")["status"] == "i-tid"
    assert period(told)["omtvistad"] is False


def test_a_withdrawn_summons_no_longer_counts() -> None:
    course = (
        a_stay_that_needs_sip()
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("ÖV 2026-03-06 10:00 kallelse-sip")
        .then("ÖV 2026-03-06 11:00 aterta-kallelse", orsak="Fel dag")
    )
    told = course.at("2026-03-07 10:00")
    assert deadline(told, "kallelse-sip")["status"] == "lopande"
    assert period(told)["hinder"] == ["kallelse-saknas"]


def test_no_summons_is_due_when_the_notice_is_withdrawn_or_annulled() -> None:
    course = a_stay_that_needs_sip().then("SV 2026-03-05 10:00 utskrivningsklar")
    for command, values in (
        ("aterta-utskrivningsklar", {}),
        ("makulera", {"meddelande": "utskrivningsklar"}),
    ):
        told = course.then(f"SV 2026-03-05 11:00 {command}", **values).at("2026-03-05 12:00")
        assert "kallelse-sip" not in [each["steg"] for each in told["frister"]]


# Vem kallar, och vad behövs först -----------------------------------------------------------------
SUMMONS_REFUSED: list[tuple[str, Course, list[str]]] = [
    (
        "inget-stallningstagande",
        a_stay_with_contact().then("SV 2026-03-03 11:00 samtycke"),
        ["sip-inte-aktuell"],
    ),
    (
        "ingen-fast-vardkontakt",
        an_announced_stay().then(
            "ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs", samtycke="ja"
        ),
        ["fvk-saknas"],
    ),
    (
        "inget-samtycke",
        a_stay_with_contact().then("ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs"),
        ["samtycke-saknas"],
    ),
    (
        "patienten-tackar-nej",
        a_stay_with_contact().then(
            "ÖV 2026-03-03 10:00 sip-stallningstagande", varde="nekad", samtycke="ja"
        ),
        ["sip-nekad"],
    ),
    (
        "sip-behovs-ej",
        a_stay_with_contact().then(
            "ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs-ej", samtycke="ja"
        ),
        ["sip-inte-aktuell"],
    ),
    ("allt-saknas", a_stay(), ["sip-inte-aktuell", "fvk-saknas", "samtycke-saknas"]),
]


@pytest.mark.parametrize(
    ("course", "reasons"),
    [row[1:] for row in SUMMONS_REFUSED],
    ids=[row[0] for row in SUMMONS_REFUSED],
)
def test_a_summons_is_refused_with_every_reason(course: Course, reasons: list[str]) -> None:
    number = len(course.lines) + 1
    told = course.then("ÖV 2026-03-04 10:00 kallelse-sip").at("2026-03-04 12:00")
    assert codes(told, number) == reasons


def test_each_reason_names_what_lifts_it_and_who() -> None:
    told = (
        an_announced_stay()
        .then("ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs", samtycke="ja")
        .then("ÖV 2026-03-04 10:00 kallelse-sip")
        .at("2026-03-04 12:00")
    )
    (reason,) = told["avvisade"][0]["skal"]
    assert (reason["kod"], reason["atgard"], reason["av"]) == (
        "fvk-saknas",
        "fast-vardkontakt",
        "oppenvard",
    )


def test_in_a_stay_neither_kommun_nor_ward_calls() -> None:
    for who in ("K", "SV"):
        told = a_stay_that_needs_sip().then(f"{who} 2026-03-04 10:00 kallelse-sip")
        assert codes(told.at("2026-03-04 12:00"), 5) == ["fel-roll"]


def _two_open_care_units() -> Course:
    parties = {**PARTIES, "oppenvard": ["hc-granlo", "oppenpsyk"]}
    return (
        an_announced_stay(parties=parties)
        .then("oppenpsyk 2026-03-03 09:00 fast-vardkontakt", namn="Pia")
        .then("hc-granlo 2026-03-03 10:00 sip-stallningstagande", varde="behovs", samtycke="ja")
    )


def test_only_the_unit_with_the_contact_calls() -> None:
    told = _two_open_care_units().then("hc-granlo 2026-03-04 10:00 kallelse-sip")
    assert codes(told.at("2026-03-04 12:00"), 5) == ["fel-fast-vardkontakt"]


def test_the_role_alone_means_the_unit_with_the_contact() -> None:
    course = _two_open_care_units().then("ÖV 2026-03-04 10:00 kallelse-sip")
    assert course.at("2026-03-04 12:00")["avvisade"] == []


def test_the_caller_may_annul_its_own_summons() -> None:
    course = (
        _two_open_care_units()
        .then("ÖV 2026-03-04 10:00 kallelse-sip")
        .then("ÖV 2026-03-04 11:00 makulera", meddelande="kallelse-sip")
    )
    told = course.at("2026-03-04 12:00")
    assert told["avvisade"] == []
    assert told["sip"]["status"] == "behovs"


def test_called_units_answer_and_others_do_not() -> None:
    course = a_stay_that_needs_sip().then(
        "ÖV 2026-03-04 10:00 kallelse-sip", mottagare=["kommun", "slutenvard"]
    )
    told = course.then("K 2026-03-04 11:00 svara-kallelse", svar="ersattare").at("2026-03-04 12:00")
    assert step(told, "svara-kallelse") == "pagar"
    both = course.then("K 2026-03-04 11:00 svara-kallelse").then(
        "SV 2026-03-04 11:30 svara-kallelse", svar="nej", orsak="Ingen ledig"
    )
    assert step(both.at("2026-03-04 12:00"), "svara-kallelse") == "klar"
    uncalled = course.then("ÖV 2026-03-04 11:00 svara-kallelse")
    assert codes(uncalled.at("2026-03-04 12:00"), 6) == ["ej-kallad"]


# 4 kap. 2 §: samtycke, varifrån det kommer --------------------------------------------------------
Line = tuple[str, dict[str, Any]]
CONSENT: list[tuple[str, list[Line], bool]] = [
    ("ja-vid-samtycket", [("SV {} samtycke", {"varde": "ja"})], True),
    ("ja-tvangsvard", [("SV {} samtycke", {"varde": "ja-tvangsvard"})], True),
    ("nej", [("SV {} samtycke", {"varde": "nej"})], False),
    ("menprovning", [("SV {} samtycke", {"varde": "menprovning"})], False),
    ("ej-tillfragad", [("SV {} samtycke", {"varde": "ej-tillfragad"})], False),
    ("eget-ja-till-sip", [("ÖV {} sip-stallningstagande", {"samtycke": "ja"})], True),
    (
        "eget-ja-trots-tidigare-nej",
        [
            ("SV {} samtycke", {"varde": "nej"}),
            ("ÖV {} sip-stallningstagande", {"samtycke": "ja"}),
        ],
        True,
    ),
    (
        "eget-nej-efter-ja",
        [
            ("SV {} samtycke", {"varde": "ja"}),
            ("ÖV {} sip-stallningstagande", {"samtycke": "nej"}),
        ],
        False,
    ),
    (
        "ja-efter-eget-nej",
        [
            ("ÖV {} sip-stallningstagande", {"samtycke": "nej"}),
            ("SV {} samtycke", {"varde": "ja"}),
        ],
        True,
    ),
    ("ja-nar-sip-startas", [("ÖV {} sip-initiera", {"samtycke": "ja"})], True),
    ("nej-nar-sip-startas", [("ÖV {} sip-initiera", {"samtycke": "nej"})], False),
    (
        "nej-nar-sip-startas-sedan-ja",
        [
            ("ÖV {} sip-initiera", {"samtycke": "nej"}),
            ("ÖV {} sip-stallningstagande", {"samtycke": "ja"}),
        ],
        True,
    ),
]


@pytest.mark.parametrize(
    ("lines", "agreed"), [row[1:] for row in CONSENT], ids=[row[0] for row in CONSENT]
)
def test_the_latest_answer_of_the_patient_decides(lines: list[Line], agreed: bool) -> None:
    course = a_stay_with_contact().then("ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs")
    for line, values in lines:
        course = course.then(line.format("2026-03-03 11:00"), **values)
    told = course.then("ÖV 2026-03-04 10:00 kallelse-sip").at("2026-03-04 12:00")
    assert codes(told, len(course.lines) + 1) == ([] if agreed else ["samtycke-saknas"])


def test_a_no_is_shown_but_never_stops_the_notice_of_admission() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-02 09:00 samtycke", varde="nej")
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande", bedomt="2026-03-02 09:00")
    )
    told = course.at("2026-03-02 12:00")
    assert told["avvisade"] == []
    assert (warned(told, 2), warned(told, 3)) == (["samtycke-nej"], ["samtycke-nej"])
