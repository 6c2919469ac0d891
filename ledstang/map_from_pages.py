"""Writes the lines of the map of contexts that follow from the pages and the process files.

python -m ledstang.map_from_pages            writes them into context_map.yaml
python -m ledstang.map_from_pages --check    changes nothing; fails if they are not current

A page with the id of a step, view, phase, role or reason is its guidance, and a heading with the
words of a field is the field's. What does not follow that way is written by hand outside the
marked lines, and goes before them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from help_service.library import Library, read_library
from help_service.slugs import slugify
from ledstang.expected import VIEW_IDS, VIEW_PARTS, expected_phases, expected_reasons
from ledstang.generated import write_or_check
from ledstang.loading import ROOT, BrokenFile, load_rulebook
from planning.process import Command, Rulebook
from planning.vocabulary import Role
from planning_ui.present.rows import SORTS

MAP = ROOT / "context_map.yaml"
APP = "ledstang"
KINDS = ("steg", "fas_for_steg", "fas", "vy", "roll", "hinder", "falt")
BEGIN = "      # Ur sidorna (python -m ledstang.map_from_pages):\n"
END = "      # Slut på det som är gjort ur sidorna.\n"
BLOCKED = "om-en-atgard-ar-sparrad"
"""The heading of a step's page that tells what the step's own reason stops."""
_LISTING = "oversikt"
_MADE = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """One line of the map: a context's key, the place it leads to, and what it stands under."""

    key: str
    place: str
    under: str = ""


class Pages:
    """The guidance, asked for places by name."""

    def __init__(self, library: Library) -> None:
        """Take the pages as they are read."""
        self._library = library

    def page(self, topic: str) -> str | None:
        """The page with this id, or None."""
        return topic if self._library.has(topic, "") else None

    def heading(self, topic: str, words: str) -> str | None:
        """The heading with these words on a page, or None."""
        anchor = slugify(words)
        return f"{topic}#{anchor}" if self._library.has(topic, anchor) else None

    def only_heading(self, words: str) -> str | None:
        """The heading with these words, where just one page of the guidance has it."""
        found = [each for each in self._library.topics if self.heading(each, words)]
        return self.heading(found[0], words) if len(found) == 1 else None

    def is_reason(self, topic: str) -> bool:
        """Whether the page stands in the room of reasons."""
        return self._library.topics[topic].room == "hinder"


def lines_of(kind: str, rulebook: Rulebook, pages: Pages) -> Iterator[Line]:
    """Give the lines of one table that follow from the pages."""
    if kind == "fas_for_steg":
        yield from (Line(step.id, step.phase) for step in rulebook.steps.values())
    elif kind == "falt":
        yield from _parts_of_views(pages)
        yield from _fields(rulebook, pages)
    else:
        for key in _keys(kind, rulebook):
            place = _place_of(kind, key, pages)
            if place:
                yield Line(key, place)


def _keys(kind: str, rulebook: Rulebook) -> list[str]:
    return {
        "steg": list(rulebook.steps),
        "fas": expected_phases(rulebook),
        "vy": list(VIEW_IDS),
        "roll": [role.value for role in Role],
        "hinder": expected_reasons(),
    }[kind]


def _place_of(kind: str, key: str, pages: Pages) -> str | None:
    place = pages.page(f"fas-{key}" if kind == "fas" else key)
    if kind == "hinder" and place and not pages.is_reason(place):
        return f"{place}#{BLOCKED}"
    return place


def _parts_of_views(pages: Pages) -> Iterator[Line]:
    for key in VIEW_PARTS:
        view, _, part = key.partition(".")
        column = SORTS.get(part) if view == _LISTING else None
        place = pages.heading(view, column[0] if column else part)
        if place:
            yield Line(key, place, "Det som står i vyerna: <vy>.<del>")


def _fields(rulebook: Rulebook, pages: Pages) -> Iterator[Line]:
    for command in rulebook.commands.values():
        yield from _fields_of(command, pages)


def _fields_of(command: Command, pages: Pages) -> Iterator[Line]:
    for field in command.fields:
        place = pages.heading(command.step, field.title) or pages.only_heading(field.title)
        if place:
            yield Line(f"{command.id}.{field.id}", place, command.button)


def written(text: str, rulebook: Rulebook, pages: Pages) -> str:
    """The text of the map with the lines that follow from the pages written anew.

    Raises BrokenFile when a table has no place for them.
    """
    by_hand = yaml.safe_load(_MADE.sub("", text))["appar"][APP]
    for kind in KINDS:
        head = f"    {kind}:\n{BEGIN}"
        if text.count(head) != 1:
            raise BrokenFile(f"context_map.yaml: {kind} lacks the line that begins with # Ur")
        made = _block(lines_of(kind, rulebook, pages), by_hand.get(kind) or {})
        start = text.index(head) + len(head)
        text = text[:start] + made + text[text.index(END, start) :]
    return text


def _block(lines: Iterator[Line], by_hand: Mapping[str, Any]) -> str:
    made, under = [], ""
    for line in lines:
        if line.key in by_hand:
            continue
        if line.under != under:
            made.append(f"      # {line.under}\n")
        under = line.under
        made.append(f"      {line.key}: {line.place}\n")
    return "".join(made)


def main(arguments: list[str] | None = None, at: Path = MAP) -> int:
    """Write the lines, or with --check tell whether they are current."""
    pages = Pages(read_library(ROOT / "docs").library)
    text = written(at.read_text(encoding="utf-8"), load_rulebook(), pages)
    return write_or_check("ledstang.map_from_pages", __doc__, at, text, arguments)


if __name__ == "__main__":
    sys.exit(main())
