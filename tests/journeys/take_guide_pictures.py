"""Takes the lathund's pictures of the screen: `python -m tests.journeys.take_guide_pictures`.

The same made-up patient and the same case as the picture of the panel. Each picture is as wide as
it takes to be read in half a column of paper, in few colours, with nothing round what it shows.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, expect, sync_playwright

from ledstang.loading import ROOT
from tests.browser import QUIET, chromium_path
from tests.journeys.conftest import Server
from tests.journeys.panel import HelpPanel
from tests.journeys.people import OPEN_CARE, WARD, Person
from tests.journeys.take_pictures import demo_region, somebody_at, summons_is_due_and_blocked

FOLDER = ROOT / "docs" / "bilder"
PICTURES = {
    name: FOLDER / f"lathund-{name}.png"
    for name in ("vardkedjan", "sparrad", "panelen", "inkorgen")
}
SHARP, COLOURS = 2, 24
EDGE = 6


@dataclass(frozen=True)
class Window:
    """How large the window is in which a picture is taken, in CSS pixels."""

    wide: int
    high: int = 900


NARROW, WIDE = Window(470), Window(1366)


def person_in(browser: Browser, server: Server, who: tuple[str, str], window: Window) -> Person:
    """A person signed in, in a window of a size, seen with twice the sharpness."""
    size = {"width": window.wide, "height": window.high}
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        device_scale_factor=SHARP,
        locale="sv-SE",
    )
    return Person(context.new_page(), server.url).signs_in_as(who)


def save(page: Page, name: str, part: FloatRect) -> None:
    """Take what stands in `part` of the page as it is scrolled now."""
    page.evaluate("document.activeElement.blur()")
    shot = Image.open(io.BytesIO(page.screenshot(clip=part, full_page=True)))
    few = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES[name], optimize=True)


def box(page: Page, selector: str) -> FloatRect:
    """Where the first such part of the page stands; a test of its own that it is there."""
    found = page.locator(selector).first
    expect(found).to_be_visible()
    where = found.bounding_box()
    assert where is not None, selector
    down = page.evaluate("window.scrollY")
    return {
        "x": where["x"],
        "y": where["y"] + down,
        "width": where["width"],
        "height": where["height"],
    }


def from_to(page: Page, first: str, last: str) -> FloatRect:
    """From the top of one part to the bottom of another, as wide as the first."""
    above, below = box(page, first), box(page, last)
    high = below["y"] + below["height"] - above["y"]
    return {**above, "height": high + EDGE}


def strip(person: Person, case: str) -> None:
    """The beginning of the process strip: phases, steps, signs, icons for help."""
    person.goes_to(case)
    part = from_to(person.page, ".rals .fas", ".rals .fas:nth-child(2) .stopp")
    # The next step follows close by: no edge, or its letters would show.
    save(person.page, "vardkedjan", {**part, "height": part["height"] - EDGE})


def blocked(person: Person, address: str) -> None:
    """What a step that is blocked says: what is missing, and where to go."""
    person.goes_to(f"{address}#nu")
    save(person.page, "sparrad", from_to(person.page, "#nu .sparr", "#nu .huvudknapp"))


def panel(person: Person, address: str) -> None:
    """The panel beside the work, opened with an icon."""
    person.goes_to(f"{address}#nu")
    shown = HelpPanel(person.page)
    shown.is_ready()
    person.page.locator("#nu h2 .hjalp-ikon").click()
    expect(shown.heading).to_be_visible()
    whole = box(person.page, "ledstang-hjalp")
    paper = box(person.page, "ledstang-hjalp [slot=nu] > p:has(a[href$=pdf], a[href*=lathund])")
    high = paper["y"] + paper["height"] - whole["y"] + EDGE
    save(person.page, "panelen", {**whole, "height": high})


def inbox(person: Person) -> None:
    """The first message in the inbox, with its three ways."""
    person.goes_to("/inkorg")
    save(person.page, "inkorgen", box(person.page, "tr.olast"))


def main() -> None:
    """Take all pictures anew."""
    with demo_region() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        ward, open_care = (somebody_at(browser, server, who) for who in (WARD, OPEN_CARE))
        address = summons_is_due_and_blocked(ward, open_care)
        narrow = person_in(browser, server, OPEN_CARE, NARROW)
        strip(narrow, address.partition("/steg/")[0])
        blocked(narrow, address)
        inbox(narrow)
        panel(person_in(browser, server, OPEN_CARE, WIDE), address)
        browser.close()


if __name__ == "__main__":
    main()
