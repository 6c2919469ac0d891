"""What one word of the guidance can be found by: its keys, each with a weight.

A word is found by its own key (weight 1), by the verb it is made from, and by its parts where it
is a compound; the weights below say how much each is worth.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from help_service.search.compounds import Splitter
from help_service.search.lemmas import family_keys, key_of, particle_key
from help_service.search.stopwords import LIGHT_VERBS, LIGHT_WORDS, STOPWORDS
from help_service.search.text import fold, is_word

FAMILY_WEIGHT = 0.7
PART_WEIGHT = 0.6

_LOOSE = "ut in hem upp ner ned bort vidare ihop tillbaka fram åter"
PARTICLES = frozenset(_LOOSE.split()) | frozenset(map(fold, _LOOSE.split()))
"""Loose particles that make another verb of the verb before them. Those that are mostly
prepositions (*på*, *till*, *om*) are left out: they join what does not belong together. Also as
they are typed without dots."""


_JOINED = "+"
_CUTS_KEPT = 16384


class Analyzer:
    """Gives the keys of words, each word worked out once."""

    def __init__(self, split: Splitter, older: "Analyzer | None" = None) -> None:
        """Take the way to find the parts of compounds; ``older`` is for ``changed``."""
        # Bounded, since questions bring words without end.
        self._cut = lru_cache(maxsize=_CUTS_KEPT)(split)
        self._keys: dict[str, Mapping[str, float]] = dict(older._keys) if older else {}
        # Shared with the older one: it may name too many words, never too few.
        self._asked_by: dict[str, set[str]] = older._asked_by if older else {}

    def changed(self, split: Splitter, flipped: Iterable[str]) -> tuple["Analyzer", set[str]]:
        """Give an analyzer for another vocabulary, and the words whose keys may differ in it.

        split: finds parts in the new vocabulary. flipped: keys that came or went with it.
        """
        newer = Analyzer(split, self)
        words = {word for key in flipped for word in self._asked_by.get(key, ())}
        differ = {word for word in words if newer._keys.pop(word, None) is not None}
        return newer, {word for word in differ if newer.keys(word) != self._keys[word]}

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the parts of a compound, or nothing."""
        return self._cut(word).parts if is_word(word) else ()

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
        for part in self._parts_of(word, word):
            yield part
            yield from self._parts_of(part, word)

    def _parts_of(self, part: str, word: str) -> tuple[str, ...]:
        """Give the parts of a word's part, and remember what decided them for the word."""
        if not is_word(part):
            return ()
        cut = self._cut(part)
        for key in cut.asked:
            self._asked_by.setdefault(key, set()).add(word)
        return cut.parts


def own_keys(word: str) -> list[tuple[str, float]]:
    """Give the key of a word and of the verbs it may be made from, without its parts."""
    return [(key_of(word), 1.0)] + [(key, FAMILY_WEIGHT) for key in family_keys(word)]


def particle_verbs(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Find verbs with a loose particle ("skriver ut", "skrivs hon ut").

    Gives the places of verb and particle in the sequence, and the key of the joined verb.
    """
    for place, word in enumerate(words):
        if word not in PARTICLES:
            continue
        for back in (1, 2):
            verb = place - back
            if verb >= 0 and _may_be_verb(words[verb]):
                yield verb, place, particle_key(word, words[verb])


def _may_be_verb(word: str) -> bool:
    silent = word in STOPWORDS and word not in LIGHT_VERBS
    return is_word(word) and not silent and word not in PARTICLES and word not in LIGHT_WORDS


def joined(words: Sequence[str]) -> Iterator[str]:
    """Give the verbs of a text that have a loose particle, joined with it."""
    return (f"{_JOINED}{key}" for _, _, key in particle_verbs(words))


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """Keep the words that say what a text is about, and join verbs with their particles."""
    return (*(word for word in words if word not in STOPWORDS), *joined(words))
