"""The main job: help for the step one is on, in one's own role, beside the work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.panel import HelpPanel, Requests, asked_for
from tests.journeys.people import MUNICIPALITY, OPEN_CARE, WARD, Person

pytestmark = pytest.mark.journey
Arrives = Callable[..., Person]

ADMITTED_TODAY = "Prova Exempelsson"
NO_CONTACT_YET = "Exempel Testlund"
STEP = "Skicka inskrivningsmeddelande"
FIELD = "Beräknad tidpunkt för utskrivning"
PHONE = {"width": 320, "height": 640}


def at_the_admission_notice(nurse: Person) -> HelpPanel:
    nurse.opens(ADMITTED_TODAY)
    nurse.takes_step("inskrivningsmeddelande")
    return HelpPanel(nurse.page).is_ready()


def at_the_blocked_summons(nurse: Person) -> HelpPanel:
    nurse.opens(NO_CONTACT_YET)
    nurse.takes_step("kallelse-sip")
    return HelpPanel(nurse.page).is_ready()


def blocked_button(page: Page) -> Locator:
    return page.locator("#nu").get_by_role("button", name="Skicka kallelse")


def reaches_with_tab(page: Page, wanted: Locator, most: int = 120) -> None:
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab never came there")


def test_the_icon_of_a_step_explains_the_step_for_the_nurses_role(arrives: Arrives) -> None:
    panel = at_the_admission_notice(arrives(WARD))
    with Requests(panel.page) as asked:
        panel.icon(STEP).click()
        panel.opens_beside_the_work()
    assert asked_for(asked, step="inskrivningsmeddelande") == []
    expect(panel.heading).to_have_text("Inskrivningsmeddelande")
    expect(panel.heading).to_be_focused()
    expect(panel.text).to_contain_text("senast 24 timmar efter att patienten skrevs in")
    expect(panel.text.get_by_role("heading", name="Slutenvården")).to_be_visible()
    # What the other two do is there to read, but folded away.
    expect(panel.text.get_by_role("heading", name="Kommunen", exact=True)).to_be_hidden()


def test_the_same_step_is_explained_otherwise_to_the_municipality(arrives: Arrives) -> None:
    handlaggare = arrives(MUNICIPALITY)
    handlaggare.opens(NO_CONTACT_YET)
    handlaggare.takes_step("kvittera")
    panel = HelpPanel(handlaggare.page).is_ready()
    panel.page.locator("#nu h2 .hjalp-ikon").click()
    expect(panel.heading).to_have_text("Kvittera")
    expect(panel.text.get_by_role("heading", name="Kommunen")).to_be_visible()
    expect(panel.text.get_by_role("heading", name="Öppenvården", exact=True)).to_be_hidden()


def test_a_fields_icon_and_f1_in_the_field_give_the_fields_help(arrives: Arrives) -> None:
    panel = at_the_admission_notice(arrives(WARD))
    with Requests(panel.page) as asked:
        panel.icon(FIELD).click()
        expect(panel.heading).to_have_text(FIELD)
        panel.page.keyboard.press("Escape")
        panel.page.locator("#nu").get_by_role("textbox", name="Inskrivningsorsak").press("F1")
        expect(panel.heading).to_have_text("Inskrivningsorsak")
    both = ("beraknad_utskrivning", "inskrivningsorsak")
    assert asked_for(asked, step="inskrivningsmeddelande", fields=both) == []


def test_a_question_mark_asks_outside_a_field_and_is_a_letter_inside_one(arrives: Arrives) -> None:
    panel = at_the_admission_notice(arrives(WARD))
    reason = panel.page.locator("#nu").get_by_role("textbox", name="Inskrivningsorsak")
    reason.press_sequentially("Fall?")
    expect(reason).to_have_value("Fall?")
    expect(panel.itself).to_be_hidden()
    button = panel.page.locator("#nu").get_by_role("button", name=STEP)
    button.press("?")
    expect(panel.heading).to_have_text("Inskrivningsmeddelande")


def test_escape_closes_and_gives_focus_back_to_the_icon(arrives: Arrives) -> None:
    panel = at_the_admission_notice(arrives(WARD))
    panel.icon(FIELD).press("Enter")
    expect(panel.heading).to_be_focused()
    panel.page.keyboard.press("Escape")
    expect(panel.itself).to_be_hidden()
    expect(panel.icon(FIELD)).to_be_focused()


def test_the_live_part_says_what_is_due_and_how_it_was_counted(arrives: Arrives) -> None:
    panel = at_the_admission_notice(arrives(WARD))
    panel.icon(STEP).click()
    expect(panel.now).to_contain_text(f"Din tur: {STEP}")
    expect(panel.now.locator("time").first).to_be_visible()
    panel.now.get_by_text("Så räknas det").click()
    expect(panel.now).to_contain_text("24 timmar")
    expect(panel.now).to_contain_text("Avdelning 11 Medicin: spara behovsbedömning")


def test_the_live_part_says_who_is_waited_for_when_it_is_somebody_elses_move(
    arrives: Arrives,
) -> None:
    nurse = arrives(WARD)
    nurse.opens(NO_CONTACT_YET)
    nurse.takes_step("kvittera")
    panel = HelpPanel(nurse.page).is_ready()
    panel.toggle.click()
    expect(panel.now).to_contain_text("Biståndsenheten Sundsvall: kvittera")


def test_a_blocked_button_is_reached_by_keyboard_and_tells_every_reason(arrives: Arrives) -> None:
    panel = at_the_blocked_summons(arrives(OPEN_CARE))
    blocked = blocked_button(panel.page)
    expect(blocked).to_have_attribute("aria-disabled", "true")
    panel.page.locator("#nu h2 .hjalp-ikon").focus()
    reaches_with_tab(panel.page, blocked)
    for key in ("Enter", "Space"):
        with Requests(panel.page) as asked:
            blocked.press(key)
            expect(panel.heading).to_be_focused()
        assert asked_for(asked, step="kallelse-sip") == []
        expect(panel.text).to_contain_text("Ingen fast vårdkontakt är utsedd")
        expect(panel.text).to_contain_text("Samtycke till SIP saknas")
        expect(panel.text.get_by_role("heading", name="Vem kan häva").first).to_be_visible()
        panel.page.keyboard.press("Escape")
        expect(blocked).to_be_focused()


def test_each_reason_links_the_step_that_lifts_it(arrives: Arrives) -> None:
    panel = at_the_blocked_summons(arrives(OPEN_CARE))
    blocked_button(panel.page).press("Enter")
    expect(panel.now).to_contain_text("Skicka kallelse är spärrad.")
    panel.now.get_by_role("link", name="Utse fast vårdkontakt").first.click()
    expect(panel.page.locator("#nu")).to_contain_text("Utse fast vårdkontakt")
    expect(
        panel.page.locator("#nu").get_by_role("textbox", name="Fast vårdkontakt")
    ).to_be_visible()


def test_a_reason_says_who_can_lift_it_when_that_is_somebody_else(arrives: Arrives) -> None:
    nurse = arrives(OPEN_CARE)
    nurse.opens(NO_CONTACT_YET)
    nurse.takes_step("svar-hemtagning")
    reasons = nurse.page.get_by_role("group", name="Varför det är spärrat")
    expect(reasons).to_contain_text("Slutenvård kan häva det: Skicka utskrivningsklar")
    panel = HelpPanel(nurse.page).is_ready()
    reasons.locator(".hjalp-ikon").click()
    expect(panel.heading).to_have_text("Patienten är inte utskrivningsklar")
    expect(panel.text).to_contain_text("Vem kan häva")


def test_the_panel_stays_open_from_page_to_page_and_follows_the_work(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    panel = at_the_admission_notice(nurse)
    panel.toggle.click()
    nurse.takes_step("samtycke")
    expect(panel.heading).to_have_text("Samtycke")
    expect(panel.toggle).to_have_attribute("aria-expanded", "true")
    nurse.goes_to("/oversikt")
    expect(panel.heading).to_have_text("Översikt")
    panel.toggle.click()
    nurse.goes_to("/inkorg")
    expect(panel.toggle).to_have_attribute("aria-expanded", "false")
    expect(panel.itself).to_be_hidden()


def test_no_barrier_with_the_panel_open(arrives: Arrives) -> None:
    ward = arrives(WARD)
    panel = at_the_admission_notice(ward)
    panel.icon(STEP).click()
    ward.finds_no_barrier()


def test_on_a_phone_the_panel_fills_the_screen_and_can_be_left(arrives: Arrives) -> None:
    nurse = arrives(WARD, viewport=PHONE)
    panel = at_the_admission_notice(nurse)
    panel.icon(STEP).click()
    expect(panel.heading).to_be_focused()
    box = panel.itself.bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    nurse.finds_no_barrier()
    panel.itself.get_by_role("button", name="Stäng").click()
    expect(panel.itself).to_be_hidden()
    expect(panel.icon(STEP)).to_be_focused()


def test_without_javascript_the_icon_leads_to_the_explanation(arrives: Arrives) -> None:
    nurse = arrives(WARD, java_script_enabled=False)
    nurse.opens(ADMITTED_TODAY)
    nurse.takes_step("inskrivningsmeddelande")
    HelpPanel(nurse.page).icon(FIELD).click()
    expect(nurse.page.get_by_role("heading", level=1)).to_have_text("Inskrivningsmeddelande")
    assert nurse.page.url.endswith("#beraknad-tidpunkt-for-utskrivning")
