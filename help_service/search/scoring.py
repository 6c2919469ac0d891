"""The score of a page for one question: six signals, weighed; and whether to answer at all.

The weights were set on one half of the development questions and checked on the other; the figures
stand in the decision on search. None is tied to a word or a page.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from help_service.search.pages import IndexedPage
from help_service.search.passages import Reader
from help_service.search.ranking import Rarity, Weighed, asked_keys, half_count, held

NAME_WEIGHT = 0.6
"""The best of the page's names (title and search phrases) in the question."""
TITLE_WEIGHT = 0.15
"""The title in the question."""
SHORT_WEIGHT = 0.25
"""The question in title and short answer."""
SENTENCE_WEIGHT = 0.4
"""The question in the page's best sentence: words that stand together belong together."""

SPOKEN_WEIGHT = 3.0
"""All words of the question in the phrases that the page says people use for it."""
SPOKEN_HALF = 1.5
"""The count at which a word of those phrases counts half of its most."""
SPOKEN_LENGTH_SHARE = 0.6
"""How much a page with many phrases must hold a word more often than one with few."""
WHOLE_WEIGHT = 2.0
"""A compound that the page has as it was typed, against its parts."""
WHOLE_POWER = 6.0
"""How soon that fades for a word that more pages have."""
PHRASE_WEIGHT = 2.0
"""The whole question against the nearest of those phrases."""
PHRASE_REST = 0.6
"""What a phrase's other words count against it, compared with those that only the question has."""

REFUSE_BELOW = 0.72
"""The least sureness of the surest of the first pages; below it the question belongs elsewhere."""
SURE_AMONG = 3
"""How many of the first pages are asked how sure they are."""
SURE_BY_KNOWN = 0.5
"""What it adds to sureness that the guidance knows the question's words at all."""
SURE_BY_SHORT = 0.36
"""What it adds that title and short answer hold the question: the page is about it, not beside."""
SURE_BY_WORD = 0.03
"""What each word typed adds: who tells a story says much that no page needs to know."""
MOST_WORDS = 12
"""No more words than these make surer."""
SURE_BY_ALL_KNOWN = 0.22
"""What it adds at least that the guidance knows every word and none belongs elsewhere."""
OUTSIDE_WEIGHT = 1.0
"""How much a word that belongs elsewhere weighs against, compared with the rarest word for."""

ROOM_WEIGHTS = {"hinder": 0.85, "begrepp": 0.8, "roller": 0.9, "faser": 0.8, "": 0.7}
"""Pages that explain rank a little below pages that say what to do."""
WHY_WEIGHTS = {**ROOM_WEIGHTS, "hinder": 1.05}
"""The same where someone was stopped and asks why."""
HERE_WEIGHT = 1.1
"""The step where the reader is counts a little more."""

# So little of a word is enough to count it as there, in a title, short answer or sentence.
_THERE = 0.01


@dataclass(frozen=True)
class Ranked:
    """A page as an answer to one question."""

    page: int
    score: float
    sureness: float
    path: str
    """Of the page: what pages that score alike are sorted by."""


@dataclass(frozen=True)
class Whole:
    """What all pages together say."""

    rarity: Rarity
    mean_length: float
    mean_spoken: float
    spoken_rarity: Rarity
    """The rarity of words in what people say, against that in all text."""


@dataclass(frozen=True)
class Asking:
    """A question as it is scored."""

    concepts: Sequence[Weighed]
    spoken: Sequence[Weighed]
    """The same and its small words, weighed by how rare they are in what people say."""
    words: frozenset[str]
    """The keys of all its words."""
    length: int
    """How many words were typed."""
    outside: int
    """How many of its words belong elsewhere."""


