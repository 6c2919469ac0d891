"""What an action would mean for payment is told before it is done."""

from __future__ import annotations

from datetime import datetime

import pytest

from planning.case import Case
from planning.decide import Order
from planning.moments import from_local
from planning.payment_effects import effects
from planning.rules import World
from tests.builders import (
    OPEN_CARE,
    WARD,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    a_world,
)

NOW = from_local(datetime(2026, 3, 11, 10, 0))


@pytest.fixture
def world() -> World:
    return a_world()


def told(command: str, case: Case, world: World, **values: object) -> tuple[str, ...]:
    return effects(Order(command, values, NOW, NOW), case, WARD, world)


def test_a_discharge_ends_the_period_on_its_day(world: World) -> None:
    case = a_ready_stay("2026-03-05 10:00").case("2026-03-11 10:00")
    assert told("skriv-ut", case, world, tidpunkt=NOW.isoformat()) == (
        "Perioden slutar: onsdag 11 mars 2026 är den första dagen som inte räknas.",
    )


def test_an_annulled_notice_takes_its_days_away(world: World) -> None:
    case = a_ready_stay("2026-03-05 10:00").case("2026-03-11 10:00")
    notice = next(case.valid_messages("utskrivningsklar"))
    lines = told("makulera", case, world, meddelande=notice.number, orsak="Fel patient")
    assert "Inget betalningsansvar uppstår längre." in lines
    assert "Räknade dygn blir 0 i stället för 3." in lines


def test_nothing_is_told_before_any_period(world: World) -> None:
    assert (
        told("skriv-ut", a_stay().case("2026-03-11 10:00"), world, tidpunkt=NOW.isoformat()) == ()
    )


def test_what_changes_nothing_says_so(world: World) -> None:
    case = a_ready_stay("2026-03-05 10:00").case("2026-03-11 10:00")
    mended = {"uppgift": "namn", "nytt_varde": "Test Testsson", "orsak": "Fel stavat"}
    assert told("ratta", case, world, **mended) == ("Inget ändras för betalningen.",)


def test_it_is_silent_where_the_agreement_has_switched_it_off() -> None:
    world = a_world(without=("vad-hander-om",))
    case = a_ready_stay("2026-03-05 10:00").case("2026-03-11 10:00")
    assert told("skriv-ut", case, world, tidpunkt=NOW.isoformat()) == ()


def test_what_would_be_refused_changes_nothing_and_says_nothing(world: World) -> None:
    case = a_ready_stay("2026-03-05 10:00").case("2026-03-11 10:00")
    assert told("makulera", case, world, meddelande=999, orsak="Fel patient") == ()


def test_another_kommun_is_named_with_the_one_that_it_replaces(world: World) -> None:
    case = a_ready_stay("2026-03-05 10:00").case("2026-03-11 10:00")
    lines = told("byt-kommun", case, world, till_kommun="timra")
    assert lines[0] == "Betalningsansvaret räknas för Timrå i stället för Sundsvall."


def test_a_call_that_was_missing_starts_the_responsibility(world: World) -> None:
    course = a_stay_that_needs_sip().then("SV 2026-03-05 10:00 utskrivningsklar")
    case = course.case("2026-03-11 10:00")
    order = Order("kallelse-sip", {}, NOW, NOW)
    assert effects(order, case, OPEN_CARE, world)[0] == (
        "Betalningsansvaret börjar onsdag 11 mars 2026."
    )
