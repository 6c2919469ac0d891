"""From a typed question to what it asks for: concepts, each with alternatives.

"kan vi skriva ut pat" holds two concepts: *skriva ut* (or *utskrivning*) and *pat* (or
*patient*). A concept is found where one of its alternatives is; an alternative of several words
(a compound's parts, a phrase) counts by the share of its words that are found.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from help_service.search.analysis import Analyzer, own_keys, particle_verbs
from help_service.search.lemmas import is_swedish, key_of
from help_service.search.slang import WordTable
from help_service.search.spelling import Speller
from help_service.search.stopwords import (
    DAY_WORDS,
    LIGHT_WORDS,
    STOPWORDS,
    WHY_PHRASES,
    WHY_WORDS,
)
from help_service.search.text import KINDS, fold, is_word, pieces

PARTS_WEIGHT = 0.8
LEXICAL_PARTS_WEIGHT = 0.5
"""The parts of a compound that is a word of its own (*tandläkare*) say less of it."""
GUESS_WEIGHT = 0.8
MEANING_WEIGHT = 0.85
"""What the word table's meaning counts for where the guidance has the typed word itself."""
UNFOLDED_WEIGHT = 0.9
VERB_ALONE_WEIGHT = 0.6
NUMBER_IMPORTANCE = 0.25
"""What a bare number, or a day, says of the subject, against a word."""
KIND_WEIGHT = 0.7
"""What any clock time counts for where another one was asked for."""
LIGHT_IMPORTANCE = 0.3
"""What *ej*, *redan* and their like say of the subject, against a word."""

LONGEST_QUERY = 40
_MOST_SKIPPED = 1

Keys = tuple[tuple[str, float], ...]
"""Keys that stand for one word, with weights; the best one counts."""


@dataclass(frozen=True)
class Alternative:
    """One way to say a concept: all of its words, in any order."""

    weight: float
    words: tuple[Keys, ...]


@dataclass(frozen=True)
class Concept:
    """One thing that the question is about."""

    typed: str
    alternatives: tuple[Alternative, ...]
    importance: float = 1.0
    is_own_word: bool = False
    """Whether it is one word of the general dictionary: *tandläkare* is more than *läkare*."""


@dataclass(frozen=True)
class Language:
    """What the query reader knows of the published guidance."""

    analyzer: Analyzer
    table: WordTable
    surfaces: Mapping[str, str]
    """Folded word of the guidance → its key."""
    speller: Speller
    knows: Callable[[str], bool]
    """Whether a key is found anywhere in the guidance."""


def read_query(
    text: str, language: Language, roll: str | None = None, steg: str | None = None
) -> list[Concept]:
    """Read a typed question.

    text: as typed; only the first 40 words are read.
    roll, steg: where the reader is, which settles ambiguous abbreviations.
    """
    words = pieces(text)[:LONGEST_QUERY]
    concepts, used = _phrases(words, language, roll, steg)
    verbs = _joined_verbs(words, used, language)
    rest = [
        _word_concept(word, language) if is_word(word) else _number_concept(place, words)
        for place, word in enumerate(words)
        if place not in used and word not in STOPWORDS and word not in KINDS
    ]
    return list({concept.typed: concept for concept in [*concepts, *verbs, *rest]}.values())


def small_words(text: str) -> list[Concept]:
    """Give the words of a question that carry no subject, but tell what is asked of it."""
    words = dict.fromkeys(word for word in pieces(text)[:LONGEST_QUERY] if word in STOPWORDS)
    return [Concept(word, (Alternative(1.0, (((key_of(word), 1.0),),)),)) for word in words]


def asks_why(text: str) -> bool:
    """Tell whether the question comes from someone who was stopped."""
    words = pieces(text)
    spoken = " ".join(words)
    return any(word in WHY_WORDS for word in words) or any(some in spoken for some in WHY_PHRASES)


def _phrases(
    words: Sequence[str], language: Language, roll: str | None, steg: str | None
) -> tuple[list[Concept], set[int]]:
    """Find the word table's entries in the question, the longest first."""
    keys = [key_of(word) for word in words]
    concepts: list[Concept] = []
    used: set[int] = set()
    for length in range(language.table.longest, 0, -1):
        for start in range(len(words)):
            places = _match(keys, start, length, language.table, used)
            if places:
                used.update(places)
                typed = tuple(keys[place] for place in places)
                meanings = language.table.weighted(typed, roll, steg)
                concepts.append(_table_concept([words[at] for at in places], meanings, language))
    return concepts, used


