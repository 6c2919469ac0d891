"""The panel in a real browser, in a page of another origin and under a strict policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.journey


def panel_title(page: Page) -> Locator:
    return page.locator("ledstang-hjalp h2")


def has_focus(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def test_a_click_shows_the_text_in_the_next_frame_without_a_request(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    seen = page.evaluate(
        """() => new Promise((done) => {
            document.querySelector("a.hjalp-ikon").click();
            requestAnimationFrame(() => done(
                document.querySelector("ledstang-hjalp").shadowRoot
                    .querySelector(".hjalp-text").textContent));
        })"""
    )
    assert "läkarens bedömning" in seen
    assert asked == []


def test_focus_goes_to_the_heading_and_comes_back(page: Page) -> None:
    icon = page.locator("a.hjalp-ikon")
    icon.click()
    expect(panel_title(page)).to_have_text("Läkaren bedömde")
    expect(page.locator("ledstang-hjalp h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()
    expect(icon).to_be_focused()


@pytest.mark.parametrize("key", ["F1", "?"])
def test_a_key_opens_help_for_the_control_in_focus(page: Page, key: str) -> None:
    page.focus("#kalla")
    page.keyboard.press(key)
    expect(panel_title(page)).to_contain_text("fast vårdkontakt", ignore_case=True)
    page.keyboard.press("Escape")
    assert has_focus(page, "#kalla")
    page.focus("#skicka")
    page.keyboard.press(key)
    expect(panel_title(page)).to_have_text("Utskrivningsklar")


def test_what_has_no_icon_is_fetched_with_the_focus_and_lies_ready_for_the_key(page: Page) -> None:
    page.focus("#skicka")
    with page.expect_response(lambda response: "steg=hemgangsklar" in response.url):
        page.keyboard.press("Tab")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("F1")
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Hemgångsklar")
    assert asked == []


def test_a_link_to_a_part_of_the_page_is_about_that_part(page: Page) -> None:
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("afterend",
            `<nav><a id="till" href="#parter">Parter</a></nav>
             <section id="parter"><h2>Parter <a class="hjalp-ikon" href="/help/"
             data-hjalp-steg="hemgangsklar">?</a></h2></section>`)"""
    )
    page.focus("#till")
    page.keyboard.press("F1")
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Hemgångsklar")
    page.keyboard.press("Escape")
    expect(page.locator("#till")).to_be_focused()


def test_help_that_comes_late_is_told_to_who_was_led_to_its_heading(page: Page) -> None:
    page.evaluate(
        """() => {
            const asked = window.fetch;
            const until = new Promise((go) => { window.letGo = go; });
            window.fetch = async (...said) => {
                if (String(said[0]).includes("steg=hemgangsklar")) await until;
                return asked(...said);
            };
        }"""
    )
    page.focus("#sedan")
    page.keyboard.press("F1")
    heading = page.locator("ledstang-hjalp h2")
    expect(heading).to_have_text("Hämtar hjälpen …")
    expect(heading).to_be_focused()
    page.evaluate("() => letGo()")
    expect(page.locator("ledstang-hjalp [role=status]")).to_have_text("Hemgångsklar")
    expect(heading).to_be_focused()


def test_a_question_mark_can_be_written_in_a_field(page: Page) -> None:
    page.focus("#bedomt")
    page.keyboard.type("tis?")
    assert page.input_value("#bedomt") == "tis?"
    expect(page.locator("ledstang-hjalp")).to_be_hidden()
    page.keyboard.press("F1")
    expect(panel_title(page)).to_have_text("Läkaren bedömde")


def test_the_keys_can_be_switched_off_and_stay_off(page: Page) -> None:
    page.focus("#skicka")
    page.keyboard.press("?")
    page.get_by_label("Tangenterna F1 och ?").uncheck()
    page.keyboard.press("Escape")
    page.reload(wait_until="networkidle")
    page.focus("#skicka")
    page.keyboard.press("?")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()


