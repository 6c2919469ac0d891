"""How telling a question's words are, and how well a bag of words holds them.

Each concept of the question gives its idf times BM25's saturation of the weighed count. Divided by
the idf of the whole question such sums are comparable between questions, so that one threshold can
tell whether a question belongs here at all.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from help_service.search.query import Alternative, Concept, Keys

SATURATION = 9.0
"""The weighed count at which a word counts half of its most."""
UNKNOWN_IMPORTANCE = 0.8
"""What a word that no page holds is worth against the rarest word: it may be a slip or small
talk as well as another subject."""
LENGTH_SHARE = 0.3
"""How much a long page must hold a word more often than a short one, 0 to 1."""

Bag = Mapping[str, float]


@dataclass(frozen=True)
class Weighed:
    """A concept as the index knows it: keys that no page holds are left out."""

    typed: str
    idf: float
    """How telling it is."""
    single: Keys
    """Keys each of which is enough."""
    several: tuple[Alternative, ...]
    """Alternatives of several words."""
    known: bool
    """Whether the guidance has it, as a whole or said otherwise."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key of it; a bag without any holds nothing of it, which is seen at once."""
        words = (word for alternative in self.several for word in alternative.words)
        return frozenset(key for word in (self.single, *words) for key, _ in word)


class Rarity:
    """How telling a key is: the fewer pages hold it, the more."""

    def __init__(self, count: Callable[[str], int], pages: int) -> None:
        """Take a function that gives the number of pages with a key, and the number of pages."""
        self._count = count
        self._pages = max(pages, 1)
        # How telling a word is that one page has, or none.
        self.most = math.log(1 + self._pages)
        self._known: dict[str, float] = {}
        self._totals: dict[frozenset[str], float] = {}

    def __call__(self, key: str) -> float:
        """Give the inverse document frequency of the key."""
        known = self._known.get(key)
        if known is None:
            count = self._count(key)
            if not count:
                return self.most
            known = self._known[key] = math.log(1 + self._pages / count)
        return known

    def total(self, keys: frozenset[str]) -> float:
        """Give the sum over the keys of a phrase; worked out once."""
        known = self._totals.get(keys)
        if known is None:
            # In one order, whatever the set's: sums of the same keys must not differ.
            known = self._totals[keys] = sum(map(self, sorted(keys)))
        return known

    def weigh(self, concept: Concept) -> Weighed:
        """Give the concept as the index knows it."""
        kept = [self._kept(alternative) for alternative in concept.alternatives]
        single: dict[str, float] = {}
        for alternative in kept:
            if len(alternative.words) == 1:
                for key, weight in alternative.words[0]:
                    single[key] = max(single.get(key, 0.0), weight * alternative.weight)
        several = tuple(one for one in kept if len(one.words) > 1 and any(one.words))
        known = bool(single) or (bool(several) and not concept.is_own_word)
        idf = self._rarity(single, several) if known else self.most * UNKNOWN_IMPORTANCE
        return Weighed(
            concept.typed, concept.importance * idf, tuple(single.items()), several, known
        )

    def _rarity(self, single: Iterable[str], several: Sequence[Alternative]) -> float:
        """Give how telling a known concept is; its parts count only where it has nothing else."""
        alone = [self(key) for key in single]
        return min(alone) if alone else min(map(self._idf, several))

    def _kept(self, alternative: Alternative) -> Alternative:
        words = tuple(
            tuple((key, weight) for key, weight in word if self._count(key))
            for word in alternative.words
        )
        return Alternative(alternative.weight, words)

    def _idf(self, alternative: Alternative) -> float:
        words = alternative.words
        rarities = (min(map(self, (key for key, _ in word)), default=self.most) for word in words)
        return sum(rarities) / len(words)


def half_count(length: float) -> float:
    """Give the weighed count that counts half on a page; ``length`` is against the mean page."""
    return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)


def held(concept: Weighed, bag: Bag, half: float) -> float:
    """Give how well a bag of words holds a concept, 0 to 1."""
    if bag.keys().isdisjoint(concept.keys):
        return 0.0
    best = _best(concept.single, bag, half)
    for alternative in concept.several:
        total = sum(_best(word, bag, half) for word in alternative.words)
        best = max(best, alternative.weight * total / len(alternative.words))
    return best


def _best(keys: Keys, bag: Bag, half: float) -> float:
    best = 0.0
    for key, weight in keys:
        count = bag.get(key)
        if count:
            best = max(best, weight * count / (count + half))
    return best


@dataclass(frozen=True)
class Asked:
    """A key that the question may mean."""

    weight: float
    """How surely it is meant, 0 to 1."""
    worth: float
    """The same times its share of its concept, and how telling that is."""


def asked_keys(concepts: Sequence[Weighed]) -> dict[str, Asked]:
    """Give every key that the question may mean."""
    keys: dict[str, Asked] = {}
    for concept in concepts:
        for key, weight, share in _shares(concept):
            worth = weight * share * concept.idf
            if key not in keys or keys[key].worth < worth:
                keys[key] = Asked(weight, worth)
    return keys


def _shares(concept: Weighed) -> Iterator[tuple[str, float, float]]:
    """Give each key of a concept, how surely it is meant, and its share of the concept."""
    yield from ((key, weight, 1.0) for key, weight in concept.single)
    for alternative in concept.several:
        for word in alternative.words:
            for key, weight in word:
                yield key, weight * alternative.weight, 1 / len(alternative.words)
