"""Find the parts of Swedish compounds among the words that the guidance itself uses.

A general word list finds parts that nobody means (*av* + *delning*). The guidance's own words find
the parts that a question can meet: *utskrivningsplanering* has *utskrivning* and *planering*.
"""

from collections.abc import Callable, Collection, Iterator

from help_service.search.lemmas import is_swedish, key_of
from help_service.search.stopwords import STOPWORDS

Splitter = Callable[[str], tuple[str, ...]]
"""Gives the parts of a word, or nothing when it has none."""

_SHORTEST = 3
_LONGEST = 40
_LINKS = ("s", "")

Knows = Callable[[str], bool]


class VocabularySplitter:
    """Splits a word in two: where the guidance knows both parts, else one, else the dictionary."""

    def __init__(self, keys: Collection[str]) -> None:
        """Take the keys of all words in the guidance."""
        self._keys = keys

    def __call__(self, word: str) -> tuple[str, ...]:
        """Give the two parts of the word, the longest last part first tried; or nothing."""
        if not 2 * _SHORTEST <= len(word) <= _LONGEST:
            return ()
        ways = (
            (self._here, self._here),
            (self._here, _plain),
            (_plain, self._here),
            (_long_plain, _long_plain),
        )
        return next((cut for first, last in ways for cut in _cuts(word, first, last)), ())

    def _here(self, part: str) -> bool:
        return len(part) >= _SHORTEST and part not in STOPWORDS and key_of(part) in self._keys


def _plain(part: str) -> bool:
    return len(part) >= 4 and part not in STOPWORDS and is_swedish(part)


def _long_plain(part: str) -> bool:
    return len(part) >= 5 and _plain(part)


def _cuts(word: str, first: Knows, last: Knows) -> Iterator[tuple[str, str]]:
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        if not last(word[cut:]):
            continue
        for link in _LINKS:
            start = word[:cut].removesuffix(link)
            if word[:cut].endswith(link) and first(start):
                yield start, word[cut:]
