"""The manual as people meet it: no barrier, nothing from elsewhere, and search that answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from help_service.app import create_help_app
from help_service.library import Library
from ledstang.site import build_site
from ledstang.site_facts import Asked, Joining, Published, SiteFacts
from tests.journeys.people import barriers_on
from tests.lathund.conftest import ROOT, TODAY
from tests.lathund.test_site import page_of

pytestmark = pytest.mark.journey
SAMPLE = ("index", "processen", "kvittera", "lathund", "loggkontroll", "sa-raknar-systemet")
TABLE = ".md-typeset__scrollwrap"
WIDE_TABLE = f"{TABLE}[tabindex='0']"
SEARCH = ".md-search__input"
FROM_HELP = ".hjalpens-svar a"
BUILT_IN = ".md-search-result__list:not(.hjalpens-svar) a"
COLOURS_HAVE_CHANGED = """
    Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)))
"""
"""The manual fades from light to dark; what is half-way nobody reads."""


class Hushed(WSGIRequestHandler):
    """A server that does not tell of every request."""

    def log_message(self, format: str, *args: object) -> None:
        return


class Threaded(ThreadingMixIn, WSGIServer):
    """A browser opens more connections than it uses; none may keep the others waiting."""

    daemon_threads = True


def serving(app: WSGIApplication) -> Iterator[str]:
    """The address of an application on a free port."""
    server = make_server("127.0.0.1", 0, app, Threaded, Hushed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/manual/"
    server.shutdown()
    server.server_close()


def files_of(site: Path) -> WSGIApplication:
    """The built files as any web server hands them out, under /manual/."""

    @Request.application
    def serve(request: Request) -> Response:
        file = site / request.path.removeprefix("/manual/")
        file = file / "index.html" if file.is_dir() else file
        return send_file(file, request.environ) if file.is_file() else Response(status=404)

    return serve


@pytest.fixture(scope="module")
def alone(site: Path) -> Iterator[str]:
    """The manual in a folder of a plain web server."""
    yield from serving(files_of(site))


@pytest.fixture(scope="module")
def with_help(site: Path) -> Iterator[str]:
    """The manual beside the help that runs."""
    helping = create_help_app(ROOT / "docs", ROOT / "context_map.yaml", lambda: TODAY)
    yield from serving(DispatcherMiddleware(files_of(site), {"/help": at_help(helping)}))


def at_help(app: WSGIApplication) -> WSGIApplication:
    """The help's own addresses begin with /help: give it back what the dispatcher took."""

    def whole(environ, start_response):  # type: ignore[no-untyped-def]  # WSGI's own shape
        environ["PATH_INFO"] = f"/help{environ['PATH_INFO']}"
        environ["SCRIPT_NAME"] = ""
        return app(environ, start_response)

    return whole


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1366, "height": 768}, locale="sv-SE")
    yield opened
    opened.close()


def visited(page: Page, root: str, addresses: list[str]) -> tuple[dict[str, list[str]], set[str]]:
    """What axe finds on each page, light and dark, and every request that leaves the host."""
    foreign: set[str] = set()
    page.on("request", lambda sent: None if sent.url.startswith(root) else foreign.add(sent.url))
    barriers = {}
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(root + address, wait_until="load")
        barriers[address] = barriers_on(page)
        page.emulate_media(color_scheme="dark")
        page.evaluate(COLOURS_HAVE_CHANGED)
        barriers[address] += barriers_on(page, only=("color-contrast",))
    return {address: found for address, found in barriers.items() if found}, foreign


def addresses_of(library: Library, topics: tuple[str, ...]) -> list[str]:
    return [page_of(library.topics[topic]).removesuffix("index.html") for topic in topics]


def test_a_sample_of_pages_has_no_barrier_and_asks_no_other_host(
    page: Page, alone: str, library: Library
) -> None:
    assert visited(page, alone, addresses_of(library, SAMPLE)) == ({}, set())


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_no_page_has_a_barrier_or_asks_another_host(
    page: Page, alone: str, library: Library
) -> None:
    assert visited(page, alone, addresses_of(library, tuple(library.topics))) == ({}, set())


TOLD = ("vanliga-fragor", "nytt", "allt-om-bytet")
"""The pages to which the site adds what the database knows."""
FACTS = SiteFacts(
    asked={"makulera": Asked(searched=9, opened=12), "kvittera": Asked(opened=5)},
    published=[Published(TODAY, "kvittera", "Nytt nummer för kvällar")],
    joining=[
        Joining("Ånge kommun", "Biståndsenheten i Ånge", "", live=False),
        Joining("Region Demolandet", "Avdelning 11 medicin och strokevård", "maj 2025", live=True),
    ],
)