def test_where_the_browser_keeps_nothing_the_panel_works_all_the_same(
    context: BrowserContext, host_url: str
) -> None:
    context.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
            const get = () => { throw new DOMException("Access is denied", "SecurityError"); };
            Object.defineProperty(window, name, { get });
        }"""
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{host_url}/sida", wait_until="networkidle")
    expect(page.locator("a.hjalp-ikon")).to_have_attribute("data-hjalp-finns", "")
    page.locator("a.hjalp-ikon").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Läkaren bedömde")
    page.get_by_label("Tangenterna F1 och ? öppnar hjälpen").uncheck()
    page.keyboard.press("Escape")
    page.focus("#kalla")
    page.keyboard.press("F1")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()
    assert faults == []


def test_a_blocked_button_answers_with_every_reason(page: Page) -> None:
    # force: Playwright does not click what is aria-disabled, but people do.
    page.locator("#kalla").click(force=True)
    text = page.locator("ledstang-hjalp .hjalp-text")
    expect(panel_title(page)).to_contain_text("fast vårdkontakt", ignore_case=True)
    expect(text).to_contain_text("Spara ställningstagande")


def test_the_pages_live_text_stands_under_just_nu(page: Page) -> None:
    page.locator("a.hjalp-ikon").click()
    live = page.get_by_role("region", name="Just nu")
    expect(live).to_contain_text("Just nu")
    expect(page.get_by_text("Din tur: skicka utskrivningsklar.")).to_be_visible()


def test_open_and_closed_are_remembered_in_the_tab(page: Page) -> None:
    toggle = page.locator("[data-hjalp-vaxla]")
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.click()
    page.reload(wait_until="networkidle")
    expect(page.locator("ledstang-hjalp")).to_be_visible()
    assert toggle.get_attribute("aria-expanded") == "true"
    assert has_focus(page, "body")
    toggle.click()
    page.reload(wait_until="networkidle")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()


def test_a_new_step_is_shown_and_said_politely(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    page.focus("#bedomt")
    page.evaluate("document.querySelector('ledstang-hjalp').setAttribute('steg', 'utskrivning')")
    status = page.locator("ledstang-hjalp [role=status]")
    expect(status).to_have_text("Hjälpen visar nu: Utskrivning")
    expect(panel_title(page)).to_have_text("Utskrivning")
    assert has_focus(page, "#bedomt")


def test_links_open_in_the_panel_and_lead_back(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    page.locator("ledstang-hjalp .hjalp-text a", has_text="hemgångsklar").first.click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Hemgångsklar")
    page.get_by_role("button", name="Tillbaka").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Utskrivningsklar")
    expect(page.get_by_role("button", name="Tillbaka")).to_be_hidden()


def test_search_in_the_panel_opens_the_section(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    page.get_by_label("Sök i hjälpen").fill("fast vårdkontakt")
    page.keyboard.press("Enter")
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Svar på ”fast vårdkontakt”")
    page.locator("ledstang-hjalp .hjalp-traffar a").first.click()
    expect(page.locator("ledstang-hjalp h2")).not_to_contain_text("Svar på")
    page.get_by_role("button", name="Tillbaka").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Svar på ”fast vårdkontakt”")


def test_the_panel_is_resized_with_the_keyboard_and_keeps_its_width(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    expect(panel_title(page)).to_be_visible()
    before = page.locator("ledstang-hjalp").bounding_box()
    page.get_by_role("separator", name="Hjälpens bredd").press("ArrowLeft")
    after = page.locator("ledstang-hjalp").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == before["width"] + 16
    page.reload(wait_until="networkidle")
    kept = page.locator("ledstang-hjalp").bounding_box()
    assert kept is not None
    assert kept["width"] == after["width"]


def test_the_whole_panel_is_in_the_window_wherever_the_page_is_scrolled(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate(
        """() => {
            const above = document.createElement("header");
            above.style.height = "100px";
            document.body.style.margin = 0;
            document.body.prepend(above);
            document.querySelector("main").style.height = "3000px";
            document.querySelector("[data-hjalp-vaxla]").click();
        }"""
    )
    for scrolled, above in ((0, 100), (40, 60), (100, 0), (2000, 0), (0, 100)):
        page.evaluate("to => scrollTo(0, to)", scrolled)
        page.wait_for_function(
            """above => {
                const box = document.querySelector("ledstang-hjalp").getBoundingClientRect();
                return Math.round(box.top) === above && Math.round(box.bottom) === innerHeight;
            }""",
            arg=above,
        )


@pytest.mark.parametrize(("width", "covers"), [(800, 0.6), (320, 1.0)])
def test_on_small_screens_the_panel_comes_from_below_and_then_fills(
    page: Page, width: int, covers: float
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.locator("a.hjalp-ikon").click()
    expect(panel_title(page)).to_be_focused()
    box = page.locator("ledstang-hjalp").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, width)
    assert box["height"] == pytest.approx(700 * covers, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_icons_with_help_are_marked(page: Page) -> None:
    expect(page.locator("a.hjalp-ikon[data-hjalp-finns]")).to_have_count(1)


def test_events_tell_the_page(page: Page) -> None:
    page.evaluate(
        """() => { window.told = [];
        for (const name of ["oppnad", "stangd"]) {
            document.addEventListener(`ledstang-hjalp:${name}`,
                (event) => window.told.push([name, event.detail.steg]));
        } }"""
    )
    page.locator("a.hjalp-ikon").click()
    page.keyboard.press("Escape")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()
    told = page.evaluate("window.told")
    assert told == [["oppnad", "utskrivningsklar"], ["stangd", "utskrivningsklar"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 320])
def test_axe_finds_nothing_in_the_open_panel(untended: Page, width: int, scheme: str) -> None:
    page = untended
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 768})
    page.locator("a.hjalp-ikon").click()
    page.wait_for_timeout(200)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["/help/", "/help/amne/utskrivningsklar", "/help/sok?q=kvittera"])
def test_axe_finds_nothing_on_the_plain_pages(
    context: BrowserContext, help_url: str, path: str
) -> None:
    page = context.new_page()
    page.goto(help_url + path)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_icons_are_plain_links_without_javascript(browser: Browser, host_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host_url}/sida")
    expect(page.locator("ledstang-hjalp")).to_be_hidden()
    page.locator("a.hjalp-ikon").click()
    assert page.url.endswith("/help/amne/utskrivningsklar#lakaren-bedomde")
    context.close()


def test_the_example_shows_help_in_a_foreign_page(context: BrowserContext, host_url: str) -> None:
    page = context.new_page()
    page.goto(f"{host_url}/embed.html", wait_until="networkidle")
    page.locator("a.hjalp-ikon").first.click()
    expect(panel_title(page)).to_have_text("Utskrivningsklar")
    expect(page.get_by_text("vems tur det är")).to_be_visible()


def test_a_server_that_is_away_is_told_in_plain_words(untended: Page) -> None:
    page = untended
    page.locator("[data-hjalp-vaxla]").click()
    page.route("**/help/api/**", lambda route: route.abort())
    page.locator("ledstang-hjalp .hjalp-text a", has_text="hemgångsklar").first.click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Hjälpen går inte att nå")
