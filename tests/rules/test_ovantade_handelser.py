"""Vad som än står i loggen eller i ett formulär: svaret är ett ärende eller ett nej."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from planning.case import Case
from planning.copying import changed
from planning.errors import InvalidDefinition, Refusal
from planning.events import Event, EventKind
from planning.fold import fold
from planning.moments import parse_moment
from planning.organisation import Actor
from planning.rules import Attempt, can_do
from planning.telling import situation_as_data
from planning.vocabulary import Role
from tests.builders import (
    MUNICIPALITY,
    OPEN_CARE,
    WARD,
    a_ready_stay,
    a_stay_that_needs_sip,
    a_world,
    an_announced_stay,
    period,
)
from tests.rules.office import ASKED, NOW, an_office

# En logg som ingen regel skulle släppa igenom ---------------------------------------------------
NOTHING_TO_CHANGE: list[tuple[EventKind, dict[str, Any]]] = [
    (EventKind.CORRECTED, {"uppgift": "namn", "nytt_varde": "Ny"}),
    (EventKind.CORRECTED, {"uppgift": "identitet"}),
    (EventKind.IDENTITY_MERGED, {"personnummer": "189002029800"}),
    (EventKind.SUMMONS_ANSWERED, {"svar": "ja"}),
    (EventKind.SIP_CONFIRMED, {}),
    (EventKind.SIP_MAPPED, {}),
    (EventKind.CARE_PLAN_ADJUSTED, {}),
    (EventKind.READINESS_WITHDRAWN, {}),
    (EventKind.MESSAGE_ACKNOWLEDGED, {"meddelande": 17}),
]


@pytest.mark.parametrize(
    ("kind", "data"), NOTHING_TO_CHANGE, ids=[kind.value for kind, _ in NOTHING_TO_CHANGE]
)
def test_an_event_that_finds_nothing_to_change_changes_nothing(
    kind: EventKind, data: dict[str, Any]
) -> None:
    event = Event(1, kind, NOW, NOW, Role.WARD, "avd-11", "anna", data)
    case = fold("c", [event])
    assert (case.version, case.patient, case.sip, case.care_plan) == (1, None, None, None)
    assert (case.periods, case.summonses) == ((), ())


def test_a_withdrawal_of_an_older_period_is_annulled_without_touching_the_newer() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-05 11:00 aterta-utskrivningsklar", orsak="Feber")
        .then("SV 2026-03-06 09:00 utskrivningsklar")
        .then("SV 2026-03-06 11:00 aterta-utskrivningsklar", orsak="Feber")
        .then("SV 2026-03-06 12:00 makulera", meddelande="aterta-utskrivningsklar", orsak="Fel")
    )
    told = course.at("2026-03-20 12:00")
    assert told["avvisade"] == []
    assert [period(told, n)["till"] for n in (1, 2)] == ["2026-03-05", "2026-03-06"]


def test_a_notice_that_every_unit_rejected_gives_no_liability() -> None:
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-02 11:00 avvisa", orsak="Fel enhet")
        .then("K 2026-03-02 11:00 avvisa", orsak="Fel enhet")
        .then("SV 2026-03-05 10:00 utskrivningsklar", mottagare=["sundsvall-bistand"])
    )
    told = course.at("2026-03-20 12:00")
    assert period(told)["startar"] is None


def test_a_field_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="Case has no field versoin"):
        changed(Case("c"), versoin=2)


def test_a_policy_without_a_number_is_told_by_name() -> None:
    with pytest.raises(InvalidDefinition, match="kvittens_timmar is not set"):
        a_world("lagen").agreement.number("kvittens_timmar")


# Värden som inget formulär kan skicka -----------------------------------------------------------
WRONG: list[tuple[Actor, str, dict[str, Any]]] = [
    (WARD, "behovsbedomning", {"finns-inte": "x"}),
    (WARD, "samtycke", {"varde": "kanske"}),
    (WARD, "behovsbedomning", {"behov": "socialtjanst"}),
    (WARD, "behovsbedomning", {"behov": ["annat"]}),
    (WARD, "behovsbedomning", {"bedomt": "i går"}),
    (WARD, "behovsbedomning", {"bedomt": "2026-03-02T08:00:00"}),
    (WARD, "behovsbedomning", {"lakare": ["Lind"]}),
    (WARD, "inskrivningsmeddelande", {"beraknad_utskrivning": "fredag"}),
    (WARD, "inskrivningsmeddelande", {"mottagare": "hc-granlo"}),
    (WARD, "inskrivningsmeddelande", {"mottagare": ["finns-inte"]}),
    (WARD, "byt-avdelning", {"till_avdelning": "hc-granlo"}),
    (WARD, "byt-kommun", {"till_kommun": "uppsala"}),
    (MUNICIPALITY, "kvittera", {"meddelande": "ett"}),
    (MUNICIPALITY, "kvittera", {"meddelande": True}),
    (MUNICIPALITY, "planeringsunderlag", {"klart": "ja"}),
    (MUNICIPALITY, "bestrid", {"period": 0}),
]


@pytest.mark.parametrize(
    ("actor", "command", "values"),
    WRONG,
    ids=[f"{command}-{number}" for number, (_, command, _) in enumerate(WRONG, start=1)],
)
def test_a_value_that_cannot_be_used_is_refused(
    actor: Actor, command: str, values: dict[str, Any]
) -> None:
    office = an_office()
    before = office.desk.files.read(office.case_id)
    with pytest.raises(Refusal, match="ogiltigt-varde"):
        office.do(actor, command, **values)
    assert office.desk.files.read(office.case_id) == before


def test_yes_and_no_may_be_given_as_such() -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande", behov=["socialtjanst"], mottagare=["hc-granlo"])
    office.do(OPEN_CARE, "sip-stallningstagande", minutes=80, varde="behovs", samtycke=True)
    assert office.desk.files.read(office.case_id).case.sip_agreed


# Frågor om en och samma sak ---------------------------------------------------------------------
def test_what_may_be_done_is_answered_as_it_is_checked() -> None:
    office = an_office()
    case, world = office.desk.files.read(office.case_id).case, a_world()
    command = world.rulebook.commands["samtycke"]
    for actor, wanted in ((WARD, True), (MUNICIPALITY, False)):
        attempt = Attempt(case, command, actor, {"varde": "ja"}, NOW, NOW, world)
        assert can_do(attempt) is wanted


def test_the_situation_as_data_says_when_and_for_whom() -> None:
    office = an_office()
    case = office.desk.files.read(office.case_id).case
    later = NOW + timedelta(minutes=5)
    told = situation_as_data(case, WARD, office.desk.world(case), later)
    assert (told["tid"], told["roll"], told["enhet"]) == (
        "2026-03-02 08:05",
        "slutenvard",
        "avd-11",
    )
    assert told["avtal"] == case.agreement == "lagen 1"
    assert told["betalning"] == []


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-05 11:00", ["Efter kl. 12:00 i dag blir det måndag 9 mars 2026."]),
        ("2026-03-05 12:00:00", ["Efter kl. 12:00 i dag blir det måndag 9 mars 2026."]),
        ("2026-03-05 12:00:01", ["Före kl. 12:00 i dag hade det varit söndag 8 mars 2026."]),
    ],
    ids=["fore-tolv", "precis-tolv", "efter-tolv"],
)
def test_what_if_tells_the_other_side_of_noon(moment: str, told: list[str]) -> None:
    assert _what_if(moment)[1:2] == told


def test_what_if_says_nothing_of_noon_where_noon_makes_no_difference() -> None:
    assert len(_what_if("2026-03-05 13:00", betalning_dagar_efter_tolv=3)) == 1 + 1


def _what_if(moment: str, **policies: Any) -> list[str]:
    office = an_office()
    agreement = a_world("lagen", **policies).agreement
    desk = replace(office.desk, agreements={agreement.reference: agreement}, agreement=agreement)
    return list(desk.open_case(WARD, office.case_id, parse_moment(moment), ASKED).situation.what_if)


def test_what_if_says_what_the_sip_still_lacks() -> None:
    told = a_stay_that_needs_sip().at("2026-03-04 10:00")
    assert told["sip"]["status"] == "behovs"
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande", behov=["socialtjanst"], mottagare=["hc-granlo"])
    for command, minutes, values in (
        ("fast-vardkontakt", 70, {"namn": "Hanna"}),
        ("sip-stallningstagande", 80, {"varde": "behovs", "samtycke": "ja"}),
    ):
        office.do(OPEN_CARE, command, minutes=minutes, **values)
    seen = office.desk.open_case(WARD, office.case_id, NOW + timedelta(hours=2), ASKED)
    assert "Ingen kallelse till SIP är skickad." in seen.situation.what_if[-1]
