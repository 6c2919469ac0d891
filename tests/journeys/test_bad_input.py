"""Mistakes, wrong addresses and lost sign-ins: a plain page, nothing lost, nothing given away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Request, expect

from planning_ui.settings import UiSettings
from planning_ui.signin.sessions import hash_of
from storage import open_stores
from tests.journeys.cases import OWN_PAGE, a_new_patient
from tests.journeys.conftest import Server
from tests.journeys.panel import HelpPanel
from tests.journeys.people import MUNICIPALITY, OTHER_WARD, WARD, Person

pytestmark = pytest.mark.journey
Arrives = Callable[..., Person]

WRITTEN = "Fall i hemmet, höftsmärta."
NUMBER = "199002222397"
TRACES = ("Traceback", "werkzeug", ".py", "Exception")
SUPPORT_NUMBER = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


def told_on(page: Page) -> str:
    """The words of an error page, without the number that differs each time."""
    words = page.locator("main").inner_text()
    assert SUPPORT_NUMBER.search(words), "no number to give support"
    assert not [each for each in TRACES if each in words]
    return SUPPORT_NUMBER.sub("", words)


def test_a_mistake_comes_back_with_the_text_and_a_way_to_each_field(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_new_patient(nurse, "Felstav Provgren")
    nurse.goes_to(f"{case}/steg/inskrivningsmeddelande")
    nurse.fills("Beräknad tidpunkt för utskrivning", "32/13")
    nurse.fills("Inskrivningsorsak", WRITTEN)
    nurse.presses("Skicka inskrivningsmeddelande")
    summary = nurse.page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Inget är skickat. Det du skrev finns kvar.")
    date = nurse.page.locator("#nu").get_by_role("textbox", name="Beräknad tidpunkt")
    expect(date).to_have_value("32/13")
    expect(date).to_have_attribute("aria-invalid", "true")
    expect(nurse.page.get_by_role("textbox", name="Inskrivningsorsak")).to_have_value(WRITTEN)
    nurse.finds_no_barrier()
    summary.get_by_role("link", name="Den dagen finns inte").click()
    expect(date).to_be_focused()
    panel = HelpPanel(nurse.page).is_ready()
    nurse.page.keyboard.press("F1")
    expect(panel.heading).to_have_text("Beräknad tidpunkt för utskrivning")


def test_a_wrong_personal_number_at_the_door_is_told_and_kept(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to("/arende/nytt")
    nurse.fills("Personnummer eller reservnummer", "19900222-2398")
    nurse.fills("Namn", "Prova Igen")
    nurse.presses("Öppna ärende")
    expect(nurse.page.get_by_role("alert")).to_contain_text("Det här behöver rättas")
    expect(nurse.page.locator("#falt-personnummer")).to_have_value("19900222-2398")
    expect(nurse.page.locator("#falt-namn")).to_have_value("Prova Igen")
    nurse.finds_no_barrier()


def test_anothers_case_and_a_wrong_address_get_the_same_plain_answer(arrives: Arrives) -> None:
    case = a_new_patient(arrives(WARD), "Annan Provstrand")
    stranger = arrives(OTHER_WARD)
    answers = set()
    for address in (case, f"{case}/steg/samtycke", "/arende/finns-inte", "/fel/adress"):
        answer = stranger.page.goto(f"{stranger.url}{address}")
        assert answer is not None
        assert answer.status == 404
        assert "Annan" not in stranger.page.title()
        answers.add(told_on(stranger.page))
    assert len(answers) == 1
    stranger.sees("för att skydda patienten")
    stranger.finds_no_barrier()


def test_after_too_long_a_pause_the_text_waits_behind_the_sign_in(
    arrives: Arrives, shared: Server
) -> None:
    nurse = arrives(WARD).signs_in_as(WARD)
    case = a_new_patient(nurse, "Paus Provdal")
    nurse.goes_to(f"{case}/steg/inskrivningsmeddelande")
    nurse.fills("Inskrivningsorsak", WRITTEN)
    time_passes_for(nurse, shared)
    nurse.presses("Skicka inskrivningsmeddelande")
    nurse.sees("Du har loggats ut")
    nurse.sees("Det du skrev är sparat som utkast.")
    nurse.finds_no_barrier()
    nurse.page.get_by_role("link", name="Logga in igen").click()
    nurse.chooses_oneself(WARD)
    nurse.sees("Det är inte skickat.")
    expect(nurse.page.get_by_role("textbox", name="Inskrivningsorsak")).to_have_value(WRITTEN)


def test_a_lost_line_keeps_the_page_and_what_is_typed_on_it(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_new_patient(nurse, "Linje Provbro")
    nurse.goes_to(f"{case}/steg/inskrivningsmeddelande")
    nurse.page.context.set_offline(True)
    nurse.fills("Inskrivningsorsak", WRITTEN)
    button = nurse.page.locator("#nu .huvudknapp")
    button.click()
    nurse.sees("Ingen kontakt med systemet. Inget är skickat. Texten finns kvar här.")
    field = nurse.page.get_by_role("textbox", name="Inskrivningsorsak")
    expect(field).to_have_value(WRITTEN)
    nurse.page.context.set_offline(False)
    nurse.presses("Skicka inskrivningsmeddelande")
    nurse.sees("Det här behöver rättas")
    expect(field).to_have_value(WRITTEN)


def time_passes_for(person: Person, server: Server) -> None:
    """As if the person had left the screen for longer than a session may be idle."""
    cookies = person.page.context.cookies()
    token = next(each["value"] for each in cookies if each["name"] == UiSettings().cookie)
    sessions = open_stores(f"sqlite:///{server.data / 'ledstang.db'}").sessions
    session = sessions.get(hash_of(token))
    assert session is not None
    sessions.save(replace(session, seen_at=session.seen_at - timedelta(hours=1)))


def test_a_browser_that_lost_its_sign_in_is_led_to_it_and_back(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_new_patient(nurse, "Kaka Provberg")
    nurse.goes_to(f"{case}/steg/samtycke")
    nurse.page.context.clear_cookies()
    nurse.chooses("Ja")
    nurse.presses("Spara samtycke")
    nurse.sees("Du har loggats ut")
    nurse.sees("Inget är skickat.")
    nurse.goes_to(f"{case}/steg/samtycke")
    nurse.sees("Välj vem du är")
    nurse.chooses_oneself(WARD)
    expect(nurse.page.get_by_role("heading", level=1)).to_contain_text("Kaka Provberg")


def test_the_next_person_at_a_shared_workstation_can_sign_in(arrives: Arrives) -> None:
    colleague = arrives(WARD).signs_in_as(MUNICIPALITY)
    expect(colleague.page.get_by_role("banner")).to_contain_text("Biståndsenheten Sundsvall")


def test_a_form_from_elsewhere_or_without_its_token_changes_nothing(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_new_patient(nurse, "Fjärran Provholm")
    nurse.goes_to(case)
    token = nurse.page.locator("input[name=token]").first.input_value()
    elsewhere = {**OWN_PAGE, "Sec-Fetch-Site": "cross-site"}
    for headers, data in ((OWN_PAGE, "varde=ja"), (elsewhere, f"varde=ja&token={token}")):
        address = f"{nurse.url}{case}/samtycke"
        answer = nurse.page.request.post(address, data=data, headers=headers)
        assert answer.status == 403
        assert "inget är ändrat." in answer.text().lower()
    nurse.goes_to(case)
    expect(nurse.page.locator("main")).not_to_contain_text("Samtycke sparat")


def test_no_personal_number_stands_in_an_address_a_title_or_the_log(
    arrives: Arrives, shared: Server
) -> None:
    nurse = arrives(WARD)
    addresses: list[str] = []
    nurse.page.on("request", lambda request: addresses.append(_whole(request)))
    titles = walk_past_the_number(nurse)
    said = [*addresses, *titles, shared.log.read_text(encoding="utf-8")]
    assert len(titles) == 5
    assert not [each for each in said if "2222397" in each or "222-2397" in each]


def _whole(request: Request) -> str:
    return f"{request.url} {request.headers.get('referer', '')}"


def walk_past_the_number(nurse: Person) -> list[str]:
    """Search for the patient, open the case and a step, make a mistake; the titles on the way."""
    titles = []
    nurse.goes_to("/oversikt")
    nurse.page.get_by_role("banner").get_by_role("textbox").fill(NUMBER)
    nurse.page.get_by_role("banner").get_by_role("button", name="Sök").click()
    nurse.sees("Träffar")
    titles.append(nurse.page.title())
    nurse.page.locator(".traffar a").first.click()
    nurse.sees("19900222-2397")
    titles.append(nurse.page.title())
    nurse.takes_step("inskrivningsmeddelande")
    titles.append(nurse.page.title())
    nurse.presses("Skicka inskrivningsmeddelande")
    nurse.sees("Det här behöver rättas")
    titles.append(nurse.page.title())
    HelpPanel(nurse.page).is_ready().toggle.click()
    titles.append(nurse.page.title())
    return titles
