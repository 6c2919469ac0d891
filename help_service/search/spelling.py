"""Guess the word that was meant when a typed word is in no dictionary.

Candidates share letter triples with the typed word; the nearest by edit distance wins (a swap of
two neighbours is one slip). Short words are never guessed: at four letters too much lies near.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nlargest, nsmallest

_SHORTEST = 5
_TWO_SLIPS_FROM = 8
_SHORTEST_REAL = 7
_CANDIDATES = 24


Rank = tuple[int, str]
"""Of words equally near the one with the least rank is guessed: the most frequent."""


class Speller:
    """Near words in a fixed, folded vocabulary."""

    def __init__(
        self,
        ranks: Mapping[str, Rank],
        by_triple: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        """Take the folded words that may be guessed, with their ranks.

        by_triple: the same words by their triples; for ``changed``.
        """
        self._ranks = ranks
        self._by_triple = by_triple if by_triple is not None else _grown({}, ranks, ())

    def changed(
        self, ranks: Mapping[str, Rank], came: Iterable[str], went: Iterable[str]
    ) -> "Speller":
        """Give a speller for a vocabulary that some words came to and others went from."""
        return Speller(ranks, _grown(self._by_triple, came, went))

    def nearest(self, word: str, *, is_real: bool = False) -> str | None:
        """Give the nearest word within the slips allowed for its length, or None.

        word: folded. is_real: the word is no slip, so that only another form of it will do:
        the same beginning, and one letter's difference.
        """
        if len(word) < (_SHORTEST_REAL if is_real else _SHORTEST):
            return None
        allowed = 2 if len(word) >= _TWO_SLIPS_FROM and not is_real else 1
        best: tuple[int, Rank, str] | None = None
        for near in self._candidates(word):
            if is_real and not near.startswith(word[:-2]):
                continue
            slips = distance(word, near, allowed)
            if slips <= allowed:
                found = (slips, self._ranks[near], near)
                best = found if best is None else min(best, found)
        return best[2] if best else None

    def _candidates(self, word: str) -> list[str]:
        shared = Counter(
            near for triple in _triples(word) for near in self._by_triple.get(triple, ())
        )
        if len(shared) <= _CANDIDATES:
            return list(shared)
        least = nlargest(_CANDIDATES, shared.values())[-1]
        ranked = ((-n, self._ranks[near], near) for near, n in shared.items() if n >= least)
        return [near for _, _, near in nsmallest(_CANDIDATES, ranked)]


def _grown(
    by_triple: Mapping[str, frozenset[str]], came: Iterable[str], went: Iterable[str]
) -> dict[str, frozenset[str]]:
    added, removed = _words_by_triple(came), _words_by_triple(went)
    found = dict(by_triple)
    for triple in added.keys() | removed.keys():
        kept = found.get(triple, frozenset()) - removed.get(triple, set())
        found[triple] = kept | added.get(triple, set())
    return found


def _words_by_triple(words: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST:
            for triple in _triples(word):
                found.setdefault(triple, set()).add(word)
    return found


def _triples(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def distance(one: str, other: str, most: int) -> int:
    """Count the slips between two words: letters added, lost, changed, or swapped neighbours.

    most: stop counting beyond this; the answer is then ``most + 1``.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        previous, row = row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = previous
    return row[-1]
