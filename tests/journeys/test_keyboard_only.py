"""The ward nurse has put the mouse away: from Översikt to a sent message with keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.cases import a_new_patient
from tests.journeys.people import WARD, Person

pytestmark = pytest.mark.journey
Arrives = Callable[..., Person]

TABS_MAX = 150
WHERE_FOCUS_IS = """() => {
    const element = document.activeElement;
    const named = element.labels?.[0] ?? element;
    const ring = getComputedStyle(element);
    return {
        name: element.getAttribute("aria-label") ?? named.innerText,
        form: element.closest("main form.formular") !== null,
        seen: ring.outlineStyle !== "none" || ring.boxShadow !== "none",
    };
}"""


def tabs_to(page: Page, name: str, in_form: bool = False) -> None:
    """Press Tab until the control with this name has focus; focus is to be seen on the way."""
    for _ in range(TABS_MAX):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE_FOCUS_IS)
        if here["form"] or not in_form:
            assert here["seen"], f"no focus ring on {here['name']!r}"
            if here["name"].strip().startswith(name):
                return
    pytest.fail(f"Tab never came to {name!r}")


def test_a_message_is_sent_with_tab_space_and_enter(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    a_new_patient(nurse, "Tangent Provskog")
    nurse.goes_to("/oversikt")
    keys = nurse.page.keyboard
    given_the_skip_link_leads_past_the_menu(nurse)
    tabs_to(nurse.page, "Tangent Provskog")
    keys.press("Enter")
    expect(nurse.page.get_by_role("heading", level=1)).to_contain_text("Tangent Provskog")
    tabs_to(nurse.page, "Inskrivningsmeddelande")
    keys.press("Enter")
    expect(nurse.page.locator("#nu")).to_contain_text("Skicka inskrivningsmeddelande")
    when_the_form_is_filled_in(nurse)
    expect(nurse.page.get_by_role("status").first).to_contain_text("Inskrivningsmeddelande skickat")
    expect(nurse.page.locator("#status")).to_be_focused()


def given_the_skip_link_leads_past_the_menu(nurse: Person) -> None:
    tabs_to(nurse.page, "Hoppa till innehållet")
    nurse.page.keyboard.press("Enter")
    expect(nurse.page.locator("#innehall")).to_be_focused()


def when_the_form_is_filled_in(nurse: Person) -> None:
    keys = nurse.page.keyboard
    tabs_to(nurse.page, "Beräknad tidpunkt för utskrivning", in_form=True)
    keys.type("i morgon")
    tabs_to(nurse.page, "Socialtjänst", in_form=True)
    keys.press("Space")
    expect(nurse.page.get_by_label("Socialtjänst", exact=True)).to_be_checked()
    tabs_to(nurse.page, "Skicka inskrivningsmeddelande till 2 mottagare", in_form=True)
    keys.press("Enter")
