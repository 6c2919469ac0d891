"""A small guidance on disk that tests may break, and a browser on a page that has the panel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from help_service.app import create_help_app, help_service
from help_service.library import Library, load_library
from help_service.ports import Hit
from help_service.service import HelpService
from help_service.topics import Topic

ROOT = Path(__file__).parents[2]
HELP_IN_EXAMPLE = "http://127.0.0.1:8080"
HOST_PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Värdsida</title>
<link rel="stylesheet" href="HELP/help/static/ledstang-hjalp.css">
<script type="module" src="HELP/help/static/ledstang-hjalp.js"></script></head>
<body><div class="med-hjalp"><main data-hjalp-steg="utskrivningsklar"><h1>Patient</h1>
<p><a data-hjalp-vaxla href="HELP/help/">Hjälp</a></p>
<p data-hjalp-falt="utskrivningsklar.bedomt"><label for="bedomt">Läkaren bedömde</label>
<a class="hjalp-ikon" href="HELP/help/visa?falt=utskrivningsklar.bedomt"
 aria-label="Hjälp: fältet Läkaren bedömde">?</a> <input id="bedomt"></p>
<p><button id="kalla" aria-disabled="true" data-hjalp-hinder="fvk-saknas sip-inte-aktuell">
Skicka kallelse</button> <button id="skicka">Skicka</button>
<a id="sedan" href="#sedan" data-hjalp-steg="hemgangsklar">Sedan</a></p></main>
<ledstang-hjalp api="HELP/help/api/v1" steg="utskrivningsklar" roll="slutenvard" vy="patientvy">
<div slot="nu"><p>Din tur: skicka utskrivningsklar.</p></div></ledstang-hjalp></div>
</body></html>"""
HEAD = """---
id: {id}
titel: {titel}
lagrum: []
sokord: []
granskad: 2026-11-22
granskas_senast: 2027-05-22
---
# {titel}

"""
KVITTERA = """Kvittera betyder att ni har läst.

## När

Så fort ni har läst. Se [inkorgen](../vyer/inkorg.md).

## Gör så här

### Kommunen

1. Tryck på **Kvittera** i [inkorgen](../vyer/inkorg.md#nar).

### Öppenvården

1. Ring avdelningen.

## Fält

### Meddelande

Välj det meddelande ni har läst.

### Orsak

Skriv varför.
"""
MAP = """start: index
appar:
  ledstang:
    steg: {kvittera: kvittera, "kvittera@superanvandare": "inkorg#nar", borttaget: finns-inte}
    fas_for_steg: {kvittera: planering, okand: planering, borttaget: planering}
    fas: {planering: fas-planering}
    vy: {inkorg: {amne: inkorg, lankar: [kvittera]}}
    falt:
      kvittera.meddelande: kvittera#meddelande
      kvittera.orsak: kvittera#orsak
      "kvittera.orsak@kommun": inkorg#nar
    hinder: {ej-mottagare: ej-mottagare}
    roll: {kommun: kommun, oppenvard: kommun, slutenvard: kommun, superanvandare: kommun}
  annat-system:
    steg: {bekrafta: kvittera}
"""


@dataclass(frozen=True)
class WordSearcher:
    """A searcher over whole words, enough to see that the lookup asks it."""

    topics: tuple[Topic, ...]

    def search(self, query: str, roll: str | None, steg: str | None, limit: int) -> list[Hit]:
        """Return the topics whose title holds a word of the query."""
        words = set(query.lower().split())
        found = [topic for topic in self.topics if words & set(topic.titel.lower().split())]
        return [Hit(each.id, each.titel, each.titel, each.kort, "", 1.0) for each in found[:limit]]

    def words(self) -> Mapping[str, Sequence[str]]:
        """Return one word of the ward and what the help calls it."""
        return {"syrr": ["sjuksköterska"]}

    def elsewhere(self, query: str) -> str | None:
        """Return where to turn with the one word that belongs elsewhere here."""
        return "Fråga din chef." if "semester" in query.split() else None

    def elsewhere_words(self) -> Mapping[str, Sequence[str]]:
        """Return the one word that belongs elsewhere here."""
        return {"Fråga din chef.": ["semester"]}

    def nearest(self, query: str, limit: int) -> list[Hit]:
        """Return the topics that begin with the same letter."""
        found = [topic for topic in self.topics if topic.titel[:1].lower() == query[:1].lower()]
        return [Hit(each.id, each.titel, each.titel, each.kort, "", 1.0) for each in found[:limit]]


