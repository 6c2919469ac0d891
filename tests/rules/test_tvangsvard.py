"""Psykiatrisk tvångsvård (LPT 7 a §): vårdplan, justering, beslut som räknas som underrättelse."""

from __future__ import annotations

import pytest

from tests.builders import PARTIES, Course, an_announced_stay, codes, period, step, warned

PSYCHIATRY = {**PARTIES, "oppenvard": ["oppenpsyk", "hc-granlo"]}


def a_plan() -> Course:
    return an_announced_stay(parties=PSYCHIATRY).then("SV 2026-03-04 09:00 samordnad-vardplan")


def an_adjusted_plan() -> Course:
    course = a_plan()
    for minute, who in enumerate(("oppenpsyk", "hc-granlo", "sundsvall-bistand"), start=10):
        course = course.then(f"{who} 2026-03-04 10:{minute} justera-vardplan")
    return course


def test_the_plan_is_valid_when_every_unit_has_adjusted_it() -> None:
    told = an_adjusted_plan().at("2026-03-04 12:00")
    assert told["avvisade"] == []
    assert step(told, "justera-vardplan") == "klar"


@pytest.mark.parametrize(
    "adjusted",
    [[], ["oppenpsyk"], ["oppenpsyk", "hc-granlo"]],
    ids=["ingen", "en-av-tre", "tva-av-tre"],
)
def test_no_decision_is_told_before_all_have_adjusted(adjusted: list[str]) -> None:
    course = a_plan()
    for who in adjusted:
        course = course.then(f"{who} 2026-03-04 10:00 justera-vardplan")
    number = len(course.lines) + 1
    told = course.then("SV 2026-03-04 11:00 beslut-oppen-tvangsvard").at("2026-03-04 12:00")
    assert codes(told, number) == ["vardplan-ej-justerad"]
    assert step(told, "beslut-oppen-tvangsvard") == "sparrad"


def test_the_reason_names_the_role_that_has_not_adjusted() -> None:
    course = a_plan().then("K 2026-03-04 10:00 justera-vardplan")
    told = course.then("SV 2026-03-04 11:00 beslut-oppen-tvangsvard").at("2026-03-04 12:00")
    (reason,) = told["avvisade"][0]["skal"]
    assert (reason["atgard"], reason["av"]) == ("justera-vardplan", "oppenvard")


def test_the_plan_takes_the_place_of_a_sip_that_nobody_has_asked_for() -> None:
    without = an_announced_stay(parties=PSYCHIATRY).at("2026-03-04 12:00")
    told = a_plan().at("2026-03-04 12:00")
    for asked in ("sip-stallningstagande", "kallelse-sip"):
        assert step(without, asked) != "ej-aktuell"
        assert step(told, asked) == "ej-aktuell"


def test_a_sip_that_was_decided_on_is_asked_for_beside_the_plan() -> None:
    decided = a_plan().then("ÖV 2026-03-04 10:00 sip-stallningstagande", varde="behovs")
    told = decided.at("2026-03-04 12:00")
    assert step(told, "sip-stallningstagande") == "klar"
    assert step(told, "kallelse-sip") != "ej-aktuell"


def test_without_a_plan_the_remedy_is_to_draw_one_up() -> None:
    told = an_announced_stay().then("SV 2026-03-04 11:00 beslut-oppen-tvangsvard")
    (reason,) = told.at("2026-03-04 12:00")["avvisade"][0]["skal"]
    assert (reason["atgard"], reason["av"]) == ("samordnad-vardplan", "slutenvard")


def test_a_unit_that_has_left_is_not_waited_for_and_a_new_plan_is_drawn_up() -> None:
    course = (
        a_plan()
        .then("oppenpsyk 2026-03-04 10:00 justera-vardplan")
        .then("hc-granlo 2026-03-04 10:00 justera-vardplan")
        .then("SV 2026-03-04 10:30 byt-kommun", till_kommun="timra")
    )
    told = course.then("SV 2026-03-04 11:00 beslut-oppen-tvangsvard").at("2026-03-04 12:00")
    assert step(told, "justera-vardplan") == "kommande"
    assert "justera-vardplan" not in [each["steg"] for each in told["nasta"]]
    (reason,) = told["avvisade"][0]["skal"]
    assert (reason["atgard"], reason["av"]) == ("samordnad-vardplan", "slutenvard")


