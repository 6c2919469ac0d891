"""How high a piece of text will stand on paper, told by the widths of its letters.

Typst can measure exactly, but measuring sets every step several times over and takes more than half
as long again. Letters added up into lines come within a line or two of it, and cost nearly nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from typeset.blocks import (
    Block,
    BulletList,
    Heading,
    Labelled,
    Lead,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    Run,
    Table,
    Ways,
)

GUTTER_MM = 7.0
LIST_INDENT_MM = 5.0
NOTE_INDENT_MM = 6.0
NOTE_EDGES_MM = 12.0
CELL_EDGES_MM = (3.5, 2.8)
PICTURE_GAP_MM = 3.0
MM_PER_POINT = 0.3528
CAPITAL, APART = 0.66, 0.66
"""Height of a capital and room between paragraphs, as parts of the size of type."""
HEADING_APART = 1.4
UNKNOWN, BOLD = 0.56, 1.045
WIDTHS = {
    letter: width
    for width, letters in {
        0.20: " \u00a0",
        0.25: "ijlI.,:;!",
        0.31: "f()-",
        0.34: "rt/",
        0.42: "sz?”\"'",
        0.46: "cvxy–JLY",
        0.50: "aegkåäéF0123456789§EVX",
        0.55: "hnouöASTZÅÄbdpqPR",
        0.60: "BCKDGNU→",
        0.66: "HOQÖ",
        0.73: "wMW",
        0.82: "m%",
    }.items()
    for letter in letters
}
"""The widths of the text font's letters, as parts of the size of type."""


@dataclass(frozen=True)
class Face:
    """A size of type in points, with the room between its lines as a part of it."""

    points: float
    leading: float

    def times(self, size: float) -> Face:
        """Give the same face so many times as large."""
        return Face(self.points * size, self.leading)

    @property
    def em(self) -> float:
        """The size of type in mm."""
        return self.points * MM_PER_POINT

    def height(self, lines: int) -> float:
        """The height in mm of so many lines."""
        return self.em * (lines * (CAPITAL + self.leading) - self.leading) if lines else 0.0

    @property
    def apart(self) -> float:
        """The room in mm between two paragraphs."""
        return self.em * APART


BODY = Face(9.4, 0.54)
LEAD = Face(10.2, 0.54)
SMALL = Face(8.7, 0.5)
LABEL_MM = 3.5
"""A small heading above a part of a step, with the room below it."""


def labelled_height(part: Labelled, width_mm: float, face: Face) -> float:
    """Estimate the height in mm of a part with its small heading."""
    return LABEL_MM + blocks_height(part.blocks, width_mm, face)


def blocks_height(blocks: Sequence[Block], width_mm: float, face: Face) -> float:
    """Estimate the height in mm of blocks below one another."""
    between = face.apart * max(len(blocks) - 1, 0)
    return between + sum(_block_height(block, width_mm, face) for block in blocks)


def _block_height(block: Block, width_mm: float, face: Face) -> float:
    if isinstance(block, Paragraph | Lead):
        return face.height(_lines(block.runs, width_mm / face.em))
    if isinstance(block, NumberedList | BulletList):
        inner = width_mm - LIST_INDENT_MM
        between = face.em * 0.55 * (len(block.items) - 1)
        return between + sum(blocks_height(item, inner, face) for item in block.items)
    if isinstance(block, Note):
        inner = width_mm - NOTE_INDENT_MM
        return NOTE_EDGES_MM + blocks_height(block.blocks, inner, face)
    if isinstance(block, Table):
        return _table_height(block, width_mm)
    if isinstance(block, Ways):
        return ways_height(block.parts, block.shares, width_mm, face)
    if isinstance(block, Picture):
        return PICTURE_GAP_MM + block.height_mm
    return face.em * HEADING_APART if isinstance(block, Heading) else 0.0


def ways_height(
    parts: Sequence[Labelled], shares: Sequence[float], width_mm: float, face: Face
) -> float:
    """Estimate the height in mm of parts side by side, each with its share of the width."""
    if not parts:
        return 0.0
    room = width_mm - GUTTER_MM * (len(parts) - 1)
    widths = [share * room for share in shares or [1 / len(parts)] * len(parts)]
    pairs = zip(parts, widths, strict=True)
    return max(labelled_height(part, width, face) for part, width in pairs)


def _table_height(table: Table, width_mm: float) -> float:
    shares = table.widths or (1.0,) * len(table.header)
    widths = [share / sum(shares) * width_mm - CELL_EDGES_MM[0] for share in shares]
    rows = [
        max(_lines(cell, width / SMALL.em) for cell, width in zip(row, widths, strict=True))
        for row in (table.header, *table.rows)
    ]
    return sum(SMALL.height(lines) + CELL_EDGES_MM[1] for lines in rows) + SMALL.apart


def _lines(runs: Sequence[Run], width_em: float) -> int:
    """Count the lines that runs of text fill, each line as full as its words let it be."""
    lines, at, space = 0, width_em, WIDTHS[" "]
    for width in _words(tuple(runs)):
        if at + width > width_em:
            lines, at = lines + 1, 0.0
        at += width + space
    return lines


# The same text is tried in many widths and sizes, and its words stay as wide in em.
@lru_cache(maxsize=8192)
def _words(runs: tuple[Run, ...]) -> tuple[float, ...]:
    """Give the width of each word in em."""
    return tuple(width for run in runs for width in _words_of(run))


def _words_of(run: Run) -> Iterator[float]:
    mark = f" {run.mark}→" if isinstance(run, Link) and run.mark else ""
    strong = not isinstance(run, Link) and run.strong
    heavier = BOLD if strong else 1.0
    for word in (run.text + mark.replace(" ", "\u00a0")).split(" "):
        yield _width(word) * heavier


@lru_cache(maxsize=8192)
def _width(word: str) -> float:
    return sum(WIDTHS.get(letter, UNKNOWN) for letter in word)
