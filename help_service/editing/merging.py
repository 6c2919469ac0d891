"""Three-way merge: two people's changes to one text, line by line, as far as they go together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MINE = "<<<<<<< DIN TEXT"
BETWEEN = "======="
THEIRS = ">>>>>>> DEN ANDRAS TEXT"


@dataclass(frozen=True)
class Conflict:
    """One place that both have changed, each in a way of their own."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """What came of a merge."""

    text: str
    """The merged text; each conflict is marked in it, mine first."""
    conflicts: tuple[Conflict, ...]

    @property
    def is_clean(self) -> bool:
        """Whether everything went together."""
        return not self.conflicts


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Return both people's changes to ``base`` in one text."""
    parts = list(_parts(_lines(base), _lines(mine), _lines(theirs)))
    conflicts = tuple(part for part in parts if isinstance(part, Conflict))
    lines: list[str] = []
    for part in parts:
        lines += _marked(part) if isinstance(part, Conflict) else part
    return Merged("\n".join(lines) + ("\n" if lines else ""), conflicts)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").rstrip("\n").split("\n")) if text else ()


def _marked(conflict: Conflict) -> list[str]:
    return [MINE, *conflict.mine, BETWEEN, *conflict.theirs, THEIRS]


def _parts(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[str, ...] | Conflict]:
    at = my = their = 0
    for start, my_start, their_start, size in _anchors(base, mine, theirs):
        yield from _between(base[at:start], mine[my:my_start], theirs[their:their_start])
        yield tuple(base[start : start + size])
        at, my, their = start + size, my_start + size, their_start + size


def _between(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[str, ...] | Conflict]:
    """Judge a stretch where not all three agree."""
    if mine == theirs or theirs == base:
        yield tuple(mine)
    elif mine == base:
        yield tuple(theirs)
    else:
        yield Conflict(tuple(base), tuple(mine), tuple(theirs))


def _anchors(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of the base that both have kept: start in each text, and length."""
    kept, also = _kept(base, mine), _kept(base, theirs)
    index = 0
    while index < len(base):
        if index not in kept or index not in also:
            index += 1
            continue
        size = 1
        while _goes_on(kept, index, size) and _goes_on(also, index, size):
            size += 1
        yield index, kept[index], also[index], size
        index += size
    yield len(base), len(mine), len(theirs), 0


def _kept(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """By line of the base that the other has kept: its line there."""
    blocks = SequenceMatcher(None, base, other).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _goes_on(kept: dict[int, int], index: int, size: int) -> bool:
    return kept.get(index + size) == kept[index] + size
