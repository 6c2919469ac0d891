"""Numbered instructions: what a page tells a role to do, line by line, and where on the screen.

The table (``docs/begrepp/instruktioner.yaml``) binds each numbered line under *Gör så här* to the
places on the screen that it speaks of. A journey in a browser finds each place. The table keeps a
hash of each line, so that a line which was changed since is seen.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

import yaml

from help_service.findings import BrokenGuidance, Finding, error, warning
from help_service.outline import Kind
from help_service.topics import Section, Topic, plain_text
from help_service.yaml_loader import load

TABLE = Path("begrepp") / "instruktioner.yaml"
"""The table, in the folder of guidance."""
ROOM = "steg"
_HASH_LENGTH = 8


@dataclass(frozen=True)
class Instruction:
    """One numbered line that a page gives to a role."""

    topic: str
    roll: str
    number: int
    """Counted from 1 through all lists of the role on the page."""
    text: str
    hash: str


@dataclass(frozen=True)
class Binding:
    """Where on the screen a numbered line leads."""

    topic: str
    roll: str
    number: int
    hash: str
    """Hash of the line when it was last seen to be true."""
    places: tuple[str, ...]
    """``vy.``, ``steg.``, ``atgard.``, ``falt.``, ``knapp.``, ``del.`` with an id, or
    ``sok``; empty where the line is about something outside the screen."""


Bindings = Mapping[tuple[str, str, int], Binding]


def numbered_instructions(topic: Topic) -> Iterator[Instruction]:
    """Yield the numbered lines under *Gör så här*, role by role, in the order they stand."""
    for section in topic.sections:
        if section.roll and section.kind is Kind.GOR:
            for number, text in enumerate(_lines(section.tree), start=1):
                yield Instruction(topic.id, section.roll, number, text, line_hash(text))


def places_of(section: Section, topic: Topic, bindings: Bindings) -> Iterator[tuple[str, ...]]:
    """Yield where each numbered line of a role leads; nowhere if no line of these words was tried.

    A line is known by its words: one that has only been moved leads where it did.
    """
    tried = _tried(topic, section.roll or "", bindings)
    for text in _lines(section.tree):
        bound = tried.get(line_hash(text))
        yield bound.places if bound else ()


def untried_lines(topic: Topic, bindings: Bindings) -> Iterator[tuple[Instruction, Section]]:
    """Yield the numbered lines of a step's page that nobody has tried as they stand now."""
    if topic.room != ROOM:
        return
    sections = {part.roll: part for part in topic.sections if part.roll and part.kind is Kind.GOR}
    for line in numbered_instructions(topic):
        if line.hash not in _tried(topic, line.roll, bindings):
            yield line, sections[line.roll]


def _tried(topic: Topic, roll: str, bindings: Bindings) -> dict[str, Binding]:
    return {
        bound.hash: bound
        for (named, role, _), bound in bindings.items()
        if (named, role) == (topic.id, roll)
    }


def line_hash(text: str) -> str:
    """Return the hash of a numbered line: eight hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_HASH_LENGTH]


def load_bindings(docs: Path) -> Bindings:
    """Return the table of a folder of guidance; empty where the folder has none.

    Raises:
        BrokenGuidance: the table is not YAML, or a row lacks something.
    """
    file = docs / TABLE
    if not file.exists():
        return {}
    return _bindings(file.read_text(encoding="utf-8"), f"{docs.name}/{TABLE.as_posix()}")


@lru_cache(maxsize=8)
def _bindings(text: str, shown: str) -> Bindings:
    # Most edits are to the pages: the table is read again only when its text is another one.
    try:
        found = list(_rows(load(text) or {}))
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as broken:
        advice = "Skriv varje rad som de andra: nr, text och plats."
        what = f"Tabellen går inte att läsa: {broken}"
        raise BrokenGuidance([error(shown, 1, what, advice)]) from broken
    by_line = {(each.topic, each.roll, each.number): each for each in found}
    return MappingProxyType(by_line)


def check_bindings(topics: Iterable[Topic], bindings: Bindings, path: str) -> list[Finding]:
    """Return a warning for each numbered line that the table does not know as it stands now.

    Args:
        topics: all pages; only those of steps are bound.
        bindings: the table.
        path: how the table is called in findings.
    """
    lines = [each for page in topics if page.room == ROOM for each in numbered_instructions(page)]
    known = {(each.topic, each.roll, each.number) for each in lines}
    gone = [key for key in bindings if key not in known]
    return [
        *(found for line in lines if (found := _judge(line, bindings, path))),
        *(warning(path, 1, _named(*key, "finns inte längre"), "Ta bort raden.") for key in gone),
    ]


def _judge(line: Instruction, bindings: Bindings, path: str) -> Finding | None:
    bound = bindings.get((line.topic, line.roll, line.number))
    if bound is None:
        what = _named(line.topic, line.roll, line.number, "är inte prövad mot skärmen")
        return warning(path, 1, what, "Lägg till en rad i tabellen.")
    if bound.hash != line.hash:
        what = _named(line.topic, line.roll, line.number, "har ändrats sedan den prövades")
        return warning(path, 1, what, "Pröva anvisningen på skärmen och skriv in det nya värdet.")
    return None


def _named(topic: str, roll: str, number: int, what: str) -> str:
    return f"Anvisning {number} för {roll} på sidan {topic} {what}."


def _rows(table: Mapping[str, Mapping[str, Iterable[Mapping[str, Any]]]]) -> Iterator[Binding]:
    for topic, roles in table.items():
        for roll, rows in roles.items():
            for row in rows:
                places = tuple(str(each) for each in row["plats"])
                yield Binding(topic, roll, int(row["nr"]), str(row["text"]), places)


def _lines(tree: Element) -> Iterator[str]:
    for block in tree:
        if block.tag == "ol":
            for line in block:
                yield plain_text(line)