DECIDED = [
    ("fore-tolv", "2026-03-05 12:00", "2026-03-08"),
    ("efter-tolv", "2026-03-05 12:01", "2026-03-09"),
]


@pytest.mark.parametrize(
    ("sent", "first"), [row[1:] for row in DECIDED], ids=[r[0] for r in DECIDED]
)
def test_the_decision_is_the_notice_that_liability_counts_from(sent: str, first: str) -> None:
    told = an_adjusted_plan().then(f"SV {sent} beslut-oppen-tvangsvard").at("2026-03-12 12:00")
    assert told["tillstand"] == "utskrivningsklar"
    assert (period(told)["skickad"], period(told)["startar"]) == (sent, first)


def test_a_decision_told_on_paper_counts_from_when_it_was_told() -> None:
    told = (
        an_adjusted_plan()
        .then("SV 2026-03-06 10:00 beslut-oppen-tvangsvard", efterregistrerad="2026-03-05 12:00")
        .at("2026-03-12 12:00")
    )
    assert (period(told)["skickad"], period(told)["startar"]) == ("2026-03-05 12:00", "2026-03-08")


def test_the_decision_and_the_ordinary_notice_exclude_each_other() -> None:
    course = an_adjusted_plan().then("SV 2026-03-05 10:00 beslut-oppen-tvangsvard")
    told = course.then("SV 2026-03-05 11:00 utskrivningsklar").at("2026-03-05 12:00")
    assert codes(told, 8) == ["uk-redan-aktiv"]


def test_an_annulled_decision_is_not_counted() -> None:
    course = (
        an_adjusted_plan()
        .then("SV 2026-03-05 10:00 beslut-oppen-tvangsvard")
        .then("SV 2026-03-05 11:00 makulera", meddelande="beslut-oppen-tvangsvard")
    )
    assert period(course.at("2026-03-12 12:00"))["hinder"] == ["makulerad"]


def test_a_unit_outside_the_plan_does_not_adjust_it() -> None:
    course = a_plan().then("SV 2026-03-04 09:30 lagg-till-part", mottagare=["hc-timra"])
    told = course.then("hc-timra 2026-03-04 10:00 justera-vardplan").at("2026-03-04 12:00")
    (reason,) = told["avvisade"][0]["skal"]
    assert (reason["kod"], reason["atgard"]) == ("ej-mottagare", "samordnad-vardplan")


def test_a_new_plan_must_be_adjusted_anew() -> None:
    course = an_adjusted_plan().then("SV 2026-03-05 09:00 samordnad-vardplan")
    told = course.then("SV 2026-03-05 10:00 beslut-oppen-tvangsvard").at("2026-03-05 12:00")
    assert codes(told, 8) == ["vardplan-ej-justerad"]


def test_the_decision_warns_as_the_ordinary_notice_does() -> None:
    course = an_adjusted_plan().then(
        "SV 2026-03-05 10:00 beslut-oppen-tvangsvard", mottagare=["oppenpsyk"]
    )
    assert warned(course.at("2026-03-05 12:00"), 7) == ["mottagare-saknas"]


def test_a_compulsory_consent_is_a_consent() -> None:
    course = an_announced_stay(parties=PSYCHIATRY).then(
        "SV 2026-03-02 11:00 samtycke", varde="ja-tvangsvard"
    )
    assert step(course.at("2026-03-02 12:00"), "samtycke") == "klar"


def test_when_a_unit_in_the_plan_has_left_the_remedy_is_a_new_plan() -> None:
    course = (
        a_plan()
        .then("K 2026-03-04 10:00 avvisa", meddelande="samordnad-vardplan")
        .then("K 2026-03-04 10:00 avvisa", meddelande="inskrivningsmeddelande")
        .then("SV 2026-03-04 11:00 beslut-oppen-tvangsvard")
    )
    (reason,) = course.at("2026-03-04 12:00")["avvisade"][0]["skal"]
    assert (reason["atgard"], reason["av"]) == ("samordnad-vardplan", "slutenvard")
