"""Finding an answer in the guidance, and reading it on paper and as a site."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Server
from tests.journeys.panel import HelpPanel, Requests
from tests.journeys.people import CENTRAL, OPEN_CARE, WARD, Person

pytestmark = pytest.mark.journey
Arrives = Callable[..., Person]

ASKED = "uk skickad 12.05 när börjar det kosta"
OUTSIDE = "hur många alvedon får man ta"
PAPERS = (
    "komplett",
    "slutenvard",
    "oppenvard",
    "kommun",
    "psykiatri",
    "sip",
    "lokal-administrator",
)


def only_from(server: Server, asked: list[str]) -> bool:
    ours = urlsplit(server.url).netloc
    return {urlsplit(each).netloc for each in asked if not each.startswith("data:")} <= {ours}


def answers_the_question(first: Locator) -> None:
    expect(first).to_contain_text(re.compile("Betalningsansvar|Utskrivningsklar"))
    expect(first).to_contain_text(re.compile("tre dagar"))


def opens_a_heading(answers: Locator) -> str:
    """Choose the first answer that is a part of a page; the words of its heading."""
    link = answers.locator("a[href*='#']").first
    words = link.inner_text().rpartition(": ")[2]
    link.click()
    return words


def test_a_question_in_the_panel_opens_its_answer_at_the_heading(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to("/oversikt")
    panel = HelpPanel(nurse.page).is_ready()
    panel.toggle.click()
    panel.is_asked(ASKED)
    expect(panel.heading).to_have_text(f"Svar på ”{ASKED}”")
    answers = panel.itself.locator(".hjalp-traffar li")
    answers_the_question(answers.first)
    words = opens_a_heading(panel.itself.locator(".hjalp-traffar"))
    expect(panel.text.get_by_role("heading", name=words).first).to_be_in_viewport()
    nurse.finds_no_barrier()


def test_the_same_question_on_the_search_page_leads_to_the_heading(arrives: Arrives) -> None:
    nurse = arrives(OPEN_CARE)
    nurse.goes_to("/help/")
    box = nurse.page.get_by_role("banner").get_by_label("Sök i hjälpen")
    box.fill(ASKED)
    box.press("Enter")
    answers_the_question(nurse.page.locator("main .hjalp-traffar > li").first)
    nurse.finds_no_barrier()
    words = opens_a_heading(nurse.page.locator("main .hjalp-traffar"))
    expect(nurse.page).to_have_url(re.compile("/help/amne/[a-z-]+#[a-z0-9-]+$"))
    expect(nurse.page.get_by_role("heading", name=words).first).to_be_in_viewport()


def test_a_question_from_outside_gets_an_honest_no(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to(f"/help/sok?q={OUTSIDE}")
    nurse.sees(f"Inget svar på ”{OUTSIDE}”")
    nurse.sees("Frågor om vård och behandling hör hemma i journalen")
    panel = HelpPanel(nurse.page)
    nurse.goes_to("/oversikt")
    panel.is_ready().toggle.click()
    panel.is_asked(OUTSIDE)
    expect(panel.heading).to_have_text(f"Inget svar på ”{OUTSIDE}”")
    expect(panel.itself.locator(".hjalp-traffar")).to_have_count(0)


def test_the_lathund_opens_as_pdf_for_all_and_for_each_role(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to("/lathundar")
    links = nurse.page.locator("main .arbeten a")
    addresses = [each.get_attribute("href") or "" for each in links.all()]
    named = [address.partition(".pdf")[0].rpartition("/")[2] for address in addresses]
    assert set(named) >= set(PAPERS)
    assert named[0] == "slutenvard", "the own role's comes first"
    for address in addresses:
        answer = nurse.page.request.get(f"{nurse.url}{address}")
        assert answer.status == 200, address
        assert answer.headers["content-type"] == "application/pdf", address
        assert answer.body().startswith(b"%PDF-"), address


def test_the_manual_opens_and_asks_no_foreign_host(arrives: Arrives, shared: Server) -> None:
    manager = arrives(CENTRAL)
    with Requests(manager.page) as asked:
        manager.goes_to("/")
        manager.page.get_by_role("navigation").get_by_role("link", name="Manual").click()
        expect(manager.page.get_by_role("heading", level=1)).to_be_visible()
        manager.page.wait_for_load_state("networkidle")
        manager.finds_no_barrier()
        manager.goes_to("/manual/steg/kvittera/")
        expect(manager.page.get_by_role("heading", level=1)).to_contain_text("Kvittera")
        manager.page.wait_for_load_state("networkidle")
        manager.finds_no_barrier()
    assert only_from(shared, asked), asked


def test_a_page_that_the_manual_lacks_is_told_in_swedish(arrives: Arrives) -> None:
    manager = arrives(CENTRAL)
    manager.goes_to("/manual/steg/finns-inte/")
    manager.sees("Sidan finns inte")
