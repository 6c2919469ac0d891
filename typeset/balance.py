"""Share the width of a step between its columns, and its page between steps.

A page of a guide holds two steps, the second from the middle on. Where two are a little too long
for that they are set a little smaller, and a step that needs a page of its own a little larger:
`two_a_page` chooses, by estimates of their heights.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from typeset.blocks import Block, Labelled, Paragraph, StepCard, Table, Ways
from typeset.estimate import (
    BODY,
    GUTTER_MM,
    LABEL_MM,
    LEAD,
    SMALL,
    blocks_height,
    labelled_height,
    ways_height,
)

LINE_MM = 178.0
PAGE_MM = 265.0
STEP_GAP_MM = 5.0
"""Between two steps on a page."""
SPARE_MM = 2.5
HALF_PAGE_MM = (PAGE_MM - STEP_GAP_MM) / 2
LONG_MM = 90.0
"""From here on a step that need not stand whole may be parted in the middle of its instructions."""
TITLE_MM, CHAPTER_MM, REMARK_MM = 10.0, 5.5, 6.0
BAND_LABEL_MM, BAND_EDGES_MM = 11.0, 10.0
PART_GAP_MM = 3.0
SIDE_WIDTHS_MM = tuple(range(41, 86, 4))
NARROWEST_FOOT = 0.22
MOST_BESIDE = 2
"""Columns of instructions that there is room for beside the facts."""
NARROWEST_WAY = {2: 0.36, 3: 0.26}
TABLE_COLUMN_MM = 34.0
ABOVE = 0.0
"""Stands for the width of the side column where the facts stand above the instructions."""
USUAL, SMALLER, LARGER = 1.0, 0.95, 1.06
"""How large a step is set: no reader sees the difference, but a page does."""


def balance(card: StepCard, size: float = USUAL) -> StepCard:
    """Choose the widths of the columns of `card`, and whether it must be allowed to break.

    A `whole` card that would not fit on one page is one no longer.
    """
    card = replace(
        card,
        size=size,
        main=_shared(card.main),
        facts_shares=_shares(card.facts, NARROWEST_FOOT),
        foot_shares=_shares(card.foot, NARROWEST_FOOT),
    )
    side = min(_likely_sides(card), key=lambda width: _columns_height(card, width))
    columns = _columns_height(card, side)
    height = columns + _height_around(card)
    return replace(
        card,
        side_mm=side,
        breakable=columns > (PAGE_MM if card.whole else LONG_MM),
        whole=card.whole and height <= PAGE_MM,
        height_mm=round(height, 1),
    )


@dataclass(frozen=True)
class _Plan:
    """Steps on their pages: as few pages as can be, then as few pages as can be set smaller."""

    pages: tuple[tuple[StepCard, ...], ...] = ()
    smaller: int = 0

    def after(self, page: tuple[StepCard, ...]) -> _Plan:
        return _Plan((page, *self.pages), self.smaller + (page[0].size == SMALLER))

    @property
    def cost(self) -> tuple[int, int]:
        return len(self.pages), self.smaller


def two_a_page(cards: Sequence[StepCard]) -> tuple[tuple[StepCard, ...], ...]:
    """Share steps out on pages, in sizes in which two in a row fit on one where any size lets them.

    The first of two short ones takes half the page, so that the next begins in the middle.
    """
    sized = [[balance(card, size) for size in (USUAL, SMALLER)] for card in cards]
    plans = [_Plan()]
    for at in reversed(range(len(cards))):
        pair = _pair(sized[at : at + 2])
        ways = [plans[1].after(pair)] if pair else []
        alone = plans[0].after((sized[at][0],))
        plans = [min([*ways, alone], key=lambda plan: plan.cost), plans[0]]
    return tuple(page if len(page) > 1 else (_alone(page[0]),) for page in plans[0].pages)


def in_a_row(cards: Sequence[StepCard]) -> tuple[StepCard, ...]:
    """Give steps that go on across pages, set a little smaller: the least paper there is."""
    return tuple(balance(replace(card, whole=False), SMALLER) for card in cards)


def _pair(sized: Sequence[Sequence[StepCard]]) -> tuple[StepCard, ...]:
    """Give two steps in the first of their sizes in which they fit on a page; none if they do not.

    Each comes in the same sizes.
    """
    for first, second in zip(*sized, strict=True) if len(sized) > 1 else ():
        if first.height_mm + STEP_GAP_MM + second.height_mm <= PAGE_MM:
            # What begins in the middle needs some room to spare: a height is only an estimate.
            least = HALF_PAGE_MM if second.height_mm <= HALF_PAGE_MM - SPARE_MM else 0
            return replace(first, least_mm=least), second
    return ()


def _alone(card: StepCard) -> StepCard:
    larger = balance(card, LARGER)
    return larger if larger.height_mm <= PAGE_MM else card


def _height_around(card: StepCard) -> float:
    """Estimate the height of all but the facts and the instructions."""
    body, small = BODY.times(card.size), SMALL.times(card.size)
    band = BAND_LABEL_MM + GUTTER_MM + 6
    parts = [
        TITLE_MM + (CHAPTER_MM if card.chapter else 0) + (REMARK_MM if card.remark else 0),
        blocks_height((Paragraph(card.lead),), LINE_MM, LEAD.times(card.size)) + PART_GAP_MM,
    ]
    if card.deadline:
        told = blocks_height(card.deadline.blocks, LINE_MM - band, body)
        parts.append(told + BAND_EDGES_MM)
    if card.foot:
        parts.append(ways_height(card.foot, card.foot_shares, LINE_MM, small))
    if card.after:
        parts.append(PART_GAP_MM + blocks_height(card.after, LINE_MM, body))
    return sum(parts)


def _sides(card: StepCard) -> list[float]:
    """Give the widths the side column may have, and above where the width is needed below.

    A table among the facts must not have its words torn apart.
    """
    ways = max((len(block.parts) for block in _ways(card.main)), default=1)
    if ways > MOST_BESIDE:
        return [ABOVE]
    tables = (block for fact in card.facts for block in fact.blocks if isinstance(block, Table))
    columns = max((len(table.header) for table in tables), default=0)
    narrowest = min(columns * TABLE_COLUMN_MM, SIDE_WIDTHS_MM[-1])
    sides = [float(width) for width in SIDE_WIDTHS_MM if width >= narrowest]
    return [*sides, ABOVE] if ways > 1 else sides


def _likely_sides(card: StepCard) -> list[float]:
    """Give the widths that may be best: a wider side column is lower and makes the other higher.

    So the best are where the one is no longer the higher of the two, and the width before.
    """
    sides = _sides(card)
    beside = [side for side in sides if side != ABOVE]
    if card.main is None or not beside:
        return sides
    at = bisect_left(beside, True, key=lambda side: _side_height(card, side) <= _main(card, side))
    return [*beside[max(at - 1, 0) : at + 1], *(side for side in sides if side == ABOVE)]


def _ways(main: Labelled | None) -> list[Ways]:
    return [block for block in main.blocks if isinstance(block, Ways)] if main else []


def _columns_height(card: StepCard, side_mm: float) -> float:
    if side_mm == ABOVE:
        small = SMALL.times(card.size)
        above = ways_height(card.facts, card.facts_shares, LINE_MM, small)
        return above + PART_GAP_MM + _main(card, -GUTTER_MM)
    return max(_side_height(card, side_mm), _main(card, side_mm))


def _side_height(card: StepCard, side_mm: float) -> float:
    small = SMALL.times(card.size)
    gaps = PART_GAP_MM * max(len(card.facts) - 1, 0)
    return gaps + sum(labelled_height(fact, side_mm, small) for fact in card.facts)


def _main(card: StepCard, side_mm: float) -> float:
    if card.main is None:
        return 0.0
    return labelled_height(card.main, LINE_MM - GUTTER_MM - side_mm, BODY.times(card.size))


def _shared(main: Labelled | None) -> Labelled | None:
    """Give each of those that do the step in ways of their own a share of the width."""
    if main is None:
        return None
    return replace(main, blocks=tuple(_with_shares(block) for block in main.blocks))


def _with_shares(block: Block) -> Block:
    if not isinstance(block, Ways):
        return block
    return replace(block, shares=_shares(block.parts, NARROWEST_WAY.get(len(block.parts), 0)))


@lru_cache(maxsize=512)
def _shares(parts: tuple[Labelled, ...], narrowest: float) -> tuple[float, ...]:
    """Give each column a share after its amount of text, none too narrow to read."""
    amounts = [blocks_height(part.blocks, LINE_MM / 3, SMALL) + LABEL_MM for part in parts]
    whole = sum(amounts) or 1
    raised = [max(amount / whole, narrowest) for amount in amounts]
    return tuple(round(share / sum(raised), 3) for share in raised)
