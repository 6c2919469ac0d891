"""Topics: one Markdown page of guidance each, read once into a typed record.

``load_library(docs)`` reads every ``docs/**/*.md``. A section's ``tree`` is plain XHTML:
``p``, ``ol``, ``ul``, ``li``, ``table`` (``thead``, ``tbody``, ``tr``, ``th``, ``td``), ``strong``,
``a``, ``img`` and ``div class="admonition note"`` whose first ``p`` has class
``admonition-title``. Addresses in the tree are neutral, see ``help_service.addresses``.
"""

import hashlib
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from help_service.addresses import Reference, neutral_address
from help_service.findings import BrokenGuidance, Finding, error
from help_service.front_matter import AskedHere, FrontMatter, parse_front_matter, split_front_matter
from help_service.markdown_tree import parse_markdown
from help_service.outline import Heading, Kind, check_outline, read_headings
from help_service.subset import LINK, PICTURE, check_subset

_HEADING_TAGS = ("h1", "h2", "h3")
_HASH_LENGTH = 16


@dataclass(frozen=True)
class Section:
    """A heading (``##`` or ``###``) and the text right below it, its subheadings' text left out."""

    rubrik: str
    niva: int
    """2 or 3."""
    anchor: str
    roll: str | None
    """Role id, where the heading names a role."""
    kind: Kind
    parent: str
    """Anchor of the section above a level 3 heading, else empty."""
    text: str
    """Plain text, for search and short answers."""
    line: int
    tree: Element = field(compare=False, repr=False)
    """A ``div`` with the section's own blocks, heading not included."""


@dataclass(frozen=True)
class Topic:
    """One page of guidance."""

    id: str
    titel: str
    room: str
    """Folder under docs: ``steg``, ``vyer``, ``hinder`` …; empty for the start page."""
    lagrum: tuple[str, ...]
    sokord: tuple[str, ...]
    granskad: date
    granskas_senast: date
    byggd: bool
    """False where the system does not do this yet and the page says how it is done until then."""
    sakerhet: bool
    agare: str
    """Who sees to it that the page is right; empty where nobody is named."""
    fragor: tuple[AskedHere, ...]
    """Questions as people ask them, for search only: they are never shown."""
    path: str
    """Path under docs, with slashes: ``steg/kvittera.md``."""
    kort: str
    """The short answer as plain text."""
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = field(repr=False)
    hash: str
    """First 16 hexadecimal digits of SHA-256 over the canonical source."""
    intro: Element = field(compare=False, repr=False)
    """A ``div`` with what stands before the first ``##``; its first ``p`` is the short answer."""

    @cached_property
    def by_anchor(self) -> Mapping[str, Section]:
        """Sections by anchor."""
        return {section.anchor: section for section in self.sections}

    def section(self, anchor: str) -> Section | None:
        """Return the section with an anchor, or None."""
        return self.by_anchor.get(anchor)

    def children(self, anchor: str) -> tuple[Section, ...]:
        """Return the level 3 sections below a level 2 section."""
        return tuple(section for section in self.sections if section.parent == anchor)

    def of_kind(self, kind: Kind) -> Section | None:
        """Return the level 2 section of a kind, or None."""
        found = (part for part in self.sections if part.niva == 2 and part.kind is kind)
        return next(found, None)

    def role_section(self, roll: str, kind: Kind = Kind.GOR) -> Section | None:
        """Return the section that says what a role does, or None."""
        found = (part for part in self.sections if part.roll == roll and part.kind is kind)
        return next(found, None)


def section_lines(topic: Topic, section: Section | None) -> tuple[int, int]:
    """Return first line and the line after the last of a section, subsections left out.

    Without a section: the whole file.
    """
    if section is None:
        return 1, sys.maxsize
    later = [part.line for part in topic.sections if part.line > section.line]
    return section.line, min(later, default=sys.maxsize)


def canonical_source(source: str) -> str:
    """Return the source with one kind of line end, no blanks at line ends, and composed letters."""
    lines = unicodedata.normalize("NFC", source).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def content_hash(source: str) -> str:
    """Return the hash by which panel, guide and site can be proved to show the same text."""
    return _hash(canonical_source(source))


def _hash(canonical: str) -> str:
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:_HASH_LENGTH]


