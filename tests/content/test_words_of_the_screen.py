"""What a page sets in bold under *Gör så här* stands on the screen, in the same words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from help_service.library import Library, read_library
from planning.process import LATER

ROOT = Path(__file__).parents[2]
DO = "Gör så här"
SCREENS = ("planning_ui", "ledstang/practice", "help_service")
FEWEST_CLAIMS = 300
"""Fewer bold words than this would mean that they are no longer found."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[(.+?)\]\([^)]*\)")
OF_JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
ENDS = re.compile(r"[.!?:…]\s|[.!?:…]$|\n")
SIGNS = " \t✓○●◔!.:?…,"
IN_JINJA = re.compile(r"'([^']+)'")
KIND_OF_FILE = re.compile(r" \(PDF\)$")
# What the screen goes on with, where a page names only the beginning.
GOES_ON = {"På permission": "På permission till"}
TO_A_STEP = re.compile(r"\b(?:välj|öppna|Öppna|Välj) steget (?:\*\*)?([A-ZÅÄÖ].*)")


def said_under_do(source: str) -> Iterator[str]:
    """The lines of the parts of a page that tell what to do."""
    doing = False
    for line in source.splitlines():
        if line.startswith("## "):
            doing = line.removeprefix("## ").startswith(DO)
        elif doing and not line.startswith("#"):
            yield line


def claims(source: str) -> Iterator[str]:
    """The words that a page says are on the screen.

    Bold words that begin a paragraph are its heading, and claim nothing.
    """
    for line in said_under_do(source):
        plain = LINK.sub(r"\1", line)
        for found in BOLD.finditer(plain):
            if found.start() > 0:
                yield found[1].strip(SIGNS)


def processes() -> list[dict[str, Any]]:
    files = sorted((ROOT / "planning/processes").glob("*.yaml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def steps() -> set[str]:
    return {
        step["titel"]
        for process in processes()
        for step in [*process["steg"], *process.get("undantag", [])]
    }


def of_processes() -> Iterator[str]:
    """Buttons, fields and what can be chosen in them."""
    yield from (field.title for field in LATER)
    for process in processes():
        for command in process["kommandon"]:
            yield command["knapp"]
            for field in command["falt"] or []:
                yield field["titel"]
                yield from (each["titel"] for each in field.get("val") or [])


def texts_of_screens() -> Iterator[str]:
    for folder in SCREENS:
        for page in sorted((ROOT / folder).rglob("*.html")):
            text = page.read_text(encoding="utf-8")
            yield from OF_JINJA.split(text)
            for code in OF_JINJA.findall(text):
                yield from IN_JINJA.findall(code)
        for module in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def sentences_of(texts: Iterable[str]) -> set[str]:
    pieces = (piece for text in texts for piece in (text, *ENDS.split(text)))
    return {KIND_OF_FILE.sub("", " ".join(piece.split()).strip(SIGNS)) for piece in pieces}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT / "docs").library


@pytest.fixture(scope="module")
def on_screen() -> set[str]:
    return sentences_of([*of_processes(), *steps(), *texts_of_screens()])


def test_every_button_menu_and_field_that_a_page_names_is_on_a_screen(
    library: Library, on_screen: set[str]
) -> None:
    said = [
        (topic.path, each)
        for topic in library.topics.values()
        for each in claims(library.source(topic))
    ]
    assert len(said) > FEWEST_CLAIMS
    assert {each for each in said if GOES_ON.get(each[1], each[1]) not in on_screen} == set()


def test_every_step_that_a_page_sends_to_has_that_title(library: Library) -> None:
    titles = tuple(steps())
    sent = [
        (topic.path, found[1])
        for topic in library.topics.values()
        for found in TO_A_STEP.finditer(library.source(topic))
    ]
    assert len(sent) > len(titles) // 2
    assert [each for each in sent if not each[1].startswith(titles)] == []


def test_a_button_that_no_screen_has_is_found(on_screen: set[str]) -> None:
    page = f"## {DO}\n\n**Ord.** Välj **Skicka allt** och **Kvittera**.\n\n## Fält\n\nEn **X**.\n"
    assert [each for each in claims(page) if each not in on_screen] == ["Skicka allt"]
