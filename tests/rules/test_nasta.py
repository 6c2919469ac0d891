"""Vems drag det är: nästa steg, vad som är spärrat och vad som händer om."""

from __future__ import annotations

from datetime import datetime

import pytest

from ledstang.loading import load_agreements, load_rulebook
from planning.case import Case
from planning.decide import Order, decide
from planning.fold import apply
from planning.guidance import situation, what_if
from planning.moments import parse_moment
from planning.reasons import REASON_CODES, WARNINGS
from planning.rules import World
from tests.builders import (
    MUNICIPALITY,
    OPEN_CARE,
    PATIENT,
    WARD,
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    an_announced_stay,
    an_organisation,
)

WAITING: list[tuple[str, Course, str, list[tuple[str, str]]]] = [
    # id, händelser, vid, (steg, vem) som ska finnas bland nästa steg
    (
        "nyss-inskriven",
        a_stay(),
        "2026-03-02 09:00",
        [("samtycke", "slutenvard"), ("inskrivningsmeddelande", "slutenvard")],
    ),
    (
        "meddelandet-skickat",
        an_announced_stay(),
        "2026-03-02 11:00",
        [("kvittera", "kommun"), ("kvittera", "oppenvard"), ("fast-vardkontakt", "oppenvard")],
    ),
    (
        "kommunen-har-kvitterat",
        an_announced_stay().then("K 2026-03-02 11:00 kvittera"),
        "2026-03-02 12:00",
        [("kvittera", "oppenvard"), ("planeringsunderlag", "kommun")],
    ),
    (
        "sip-behovs",
        a_stay_that_needs_sip(),
        "2026-03-03 12:00",
        [("kallelse-sip", "oppenvard")],
    ),
    (
        "utskrivningsklar",
        a_ready_stay(),
        "2026-03-05 11:00",
        [("svar-hemtagning", "kommun"), ("utskrivning", "slutenvard")],
    ),
    (
        "utskriven-men-olast",
        a_ready_stay().then("SV 2026-03-06 10:00 skriv-ut"),
        "2026-03-06 11:00",
        [("kvittera", "kommun"), ("utskrivningsinformation", "slutenvard")],
    ),
]


@pytest.mark.parametrize(
    ("course", "asked", "moves"), [row[1:] for row in WAITING], ids=[row[0] for row in WAITING]
)
def test_who_is_waited_for(course: Course, asked: str, moves: list[tuple[str, str]]) -> None:
    told = [(each["steg"], each["av"]) for each in course.at(asked)["nasta"]]
    assert set(moves) <= set(told)


def test_who_has_acknowledged_is_not_waited_for_again() -> None:
    told = an_announced_stay().then("K 2026-03-02 11:00 kvittera").at("2026-03-02 12:00")
    assert ("kvittera", "kommun") not in [(each["steg"], each["av"]) for each in told["nasta"]]


def test_each_next_step_says_which_unit_and_by_when() -> None:
    told = a_stay().at("2026-03-02 09:00")
    move = next(each for each in told["nasta"] if each["steg"] == "inskrivningsmeddelande")
    assert (move["enheter"], move["senast"]) == (["avd-11"], "2026-03-03 08:00")
    assert move["text"] == "Medicin 11: skicka inskrivningsmeddelande."


def test_a_blocked_command_says_why_and_what_lifts_it() -> None:
    course = an_announced_stay().then(
        "ÖV 2026-03-03 09:00 sip-stallningstagande", varde="behovs", samtycke="ja"
    )
    blocked = course.at("2026-03-03 12:00")["sparrade"]
    (summons,) = [each for each in blocked if each["gor"] == "kallelse-sip"]
    assert summons["av"] == "oppenvard"
    assert [(r["kod"], r["atgard"], r["av"]) for r in summons["skal"]] == [
        ("fvk-saknas", "fast-vardkontakt", "oppenvard")
    ]


def test_a_closed_case_waits_for_nobody() -> None:
    course = (
        a_stay().then("SV 2026-03-03 10:00 skriv-ut").then("SV 2026-03-03 11:00 avsluta-arende")
    )
    told = course.at("2026-03-03 12:00")
    assert [each["steg"] for each in told["nasta"]] == []


