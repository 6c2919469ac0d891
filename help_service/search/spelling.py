"""Guess the word that was meant when a typed word is in no dictionary.

Candidates share letter triples with the typed word; the nearest by edit distance wins (a swap of
two neighbours is one slip). Short words are never guessed: at four letters too much lies near.
"""

from collections import Counter
from collections.abc import Iterable

_SHORTEST = 5
_TWO_SLIPS_FROM = 8
_SHORTEST_REAL = 7
_CANDIDATES = 24


class Speller:
    """Near words in a fixed, folded vocabulary."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the folded words that may be guessed, the most frequent first."""
        self._words = [word for word in dict.fromkeys(words) if len(word) >= _SHORTEST]
        self._by_triple: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            for triple in _triples(word):
                self._by_triple.setdefault(triple, []).append(number)

    def nearest(self, word: str, *, is_real: bool = False) -> str | None:
        """Give the nearest word within the slips allowed for its length, or None.

        word: folded. is_real: the word is no slip, so that only another form of it will do:
        the same beginning, and one letter's difference.
        """
        if len(word) < (_SHORTEST_REAL if is_real else _SHORTEST):
            return None
        allowed = 2 if len(word) >= _TWO_SLIPS_FROM and not is_real else 1
        best: tuple[int, int] | None = None
        for number in self._candidates(word):
            if is_real and not self._words[number].startswith(word[:-2]):
                continue
            slips = distance(word, self._words[number], allowed)
            if slips <= allowed and (best is None or (slips, number) < best):
                best = slips, number
        return self._words[best[1]] if best else None

    def _candidates(self, word: str) -> list[int]:
        shared: Counter[int] = Counter()
        for triple in _triples(word):
            shared.update(self._by_triple.get(triple, ()))
        return [number for number, _ in shared.most_common(_CANDIDATES)]


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
