"""Pictures of every page of every role, to look at side by side: `make look`.

One sheet for each role and way of looking, in `build/look`: on a workstation, on a phone, and dark.
Nothing is judged here; people look.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from ledstang.loading import ROOT
from tests.browser import QUIET, chromium_path
from tests.journeys.conftest import Server
from tests.journeys.people import Person
from tests.journeys.take_pictures import demo_region
from tests.journeys.test_every_page_for_every_role import (
    EVERYBODY,
    NARROW,
    WIDE,
    menu_pages,
    pages_of,
)

FOLDER = ROOT / "build" / "look"
WAYS: Mapping[str, Mapping[str, Any]] = {
    "1366": {"viewport": WIDE},
    "320": {"viewport": NARROW},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
}
THUMBNAIL = {"1366": (455, 256), "320": (200, 400), "dark": (455, 256)}
COLUMNS = {"1366": 4, "320": 8, "dark": 4}
CAPTION_HEIGHT, LETTER_WIDTH, GAP = 18, 7, 8
Shot = tuple[str, Image.Image]


def pictures(person: Person, addresses: Sequence[str]) -> Iterator[Shot]:
    """What the person sees at each address, without scrolling."""
    for address in dict.fromkeys(addresses):
        # The links of the system lead to the form of a step; on a phone it lies far down.
        person.goes_to(f"{address}#nu" if "/steg/" in address else address)
        person.page.wait_for_load_state("networkidle")
        yield address, Image.open(io.BytesIO(person.page.screenshot()))


def sheet(shots: Sequence[Shot], size: tuple[int, int], columns: int) -> Image.Image:
    """The pictures in rows, each with its address above."""
    width, height = size
    rows = -(-len(shots) // columns)
    step_x, step_y = width + GAP, height + CAPTION_HEIGHT + GAP
    whole = Image.new("RGB", (columns * step_x + GAP, rows * step_y + GAP), "#8a949e")
    pen = ImageDraw.Draw(whole)
    for place, (address, picture) in enumerate(shots):
        left, top = GAP + place % columns * step_x, GAP + place // columns * step_y
        pen.text((left, top), address[-(width // LETTER_WIDTH) :], fill="#000000")
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        whole.paste(small, (left, top + CAPTION_HEIGHT))
    return whole


def look_as(browser: Browser, server: Server, role: str, way: str) -> Path:
    """Make the sheet of one role, looked at in one way."""
    who, patient = EVERYBODY[role]
    context = browser.new_context(locale="sv-SE", **WAYS[way])
    person = Person(context.new_page(), server.url).signs_in_as(who)
    addresses = [*menu_pages(person), *(pages_of(person, patient) if patient else ())]
    shots = list(pictures(person, addresses))
    context.close()
    file = FOLDER / f"{role}-{way}.png"
    sheet(shots, THUMBNAIL[way], COLUMNS[way]).save(file)
    return file


def main() -> None:
    """Make all sheets anew and say where they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_region() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        for role in EVERYBODY:
            for way in WAYS:
                print(look_as(browser, server, role, way).relative_to(ROOT), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
