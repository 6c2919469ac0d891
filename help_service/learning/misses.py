"""Searches without a hit: what people asked, and which topics may have been meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from help_service.ports import Hit, Searcher

_PROPOSED = 3
_MOST = 200
"""Most searches looked through; the rest are rarer than these."""


@dataclass(frozen=True)
class Miss:
    """A search that finds nothing today."""

    query: str
    times: int
    proposals: tuple[Hit, ...]
    """Topics that hold some of it, the nearest first; none where nothing is near."""


def misses(counted: Mapping[str, int], searcher: Searcher) -> list[Miss]:
    """Return the searches that still find nothing, the most frequent first.

    Args:
        counted: how often each search was made in vain, as the store tells it.
        searcher: today's search: what it finds by now is left out.
    """
    often = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:_MOST]
    return [
        Miss(query, times, tuple(searcher.nearest(query, _PROPOSED)))
        for query, times in often
        if not searcher.search(query, None, None, 1)
    ]
