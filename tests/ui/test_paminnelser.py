"""Påminnelser: late and soon due in words, with the way to what should be done."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from planning_ui.parts import KEY
from tests.ui.conftest import ANNA, Clock, Person, announce


def test_an_empty_page_says_that_nothing_is_late(anna: Person) -> None:
    page = anna.get("/paminnelser")
    assert "Inget är försenat och inget ska vara klart snart." in page
    assert 'href="/paminnelser" aria-current="page"' in page


def test_what_is_soon_due_becomes_late_and_is_gone_when_it_is_done(
    anna: Person, bo: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    soon = bo.get("/paminnelser")
    assert "Snart" in soon
    assert "Ett meddelande till er är inte kvitterat." in soon
    assert f'href="{case}/steg/kvittera#nu"' in soon
    clock.turn(hours=25)
    bo.back()
    late = bo.get("/paminnelser")
    assert "Försenat" in late
    assert late.index("Försenat") < late.index("Test Testsson")
    number = bo.get("/inkorg").partition('name="meddelande" value="')[2].partition('"')[0]
    bo.do(case, "kvittera", meddelande=number)
    assert "inte kvitterat" not in bo.get("/paminnelser")


def test_the_sender_is_told_whom_to_ring(anna: Person, bo: Person, case: str, clock: Clock) -> None:
    announce(anna, case)
    clock.turn(hours=49)
    page = anna.back().get("/paminnelser")
    assert "har inte kvitterat ett meddelande från er. Ring enheten" in page


def test_a_forgotten_discharge_is_told_to_the_ward(
    anna: Person, bo: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    clock.turn(days=9)
    told = "Beräknat datum har passerat."
    assert told in anna.back().get("/paminnelser")
    assert told not in bo.back().get("/paminnelser")


def test_an_agreement_without_reminders_has_neither_link_nor_page(app: Flask) -> None:
    held = app.extensions[KEY]
    features = {**held.desk.agreement.features, "paminnelser": False}
    agreement = replace(held.desk.agreement, features=features)
    app.extensions[KEY] = replace(held, desk=replace(held.desk, agreement=agreement))
    anna = Person(app).sign_in(ANNA)
    assert 'href="/paminnelser"' not in anna.get("/oversikt")
    anna.get("/paminnelser", status=404)
