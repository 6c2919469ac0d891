"""Words of what does not belong here, and where to turn with it instead.

Superusers own them, in the same file as the words that people use for what does belong here::

    - {skrivs: [schema, semester, byta pass], vart: Fråga din chef.}

Such a word does not refuse a question by itself; it weighs against an answer. A compound with one
of them first or last (*semesteransökan*) weighs as much.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from help_service.search.lemmas import lemma
from help_service.search.stopwords import STOPWORDS
from help_service.search.text import fold, is_word

_SHORTEST_PART = 5
"""Letters that a word needs to be looked for inside others: *tolk* is not in *folktolkning*."""
_SHORTEST_REST = 3

_LONGEST_ENDING = 3
_SHORTEST_STEM = 4

Phrase = tuple[str, ...]
_NONE: Mapping[Phrase, str] = MappingProxyType({})


@dataclass(frozen=True)
class Outside:
    """Phrases that belong elsewhere, each with where; every word folded."""

    phrases: Mapping[Phrase, str] = field(default_factory=lambda: _NONE)
    """In dictionary form."""
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The single words, in the form that the table has."""

    def find(self, words: Sequence[str], known: Iterable[str] = ()) -> Iterator[tuple[int, str]]:
        """Give the places of words that belong elsewhere, each with where to turn.

        Args:
            words: of the question, lower case.
            known: words that the guidance has itself; of these only the form that the table has
                counts, with an ending or without: *kalla* is not *kallt*.
        """
        yield from self._phrases_between(words)
        whole = set(known)
        forms = [_forms(word) for word in words]
        for start, word in enumerate(words):
            for length in range(min(self._longest, len(words) - start), 0, -1):
                is_known = length == 1 and word in whole
                some = forms[start : start + length]
                where = None if is_known else self._phrase(some)
                where = where or (self._as_typed(some[0][0]) if length == 1 else None)
                if where:
                    yield from ((place, where) for place in range(start, start + length))
                    break
            else:
                where = None if word in whole else self._part(forms[start])
                if where:
                    yield start, where

    def by_where(self) -> Mapping[str, Sequence[str]]:
        """Give all words and phrases by where to turn, each as typed and in dictionary form."""
        found: dict[str, dict[str, None]] = {}
        joined = {" ".join(phrase): where for phrase, where in self.phrases.items()}
        for words, where in (*joined.items(), *self.typed.items()):
            found.setdefault(where, {})[words] = None
        return {where: list(words) for where, words in found.items()}

    def _phrases_between(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Give the places of phrases that have small words between theirs in the question."""
        places = [place for place, word in enumerate(words) if word not in STOPWORDS]
        if len(places) == len(words):
            return
        forms = [_forms(words[place]) for place in places]
        for start in range(len(places)):
            for end in range(start + 2, min(start + self._longest, len(places)) + 1):
                is_parted = places[end - 1] - places[start] > end - 1 - start
                where = self._phrase(forms[start:end]) if is_parted else None
                if where:
                    yield from ((place, where) for place in places[start:end])

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.phrases), default=0)

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        return {
            phrase[0]: where
            for phrase, where in self.phrases.items()
            if len(phrase) == 1 and len(phrase[0]) >= _SHORTEST_PART
        }

    def _as_typed(self, word: str) -> str | None:
        stems = (word[: len(word) - cut] for cut in range(_LONGEST_ENDING + 1))
        found = (stem for stem in stems if stem == word or len(stem) >= _SHORTEST_STEM)
        return next((self.typed[stem] for stem in found if stem in self.typed), None)

    def _phrase(self, forms: Sequence[tuple[str, str]]) -> str | None:
        as_typed, in_dictionary = tuple(zip(*forms, strict=True))
        return self.phrases.get(as_typed) or self.phrases.get(in_dictionary)

    def _part(self, forms: tuple[str, str]) -> str | None:
        parts = (part for form in forms for part in _ends(form))
        return next((self._parts[part] for part in parts if part in self._parts), None)


def _ends(word: str) -> Iterator[str]:
    """Give the beginnings and the endings of a word that may be words of their own."""
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_REST + 1):
        yield word[:cut]
    for cut in range(_SHORTEST_REST, len(word) - _SHORTEST_PART + 1):
        yield word[cut:]


NOTHING_OUTSIDE = Outside()


def phrase_of(words: Sequence[str]) -> Phrase:
    """Give the words as they are looked up."""
    return tuple(_forms(word)[1] for word in words)


def _forms(word: str) -> tuple[str, str]:
    return fold(word), fold(lemma(word)) if is_word(word) else word
