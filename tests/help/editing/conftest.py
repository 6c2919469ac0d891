"""Three people, a small shipped guidance, and the editing over a store in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from help_service.editing import (
    Editing,
    Editor,
    LocalNote,
    Overlay,
    Right,
    Shipped,
    Version,
    Written,
    make_editing,
)
from help_service.editing.checking.persons import find_numbers
from help_service.editing.memory import MemoryEditing
from help_service.editing.records import Body
from help_service.findings import BrokenGuidance, Finding, error
from help_service.layer import read_note
from help_service.topics import content_hash, parse_topic

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SARA = Editor("sara", "Sara", frozenset({Right.EDIT}))
GRETA = Editor("greta", "Greta", frozenset({Right.EDIT, Right.REVIEW}))
RITA = Editor("rita", "Rita", frozenset({Right.EDIT, Right.REVIEW, Right.SAFETY}))
LOVA = Editor("lova", "Lova", frozenset({Right.LOCAL}), "kommun-sundsvall", "Sundsvalls kommun")
NURSE = Editor("anna", "Anna")
SHIPPED = """---
id: kvittera
titel: Kvittera
lagrum: []
sokord: []
granskad: 2026-11-22
granskas_senast: 2027-05-22
---
# Kvittera

Kvittera betyder att ni har läst.
"""
SAFETY = SHIPPED.replace("---\n# ", "sakerhet: ja\n---\n# ")


def edited(words: str, text: str = SHIPPED) -> str:
    """The text with another short answer."""
    return text.replace("Kvittera betyder att ni har läst.", words)


@dataclass
class Shipment:
    """Shipped texts that a test may replace, as a new release does."""

    texts: dict[str, str] = field(default_factory=lambda: {"kvittera": SHIPPED})

    def page(self, topic: str) -> Shipped | None:
        """The shipped text of a topic."""
        text = self.texts.get(topic)
        return Shipped(topic, f"steg/{topic}.md", text, content_hash(text)) if text else None

    def pages(self) -> Sequence[Shipped]:
        """All of them."""
        return [page for topic in sorted(self.texts) if (page := self.page(topic))]


@dataclass
class Parses:
    """Tries each page by itself, as the publisher does first."""

    faulty: set[str] = field(default_factory=set)
    """Words that a later program, or another table beside the pages, takes for faults."""

    def of_overlay(self, overlay: Overlay) -> Sequence[Finding]:
        """What is wrong with the pages."""
        found: list[Finding] = []
        for page in overlay.pages:
            try:
                parse_topic(page.body.text, page.body.path)
            except BrokenGuidance as broken:
                found += broken.findings
        return found

    def of_text(self, body: Body) -> Sequence[Finding]:
        """Numbers of persons, as the whole check of a page tells them, and words of the test."""
        numbers = [(each.line, each.what, each.advice) for each in find_numbers(body.text)]
        words = [(1, f"”{word}” är fel.", "Ta bort det.") for word in self.faulty]
        told = [*numbers, *(each for each in words if each[1].split("”")[1] in body.text)]
        return [error(body.path, *each) for each in told]

    def of_note(self, note: LocalNote) -> Sequence[Finding]:
        """What is wrong with a note."""
        try:
            read_note(note.organisation, note.heading, note.text, "steg/kvittera.md")
        except BrokenGuidance as broken:
            return broken.findings
        return ()


@dataclass
class Office:
    """The editing with its people; each act happens a minute after the one before."""

    shipment: Shipment
    store: MemoryEditing
    editing: Editing
    trial: Parses
    now: datetime = MONDAY
    went_live: int = 0

    def tick(self) -> datetime:
        """A minute later."""
        self.now += timedelta(minutes=1)
        return self.now

    def save(self, editor: Editor, text: str, topic: str = "kvittera", base: int = -1) -> Version:
        """Save on top of the newest version, unless a base is said."""
        newest = self.editing.shelf.history(topic).head
        written = Written(topic, text, newest if base < 0 else base, "Ändrat.")
        return self.editing.writing.save_draft(editor, written, self.tick())

    def submit(self, editor: Editor, text: str, topic: str = "kvittera") -> Version:
        """Save and send to review."""
        number = self.save(editor, text, topic).number
        return self.editing.writing.submit(editor, topic, number, self.tick())

    def publish(self, writer: Editor, reviewer: Editor, text: str) -> Version:
        """The whole way of one edit."""
        number = self.submit(writer, text).number
        return self.editing.judging.approve(reviewer, "kvittera", number, self.tick())

    def shown(self, topic: str = "kvittera") -> str:
        """What readers see."""
        return self.editing.shelf.open_topic(topic).shown


@pytest.fixture
def office() -> Office:
    """Nobody has edited anything yet."""
    shipment, store, trial = Shipment(), MemoryEditing(), Parses()
    made = Office(shipment, store, make_editing(store, shipment, trial), trial)

    def count() -> None:
        made.went_live += 1

    made.editing = make_editing(store, shipment, trial, count)
    return made


@pytest.fixture
def safety(office: Office) -> Office:
    """The same, and the topic bears on patient safety."""
    office.shipment.texts["kvittera"] = SAFETY
    return replace(office)