class Scorer:
    """Scores pages for one question."""

    def __init__(
        self, asking: Asking, rooms: Mapping[str, float], steg: str | None, all_: Whole
    ) -> None:
        """Take the question, the weight of each room, the reader's step, and what all pages are."""
        concepts = asking.concepts
        self.asked = asked_keys(concepts)
        self._all = all_
        self._concepts = concepts
        self._compounds = [one for one in concepts if one.single and one.several]
        self._spoken = asking.spoken
        self._words = {key: all_.spoken_rarity(key) for key in asking.words}
        self._words_total = sum(self._words.values())
        self._spoken_total = sum(concept.idf for concept in asking.spoken) or 1.0
        self._total = sum(concept.idf for concept in concepts) or 1.0
        self._known = sum(concept.idf for concept in concepts if concept.known)
        self._against = self._total + OUTSIDE_WEIGHT * all_.rarity.most * asking.outside
        all_known = not asking.outside and all(concept.known for concept in concepts)
        self._by_knowing = SURE_BY_ALL_KNOWN if all_known else 0.0
        self._by_length = SURE_BY_WORD * min(asking.length, MOST_WORDS)
        self._rooms = rooms
        self._steg = steg

    def glance(self, number: int, page: IndexedPage) -> Ranked:
        """Score a page by its word bag and its names."""
        words = self._held(page.bag, half_count(page.length / self._all.mean_length))
        said = self._said(page) * self._total
        title = page.names[0].worth(self.asked, self._all.rarity)
        score = words + NAME_WEIGHT * self._best_name(page) + TITLE_WEIGHT * title
        score += SPOKEN_WEIGHT * said + WHOLE_WEIGHT * self._held_whole(page)
        sureness = words + SURE_BY_KNOWN * self._known
        fit = self._fit(page)
        return Ranked(number, score * fit / self._total, sureness / self._against, page.path)

    def read(self, ranked: Ranked, page: IndexedPage, reader: Reader) -> Ranked:
        """Add what the short answer and the best sentence say."""
        short = self._held(page.short, _THERE)
        sentence = reader.best_sentence_worth(page.page)
        more = SHORT_WEIGHT * short + SENTENCE_WEIGHT * sentence
        more += PHRASE_WEIGHT * self._total * self._nearest_phrase(page)
        score = ranked.score + more * self._fit(page) / self._total
        surer = max(self._by_knowing, SURE_BY_SHORT * short / self._total + self._by_length)
        return Ranked(ranked.page, score, ranked.sureness + surer, ranked.path)

    def _best_name(self, page: IndexedPage) -> float:
        naming = page.naming
        named = {id(name): name for key in self.asked for name in naming.get(key, ())}
        return max(
            (name.worth(self.asked, self._all.rarity) for name in named.values()), default=0.0
        )

    def _nearest_phrase(self, page: IndexedPage) -> float:
        """Give how near the question is to the nearest of the page's phrases, 0 to 1."""
        nearest, words = 0.0, self._words
        for phrase in page.phrases:
            shared = words.keys() & phrase
            if not shared:
                continue
            both = sum(words[key] for key in shared)
            other = self._all.spoken_rarity.total(phrase) - both
            nearest = max(nearest, both / (self._words_total + PHRASE_REST * other))
        return nearest

    def _said(self, page: IndexedPage) -> float:
        """Give how much of the question, small words too, people say of this page."""
        length = page.spoken_length / self._all.mean_spoken
        half = SPOKEN_HALF * (1 - SPOKEN_LENGTH_SHARE + SPOKEN_LENGTH_SHARE * length)
        found = sum(concept.idf * held(concept, page.spoken, half) for concept in self._spoken)
        return found / self._spoken_total

    def _held(self, bag: Mapping[str, float], half: float) -> float:
        return sum(concept.idf * held(concept, bag, half) for concept in self._concepts)

    def _held_whole(self, page: IndexedPage) -> float:
        most = self._all.rarity.most
        found = (one for one in self._compounds if any(key in page.bag for key, _ in one.single))
        return sum((one.idf * math.pow(one.idf / most, WHOLE_POWER) for one in found), 0.0)

    def _fit(self, page: IndexedPage) -> float:
        topic = page.page.topic
        here = HERE_WEIGHT if topic.id == self._steg else 1.0
        return self._rooms.get(topic.room, 1.0) * here


def are_sure(ranked: Sequence[Ranked]) -> bool:
    """Tell whether pages, the best first, are sure enough to answer."""
    return any(one.sureness >= REFUSE_BELOW for one in ranked[:SURE_AMONG])


def best_first(ranked: Iterable[Ranked]) -> list[Ranked]:
    """Sort by score; of two alike the earlier path."""
    return sorted(ranked, key=lambda one: (-one.score, one.path))
