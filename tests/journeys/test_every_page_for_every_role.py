"""Every page that a role can come to: no barrier, no fault in the console, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.panel import HelpPanel
from tests.journeys.people import (
    CENTRAL,
    HOME_NURSE,
    LOCAL_ADMIN,
    MUNICIPALITY,
    OPEN_CARE,
    OTHER_WARD,
    SUPERUSER,
    WARD,
    Person,
    barriers_on,
)
from tests.journeys.test_manner import TARGET_PIXELS_MIN, TOO_SMALL

pytestmark = pytest.mark.journey
Arrives = Callable[..., Person]

WIDE = {"width": 1366, "height": 768}
NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 1366 // 4, "height": 768 // 4}
SIZES = [
    pytest.param(WIDE, id="1366"),
    pytest.param(NARROW, id="320"),
    pytest.param(ZOOMED, id="400-procent"),
]
# Everybody in the menus; who meets patients also at one with much to do, step by step.
EVERYBODY = {
    "slutenvard": (WARD, "Testina Provberg"),
    "oppenvard": (OPEN_CARE, "Exempel Testlund"),
    "kommun": (MUNICIPALITY, "Exempel Testlund"),
    "kommunsjukskoterska": (HOME_NURSE, ""),
    "psykiatri": (OTHER_WARD, ""),
    "lokal-administrator": (LOCAL_ADMIN, ""),
    "central-forvaltning": (CENTRAL, ""),
    "superanvandare": (SUPERUSER, ""),
}
ALWAYS = ("/uppdrag", "/lathundar", "/finns-inte")
# The guidance is text: its links stand in sentences and lists. Its own tests look at it.
TEXTS = ("/help/", "/manual/")
STANDS_ALONE = """() => [...document.querySelectorAll("main .hjalp-ikon")].filter(icon => {
  if (!icon.checkVisibility()) return false;
  const at = icon.getBoundingClientRect();
  const line = document.createRange();
  line.selectNodeContents(icon.parentElement);
  return ![...line.getClientRects()].some(each => each.width > 2
    && each.bottom > at.top + 2 && each.top < at.bottom - 2
    && (each.right < at.left + 1 || each.left > at.right - 1));
}).map(icon => icon.getAttribute("aria-label"))"""


def errors_in_the_console(page: Page, wait: Callable[[], None]) -> list[str]:
    """What the console says is wrong while the page loads; a breach of the content policy is."""
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "404 (NOT FOUND)" not in message.text.upper():
            wrong.append(message.text)

    page.on("console", note)
    wait()
    page.remove_listener("console", note)
    return wrong


def faults_of(person: Person, address: str) -> list[str]:
    """Everything that is not in order on the page, a line each."""

    def loads() -> None:
        person.goes_to(address)
        person.page.wait_for_load_state("networkidle")

    faults = errors_in_the_console(person.page, loads)
    over = person.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if over > 0:
        faults.append(f"{over} pixels too wide")
    if not address.startswith(TEXTS):
        small = person.page.evaluate(TOO_SMALL, TARGET_PIXELS_MIN)
        faults += [f"too small to hit: {each}" for each in small]
        alone = person.page.evaluate(STANDS_ALONE)
        faults += [f"a help icon alone on its line: {each}" for each in alone]
    # After the console has been read: axe tries inline styles of its own, which the policy stops.
    faults += barriers_on(person.page)
    return [f"{address}: {each}" for each in faults]


def links(page: Page, places: str) -> list[str]:
    """The addresses of the links in these places, each once and without its fragment."""
    found = page.locator(places).evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('#')[0])"
    )
    return sorted({each for each in found if each})


def menu_pages(person: Person) -> list[str]:
    person.goes_to("/")
    return [*links(person.page, "nav.meny a"), *ALWAYS]


def pages_of(person: Person, patient: str) -> list[str]:
    """The patient page, each step in the strip and the form of each action."""
    person.opens(patient)
    case = person.page.url.removeprefix(person.url).split("?")[0]
    return [case, *links(person.page, ".rals .stopp-text a, .atgarder a.knapp")]


def test_what_the_ward_uses_most_is_in_order(arrives: Arrives) -> None:
    nurse = arrives(WARD, viewport=WIDE)
    nurse.opens("Testina Provberg")
    case = nurse.page.url.removeprefix(nurse.url)
    for address in ("/oversikt", case, f"{case}/steg/utskrivningsinformation"):
        assert faults_of(nurse, address) == []


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", EVERYBODY)
def test_every_page_of_the_role_is_in_order(
    arrives: Arrives, role: str, size: dict[str, int]
) -> None:
    who, patient = EVERYBODY[role]
    person = arrives(who, viewport=size)
    pages = [*menu_pages(person), *(pages_of(person, patient) if patient else ())]
    if size == WIDE:
        # On the wide screen the panel stands open all the way; on the narrow it covers the page.
        person.goes_to("/uppdrag")
        HelpPanel(person.page).is_ready().toggle.click()
    faults = [fault for address in pages for fault in faults_of(person, address)]
    assert faults == [], "\n".join(faults)