def _match(
    keys: Sequence[str], start: int, length: int, table: WordTable, used: set[int]
) -> tuple[int, ...]:
    """Give the places of an entry of this length from ``start``; one word may stand between."""
    skips = range(_MOST_SKIPPED + 1) if length > 1 else range(1)
    for skip in skips:
        places = _places(start, length, skip)
        if places[-1] >= len(keys) or used & set(places):
            continue
        if tuple(keys[place] for place in places) in table.entries:
            return places
    return ()


def _places(start: int, length: int, skip: int) -> tuple[int, ...]:
    return (start, *range(start + 1 + skip, start + length + skip))


def _table_concept(
    typed: Sequence[str], meanings: Sequence[tuple[tuple[str, ...], float]], language: Language
) -> Concept:
    known = all(language.knows(key_of(word)) for word in typed if word not in STOPWORDS)
    times = MEANING_WEIGHT if known else 1.0
    said = [_alternative(words, weight * times, language) for words, weight in meanings]
    return Concept(" ".join(typed), (*_literal(typed, language), *said))


def _literal(typed: Sequence[str], language: Language) -> list[Alternative]:
    """Give the typed words as they are, unless they say nothing without their small words."""
    if not any(word in STOPWORDS for word in typed):
        return [_alternative(typed, 1.0, language)]
    return [Alternative(1.0, (((key, 1.0),),)) for _, _, key in particle_verbs(typed)]


def _alternative(words: Sequence[str], weight: float, language: Language) -> Alternative:
    told = [word for word in words if word not in STOPWORDS] or words
    return Alternative(weight, tuple(_word_keys(word, language) for word in told))


def _joined_verbs(words: Sequence[str], used: set[int], language: Language) -> list[Concept]:
    concepts: list[Concept] = []
    for verb, particle, key in particle_verbs(words):
        if {verb, particle} & used or not language.knows(key):
            continue
        used |= {verb, particle}
        joined = Alternative(1.0, (((key, 1.0),),))
        alone = Alternative(VERB_ALONE_WEIGHT, (_word_keys(words[verb], language),))
        both = (joined,) if words[verb] in STOPWORDS else (joined, alone)
        concepts.append(Concept(f"{words[verb]} {words[particle]}", both))
    return concepts


def _number_concept(place: int, words: Sequence[str]) -> Concept:
    """Make a concept of a number; a time or an age may also be any other of its kind."""
    kind = words[place + 1 : place + 2]
    also = tuple((key, KIND_WEIGHT) for key in kind if key in KINDS)
    keys = ((words[place], 1.0), *also)
    return Concept(words[place], (Alternative(1.0, (keys,)),), NUMBER_IMPORTANCE)


def _word_concept(word: str, language: Language) -> Concept:
    alternatives = [Alternative(1.0, (_word_keys(word, language),))]
    own_word = is_swedish(word)
    guess, parts = _guess(word, language), language.analyzer.parts(word)
    if guess:
        alternatives.append(Alternative(GUESS_WEIGHT, (((guess, 1.0),),)))
    elif parts and not (own_word and language.knows(key_of(word))):
        weight = LEXICAL_PARTS_WEIGHT if own_word else PARTS_WEIGHT
        alternatives.append(
            Alternative(weight, tuple(_part_keys(part, language) for part in parts))
        )
    return Concept(word, tuple(alternatives), _importance(word), own_word)


def _importance(word: str) -> float:
    if word in LIGHT_WORDS:
        return LIGHT_IMPORTANCE
    return NUMBER_IMPORTANCE if word in DAY_WORDS else 1.0


def _part_keys(part: str, language: Language) -> Keys:
    """Give the keys of a compound's part, and of what the word table says that it means."""
    meanings = language.table.weighted((key_of(part),), None, None)
    said = [(key_of(words[0]), weight) for words, weight in meanings if len(words) == 1]
    return _word_keys(part, language) + tuple(said)


def _word_keys(word: str, language: Language) -> Keys:
    keys = dict(own_keys(word))
    unfolded = language.surfaces.get(fold(word))
    if unfolded:
        keys.setdefault(unfolded, UNFOLDED_WEIGHT)
    return tuple(keys.items())


def _guess(word: str, language: Language) -> str | None:
    """Guess what a word was meant to be that the guidance does not have."""
    folded = fold(word)
    if folded in language.surfaces or language.knows(key_of(word)):
        return None
    near = language.speller.nearest(folded, is_real=is_swedish(word))
    return language.surfaces[near] if near else None
