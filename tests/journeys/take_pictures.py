"""Takes the picture of the panel at work: `python -m tests.journeys.take_pictures`.

A made-up patient on a fresh demo region. The open care wants to send its summons to a SIP: it is
due, and blocked, and the panel says why.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from ledstang.loading import ROOT
from tests.browser import QUIET, chromium_path
from tests.journeys.cases import sends
from tests.journeys.conftest import WORKSTATION, Server
from tests.journeys.panel import HelpPanel
from tests.journeys.people import OPEN_CARE, WARD, Person

PICTURE = ROOT / "docs" / "bilder" / "panelen.png"
READY = {
    "bedomt": "nu",
    "lakare": "Dr Lind",
    "mottagare": ("hc-granlo", "sundsvall-bistand"),
}
PATIENT = "Exempel Testlund"
BYTES_MAX = 200_000


@contextmanager
def demo_region() -> Iterator[Server]:
    """The system with nothing in it but the demo region."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "var"
        words = [sys.executable, "-m", "ledstang.cli", "demo", "--data", str(data)]
        subprocess.run(words, cwd=ROOT, check=True)
        server = Server(data)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def somebody_at(browser: Browser, server: Server, who: tuple[str, str]) -> Person:
    """A person signed in at a ward's workstation."""
    context = browser.new_context(viewport=WORKSTATION, locale="sv-SE")
    return Person(context.new_page(), server.url).signs_in_as(who)


def summons_is_due_and_blocked(ward: Person, open_care: Person) -> str:
    """The ward says ready and a SIP is wanted, but no fast vårdkontakt is there. The address."""
    ward.opens(PATIENT)
    case = ward.page.url.removeprefix(ward.url)
    ready = sends(ward, f"{case}/utskrivningsklar", **READY)
    assert ready.status == 303, ready.text()
    open_care.opens(PATIENT)
    wanted = sends(open_care, f"{case}/sip-stallningstagande", varde="behovs", samtycke="ja")
    assert wanted.status == 303, wanted.text()
    return f"{case}/steg/kallelse-sip"


def take(person: Person, address: str) -> None:
    """Open the panel with the icon of the step, and take the picture."""
    person.goes_to(f"{address}#nu")
    HelpPanel(person.page).is_ready()
    person.page.locator("#nu h2 .hjalp-ikon").click()
    person.page.locator("#nu").scroll_into_view_if_needed()
    person.page.evaluate("document.activeElement.blur(); document.activeElement.blur()")
    person.page.screenshot(path=PICTURE)
    size = PICTURE.stat().st_size
    assert size < BYTES_MAX, f"{PICTURE} is {size} bytes"


def main() -> None:
    """Take the picture into the guidance's own folder of pictures."""
    with demo_region() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        ward, open_care = (somebody_at(browser, server, who) for who in (WARD, OPEN_CARE))
        take(open_care, summons_is_due_and_blocked(ward, open_care))
        browser.close()


if __name__ == "__main__":
    main()