def word_searcher(topics: Iterable[Topic]) -> WordSearcher:
    """Build the searcher of these tests."""
    return WordSearcher(tuple(topics))


@dataclass(frozen=True)
class Guidance:
    """A folder of guidance with its map."""

    docs: Path
    map_file: Path

    def write(self, path: str, titel: str, body: str, head: str = HEAD) -> Path:
        """Write a topic; the id comes from the path."""
        file = self.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(head.format(id=file.stem, titel=titel) + body, encoding="utf-8")
        return file

    def library(self) -> Library:
        """Read it all; raises what is wrong."""
        return load_library(self.docs)

    def service(self) -> HelpService:
        """Publish it."""
        return help_service(self.docs, self.map_file, word_searcher)


@pytest.fixture
def guidance(tmp_path: Path) -> Guidance:
    """Six sound topics and a map that has one entry too many, see ``MAP``."""
    made = Guidance(tmp_path / "docs", tmp_path / "context_map.yaml")
    made.write("index.md", "Hjälp", "Här börjar hjälpen.\n")
    made.write("steg/kvittera.md", "Kvittera", KVITTERA)
    made.write("vyer/inkorg.md", "Inkorg", "Här kommer meddelanden.\n\n## När\n\nVarje dag.\n")
    made.write("faser/fas-planering.md", "Planering", "Nu planeras hemgången.\n")
    made.write("hinder/ej-mottagare.md", "Inte mottagare", "Ni har inte fått meddelandet.\n")
    made.write("roller/kommun.md", "Kommun", "Kommunen tar emot patienten.\n")
    made.map_file.write_text(MAP.replace(", borttaget: finns-inte", ""), encoding="utf-8")
    return made


@pytest.fixture
def service(guidance: Guidance) -> HelpService:
    """The small guidance, published."""
    return guidance.service()


def serve(app: WSGIApplication) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def help_url() -> Iterator[str]:
    yield from serve(
        create_help_app(ROOT / "docs", ROOT / "context_map.yaml", lambda: date(2026, 3, 3))
    )


@pytest.fixture(scope="module")
def host_url(help_url: str) -> Iterator[str]:
    example = (ROOT / "examples/embed.html").read_text(encoding="utf-8")
    pages = {
        "/sida": HOST_PAGE.replace("HELP", help_url),
        "/embed.html": example.replace(HELP_IN_EXAMPLE, help_url),
    }
    policy = "default-src 'none'; " + "; ".join(
        f"{kind}-src {help_url}" for kind in ("script", "style", "img", "connect")
    )

    def host(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = pages.get(environ["PATH_INFO"])
        headers = [("Content-Type", "text/html"), ("Content-Security-Policy", policy)]
        start_response("200 OK" if page else "204 No Content", headers)
        return [page.encode()] if page else []

    yield from serve(host)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield context
    context.close()


@pytest.fixture
def untended(context: BrowserContext, host_url: str) -> Page:
    """The host page with everything fetched."""
    page = context.new_page()
    page.goto(f"{host_url}/sida", wait_until="networkidle")
    return page


@pytest.fixture
def page(context: BrowserContext, host_url: str) -> Iterator[Page]:
    """The same; here an error, or a refusal by the policy, fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(f"{host_url}/sida", wait_until="networkidle")
    yield page
    assert errors == []
