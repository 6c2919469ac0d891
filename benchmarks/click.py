"""From the click on a help icon to its text on the screen, in a real Chromium.

Two pages: the form of a step on the patient page of the running system, and a foreign page with
the panel in it. Each click starts with the panel closed; requests on the way are counted.
The page fetches help as its icon comes near, so an icon is scrolled to before it is clicked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser, Error, Locator, Page, ViewportSize

from benchmarks.browser import running_browser, served_folder
from benchmarks.databases import folder
from benchmarks.measuring import ROOT, Plan, percentile
from benchmarks.programs import Unavailable, free_port, running_server
from benchmarks.results import Outcome, Result, Skipped, at_most

HAND = 250
"""Milliseconds from when something comes into sight until the quickest hand has clicked on it."""
CLICKS = 200
SIZE: ViewportSize = {"width": 1366, "height": 768}
ICON = "a.hjalp-ikon"
HELP_IN_EXAMPLE = "http://127.0.0.1:8080"
NURSE, PATIENT, STEP = "Anna Ådahl", "Test Testsson", "utskrivningsklar"

WATCH = """() => {
  const panel = document.querySelector("ledstang-hjalp");
  window.bench = { wanted: null, told: null };
  bench.text = () => panel.shadowRoot.querySelector(".hjalp-text");
  bench.visible = () => bench.text().getClientRects().length > 0
    && bench.text().textContent === bench.wanted;
  bench.close = () => { panel.stang(); };
  document.addEventListener("click", (event) => {
    if (bench.wanted === null) return;
    let frames = 0;
    const look = () => {
      frames += 1;
      if (!bench.visible()) return requestAnimationFrame(look);
      // A message is handled after the frame in which it was sent has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        bench.told = { ms: performance.now() - event.timeStamp, frames };
      };
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  }, true);
}"""
PREPARE = "(wanted) => { bench.close(); bench.wanted = wanted; bench.told = null; }"
TOLD = "() => window.bench.told"


def run(plan: Plan) -> Iterator[Outcome]:
    """Measure the clicks on each page that can be opened here."""
    with running_browser() as browser:
        for name, opened in PAGES.items():
            try:
                with opened(browser) as page:
                    yield from _clicked(name, page, plan.count(CLICKS))
            except (Unavailable, Error) as missing:
                yield Skipped(f"click, {name}", str(missing).partition("\n")[0])


def _clicked(name: str, page: Page, clicks: int) -> Iterator[Outcome]:
    # Counted from here, so that the first click on each icon counts too.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(WATCH)
    icons = _icons_with_their_text(page, asked)
    told = [_click(page, icon, text) for icon, text in islice(cycle(icons), clicks)]
    times, frames = [each["ms"] for each in told], [each["frames"] for each in told]
    yield Result(f"click.{name}_painted", "ms", times)
    yield Result(f"click.{name}_painted_p95", "ms", [percentile(times, 0.95)])
    yield Result(f"click.{name}_frames_p95", "frames", [percentile(frames, 0.95)], goal=at_most(1))
    yield Result(f"click.{name}_requests", "requests", [float(len(asked))], goal=at_most(0))


def _icons_with_their_text(page: Page, asked: list[str]) -> list[tuple[Locator, str]]:
    """Icons of the page with the text that each shows, so that no neighbours show the same."""
    found: dict[str, Locator] = {}
    for icon in page.locator(f"{ICON}:visible").all():
        _come_near(page, icon, asked)
        icon.click()
        text = str(page.evaluate("() => bench.text().textContent"))
        page.evaluate("() => bench.close()")
        found.setdefault(text, icon)
    if len(found) < 2:
        raise Unavailable("the page has too few help icons with texts of their own")
    return [(icon, text) for text, icon in found.items()]


def _come_near(page: Page, icon: Locator, asked: list[str]) -> None:
    """Scroll to an icon and be as slow as a hand: what the page fetches meanwhile is no click's."""
    before = len(asked)
    icon.scroll_into_view_if_needed()
    page.wait_for_timeout(HAND)
    del asked[before:]


def _click(page: Page, icon: Locator, text: str) -> Mapping[str, float]:
    page.evaluate(PREPARE, text)
    icon.click()
    page.wait_for_function(TOLD, timeout=5000)
    told: Mapping[str, float] = page.evaluate(TOLD)
    return told


# The pages ---------------------------------------------------------------------------------------


@contextmanager
def foreign_page(browser: Browser) -> Iterator[Page]:
    """The example of a page of another origin, against help alone."""
    port = free_port()
    words = [sys.executable, "-m", "ledstang.cli", "help-serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with running_server(words, f"{address}/help/"), folder() as where:
        example = (ROOT / "examples" / "embed.html").read_text(encoding="utf-8")
        (where / "embed.html").write_text(example.replace(HELP_IN_EXAMPLE, address), "utf-8")
        with served_folder(where) as site:
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{site}/embed.html", wait_until="networkidle")
            yield page
            page.close()


@contextmanager
def patient_page(browser: Browser) -> Iterator[Page]:
    """The form of a step for a demo patient, as the ward nurse sees it."""
    with folder() as where, _whole_system(where) as address:
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{address}/logga-in/demo")
        page.get_by_role("button").filter(has_text=NURSE).first.click()
        page.goto(f"{address}/oversikt")
        page.get_by_role("link", name=PATIENT).first.click()
        page.wait_for_url("**/arende/**")
        case = page.url.partition("/arende/")[2].partition("/")[0].partition("?")[0]
        page.goto(f"{address}/arende/{case}/steg/{STEP}", wait_until="networkidle")
        yield page
        page.close()


@contextmanager
def _whole_system(data: Path) -> Iterator[str]:
    port = free_port()
    environment = {"LEDSTANG_DATA": str(data), "LEDSTANG_DEMO": "1"}
    made = [sys.executable, "-m", "ledstang.cli", "demo", "--data", str(data)]
    done = subprocess.run(
        made, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"the demo region cannot be made: {done.stderr.strip()[-200:]}")
    # Straight to the server: `ledstang serve` would first build guide and manual.
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"]
    words += ["--port", str(port), "--workers", "1", "ledstang.serving:whole"]
    address = f"http://127.0.0.1:{port}"
    with running_server(words, f"{address}/help/", environment):
        yield address


PAGES: Mapping[str, Callable[[Browser], AbstractContextManager[Page]]] = {
    "patient_page": patient_page,
    "foreign_page": foreign_page,
}
