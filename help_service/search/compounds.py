"""Find the parts of Swedish compounds among the words that the guidance itself uses.

A general word list finds parts that nobody means (*av* + *delning*). The guidance's own words find
the parts that a question can meet: *utskrivningsplanering* has *utskrivning* and *planering*.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from help_service.search.lemmas import is_swedish, key_of
from help_service.search.stopwords import STOPWORDS


@dataclass(frozen=True)
class Cut:
    """The parts of a word, none when it has none."""

    parts: tuple[str, ...]
    asked: frozenset[str]
    """The keys that decided it: while the guidance has the same of these, the cut is the same."""


UNCUT = Cut((), frozenset())
Splitter = Callable[[str], Cut]

_SHORTEST = 3
_LONGEST = 40
_LINKS = ("s", "")

Knows = Callable[[str], bool]


class VocabularySplitter:
    """Splits a word in two: where the guidance knows both parts, else one, else the dictionary."""

    def __init__(self, keys: Collection[str]) -> None:
        """Take the keys of all words in the guidance."""
        self._keys = keys

    def __call__(self, word: str) -> Cut:
        """Give the two parts of the word, the longest last part first tried; or none."""
        if not 2 * _SHORTEST <= len(word) <= _LONGEST:
            return UNCUT
        asked: set[str] = set()
        here = partial(self._here, asked)
        ways = ((here, here), (here, _plain), (_plain, here), (_long_plain, _long_plain))
        parts = next((cut for first, last in ways for cut in _cuts(word, first, last)), ())
        return Cut(parts, frozenset(asked))

    def _here(self, asked: set[str], part: str) -> bool:
        if len(part) < _SHORTEST or part in STOPWORDS:
            return False
        key = key_of(part)
        asked.add(key)
        return key in self._keys


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
