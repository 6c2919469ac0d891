"""The panel shows where on the page an instruction leads, and keeps the reader's place."""

from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import HOST_PAGE, serve

pytestmark = pytest.mark.journey

CONTROLS = """<details><summary>Mer</summary><button id="dold">Kvittera</button></details>
<p><a id="lank" href="#x">Inkorg <span class="antal">3</span></a></p>
<p><a id="steg" data-hjalp-plats="steg.planeringsunderlag" href="#y">Underlaget</a></p></main>"""


@pytest.fixture(scope="module")
def kvittera_url(help_url: str) -> Iterator[str]:
    """A page at the step *kvittera*, with some of the controls that its instructions name."""
    page = HOST_PAGE.replace("HELP", help_url).replace("</main>", CONTROLS)
    page = page.replace(
        'steg="utskrivningsklar" roll="slutenvard"', 'steg="kvittera" roll="kommun"'
    )

    def host(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = environ["PATH_INFO"] == "/sida"
        start_response("200 OK" if found else "404 x", [("Content-Type", "text/html")])
        return [page.encode()] if found else []

    yield from serve(host)


@pytest.fixture
def page(context: BrowserContext, kvittera_url: str) -> Page:
    page = context.new_page()
    page.goto(f"{kvittera_url}/sida", wait_until="networkidle")
    page.locator("[data-hjalp-vaxla]").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Kvittera")
    return page


def test_only_what_the_page_has_can_be_shown(page: Page) -> None:
    own = page.get_by_role("button", name="Visa Inkorg på sidan")
    expect(own.first).to_be_visible()
    names = page.locator("ledstang-hjalp .visa").all_text_contents()
    assert {" ".join(name.split()) for name in names} <= {
        "Visa Inkorg på sidan", "Visa Kvittera på sidan", "Visa Underlaget på sidan",
    }  # fmt: skip


def test_showing_marks_the_control_gives_it_focus_and_says_so(page: Page) -> None:
    page.get_by_role("button", name="Visa Inkorg på sidan").first.click()
    expect(page.locator("#lank")).to_be_focused()
    expect(page.locator("#lank")).to_have_attribute("data-hjalp-visas", "")
    status = page.locator("ledstang-hjalp [role=status]")
    expect(status).to_have_text("Inkorg är markerad på sidan.")
    expect(page.locator("ledstang-hjalp")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("[data-hjalp-visas]")).to_have_count(0)


def test_an_instruction_shows_the_place_it_was_tried_at_whatever_it_is_called(page: Page) -> None:
    # The instruction says Planeringsunderlag; the table says that it leads to that step.
    page.get_by_role("button", name="Visa Underlaget på sidan").click()
    expect(page.locator("#steg")).to_be_focused()
    expect(page.locator("ledstang-hjalp [role=status]")).to_have_text(
        "Underlaget är markerad på sidan."
    )


def test_what_is_folded_away_is_unfolded(page: Page) -> None:
    page.get_by_role("button", name="Visa Kvittera på sidan").first.click()
    expect(page.locator("#dold")).to_be_focused()


def test_what_has_gone_from_the_page_is_no_longer_offered(page: Page) -> None:
    visa = page.get_by_role("button", name="Visa Inkorg på sidan").first
    page.evaluate("document.querySelector('#lank').remove()")
    visa.click()
    expect(page.locator("ledstang-hjalp [role=status]")).to_have_text(
        "Inkorg finns inte på sidan just nu."
    )


def test_the_reader_keeps_the_heading_when_the_page_moves_on(page: Page) -> None:
    page.locator("ledstang-hjalp").evaluate(
        "panel => panel.shadowRoot.getElementById('senast').scrollIntoView()"
    )
    page.evaluate("document.querySelector('ledstang-hjalp').setAttribute('steg', 'samtycke')")
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Samtycke")
    heading = page.locator("ledstang-hjalp").evaluate(
        "panel => panel.shadowRoot.getElementById('senast').getBoundingClientRect().top"
    )
    assert 0 <= heading <= 120
    page.evaluate("document.querySelector('ledstang-hjalp').setAttribute('steg', 'kvittera')")
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Kvittera")


def test_a_screen_reader_meets_the_panel_by_name(page: Page) -> None:
    told = page.locator("ledstang-hjalp").aria_snapshot()
    for part in (
        'complementary "Hjälp"',
        'heading "Kvittera" [level=2]',
        'separator "Hjälpens bredd"',
        'button "Stäng hjälpen"',
        'region "Just nu"',
        'button "Visa Inkorg på sidan"',
        "search",
        'searchbox "Sök i hjälpen"',
        'checkbox "Tangenterna F1 och ? öppnar hjälpen" [checked]',
        "status",
    ):
        assert part in told, told


def test_at_four_hundred_percent_nothing_is_cut_off(page: Page) -> None:
    # 1280 by 1024 at 400 % is a window of 320 by 256 (WCAG 1.4.10).
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    inside = page.locator("ledstang-hjalp").evaluate(
        "panel => { const box = panel.shadowRoot.querySelector('.rulla');"
        " return [box.scrollWidth, box.clientWidth]; }"
    )
    assert inside[0] <= inside[1]
    page.get_by_role("button", name="Stäng hjälpen").click()
    expect(page.locator("ledstang-hjalp")).to_be_hidden()


def test_in_forced_colours_what_is_shown_has_an_outline(page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.get_by_role("button", name="Visa Inkorg på sidan").first.click()
    style = page.locator("#lank").evaluate(
        "each => [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth]"
    )
    assert style == ["solid", "4px"]


def test_the_panel_is_not_printed(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    moving = page.locator("ledstang-hjalp").evaluate(
        "panel => [...panel.shadowRoot.querySelectorAll('*'), ...document.querySelectorAll('a')]"
        ".filter(each => getComputedStyle(each).transitionDuration !== '0s').length"
    )
    assert moving == 0
    page.evaluate("document.querySelector('#lank').before(document.createElement('hr'))")
    page.evaluate("document.querySelector('hr').style.marginTop = '300vh'")
    reached = page.evaluate(
        """() => {
            const buttons = document.querySelector("ledstang-hjalp").shadowRoot
                .querySelectorAll(".visa");
            [...buttons].find((each) => each.textContent.includes("Inkorg")).click();
            return document.querySelector("#lank").getBoundingClientRect().top < innerHeight;
        }"""
    )
    assert reached
