"""The panel as Chromium tells it to a screen reader: the browser's own accessibility tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Told:
    """One thing that a screen reader is told of."""

    role: str
    name: str
    description: str
    said: dict[str, Any]
    """Its states: ``focusable``, ``focused``, ``disabled``, ``expanded`` and the like."""


def tree(page: Page) -> list[Told]:
    """Everything that the browser tells, in the order of the page; shadow trees are in it."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    return list(_in_order(nodes[0], known))


def _in_order(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[Told]:
    if not node["ignored"]:
        yield from _read(node)
    for child in node.get("childIds", ()):
        if child in known:
            yield from _in_order(known[child], known)


def _read(node: dict[str, Any]) -> Iterator[Told]:
    said = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    texts = (str(node.get(key, {}).get("value", "")) for key in ("role", "name", "description"))
    yield Told(*texts, said)


def of_role(page: Page, role: str) -> dict[str, Told]:
    return {told.name: told for told in tree(page) if told.role == role}


@pytest.fixture
def opened(page: Page) -> Page:
    """The panel, opened by the key on the button that is blocked."""
    page.focus("#kalla")
    page.keyboard.press("F1")
    expect(page.locator("ledstang-hjalp h2")).to_be_focused()
    return page


def test_a_closed_panel_is_not_there_for_a_screen_reader(page: Page) -> None:
    assert "Hjälp" not in of_role(page, "complementary")
    assert "Sök i hjälpen" not in of_role(page, "searchbox")


def test_the_blocked_button_is_told_as_unavailable_and_can_still_be_reached(page: Page) -> None:
    blocked = of_role(page, "button")["Skicka kallelse"]
    assert blocked.said["disabled"] is True
    assert blocked.said["focusable"] is True


def test_the_panel_is_a_named_region_and_its_heading_has_the_focus(opened: Page) -> None:
    assert "Hjälp" in of_role(opened, "complementary")
    focused = [told for told in tree(opened) if told.said.get("focused")][-1]
    assert focused.role == "heading"
    assert focused.said["level"] == 2
    assert "fast vårdkontakt" in focused.name.lower()


def test_every_control_of_the_panel_has_a_name(opened: Page) -> None:
    controls = {"button", "link", "searchbox", "checkbox", "separator", "DisclosureTriangle"}
    found = [told for told in tree(opened) if told.role in controls]
    assert found
    assert [told for told in found if not told.name.strip()] == []
    named = {told.name for told in found}
    assert {"Stäng hjälpen", "Sök i hjälpen", "Hjälpens bredd", "Sök"} <= named
    assert "Tangenterna F1 och ? öppnar hjälpen" in named


def test_headings_go_down_one_level_at_a_time(opened: Page) -> None:
    panel = [told for told in tree(opened) if told.role == "heading"]
    levels = [told.said["level"] for told in panel]
    start = levels.index(2)
    steps = [after - before for before, after in pairwise(levels[start:])]
    assert max(steps, default=0) <= 1


def test_what_other_roles_do_is_folded_and_said_to_be(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    expect(page.locator("ledstang-hjalp h2")).to_have_text("Utskrivningsklar")
    folded = of_role(page, "DisclosureTriangle")
    assert folded["Kommunen"].said["expanded"] is False
    assert of_role(page, "link")["Hjälp"].said["expanded"] is True


def test_a_change_is_told_in_a_polite_live_region(page: Page) -> None:
    page.locator("[data-hjalp-vaxla]").click()
    page.evaluate("document.querySelector('ledstang-hjalp').setAttribute('steg', 'utskrivning')")
    expect(page.locator("ledstang-hjalp [role=status]")).to_have_text(
        "Hjälpen visar nu: Utskrivning"
    )
    (status,) = [told for told in tree(page) if told.role == "status"]
    assert status.said["live"] == "polite"


def test_the_icon_of_a_changed_text_says_so(page: Page) -> None:
    page.evaluate(
        """() => localStorage.setItem("ledstang-hjalp:last", JSON.stringify(
            { utskrivningsklar: { "#lakaren-bedomde": "en-annan-text" } }))"""
    )
    page.reload(wait_until="networkidle")
    icon = of_role(page, "link")["Hjälp: fältet Läkaren bedömde"]
    assert icon.description == "Texten har ändrats sedan du läste den"
