"""*Att göra* as a superuser meets it in the browser: no barrier, and one click makes a word."""

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from help_service.app import help_blueprint, help_service
from help_service.editing.records import Editor, Right
from help_service.learning.pages import Door, todo_blueprint
from help_service.memory import memory_help_stores
from help_service.ports import Feedback, Verdict
from help_service.tally import Keeping

from .conftest import ROOT, serve

pytestmark = pytest.mark.journey

TODAY = date(2026, 11, 23)
ASKED = "hemfärdsplanering flumsa"
UNLIKE_ALL = "zzkrumelur"


@pytest.fixture(scope="module")
def list_url() -> Iterator[str]:
    """The list, with a vote and a search in vain in it."""
    keeping = Keeping(memory_help_stores(), lambda: TODAY)
    service = help_service(ROOT / "docs", ROOT / "context_map.yaml", words=keeping.stores.words)
    topic = service.snapshot.library.topics["kvittera"]
    said = Feedback("ledstang", topic.id, topic.hash, "kvittera", "kommun", Verdict.NEJ, "Var?")
    keeping.stores.feedback.add(said, TODAY)
    keeping.tally.missed(ASKED)
    keeping.tally.missed(UNLIKE_ALL)
    sara = Editor("sara", "Sara", frozenset({Right.EDIT}))
    app = Flask("help_service", static_folder=None)
    app.register_blueprint(help_blueprint(service, keeping))
    app.register_blueprint(todo_blueprint(service, keeping, Door(lambda: sara, lambda: "t")))
    for address in serve(app):
        yield f"{address}/help/redigera/att-gora"


@pytest.fixture
def page(context: BrowserContext, list_url: str) -> Page:
    page = context.new_page()
    page.goto(list_url)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 320])
def test_axe_finds_nothing_on_the_list(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    expect(page.locator("tbody tr").first).to_contain_text("Kvittera")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_search_in_vain_becomes_a_word_by_one_click(page: Page) -> None:
    form = page.get_by_role("form", name=ASKED)
    button = form.get_by_role("button").first
    meant = button.inner_text()
    button.click()
    expect(page.get_by_text("”hemfärdsplanering flumsa” betyder")).to_be_visible()
    # Until the panel is there, the link leads to the page with the same text.
    expect(page.locator("main .hjalp-ikon[data-hjalp-finns]").first).to_be_attached()
    page.get_by_role("link", name="Hjälp om redigering").click()
    page.get_by_label("Sök i hjälpen").fill(ASKED)
    page.keyboard.press("Enter")
    expect(page.locator("ledstang-hjalp .hjalp-traffar")).to_contain_text(meant)


def test_a_search_that_nothing_is_near_to_is_given_any_page_without_typing(page: Page) -> None:
    form = page.get_by_role("form", name=UNLIKE_ALL)
    expect(form.get_by_role("button")).to_have_count(0)
    form.get_by_role("link", name="Välj bland alla sidor").click()
    expect(page.get_by_label("Det som folk skriver")).to_have_value(UNLIKE_ALL)
    page.get_by_label("Sidan som svarar").select_option(label="Permission")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_text(f"”{UNLIKE_ALL}” betyder")).to_be_visible()
    expect(page.get_by_role("form", name=UNLIKE_ALL)).to_have_count(0)
