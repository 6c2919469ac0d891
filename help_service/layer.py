"""What lies over the folder of guidance: texts and pictures published since, and local notes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from help_service.addresses import Reference, neutral_address
from help_service.findings import BrokenGuidance
from help_service.markdown_tree import parse_markdown
from help_service.subset import LINK, check_subset


@dataclass(frozen=True)
class LocalText:
    """What one organisation adds to a topic, for its own people."""

    organisation: str
    rubrik: str
    """``I Sundsvalls kommun``."""
    source: str
    references: tuple[Reference, ...] = field(repr=False)
    tree: Element = field(compare=False, repr=False)
    """A note box, as those in the topics."""


OwnNotes = Mapping[str, tuple[LocalText, ...]]
"""By topic id: the notes that somebody sees, and no topic without."""
NO_NOTES: OwnNotes = {}


@dataclass(frozen=True)
class Layer:
    """Everything that is live without lying in the folder."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Whole files by their path under docs: they stand in for the folder's own."""
    pictures: Path | None = None
    """A folder like docs, with the pictures that were added."""
    notes: Mapping[str, tuple[LocalText, ...]] = field(default_factory=dict)
    """By topic id."""

    def notes_for(self, topic: str, organisations: Collection[str]) -> tuple[LocalText, ...]:
        """Return the notes on a topic for somebody who belongs to these organisations."""
        return tuple(
            note for note in self.notes.get(topic, ()) if note.organisation in organisations
        )

    def own(self, organisations: Collection[str]) -> OwnNotes:
        """Return all notes for somebody who belongs to these organisations."""
        found = {topic: self.notes_for(topic, organisations) for topic in self.notes}
        return {topic: notes for topic, notes in found.items() if notes}


NO_LAYER = Layer()


def read_note(organisation: str, rubrik: str, source: str, path: str) -> LocalText:
    """Return a local note.

    Args:
        organisation: whose people see it.
        rubrik: its heading.
        source: Markdown, in the subset of the topics.
        path: of the topic under docs, from which links are counted.

    Raises:
        BrokenGuidance: something in it is outside the subset.
    """
    lines = source.split("\n")
    findings = check_subset(lines, "notering", 1)
    if findings:
        raise BrokenGuidance(findings)
    tree = parse_markdown(source, lambda kind, address: neutral_address(kind, address, path))
    references = tuple(
        Reference(number, neutral_address("href", address, path), text)
        for number, line in enumerate(lines, start=1)
        for text, address in LINK.findall(line)
    )
    return LocalText(organisation, rubrik, source, references, _box(rubrik, tree))


def _box(rubrik: str, text: Element) -> Element:
    root = Element("div")
    box = SubElement(root, "div", {"class": "admonition note"})
    SubElement(box, "p", {"class": "admonition-title"}).text = rubrik
    box.extend(list(text))
    return root
