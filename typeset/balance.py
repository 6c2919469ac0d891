"""Share the width of a step between its columns, so that it takes the least height.

Typst can measure exactly, but measuring sets every step several times over. Counting letters is
near enough to choose widths by, and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from typeset.blocks import (
    Block,
    BulletList,
    Heading,
    Labelled,
    Lead,
    Note,
    NumberedList,
    Paragraph,
    StepCard,
    Table,
)

LINE_MM = 174.0
GUTTER_MM = 7.0
PAGE_MM = 240.0
LONG_MM = 90.0
"""From here on a step that need not stand whole may be parted in the middle of its instructions."""
TITLE_MM = 35.0
SIDE_WIDTHS_MM = tuple(range(41, 86, 4))
NARROWEST_FOOT = 0.24
LIST_INDENT_MM = 6.0
TABLE_COLUMN_MM = 34.0


@dataclass(frozen=True)
class Face:
    """How much room letters take in one size of type, as found by counting printed lines."""

    letters_per_mm: float
    line_mm: float
    gap_mm: float

    def height(self, letters: int, width_mm: float) -> float:
        """Estimate the height in mm of a paragraph of so many letters."""
        lines = ceil(letters / max(width_mm * self.letters_per_mm, 1))
        return lines * self.line_mm + self.gap_mm


BODY = Face(letters_per_mm=0.70, line_mm=4.1, gap_mm=1.5)
SMALL = Face(letters_per_mm=0.75, line_mm=3.7, gap_mm=1.2)


def balance(card: StepCard) -> StepCard:
    """Choose the widths of the columns of `card`, and whether it must be allowed to break.

    A `whole` card that would not fit on one page is one no longer.
    """
    wide_enough = [width for width in SIDE_WIDTHS_MM if width >= _narrowest(card)]
    side = min(wide_enough, key=lambda width: _columns_height(card, width))
    return replace(
        card,
        side_mm=side,
        foot_shares=_foot_shares(card.foot),
        breakable=_columns_height(card, side) > (PAGE_MM if card.whole else LONG_MM),
        whole=card.whole and _card_height(card, side) <= PAGE_MM,
    )


def _card_height(card: StepCard, side_mm: float) -> float:
    """Estimate the height of everything, with room to spare for what stands between the parts."""
    foot = [_height(part.blocks, LINE_MM / 3, SMALL) + SMALL.line_mm for part in card.foot]
    band = _height(card.deadline.blocks, LINE_MM, BODY) if card.deadline else 0
    lead = _height((Paragraph(card.lead),), LINE_MM, BODY)
    return TITLE_MM + lead + _columns_height(card, side_mm) + band + max(foot, default=0)


def _narrowest(card: StepCard) -> float:
    """Give the width below which a table among the facts would tear its words apart."""
    tables = (block for fact in card.facts for block in fact.blocks if isinstance(block, Table))
    columns = max((len(table.header) for table in tables), default=0)
    return min(columns * TABLE_COLUMN_MM, SIDE_WIDTHS_MM[-1])


def _columns_height(card: StepCard, side_mm: float) -> float:
    left = sum(_height(fact.blocks, side_mm, SMALL) + SMALL.line_mm for fact in card.facts)
    if card.main is None:
        return left
    right = _height(card.main.blocks, LINE_MM - GUTTER_MM - side_mm, BODY) + SMALL.line_mm
    return max(left, right)


def _foot_shares(foot: tuple[Labelled, ...]) -> tuple[float, ...]:
    """Give each column a share after its amount of text, none too narrow to read."""
    amounts = [_height(part.blocks, LINE_MM / 3, SMALL) for part in foot]
    whole = sum(amounts) or 1
    raised = [max(amount / whole, NARROWEST_FOOT) for amount in amounts]
    return tuple(round(share / sum(raised), 3) for share in raised)


def _height(blocks: tuple[Block, ...], width_mm: float, face: Face) -> float:
    return sum(_block_height(block, width_mm, face) for block in blocks)


def _block_height(block: Block, width_mm: float, face: Face) -> float:
    if isinstance(block, Paragraph | Lead):
        return face.height(sum(len(run.text) for run in block.runs), width_mm)
    if isinstance(block, NumberedList | BulletList):
        inner = width_mm - LIST_INDENT_MM
        return sum(_height(item, inner, face) for item in block.items)
    if isinstance(block, Note):
        return _height(block.blocks, width_mm - LIST_INDENT_MM, face) + 3 * face.line_mm
    if isinstance(block, Table):
        return _table_height(block, width_mm, face)
    return 2 * face.line_mm if isinstance(block, Heading) else 0


def _table_height(table: Table, width_mm: float, face: Face) -> float:
    column = width_mm / len(table.header)
    rows = [table.header, *table.rows]
    return sum(
        max(face.height(sum(len(run.text) for run in cell), column) for cell in row) for row in rows
    )
