"""The last page: signs, abbreviations, where to turn, what to do when the system is down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from help_service.layer import NO_NOTES, OwnNotes
from help_service.library import Library
from help_service.topics import Section, Topic
from lathund.contents import BackPiece, GuideError
from typeset import Block, Columns, Heading, Reader, SmallPrint, Table, from_tree, plain

TITLE = "Bra att ha till hands"
SUPPORT = "felanmalan"
"""The topic that tells where to turn; telephone numbers stand below its piece."""
TO_WRITE = ("Superanvändare", "Lokal administratör", "Central förvaltning")
"""Whose numbers a reader writes down by hand, where the guide is for no organisation."""


@dataclass(frozen=True)
class Numbers:
    """Telephone numbers of the readers' own organisation: its name, and units with theirs."""

    organisation: str = ""
    units: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything printed, as a content hash needs it."""
        return tuple(f"{name} {phone}" for name, phone in self.units)


NO_NUMBERS = Numbers()


def back_page(
    pieces: tuple[BackPiece, ...],
    library: Library,
    reader: Reader,
    notes: OwnNotes = NO_NOTES,
    numbers: Numbers = NO_NUMBERS,
) -> tuple[Block, ...]:
    """Write the pieces in order; neighbours that ask for a column share their columns.

    Args:
        pieces: parts of topics.
        library: where the topics are found.
        reader: reads their links and pictures.
        notes: what the readers' own organisations add to these topics, each below its piece.
        numbers: their telephone numbers; without them there are lines to write on.
    """
    blocks: list[Block] = [Heading(1, plain(TITLE))]
    for in_column, group in groupby(pieces, lambda piece: piece.in_column):
        members = tuple(group)
        written = tuple(
            block
            for piece in members
            for block in (*_noted(piece, library, reader, notes), *_numbers(piece, numbers))
        )
        if members[-1] is pieces[-1]:
            written += (_sources(pieces, library),)
        blocks += [Columns(written)] if in_column else written
    return tuple(blocks)


def _numbers(piece: BackPiece, numbers: Numbers) -> tuple[Block, ...]:
    """Write the telephone numbers below where to turn: those known, or lines to write on."""
    if piece.topic != SUPPORT:
        return ()
    known = tuple((plain(name), plain(phone)) for name, phone in numbers.units)
    empty = tuple((plain(name), plain("")) for name in TO_WRITE)
    # What a phone number takes is known, and what a name takes differs.
    return (
        Table((plain(numbers.organisation or "Hos er"), plain("Telefon")), known or empty, (3, 2)),
    )


def _sources(pieces: tuple[BackPiece, ...], library: Library) -> SmallPrint:
    """Tell the hash of each topic the page is printed from."""
    told = (f"{piece.title} {topic_of(library, piece.topic).hash}" for piece in pieces)
    return SmallPrint("Innehåll: " + " · ".join(told))


def topic_of(library: Library, topic_id: str) -> Topic:
    """Give a topic by its id; raises GuideError if the contents name one that is not there."""
    found = library.topics.get(topic_id)
    if found is None:
        raise GuideError(
            f"lathund/contents.yaml names the topic {topic_id!r}, which is not under docs"
        )
    return found


def _noted(piece: BackPiece, library: Library, reader: Reader, notes: OwnNotes) -> Iterator[Block]:
    yield from piece_blocks(piece, library, reader)
    for note in notes.get(piece.topic, ()):
        yield from from_tree(note.tree, reader)


def piece_blocks(piece: BackPiece, library: Library, reader: Reader) -> list[Block]:
    """Write one piece with its heading; raises GuideError where the topic lacks a section."""
    topic = topic_of(library, piece.topic)
    blocks: list[Block] = [Heading(2, plain(piece.title))]
    if not piece.sections:
        return [*blocks, *from_tree(topic.intro, reader)[:1]]
    several = len(piece.sections) > 1
    for section in (_section(topic, anchor) for anchor in piece.sections):
        blocks += [Heading(3, plain(section.rubrik), listed=False)] if several else []
        blocks += from_tree(section.tree, reader)
    return blocks


def _section(topic: Topic, anchor: str) -> Section:
    found = topic.section(anchor)
    if found is None:
        raise GuideError(f"lathund/contents.yaml: {topic.path} has no section {anchor!r}")
    return found
