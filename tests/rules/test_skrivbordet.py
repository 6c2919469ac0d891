"""Skrivbordet över flera vårdtider: återinskrivning, rättelser, listor som byggs om."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ledstang.loading import load_agreements
from planning.desk import Desk, OverviewQuery
from planning.errors import AgreementMissing, Refusal
from planning.organisation import Actor, Purpose
from planning.ports import CaseRow, InboxRow
from planning.vocabulary import Role
from tests.builders import MUNICIPALITY, OPEN_CARE, PATIENT, WARD
from tests.rules.office import ASKED, NOW, Office, admission, an_empty_desk, an_office


def _stay_with_sip() -> Office:
    """A stay with a contact and an open SIP, discharged again."""
    office = an_office()
    office.do(WARD, "samtycke", varde="ja")
    office.do(WARD, "inskrivningsmeddelande", behov=["kommunal-hsv"])
    office.do(OPEN_CARE, "fast-vardkontakt", namn="Hanna", yrke="Sjuksköterska", telefon="060")
    office.do(OPEN_CARE, "sip-initiera", mottagare=["sundsvall-bistand"], samtycke="ja")
    office.do(OPEN_CARE, "sip-mote", minutes=90)
    office.do(OPEN_CARE, "sip-uppratta", minutes=95, uppfoljning="2026-06-01")
    office.do(WARD, "skriv-ut", minutes=120)
    return office


def _admitted_again(office: Office, **changed: str) -> Office:
    later = NOW + timedelta(days=10)
    values = {**PATIENT, **changed}
    opened = office.desk.do(WARD, None, "skriv-in", values, later, ASKED)
    return replace(office, case_id=opened.case_id)


def test_a_readmission_keeps_parties_contact_and_plan_but_not_the_consent() -> None:
    first = _stay_with_sip()
    again = _admitted_again(first)
    case = again.desk.open_case(WARD, again.case_id, NOW + timedelta(days=10), ASKED).case
    assert again.case_id != first.case_id
    assert {party.unit for party in case.parties} >= {"hc-granlo", "sundsvall-bistand"}
    assert [contact.name for contact in case.contacts] == ["Hanna"]
    assert case.sip is not None
    assert [version.number for version in case.sip.versions] == [1]
    assert (case.consent, case.sip_agreed) == (None, False)


def test_a_readmission_with_another_halsocentral_leaves_the_old_contact_behind() -> None:
    again = _admitted_again(_stay_with_sip(), oppenvard="hc-timra")
    case = again.desk.open_case(WARD, again.case_id, NOW + timedelta(days=10), ASKED).case
    assert {party.unit for party in case.parties_of(Role.OPEN_CARE)} == {"hc-timra"}
    assert case.contacts == ()


def test_the_first_stay_is_left_as_it_was() -> None:
    first = _stay_with_sip()
    before = first.desk.stores.cases.events(first.case_id)
    _admitted_again(first)
    assert first.desk.stores.cases.events(first.case_id) == before


@pytest.mark.parametrize(
    ("what", "attribute", "value"),
    [
        ("namn", "name", "Test Nytt"),
        ("adress", "address", "Nygatan 2"),
        ("sprak", "language", "finska"),
        ("narstaende", "relatives", "Dotter"),
    ],
)
def test_a_corrected_detail_is_the_one_that_is_shown(what: str, attribute: str, value: str) -> None:
    office = an_office()
    office.do(WARD, "ratta", uppgift=what, nytt_varde=value, orsak="Fel")
    case = office.desk.open_case(WARD, office.case_id, NOW, ASKED).case
    assert getattr(case.patient, attribute) == value


def test_only_the_ward_undoes_a_discharge() -> None:
    office = an_office()
    office.do(WARD, "skriv-ut")
    with pytest.raises(Refusal, match="fel-roll"):
        office.do(MUNICIPALITY, "ratta", uppgift="utskrivning", orsak="Fel", minutes=90)


def test_a_correction_needs_its_new_value() -> None:
    with pytest.raises(Refusal, match="falt-saknas"):
        an_office().do(WARD, "ratta", uppgift="namn", orsak="Fel")


def test_a_command_that_begins_nothing_needs_a_case() -> None:
    desk, _ = an_empty_desk()
    with pytest.raises(Refusal, match="arende-saknas"):
        desk.do(WARD, None, "samtycke", {}, NOW, ASKED)


def _views(desk: Desk) -> tuple[list[CaseRow], list[InboxRow]]:
    actors = (WARD, OPEN_CARE, MUNICIPALITY)
    rows = [
        row
        for actor in actors
        for active in (True, False)
        for row in desk.overview(actor, NOW, OverviewQuery(active=active), ASKED)
    ]
    return rows, [row for actor in actors for row in desk.inbox(actor, NOW, False, ASKED)]


def test_lists_built_anew_are_the_lists_that_grew() -> None:
    office = _admitted_again(_stay_with_sip())
    before = _views(office.desk)
    assert office.desk.rebuild(NOW + timedelta(days=400)) == 2
    assert _views(office.desk) == before
    assert before[0]
    assert before[1]


def test_a_sip_without_a_stay_becomes_the_case_of_the_admission() -> None:
    desk, _ = an_empty_desk()
    values = {**PATIENT, "mottagare": ["hc-granlo"], "samtycke": "ja"}
    started = desk.do(MUNICIPALITY, None, "sip-initiera", values, NOW, ASKED)
    opened = desk.do(WARD, None, "skriv-in", admission(), NOW + timedelta(hours=1), ASKED)
    assert opened.case_id == started.case_id


def test_a_sip_that_is_closed_is_left_alone_by_a_later_admission() -> None:
    desk, _ = an_empty_desk()
    values = {**PATIENT, "mottagare": ["hc-granlo"], "samtycke": "ja"}
    started = desk.do(MUNICIPALITY, None, "sip-initiera", values, NOW, ASKED)
    desk.do(MUNICIPALITY, started.case_id, "sip-avsluta", {}, NOW, ASKED)
    opened = desk.do(WARD, None, "skriv-in", admission(), NOW + timedelta(hours=1), ASKED)
    assert opened.case_id != started.case_id


def test_a_person_without_care_purpose_sees_no_lists() -> None:
    office = an_office()
    clerk = Actor("karin", "Karin", Role.WARD, "avd-11", Purpose.ADMINISTRATION)
    assert not office.desk.overview(clerk, NOW, OverviewQuery(), ASKED)


def test_a_case_is_never_counted_by_another_agreement_than_its_own() -> None:
    office, other = an_office(), load_agreements()["vasternorrland"]
    desk = replace(office.desk, agreements={other.reference: other}, agreement=other)
    with pytest.raises(AgreementMissing, match="lagen 1"):
        desk.open_case(WARD, office.case_id, NOW, ASKED)


def test_the_tree_of_units_holds_everything_below_a_unit() -> None:
    units = an_office().desk.organisation()
    below = replace(units.units["avd-14"], parent="avd-11")
    tree = replace(units, units={**units.units, "avd-14": below})
    assert tree.within("avd-11") == {"avd-11", "avd-14"}
    assert tree.within("hc-granlo") == {"hc-granlo"}


def test_a_closed_case_is_not_taken_up_again_by_a_new_admission() -> None:
    first = an_office()
    first.do(WARD, "skriv-ut", minutes=120)
    first.do(WARD, "avsluta-arende", minutes=130)
    again = _admitted_again(first)
    assert again.case_id != first.case_id
    assert again.desk.files.read(first.case_id).case.ended