# För den som frågar -------------------------------------------------------------------------------


def _world() -> World:
    return World(load_rulebook(), an_organisation(), load_agreements()["lagen"])


def _announced(world: World) -> Case:
    case = Case("1")
    given = {**PATIENT, "parter": ["hc-granlo", "sundsvall-bistand"]}
    for clock, command, values in (
        ("08:00", "skriv-in", given),
        ("10:00", "inskrivningsmeddelande", {"behov": ["kommunal-hsv"]}),
    ):
        now = parse_moment(f"2026-03-02 {clock}")
        for event in decide(Order(command, values, now, now), case, WARD, world).events:
            case = apply(case, event)
    return case


def test_my_own_moves_come_first() -> None:
    world = _world()
    case = _announced(world)
    for actor in (WARD, OPEN_CARE, MUNICIPALITY):
        moves = situation(case, actor, world, parse_moment("2026-03-02 11:00")).next
        mine = [move.mine for move in moves]
        assert mine == sorted(mine, reverse=True)
        assert mine[0]


def test_what_is_allowed_is_not_blocked() -> None:
    world = _world()
    case = _announced(world)
    for actor in (WARD, OPEN_CARE, MUNICIPALITY):
        seen = situation(case, actor, world, parse_moment("2026-03-02 11:00"))
        assert not set(seen.allowed) & {each.command for each in seen.blocked}
        assert {r.code for each in seen.blocked for r in each.reasons} <= REASON_CODES
        assert set(seen.warnings) <= set(WARNINGS)


WHAT_IF = [
    (
        "fore-tolv",
        "2026-03-05 11:59",
        "söndag 8 mars",
        "Efter kl. 12:00 i dag blir det måndag 9 mars",
    ),
    ("exakt-tolv", "2026-03-05 12:00", "söndag 8 mars", "Efter kl. 12:00 i dag blir det måndag"),
    (
        "efter-tolv",
        "2026-03-05 12:04",
        "måndag 9 mars",
        "Före kl. 12:00 i dag hade det varit söndag",
    ),
]


@pytest.mark.parametrize(
    ("now", "first", "other"), [row[1:] for row in WHAT_IF], ids=[row[0] for row in WHAT_IF]
)
def test_what_the_clock_means_before_and_after_noon(now: str, first: str, other: str) -> None:
    world = _world()
    told = what_if(_announced(world), WARD, world, _moment(now))
    assert first in told[0]
    assert told[1].startswith(other)


def test_what_if_is_for_the_ward_alone() -> None:
    world = _world()
    assert what_if(_announced(world), MUNICIPALITY, world, _moment("2026-03-05 11:00")) == ()


def _moment(text: str) -> datetime:
    return parse_moment(text)


def test_when_everybody_else_has_left_who_remains_ends_the_plan() -> None:
    course = Course().then("SV 2026-03-02 08:00 sip-initiera")
    for who in ("ÖV", "K"):
        course = course.then("SV 2026-03-02 09:00 generellt-meddelande", text="Hej").then(
            f"{who} 2026-03-02 09:00 avvisa", meddelande="generellt-meddelande"
        )
    told = course.then("K 2026-03-02 10:00 avvisa", meddelande="generellt-meddelande#2")
    moves = told.at("2026-03-02 12:00")["nasta"]
    assert [(each["steg"], each["enheter"]) for each in moves] == [("sip-avsluta", ["avd-11"])]


def test_in_a_sip_without_a_stay_the_starter_calls_and_the_called_unit_answers() -> None:
    course = Course().then("K 2026-03-02 08:00 sip-initiera", samtycke="ja")
    told = course.at("2026-03-02 12:00")["nasta"]
    assert [(each["steg"], each["av"]) for each in told] == [("kallelse-sip", "kommun")]
    called = course.then("K 2026-03-02 13:00 kallelse-sip").at("2026-03-02 14:00")["nasta"]
    assert ("svara-kallelse", "oppenvard") in [(each["steg"], each["av"]) for each in called]
    assert "sip-avsluta" not in [each["steg"] for each in called]
