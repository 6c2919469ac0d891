"""A dispute's way: the kommun takes one back and makes another, the region answers with reasons."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.journeys.conftest import WORKSTATION, Server
from tests.journeys.people import CENTRAL, MUNICIPALITY, Person, somebody

pytestmark = [pytest.mark.journey, pytest.mark.proof]
PATIENT = "Betal Provström"
WHY = "Utskrivningsklar skickades efter tolv. Vi kunde ta emot på söndagen."
REASONS = "Lagen räknar från när det skickades. Fyra dagar är rätt."


def _arrives(browser: Browser, server: Server, who: tuple[str, str]) -> Person:
    size = ViewportSize(width=WORKSTATION["width"], height=WORKSTATION["height"])
    context = browser.new_context(viewport=size, locale="sv-SE")
    return somebody(context, server.url).signs_in_as(who)


def test_the_kommun_disputes_and_the_region_answers(browser: Browser, server: Server) -> None:
    home, region = _arrives(browser, server, MUNICIPALITY), _arrives(browser, server, CENTRAL)
    when_the_kommun_reads_the_evidence(home)
    and_takes_back_what_it_wrote_before(home)
    and_disputes_with_another_reason(home)
    then_the_region_finds_it_waiting(region)
    when_the_region_forgets_its_reasons(region)
    and_answers_with_them(region)
    then_the_kommun_reads_the_answer(home)


def _opens_payment(person: Person) -> None:
    menu = person.page.get_by_role("navigation", name="Huvudmeny")
    menu.get_by_role("link", name="Betalning").click()


def _follows(person: Person, link: str) -> None:
    person.page.locator("main").get_by_role("link", name=link).first.click()


def when_the_kommun_reads_the_evidence(home: Person) -> None:
    _opens_payment(home)
    home.sees("Bestridanden som väntar på svar (1)")
    home.finds_no_barrier()
    _follows(home, PATIENT)
    expect(home.page.get_by_role("heading", level=1)).to_contain_text(f"Bevis för {PATIENT}")
    read = home.page.get_by_role("list", name="Mottagare av Utskrivningsklar")
    expect(read).to_contain_text("Biståndsenheten Sundsvall")
    expect(read).to_contain_text("kvitterat")
    home.finds_no_barrier()


def and_takes_back_what_it_wrote_before(home: Person) -> None:
    _follows(home, "Återta bestridande")
    home.fills("Orsak", "Vi skriver om det.")
    home.presses("Återta bestridande")
    home.sees("Bestridande återtaget")


def and_disputes_with_another_reason(home: Person) -> None:
    _follows(home, "Bestrid")
    home.finds_no_barrier()
    home.chooses("Fel dag eller klockslag")
    home.fills("Varför", WHY)
    home.presses("Bestrid")
    home.sees("Betalningsansvar bestritt")
    home.finds_no_barrier()


def then_the_region_finds_it_waiting(region: Person) -> None:
    _opens_payment(region)
    region.sees("Fel dag eller klockslag")
    region.finds_no_barrier()
    _follows(region, PATIENT)
    region.sees(WHY)
    region.finds_no_barrier()


def when_the_region_forgets_its_reasons(region: Person) -> None:
    region.chooses("Avslag")
    region.presses("Svara på bestridande")
    region.sees("Fyll i ”Skäl till svaret”.")
    expect(region.page.get_by_label("Avslag", exact=True)).to_be_checked()
    region.finds_no_barrier()


def and_answers_with_them(region: Person) -> None:
    region.fills("Skäl till svaret", REASONS)
    region.presses("Svara på bestridande")
    region.sees("Bestridandet är besvarat")
    expect(region.page.get_by_role("heading", name="Bestridanden som väntar")).to_have_count(0)
    region.sees(REASONS)


def then_the_kommun_reads_the_answer(home: Person) -> None:
    home.page.reload()
    payment = home.page.get_by_role("region", name="Betalning")
    expect(payment).to_contain_text("Avslag")
    expect(payment).to_contain_text(REASONS)
