"""Superusers have the panel too: on each of their pages, with help of its own for every control."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from help_service.contexts import AppMap, load_context_map
from help_service.learning.pages import Door, todo_blueprint
from help_service.memory import memory_help_stores
from help_service.tally import Keeping
from tests.help.conftest import serve
from tests.ui.controls import Asked

from .conftest import GRETA, LOVA, SARA
from .house import PAGE, SHORT, START, House, open_house

ROOT = Path(__file__).parents[3]
LIST, NEW, TASKS = "/help/redigera/", "/help/redigera/ny", "/help/redigera/att-gora"


@pytest.fixture(scope="module")
def explained() -> AppMap:
    return load_context_map(ROOT / "context_map.yaml").app("ledstang")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with a version that waits for review, a miss, and a step without a page."""
    house = open_house(tmp_path, missing="nytt-steg")
    keeping = Keeping(memory_help_stores(), START.date)
    keeping.tally.missed("kvittera flumsa")
    door = Door(lambda: house.who[0], lambda: "hemligt")
    house.app.register_blueprint(todo_blueprint(house.kit.service, keeping, door))
    house.press("skicka", house.text().replace(SHORT, "Tryck på **Kvittera** genast"))
    assert house.kit.editing.shelf.history("kvittera").head == 1
    return house


def faults_of(page: str, explained: AppMap) -> list[str]:
    """The controls of a page that F1 tells nothing about, or nothing of their own."""
    asked = Asked(page)
    marks = {found.mark for each in asked.controls if (found := asked.answer_at(each))}
    dead = [mark for mark in sorted(marks) if explained.entry(*mark.split(" ", 1)) is None]
    return [*dead, *asked.unexplained(), *asked.vague()]


@pytest.mark.parametrize(
    "path", [LIST, NEW, PAGE, f"{PAGE}/historik", f"{PAGE}/version/1", f"{PAGE}/version/99", TASKS]
)
def test_every_page_has_the_panel_and_help_for_each_control(
    house: House, explained: AppMap, path: str
) -> None:
    page = house.comes(GRETA).client.get(path).text
    assert 'roll="superanvandare" vy="redigera"></ledstang-hjalp>' in page
    assert "ledstang-hjalp.js" in page
    assert "data-hjalp-vaxla" in page
    assert faults_of(page, explained) == []


def test_so_has_the_page_where_two_texts_are_put_together(house: House, explained: AppMap) -> None:
    text = house.text()
    assert house.press("spara", text.replace("genast", "strax")).status_code == 303
    answer = house.comes(GRETA).press("spara", text.replace("genast", "snart"), base="1")
    assert "<h1>För samman: Kvittera" in answer.text
    assert faults_of(answer.text, explained) == []


def test_so_has_the_page_of_a_local_note_with_the_notes_of_its_readers(
    house: House, explained: AppMap
) -> None:
    page = house.comes(LOVA).client.get(f"{PAGE}/notering").text
    assert f'vy="redigera" enhet="{LOVA.organisation}"></ledstang-hjalp>' in page
    assert faults_of(page, explained) == []


def test_a_picture_that_is_refused_leaves_the_help_in_place(
    house: House, explained: AppMap
) -> None:
    said = {"base": house.base(), "text": house.text(), "gor": "bild", "alt": "Något"}
    said["bild"] = (BytesIO(b"ingen bild"), "bild.png")  # type: ignore[assignment]  # a file
    answer = house.comes(SARA).client.post(PAGE, data=said)
    assert answer.status_code == 400
    assert faults_of(answer.text, explained) == []


@pytest.fixture
def written_at(context: BrowserContext, house: House) -> Iterator[Page]:
    page = context.new_page()
    for address in serve(house.comes(SARA).app):
        page.goto(address + PAGE, wait_until="networkidle")
        yield page


def test_f1_and_question_mark_tell_about_the_control_one_is_at(written_at: Page) -> None:
    title = written_at.locator("ledstang-hjalp").get_by_role("heading", level=2)
    text = written_at.get_by_role("textbox", name="Sidans text")
    text.press("F1")
    expect(title).to_be_focused()
    written_at.keyboard.press("Escape")
    expect(text).to_be_focused()
    # In a text it is a letter, on a button it asks.
    text.press("End")
    text.press("?")
    expect(written_at.locator("ledstang-hjalp")).to_be_hidden()
    written_at.get_by_role("button", name="Spara utkast").press("?")
    expect(title).to_be_focused()
