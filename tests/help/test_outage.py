"""Help in the browser when the server is pulled away."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.test import Client

from help_service.app import create_help_app, help_blueprint
from help_service.service import HelpService
from ledstang import clock

from .conftest import HOST_PAGE, ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
)

SAVED = """async () => {
    const cache = await caches.open("ledstang-hjalp-1");
    const last = await cache.match("/help/static/hjalp-panel.css");
    return navigator.serviceWorker.controller !== null && last !== undefined;
}"""


@dataclass
class Plug:
    """A server that can be pulled out and put back on the same port."""

    app: WSGIApplication
    port: int = 0
    running: list[tuple[BaseWSGIServer, Thread]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put_in(self) -> None:
        server = make_server("127.0.0.1", self.port, self.app, threaded=True)
        self.port = server.server_port
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.running.append((server, thread))

    def pull(self) -> None:
        while self.running:
            server, thread = self.running.pop()
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.fixture(scope="module")
def host_and_help() -> WSGIApplication:
    """A host page and help at one origin, as in the whole system."""
    help_app = create_help_app(ROOT / "docs", ROOT / "context_map.yaml", lambda: date(2026, 3, 3))
    host = HOST_PAGE.replace("HELP", "").encode()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/sida":
            return help_app(environ, start_response)
        headers = [("Content-Type", "text/html"), ("Content-Security-Policy", POLICY)]
        start_response("200 OK", headers)
        return [host]

    return app


@pytest.fixture
def plug(host_and_help: WSGIApplication) -> Iterator[Plug]:
    plug = Plug(host_and_help)
    plug.put_in()
    yield plug
    plug.pull()


@pytest.fixture
def page(context: BrowserContext, plug: Plug) -> Page:
    """The host page, with the copy of the help saved in the browser."""
    page = context.new_page()
    page.goto(f"{plug.url}/sida")
    deadline = time.monotonic() + 30
    while not page.evaluate(SAVED) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert page.evaluate(SAVED), "the copy was not saved"
    return page


@pytest.fixture
def client(service: HelpService) -> Client:
    app = Flask("test")
    app.register_blueprint(help_blueprint(service))
    return Client(app)


def test_the_worker_may_see_every_page_and_is_always_looked_up_anew(client: Client) -> None:
    response = client.get("/help/sw.js")
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.mimetype == "text/javascript"


def test_all_that_the_panel_is_made_of_is_kept_and_its_last_file_last() -> None:
    static = ROOT / "help_service" / "static"
    worker = (static / "ledstang-hjalp-sw.js").read_text("utf-8")
    kept = re.findall(r'"([\w-]+\.(?:js|css))"', worker.partition("const FILES")[2].split("];")[0])
    wanted, looked = {"ledstang-hjalp.js", "ledstang-hjalp.css", "hjalp-panel.css"}, set[str]()
    while wanted - looked:
        name = (wanted - looked).pop()
        looked.add(name)
        wanted |= set(re.findall(r'from "\./([\w-]+\.js)"', (static / name).read_text("utf-8")))
    assert set(kept) == wanted
    assert kept[-1] == "hjalp-panel.css"


def test_the_copy_is_served_with_its_hash_and_strict_headers(client: Client) -> None:
    response = client.get("/help/reserv/")
    assert "Gällande text" in response.get_data(as_text=True)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert client.get("/help/reserv/amne/kvittera.html").mimetype == "text/html"
    assert client.get("/help/reserv/nix.html").status_code == 404
    whole = client.get("/help/reserv/sidor.json").get_json()
    assert set(whole["filer"]) >= {"index.html", "data.js", "amne/kvittera.html"}


@pytest.mark.journey
def test_lookup_and_search_answer_from_the_saved_help(page: Page, plug: Plug) -> None:
    plug.pull()
    page.locator("[data-hjalp-vaxla]").click()
    expect(page.locator("ledstang-hjalp .sparad")).to_be_hidden()
    page.locator("ledstang-hjalp .hjalp-text a", has_text="hemgångsklar").first.click()
    title = page.locator("ledstang-hjalp h2")
    saved = page.locator("ledstang-hjalp .sparad")
    expect(title).to_have_text("Hemgångsklar")
    today = page.evaluate("new Date().toLocaleDateString('sv-SE')")
    expect(saved).to_contain_text(f"Visar sparad hjälp från {today} (från i dag)")
    expect(saved).to_contain_text(re.compile("kontrollkod [0-9a-f]{16}"))
    expect(saved.get_by_role("link", name="Reservrutin")).to_have_attribute(
        "href", re.compile("/help/reserv/$")
    )
    page.evaluate("document.querySelector('ledstang-hjalp').oppna([{ hinder: 'fvk-saknas' }])")
    expect(title).to_contain_text("ast vårdkontakt")
    page.get_by_label("Sök i hjälpen").fill("kvittera")
    page.keyboard.press("Enter")
    expect(title).to_have_text("Svar på ”kvittera”")
    expect(saved).to_be_visible()
    page.locator("ledstang-hjalp .hjalp-traffar a").first.click()
    expect(title).to_contain_text("Kvittera")


@pytest.mark.journey
def test_the_panel_says_how_many_days_old_its_copy_is(page: Page, plug: Plug) -> None:
    plug.pull()
    page.clock.set_fixed_time(clock.now() + timedelta(days=3))
    page.locator("[data-hjalp-vaxla]").click()
    page.locator("ledstang-hjalp .hjalp-text a", has_text="hemgångsklar").first.click()
    expect(page.locator("ledstang-hjalp .sparad")).to_contain_text("(3 dagar gammal)")


@pytest.mark.journey
def test_saved_answers_are_those_of_the_server(page: Page, plug: Plug) -> None:
    ask = """(query) => fetch(`/help/api/v1/context?${query}`).then((answer) => answer.json())"""
    queries = [
        "steg=utskrivningsklar&roll=slutenvard",
        "steg=utskrivningsklar&roll=slutenvard&falt=utskrivningsklar.bedomt",
        "steg=utskrivningsklar&falt=bedomt",
        "roll=slutenvard&hinder=fvk-saknas",
        "roll=slutenvard",
        "fas=planering",
        "vy=patientvy",
        "app=cosmic&steg=okant&vy=okand",
        "app=cosmic@2&steg=kvittera-meddelande",
        "app=cosmic@9&steg=bekrafta-meddelande",
    ]
    before = [page.evaluate(ask, query) for query in queries]
    plug.pull()
    for query, answer in zip(queries, before, strict=True):
        kept = page.evaluate(ask, query)
        assert kept["kedja"][:-1] == answer["kedja"][:-1], query
        if answer["traff"] != "sok":
            for key in ("id", "titel", "rubrik", "lank", "traff", "hash", "lagrum"):
                assert kept[key] == answer[key], (query, key)
    assert kept["html"]


@pytest.mark.journey
def test_the_server_answers_again_when_it_is_back(page: Page, plug: Plug) -> None:
    plug.pull()
    page.locator("[data-hjalp-vaxla]").click()
    link = page.locator("ledstang-hjalp .hjalp-text a", has_text="hemgångsklar").first
    link.click()
    expect(page.locator("ledstang-hjalp .sparad")).to_be_visible()
    plug.put_in()
    page.get_by_role("button", name="Tillbaka").click()
    link.click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Hemgångsklar")
    expect(page.locator("ledstang-hjalp .sparad")).to_be_hidden()


@pytest.mark.journey
@pytest.mark.parametrize(
    ("address", "title", "ending"),
    [
        ("/help/", "Reservrutin vid driftstopp", "/help/reserv/"),
        ("/help/amne/kvittera#fel", "Kvittera", "/help/reserv/amne/kvittera.html#fel"),
        ("/help/visa?steg=kvittera", "Kvittera", "/help/reserv/amne/kvittera.html"),
    ],
)
def test_help_pages_open_from_the_saved_copy(
    page: Page, plug: Plug, address: str, title: str, ending: str
) -> None:
    plug.pull()
    page.goto(plug.url + address)
    expect(page.locator("h1")).to_contain_text(title)
    assert page.url.endswith(ending)


@pytest.mark.journey
def test_another_page_says_that_the_server_is_away_and_leads_to_the_routine(
    page: Page, plug: Plug
) -> None:
    plug.pull()
    page.reload()
    expect(page.locator("h1")).to_have_text("Ledstång svarar inte")
    page.get_by_role("link", name="reservrutinen").click()
    expect(page.locator("h1")).to_have_text("Reservrutin vid driftstopp")
    expect(page.locator(".utgava")).to_contain_text("Kopia från")
    expect(page.locator("#alder")).to_have_text(", från i dag")
    page.get_by_label("Vad undrar du?").fill("kvittera")
    page.get_by_role("button", name="Sök").click()
    expect(page.locator("#traffar a").first).to_be_visible()
    plug.put_in()
    page.go_back()
    page.reload()
    expect(page.locator("h1")).to_have_text("Patient")
