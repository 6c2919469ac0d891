"""Det som sällan händer: en rad i processen som annars bara prövas på skärmen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ledstang.loading import load_rulebook
from planning.flags import standing
from planning.guidance import what_if
from planning.moments import parse_moment
from planning.payment_desk import PaymentDesk
from planning.payment_month import Month
from planning.views import case_row
from tests.builders import (
    MUNICIPALITY,
    PATIENT,
    WARD,
    Course,
    a_stay,
    a_stay_that_needs_sip,
    a_world,
    an_announced_stay,
)
from tests.rules.office import ASKED, NOW, admission, an_office


def test_an_annulled_care_plan_is_no_longer_there() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 samordnad-vardplan")
        .then("SV 2026-03-03 09:00 makulera", meddelande="samordnad-vardplan")
    )
    assert course.case("2026-03-03 08:30").care_plan is not None
    assert course.case("2026-03-03 12:00").care_plan is None


def test_an_answer_after_the_receipt_leaves_the_receipt_as_it_was() -> None:
    course = (
        a_stay_that_needs_sip()
        .then("ÖV 2026-03-04 08:00 kallelse-sip")
        .then("K 2026-03-04 09:00 kvittera", meddelande="kallelse-sip")
        .then("K 2026-03-04 10:00 svara-kallelse")
    )
    (summons,) = course.case("2026-03-04 12:00").valid_messages("kallelse-sip")
    delivery = summons.delivery_to("sundsvall-bistand")
    assert delivery is not None
    assert delivery.acknowledged_at == NOW + timedelta(days=2, hours=1)


FLAGS: list[tuple[str, Course, str]] = [
    ("samordnad-vardplan", an_announced_stay().then("SV 2026-03-03 08:00 samordnad-vardplan"),
     "tvangsvard"),
    ("samtycke-vid-tvangsvard", a_stay().then("SV 2026-03-03 08:00 samtycke",
                                              varde="ja-tvangsvard"), "tvangsvard"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("course", "flag"), [row[1:] for row in FLAGS], ids=[row[0] for row in FLAGS]
)
def test_a_list_row_bears_the_mark(course: Course, flag: str) -> None:
    case = course.case("2026-03-03 12:00")
    assert flag in case_row(case, a_world(), NOW + timedelta(days=1)).flags


AWAY = (
    an_announced_stay()
    .then("SV 2026-03-03 08:00 permission", fran="2026-03-04 09:00", till="2026-03-06 15:00")
    .then("ÖV 2026-03-03 09:00 hinder-oppenvard", fran="2026-03-05", till="2026-03-07", orsak="Kö")
)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-04 08:59", []),
        ("2026-03-04 09:00", ["permission"]),
        ("2026-03-05 00:00", ["permission", "hinder-oppenvard"]),
        ("2026-03-06 15:00", ["hinder-oppenvard"]),
        ("2026-03-07 00:00", []),
    ],
)
def test_a_mark_that_holds_for_a_time_is_seen_during_it_alone(moment: str, told: list[str]) -> None:
    row = case_row(AWAY.case("2026-03-03 12:00"), a_world(), NOW + timedelta(days=1))
    for_a_time = {"permission", "hinder-oppenvard"}
    standing_then = standing(row.flags, parse_moment(moment))
    assert [each for each in standing_then if each in for_a_time] == told


def test_a_mark_that_an_earlier_version_wrote_without_a_time_is_seen() -> None:
    assert standing(("permission", "tolk"), NOW) == ("permission", "tolk")


@pytest.mark.parametrize("contact", [True, False], ids=["utsedd", "inte-utsedd"])
def test_what_if_tells_what_is_missing_for_the_summons(contact: bool) -> None:
    course = an_announced_stay()
    if contact:
        course = course.then("ÖV 2026-03-03 09:00 fast-vardkontakt", namn="Hanna")
    course = course.then("ÖV 2026-03-03 10:00 sip-stallningstagande", samtycke="ja")
    said = what_if(course.case("2026-03-03 12:00"), WARD, a_world(), NOW + timedelta(days=1))
    missing = "Ingen kallelse till SIP är skickad." if contact else "Ingen fast vårdkontakt är"
    assert said[-1].startswith(missing)


def test_a_party_starts_a_sip_in_the_stay_that_is_there() -> None:
    office = an_office()
    values = {**PATIENT, "samtycke": "ja"}
    later = NOW + timedelta(hours=1)
    started = office.desk.do(MUNICIPALITY, None, "sip-initiera", values, later, ASKED)
    assert started.case_id == office.case_id


def test_a_basis_counts_every_patient_of_the_month_by_the_same_agreement() -> None:
    office = an_office()
    other = admission(personnummer="189602029812", namn="Testa Provsson")
    second = office.desk.do(WARD, None, "skriv-in", other, NOW, ASKED).case_id
    for case_id in (office.case_id, second):
        office.desk.do(WARD, case_id, "utskrivningsklar", {}, NOW + timedelta(hours=2), ASKED)
    kommun = replace(MUNICIPALITY, kommun="sundsvall")
    asked = NOW + timedelta(days=10)
    basis = PaymentDesk(office.desk).basis(kommun, "sundsvall", Month(2026, 3), asked, ASKED)
    assert {line.case_id for line in basis.lines} == {office.case_id, second}


def test_in_a_case_nobody_is_asked_again_who_it_is_about() -> None:
    command = load_rulebook().commands["sip-initiera"]
    asked = {each.id for each in command.in_case().fields}
    assert "personnummer" in {each.id for each in command.fields} - asked
    assert asked
