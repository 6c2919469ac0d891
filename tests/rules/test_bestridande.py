"""Bestridande: vem får, när, vad händer, och vad som aldrig händer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from planning.access import Act, Relation, may, relation_of
from planning.errors import NotFound
from planning.fold import fold
from planning.guidance import next_moves
from planning.moments import parse_moment
from planning.organisation import Actor, Purpose
from planning.progress import step_views
from planning.vocabulary import Role
from tests.builders import MUNICIPALITY, WARD, Course, a_ready_stay, a_world, codes, period
from tests.rules.office import ASKED, NOW, Office, an_office

LATER = "2026-03-20 12:00"
CENTRAL = Actor("ceci", "Ceci", Role.CENTRAL, "forvaltningen", Purpose.ADMINISTRATION)


def a_disputed_stay(**more: Any) -> Course:
    return a_ready_stay().then("K 2026-03-10 09:00 bestrid", orsak="Fel dag.", **more)


# Vem får bestrida, och när ------------------------------------------------------------------------
MAY_DISPUTE = [
    # id, händelser före, vem, skäl mot
    ("nar-det-finns-en-forsta-dag", [], "sundsvall-bistand", []),
    ("innan-forsta-dagen-har-kommit", [], "sundsvall-bistand", []),
    ("efter-utskrivning", ["SV 2026-03-11 10:00 skriv-ut"], "sundsvall-bistand", []),
    (
        "utskriven-fore-forsta-dagen",
        ["SV 2026-03-07 10:00 skriv-ut"],
        "sundsvall-bistand",
        ["betalning-saknas"],
    ),
    (
        "makulerat",
        ["SV 2026-03-09 10:00 makulera"],
        "sundsvall-bistand",
        ["betalning-saknas"],
    ),
    ("avdelningen", [], "slutenvard", ["fel-roll"]),
    ("oppenvarden", [], "oppenvard", ["fel-roll"]),
    ("centrala-forvaltningen", [], "central-forvaltning", ["fel-roll"]),
    ("annan-kommun-som-inte-deltar", [], "timra-bistand", ["ej-part"]),
    (
        "kommun-som-inte-betalar",
        ["SV 2026-03-06 10:00 lagg-till-part mottagare=timra-bistand"],
        "timra-bistand",
        ["ej-betalande-kommun"],
    ),
    (
        "redan-bestritt",
        ["K 2026-03-12 08:00 bestrid"],
        "sundsvall-bistand",
        ["bestridande-finns"],
    ),
]


def _with(course: Course, told: str) -> Course:
    words = told.split()
    values = dict(word.split("=") for word in words[4:])
    named = {"mottagare": [values["mottagare"]]} if values else {}
    return course.then(" ".join(words[:4]), **named)


@pytest.mark.parametrize(
    ("before", "who", "against"),
    [row[1:] for row in MAY_DISPUTE],
    ids=[row[0] for row in MAY_DISPUTE],
)
def test_the_liable_kommun_may_dispute_what_it_is_to_pay(
    before: list[str], who: str, against: list[str]
) -> None:
    course = a_ready_stay()
    for line in before:
        course = _with(course, line)
    told = course.then(f"{who} 2026-03-13 09:00 bestrid").at(LATER)
    assert codes(told, 4 + len(before)) == against


def test_a_notice_without_liability_cannot_be_disputed() -> None:
    course = (
        Course().then("SV 2026-03-02 08:00 skriv-in").then("SV 2026-03-05 10:00 utskrivningsklar")
    )
    told = course.then("K 2026-03-10 09:00 bestrid").at(LATER)
    assert codes(told, 3) == ["betalning-saknas"]


@pytest.mark.parametrize(
    ("period_number", "against"), [(0, "ogiltigt-varde"), (7, "betalning-saknas")]
)
def test_a_period_that_is_not_there_cannot_be_disputed(period_number: int, against: str) -> None:
    told = a_ready_stay().then("K 2026-03-10 09:00 bestrid", period=period_number).at(LATER)
    assert codes(told, 4) == [against]


def test_a_closed_case_can_still_be_disputed_and_answered() -> None:
    course = (
        a_ready_stay()
        .then("K 2026-03-05 11:00 kvittera")
        .then("K 2026-03-05 11:01 kvittera")
        .then("ÖV 2026-03-05 12:00 kvittera")
        .then("ÖV 2026-03-05 12:01 kvittera")
        .then("SV 2026-03-11 10:00 skriv-ut")
        .then("SV 2026-03-11 11:00 avsluta-arende")
        .then("K 2026-03-12 09:00 bestrid")
        .then("central-forvaltning 2026-03-13 09:00 svara-bestridande", svar="avslag")
    )
    told = course.at(LATER)
    assert (told["tillstand"], told["avvisade"]) == ("avslutat", [])
    assert [each["status"] for each in period(told)["bestridanden"]] == ["besvarat"]


# Svar och återtagande -----------------------------------------------------------------------------
ANSWERS = [
    # id, händelser efter bestridandet, status, svar, skäl mot den sista
    ("vantar", [], "oppet", None, []),
    ("medhall", ["central-forvaltning svara-bestridande medhall"], "besvarat", "medhall", []),
    ("delvis", ["SV svara-bestridande delvis"], "besvarat", "delvis", []),
    ("avslag", ["SV svara-bestridande avslag"], "besvarat", "avslag", []),
    ("atertaget", ["K aterta-bestridande"], "atertaget", None, []),
    ("utan-svar", ["SV svara-bestridande"], "oppet", None, ["falt-saknas"]),
    ("kommunen-svarar-inte", ["K svara-bestridande avslag"], "oppet", None, ["fel-roll"]),
    (
        "bara-en-gang",
        ["SV svara-bestridande avslag", "SV svara-bestridande medhall"],
        "besvarat",
        "avslag",
        ["bestridande-saknas"],
    ),
    (
        "inte-efter-svar",
        ["SV svara-bestridande avslag", "K aterta-bestridande"],
        "besvarat",
        "avslag",
        ["bestridande-saknas"],
    ),
    (
        "inget-svar-pa-atertaget",
        ["K aterta-bestridande", "SV svara-bestridande avslag"],
        "atertaget",
        None,
        ["bestridande-saknas"],
    ),
    (
        "bara-den-egna-kommunens",
        ["timra-bistand aterta-bestridande"],
        "oppet",
        None,
        ["bestridande-saknas"],
    ),
]


@pytest.mark.parametrize(
    ("after", "status", "answer", "against"),
    [row[1:] for row in ANSWERS],
    ids=[row[0] for row in ANSWERS],
)
def test_a_dispute_waits_until_it_is_answered_or_withdrawn(
    after: list[str], status: str, answer: str | None, against: list[str]
) -> None:
    course = a_disputed_stay().then(
        "SV 2026-03-10 10:00 lagg-till-part", mottagare=["timra-bistand"]
    )
    for number, told in enumerate(after):
        who, command, *chosen = told.split()
        values = {"svar": chosen[0]} if chosen else {}
        course = course.then(f"{who} 2026-03-1{number + 1} 09:00 {command}", **values)
    told_then = course.at(LATER)
    (found,) = period(told_then)["bestridanden"]
    assert (found["status"], found["svar"]) == (status, answer)
    assert codes(told_then, 5 + len(after)) == against


def test_after_an_answer_the_kommun_may_dispute_anew() -> None:
    course = a_disputed_stay().then("SV 2026-03-11 09:00 svara-bestridande", svar="avslag")
    told = course.then("K 2026-03-12 09:00 bestrid", skal="dagar", ratt_dag="2026-03-10").at(LATER)
    found = period(told)["bestridanden"]
    assert [(each["nr"], each["status"]) for each in found] == [(1, "besvarat"), (2, "oppet")]


def test_each_period_has_its_own_disputes() -> None:
    course = (
        a_disputed_stay()
        .then("SV 2026-03-11 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-12 09:00 utskrivningsklar")
        .then("K 2026-03-17 09:00 bestrid")
    )
    told = course.at(LATER)
    assert [len(each["bestridanden"]) for each in told["betalning"]] == [1, 1]


@pytest.mark.parametrize("answer", ["medhall", "delvis", "avslag"])
def test_nothing_that_was_counted_changes(answer: str) -> None:
    before = period(a_ready_stay().at(LATER))
    course = a_disputed_stay(ratt_dag="2026-03-12")
    after = period(course.then("SV 2026-03-11 09:00 svara-bestridande", svar=answer).at(LATER))
    assert {**after, "bestridanden": []} == before


# Vem som väntas på --------------------------------------------------------------------------------


def test_an_open_dispute_waits_for_the_region() -> None:
    told = a_disputed_stay().at("2026-03-10 10:00")
    waiting = [each for each in told["nasta"] if each["steg"] == "bestridande"]
    assert [(each["av"], each["enheter"]) for each in waiting] == [("slutenvard", ["avd-11"])]
    answered = a_disputed_stay().then("SV 2026-03-11 09:00 svara-bestridande", svar="delvis")
    assert not [each for each in answered.at(LATER)["nasta"] if each["steg"] == "bestridande"]


def test_nobody_is_shown_a_blocked_dispute_before_there_is_anything_to_dispute() -> None:
    blocked = Course().then("SV 2026-03-02 08:00 skriv-in").at(LATER)["sparrade"]
    assert not [each for each in blocked if each["gor"] == "bestrid"]


# Åtkomst ------------------------------------------------------------------------------------------


def a_disputed_office() -> Office:
    office = an_office()
    needs = ["socialtjanst"]
    office.do(WARD, "behovsbedomning", 30, behov=needs, bedomt=NOW.isoformat())
    office.do(WARD, "inskrivningsmeddelande", 60, beraknad_utskrivning="2026-03-03", behov=needs)
    office.do(WARD, "utskrivningsklar", 90, bedomt=NOW.isoformat())
    office.do(MUNICIPALITY, "bestrid", 5 * 24 * 60, skal="tidpunkt", orsak="Fel klockslag.")
    return office


def test_the_central_management_reaches_the_case_only_while_a_dispute_is_open() -> None:
    office = a_disputed_office()
    store = office.desk.stores.cases
    case = fold(office.case_id, store.events(office.case_id))
    assert relation_of(CENTRAL, case) is Relation.DISPUTE
    assert [act for act in Act if may(CENTRAL, Relation.DISPUTE, act)] == [Act.WRITE, Act.PAYMENT]
    office.do(CENTRAL, "svara-bestridande", 6 * 24 * 60, svar="avslag", orsak="Skickat 09:30.")
    after = fold(office.case_id, store.events(office.case_id))
    assert relation_of(CENTRAL, after) is Relation.NONE
    with pytest.raises(NotFound):
        office.do(CENTRAL, "svara-bestridande", 7 * 24 * 60, svar="medhall", orsak="Igen.")


def test_the_answer_of_the_central_management_is_logged_as_any_other() -> None:
    office = a_disputed_office()
    office.do(CENTRAL, "svara-bestridande", 6 * 24 * 60, svar="delvis", orsak="En dag för mycket.")
    last = office.rows()[-1]
    assert (last["user"], last["action"], last["result"]) == ("ceci", "skriva", "tillatet")
    assert (last["reason"], last["object_id"]) == ("svara-bestridande", office.case_id)


def test_the_central_management_never_opens_the_whole_case() -> None:
    office = a_disputed_office()
    with pytest.raises(NotFound):
        office.desk.open_case(CENTRAL, office.case_id, NOW + timedelta(days=6), ASKED)
    assert office.rows()[-1]["result"] == "nekat"


def test_the_central_management_sees_the_move_as_its_own() -> None:
    office = a_disputed_office()
    case = fold(office.case_id, office.desk.stores.cases.events(office.case_id))
    now = parse_moment(LATER)
    moves = next_moves(case, step_views(case, a_world(), now), a_world(), CENTRAL)
    assert [move.step for move in moves if move.mine] == ["bestridande"]


@pytest.mark.parametrize("period", [0, -1, True, "ett"])
def test_a_period_is_named_by_its_number_from_one_on(period: Any) -> None:
    told = a_disputed_stay(period=period).at("2026-03-10 10:00")
    assert codes(told, len(a_disputed_stay().lines)) == ["ogiltigt-varde"]


@pytest.mark.parametrize(
    ("withdrawn", "against"),
    [
        ("2026-03-07 10:00", ["betalning-saknas"]),
        ("2026-03-08 09:00", ["betalning-saknas"]),
        ("2026-03-09 09:00", []),
    ],
    ids=["dagen-fore-forsta-dagen", "pa-forsta-dagen", "dagen-efter"],
)
def test_a_period_with_no_day_to_pay_cannot_be_disputed(withdrawn: str, against: list[str]) -> None:
    course = a_ready_stay().then(f"SV {withdrawn} aterta-utskrivningsklar")
    told = course.then("K 2026-03-13 09:00 bestrid").at(LATER)
    assert codes(told, 5) == against
