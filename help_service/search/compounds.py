"""Find the parts of Swedish compounds among the words that the guidance itself uses.

A general word list finds parts that nobody means (*av* + *delning*). The guidance's own words find
the parts that a question can meet: *utskrivningsplanering* has *utskrivning* and *planering*.
"""

from collections.abc import Callable, Collection

from help_service.search.lemmas import is_swedish, key_of
from help_service.search.stopwords import STOPWORDS

Splitter = Callable[[str], tuple[str, ...]]
"""Gives the parts of a word, or nothing when it has none."""

_SHORTEST = 3
_LONGEST = 40
_SHORTEST_FOREIGN = 4
_LINKS = ("s", "")


class VocabularySplitter:
    """Splits a word in two where both parts, or one and a plain Swedish word, are known."""

    def __init__(self, keys: Collection[str]) -> None:
        """Take the keys of all words in the guidance."""
        self._keys = keys
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """Give the parts of the word as words; the best pair has the longest last part."""
        if not 2 * _SHORTEST <= len(word) <= _LONGEST:
            return ()
        return self._best(word, strict=True) or self._best(word, strict=False)

    def _best(self, word: str, *, strict: bool) -> tuple[str, ...]:
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            last = word[cut:]
            if not self._is_part(last, strict=strict):
                continue
            first = self._first_part(word[:cut], strict=strict)
            if first and (self._in_guidance(first) or self._in_guidance(last)):
                return first, last
        return ()

    def _first_part(self, start: str, *, strict: bool) -> str:
        for link in _LINKS:
            part = start.removesuffix(link)
            fits = start.endswith(link) and len(part) >= _SHORTEST
            if fits and self._is_part(part, strict=strict):
                return part
        return ""

    def _is_part(self, part: str, *, strict: bool) -> bool:
        if part in STOPWORDS:
            return False
        if self._in_guidance(part):
            return True
        return not strict and len(part) >= _SHORTEST_FOREIGN and is_swedish(part)

    def _in_guidance(self, part: str) -> bool:
        return key_of(part) in self._keys
