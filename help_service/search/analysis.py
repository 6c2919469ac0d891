"""What one word of the guidance can be found by: its keys, each with a weight.

A word is found by its own key (weight 1), by the verb it is made from, and by its parts where it
is a compound; the weights below say how much each is worth.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from help_service.search.compounds import Splitter
from help_service.search.lemmas import family_keys, key_of, particle_key
from help_service.search.stopwords import LIGHT_VERBS, LIGHT_WORDS, STOPWORDS
from help_service.search.text import fold, is_word

FAMILY_WEIGHT = 0.7
PART_WEIGHT = 0.6

_LOOSE = "ut in hem upp ner ned bort vidare ihop tillbaka fram åter"
PARTICLES = frozenset(_LOOSE.split())
"""Loose particles that make another verb of the verb before them. Those that are mostly
prepositions (*på*, *till*, *om*) are left out: they join what does not belong together."""


_JOINED = "+"


class Analyzer:
    """Gives the keys of words, each word worked out once."""

    def __init__(self, split: Splitter) -> None:
        """Take the way to find the parts of compounds."""
        self._keys: dict[str, Mapping[str, float]] = {}
        # Bounded, since questions bring words without end.
        self._parts = lru_cache(maxsize=65536)(split)

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the parts of a compound, or nothing."""
        return self._parts(word) if is_word(word) else ()

    def keys(self, word: str) -> Mapping[str, float]:
        """Give all keys by which the word of a text is found, with their weights."""
        known = self._keys.get(word)
        if known is None:
            known = self._keys[word] = self._worked_out(word)
        return known

    def _worked_out(self, word: str) -> Mapping[str, float]:
        if word.startswith(_JOINED):
            return {word.removeprefix(_JOINED): 1.0}
        keys = dict(own_keys(word))
        for part in self._all_parts(word):
            for key, weight in own_keys(part):
                keys[key] = max(keys.get(key, 0.0), weight * PART_WEIGHT)
        return keys

    def _all_parts(self, word: str) -> Iterator[str]:
        for part in self.parts(word):
            yield part
            yield from self.parts(part)


def own_keys(word: str) -> list[tuple[str, float]]:
    """Give the key of a word and of the verbs it may be made from, without its parts."""
    return [(key_of(word), 1.0)] + [(key, FAMILY_WEIGHT) for key in family_keys(word)]


def particle_verbs(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Find verbs with a loose particle ("skriver ut", "skrivs hon ut").

    Gives the places of verb and particle in the sequence, and the key of the joined verb.
    """
    for place, word in enumerate(words):
        if word not in PARTICLES and fold(word) not in PARTICLES:
            continue
        for back in (1, 2):
            verb = place - back
            if verb >= 0 and _may_be_verb(words[verb]):
                yield verb, place, particle_key(word, words[verb])


def _may_be_verb(word: str) -> bool:
    silent = word in STOPWORDS and word not in LIGHT_VERBS
    return is_word(word) and not silent and word not in PARTICLES and word not in LIGHT_WORDS


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """Keep the words that say what a text is about, and join verbs with their particles."""
    joined = (f"{_JOINED}{key}" for _, _, key in particle_verbs(words))
    return (*(word for word in words if word not in STOPWORDS), *joined)
