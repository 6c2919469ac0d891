"""Differences between two texts, side by side and in words, as a reviewer reads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS = 1_000
"""A longer line is shown whole: word by word would take seconds and help nobody."""
_ALIKE = 0.4
"""Lines less alike than this are shown as one removed and one added."""
CONTEXT = 2
"""Unchanged lines shown around a change."""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "lika"
    REMOVED = "borttaget"
    ADDED = "tillagt"


@dataclass(frozen=True)
class Piece:
    """Some words of a line."""

    change: Change
    text: str


@dataclass(frozen=True)
class Row:
    """One line before beside one line after; a side without a line has number 0."""

    before: int
    old: tuple[Piece, ...]
    after: int
    new: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the two sides differ."""
        return any(piece.change is not Change.SAME for piece in (*self.old, *self.new))


@dataclass(frozen=True)
class Hunk:
    """A run of rows with the unchanged ones left out between runs."""

    skipped: int
    """How many unchanged lines stand between this run and the one before."""
    rows: tuple[Row, ...]


def compare(old: str, new: str) -> list[Row]:
    """Return the two texts line by line, changed lines with their words marked."""
    before, after = _lines(old), _lines(new)
    rows: list[Row] = []
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            for step in range(a1 - a0):
                same = (Piece(Change.SAME, before[a0 + step]),)
                rows.append(Row(a0 + step + 1, same, b0 + step + 1, same))
        else:
            rows += _changed(before[a0:a1], a0, after[b0:b1], b0)
    return rows


def hunks(rows: Sequence[Row], context: int = CONTEXT) -> list[Hunk]:
    """Return the changed rows with some unchanged ones around each; empty when all are alike."""
    near: set[int] = set()
    for index, row in enumerate(rows):
        if row.is_changed:
            near.update(range(max(0, index - context), min(len(rows), index + context + 1)))
    found: list[Hunk] = []
    last = -1
    run: list[Row] = []
    skipped = 0
    for index in sorted(near):
        if index != last + 1 and run:
            found.append(Hunk(skipped, tuple(run)))
            run = []
        if not run:
            skipped = index - last - 1
        run.append(rows[index])
        last = index
    return [*found, Hunk(skipped, tuple(run))] if run else found


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n") if text else []


def _changed(old: list[str], first: int, new: list[str], second: int) -> Iterator[Row]:
    for step, (left, right) in enumerate(zip_longest(old, new)):
        number, other = first + step + 1, second + step + 1
        if left is not None and right is not None:
            yield Row(number, *_words(left, right, other))
        elif left is not None:
            yield Row(number, (Piece(Change.REMOVED, left),), 0, ())
        else:
            yield Row(0, (), other, (Piece(Change.ADDED, right or ""),))


def _words(old: str, new: str, other: int) -> tuple[tuple[Piece, ...], int, tuple[Piece, ...]]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    whole = (Piece(Change.REMOVED, old),), other, (Piece(Change.ADDED, new),)
    if len(a) > _MOST_TOKENS or len(b) > _MOST_TOKENS:
        return whole
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return whole
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        kinds = (Change.SAME, Change.SAME) if tag == "equal" else (Change.REMOVED, Change.ADDED)
        _add(left, kinds[0], "".join(a[a0:a1]))
        _add(right, kinds[1], "".join(b[b0:b1]))
    return tuple(left), other, tuple(right)


def _add(pieces: list[Piece], change: Change, text: str) -> None:
    if text:
        pieces.append(Piece(change, text))