def parse_topic(source: str, path: str, shown_as: str | None = None) -> Topic:
    """Return the topic that a source text holds.

    Args:
        source: the whole file.
        path: path under docs, with slashes; its file name is the topic's id.
        shown_as: how the file is called in findings; ``path`` unless given.

    Raises:
        BrokenGuidance: with a finding for each mistake in front matter, subset and outline.
    """
    shown = shown_as or path
    text = canonical_source(source)
    head_text, first_line = split_front_matter(text, shown)
    head = parse_front_matter(head_text, shown, Path(path).stem)
    lines = text.split("\n")[first_line - 1 :]
    headings = read_headings(lines, first_line)
    findings = check_subset(lines, shown, first_line)
    findings += check_outline(lines, headings, head.titel, shown, first_line)
    findings += _check_asked(head, headings, shown)
    if findings:
        raise BrokenGuidance(findings)
    parts = _build(head, headings, lines, first_line, path)
    return Topic(**parts, hash=_hash(text))


def _check_asked(head: FrontMatter, headings: list[Heading], shown: str) -> list[Finding]:
    """Find questions that are said to be answered under a heading that the page has not."""
    known = {"", head.titel, *(heading.rubrik for heading in headings)}
    wrong = {asked.rubrik: asked.line for asked in head.fragor if asked.rubrik not in known}
    advice = "Skriv rubriken som den står på sidan, eller sidans titel."
    return [
        error(shown, line, f"fragor nämner rubriken {rubrik}, som inte finns.", advice)
        for rubrik, line in wrong.items()
    ]


def read_topic(file: Path, docs: Path, older: Topic | None = None) -> Topic:
    """Return the topic in a file under docs; ``older`` itself if its text is unchanged.

    Raises:
        BrokenGuidance: the file is not UTF-8 or not a well-formed topic.
    """
    path = file.relative_to(docs).as_posix()
    shown = f"{docs.name}/{path}"
    try:
        source = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as broken:
        what, advice = "Filen är inte sparad som UTF-8.", "Spara om filen med kodningen UTF-8."
        raise BrokenGuidance([error(shown, 1, what, advice)]) from broken
    if older is not None and older.hash == content_hash(source):
        return older
    return parse_topic(source, path, shown)


def plain_text(element: Element) -> str:
    """Return the text of an element with single blanks, blocks apart by a blank."""
    return " ".join("".join(_spaced(element)).split())


def _spaced(element: Element) -> Iterator[str]:
    inline = element.tag in ("a", "strong")
    yield element.get("alt", "") if element.tag == "img" else element.text or ""
    for child in element:
        yield from _spaced(child)
        yield child.tail or ""
    if not inline:
        yield " "


def _build(
    head: FrontMatter, headings: list[Heading], lines: list[str], first_line: int, path: str
) -> dict[str, Any]:
    intro, *bodies = _split_at_headings(parse_markdown("\n".join(lines), partial(_rewritten, path)))
    sections = map(_section, headings[1:], bodies)
    return {
        **vars(head),
        "room": path.rpartition("/")[0].split("/")[0],
        "path": path,
        "kort": plain_text(intro[0]),
        "sections": tuple(sections),
        "references": tuple(_references(lines, first_line, path)),
        "intro": intro,
    }


def _rewritten(path: str, kind: str, address: str) -> str:
    return neutral_address(kind, address, path)


def _section(heading: Heading, body: Element) -> Section:
    return Section(
        rubrik=heading.rubrik,
        niva=heading.niva,
        anchor=heading.anchor,
        roll=heading.roll,
        kind=heading.kind,
        parent=heading.parent,
        text=plain_text(body),
        line=heading.line,
        tree=body,
    )


def _split_at_headings(root: Element) -> list[Element]:
    bodies: list[Element] = []
    for block in root:
        if block.tag in _HEADING_TAGS:
            bodies.append(Element("div"))
        else:
            bodies[-1].append(block)
    return bodies


def _references(lines: list[str], first_line: int, path: str) -> Iterator[Reference]:
    for number, line in enumerate(lines, start=first_line):
        if "](" not in line:
            continue
        for kind, pattern in (("href", LINK), ("src", PICTURE)):
            for text, address in pattern.findall(line):
                yield Reference(number, neutral_address(kind, address, path), text)


__all__ = [
    "BrokenGuidance",
    "Finding",
    "Kind",
    "Section",
    "Topic",
    "canonical_source",
    "content_hash",
    "parse_topic",
    "plain_text",
    "read_topic",
    "section_lines",
]