@pytest.fixture(scope="module")
def told_site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The manual of a system in use."""
    folder = tmp_path_factory.mktemp("told") / "manual"
    build_site(library.docs, folder, library, facts=FACTS)
    yield from serving(files_of(folder))


@pytest.mark.proof
@pytest.mark.parametrize("width", [320, 1366])
def test_what_the_database_tells_has_no_barrier_on_any_screen(
    page: Page, told_site: str, library: Library, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    assert visited(page, told_site, addresses_of(library, TOLD)) == ({}, set())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_table_wider_than_the_page_can_be_reached_and_has_a_name(page: Page, alone: str) -> None:
    page.set_viewport_size({"width": 500, "height": 640})
    page.goto(f"{alone}begrepp/sa-raknar-systemet/")
    frame = page.locator(WIDE_TABLE).first
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("frame => frame.scrollLeft > 0", arg=frame.element_handle())
    assert frame.get_attribute("aria-label") == (
        "Inskrivningsmeddelandet inom 24 timmar, går att rulla i sidled"
    )


def test_on_a_phone_each_cell_of_a_wide_table_tells_its_column(page: Page, alone: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{alone}vyer/ikoner/")
    second = page.locator("article tbody tr").first.locator("td").nth(1)
    expect(second).to_have_attribute("data-namn", "Ord")
    told = second.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert told == '"Ord: "'
    expect(page.locator(WIDE_TABLE)).to_have_count(0)


def test_a_table_that_fits_is_no_stop_for_the_keyboard(page: Page, alone: str) -> None:
    page.goto(f"{alone}begrepp/forkortningar/")
    page.locator(TABLE).first.wait_for()
    assert page.locator(WIDE_TABLE).count() == 0


def test_an_explained_word_is_explained_to_the_pointer_and_to_the_keyboard(
    page: Page, alone: str
) -> None:
    page.goto(f"{alone}steg/fast-vardkontakt/")
    word = page.locator("article abbr[tabindex='0']").filter(has_text="SIP")
    expect(word).to_have_count(1)
    told = page.get_by_role("tooltip", name="samordnad individuell plan")
    word.hover()
    expect(told).to_be_visible()
    page.mouse.move(1, 1)
    expect(told).to_have_count(0)
    word.focus()
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    expect(page.locator("article a abbr[tabindex]")).to_have_count(0)


def test_the_manual_is_dark_where_the_readers_system_is(page: Page, alone: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(alone)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(18, 24, 30)"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_step_in_the_picture_leads_to_its_page(page: Page, alone: str) -> None:
    page.goto(alone)
    page.get_by_role("link", name="Utskrivningsklar", exact=True).and_(
        page.locator(".processbild a")
    ).click()
    assert page.url == f"{alone}steg/utskrivningsklar/"


def test_the_search_box_asks_the_help_where_it_runs(page: Page, with_help: str) -> None:
    page.goto(f"{with_help}steg/samtycke/")
    page.locator(SEARCH).click()
    page.locator(SEARCH).press_sequentially("läskvitto")
    page.locator(FROM_HELP).first.wait_for()
    found = [link.get_attribute("href") for link in page.locator(FROM_HELP).all()]
    assert f"{with_help}steg/kvittera/" in [(each or "").split("#")[0] for each in found]


def test_the_search_box_says_where_to_turn_with_what_belongs_elsewhere(
    page: Page, with_help: str
) -> None:
    page.goto(f"{with_help}steg/samtycke/")
    page.locator(SEARCH).click()
    page.locator(SEARCH).press_sequentially("alvedon dos")
    expect(page.locator(".hjalpens-antal")).to_have_text(
        "Det hör inte hit. Fråga läkaren eller sjuksköterskan som ansvarar för patienten."
    )
    expect(page.locator(BUILT_IN).first).to_be_hidden()


def test_the_search_box_searches_by_itself_where_no_help_runs(page: Page, alone: str) -> None:
    page.goto(alone)
    page.locator(SEARCH).click()
    page.locator(SEARCH).press_sequentially("kvittera")
    page.locator(BUILT_IN).first.wait_for()
    assert page.locator(FROM_HELP).count() == 0


def test_a_number_like_a_persons_never_leaves_the_page(page: Page, with_help: str) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(with_help)
    page.locator(SEARCH).click()
    page.locator(SEARCH).press_sequentially("189002029800")
    page.wait_for_timeout(400)
    assert [address for address in asked if "/help/api/" in address and "18900202" in address] == []
