"""The server is pulled away under somebody who works: the help stays, and says how old it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server
from tests.journeys.panel import HelpPanel
from tests.journeys.people import WARD, Person

pytestmark = [pytest.mark.journey, pytest.mark.proof]

SAVED = """async () => {
    const cache = await caches.open("ledstang-hjalp-1");
    return navigator.serviceWorker.controller !== null && (await cache.keys()).length >= 12;
}"""
REASON = "Fall hemma, höftfraktur."


def at_a_form_with_help_saved(page: Page, server: Server) -> HelpPanel:
    nurse = Person(page, server.url).signs_in_as(WARD)
    nurse.opens("Prova Exempelsson")
    nurse.takes_step("inskrivningsmeddelande")
    page.wait_for_function(SAVED, timeout=60_000)
    nurse.fills("Inskrivningsorsak", REASON)
    return HelpPanel(page).is_ready()


def test_the_help_outlives_the_server_and_what_is_typed_stays(page: Page, server: Server) -> None:
    panel = at_a_form_with_help_saved(page, server)
    server.stop()
    panel.toggle.click()
    panel.is_asked("hur kvitterar jag")
    expect(panel.heading).to_contain_text("Svar på", timeout=20_000)
    note = panel.itself.locator(".sparad")
    expect(note).to_contain_text("Servern svarar inte. Visar sparad hjälp från")
    expect(note).to_contain_text("(från i dag), kontrollkod")
    panel.itself.locator(".hjalp-traffar a").first.click()
    expect(panel.heading).to_contain_text("Kvittera")
    reason = page.locator("#nu").get_by_role("textbox", name="Inskrivningsorsak")
    expect(reason).to_have_value(REASON)
    note.get_by_role("link", name="Reservrutin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservrutin vid driftstopp")
    expect(page.locator(".utgava")).to_contain_text("Kontrollkod")
    server.start()
    page.goto(f"{server.url}/oversikt")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Översikt")
