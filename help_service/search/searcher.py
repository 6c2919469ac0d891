"""The search over published guidance: one hit per topic, opened at its best section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from help_service.ports import Hit
from help_service.search.analysis import Analyzer
from help_service.search.compounds import Splitter, VocabularySplitter
from help_service.search.corpus import Page, Words, read_page, surface_keys, word_counts
from help_service.search.index import Index
from help_service.search.lemmas import key_of
from help_service.search.passages import Reader
from help_service.search.query import LIGHT_IMPORTANCE, Language, asks_why, read_query
from help_service.search.ranking import (
    NAME_WEIGHT,
    SATURATION,
    Asked,
    Rarity,
    Weighed,
    asked_keys,
    half_count,
    held,
)
from help_service.search.slang import NO_WORDS, WordTable
from help_service.search.spelling import Speller
from help_service.search.stopwords import LIGHT_WORDS
from help_service.topics import Topic

REFUSE_BELOW = 0.55
"""The least sureness with which a page answers; below it the question does not belong here."""
SURE_BY_NAME = 0.4
"""What it adds to sureness that the question names the page."""
SURE_BY_KNOWN = 0.3
"""What it adds to sureness that the guidance knows the question's words at all."""

ROOM_WEIGHTS = {"hinder": 0.9, "begrepp": 0.8, "roller": 0.9, "faser": 0.9}
"""Pages that explain rank a little below pages that say what to do."""
WHY_WEIGHTS = {**ROOM_WEIGHTS, "hinder": 1.05}
"""The same where someone was stopped and asks why."""

HERE_WEIGHT = 1.1
"""The step where the reader is counts a little more."""

_POSTINGS_BUDGET = 4000
_CANDIDATES = 40

INCOMPLETE_WEIGHT = 0.6
"""What a name counts for where its *ej*, *redan* or *saknas* was not asked for."""


@dataclass(frozen=True)
class Name:
    """A title or search phrase."""

    keys: tuple[tuple[str, float], ...]
    """Its keys, each with its rarity."""
    whole: float
    """The sum of the rarities."""
    needed: tuple[str, ...]
    """Keys of light words, which make another phrase of it."""


@dataclass(frozen=True)
class _Indexed:
    page: Page
    bag: Mapping[str, float]
    half: float
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Ranked:
    """A page as an answer to one question."""

    page: int
    score: float
    sureness: float


class WhooshSearcher:
    """Searches a fixed set of topics; safe to share between threads, since it is only read."""

    def __init__(
        self,
        pages: Sequence[_Indexed],
        index: Index,
        rarity: Rarity,
        language: Language,
        words_of: Mapping[str, Sequence[tuple[str, float]]],
    ) -> None:
        self._pages = pages
        self._index = index
        self._rarity = rarity
        self._language = language
        self._words_of = words_of
        self._by_id: dict[str, list[int]] = {}
        for number, page in enumerate(pages):
            self._by_id.setdefault(page.page.topic.id, []).append(number)

    def search(
        self, query: str, roll: str | None = None, steg: str | None = None, limit: int = 8
    ) -> list[Hit]:
        """Return the best hits first; empty when the question does not belong here."""
        concepts = self.weigh(query, roll, steg)
        ranked = self.rank(concepts, WHY_WEIGHTS if asks_why(query) else ROOM_WEIGHTS, steg)
        if not ranked or ranked[0].sureness < REFUSE_BELOW:
            return []
        reader = Reader(concepts, self._words_of, roll)
        return [self._hit(rank, reader) for rank in ranked[:limit]]

    def weigh(self, query: str, roll: str | None = None, steg: str | None = None) -> list[Weighed]:
        """Read a question and weigh its concepts."""
        return [
            self._rarity.weigh(concept) for concept in read_query(query, self._language, roll, steg)
        ]

    def rank(
        self, concepts: Sequence[Weighed], rooms: Mapping[str, float], steg: str | None = None
    ) -> list[Ranked]:
        """Rank the pages that hold anything of the question, best first."""
        asked = asked_keys(concepts)
        ranked = [
            self._ranked(number, concepts, asked, rooms) for number in self._candidates(asked)
        ]
        here = dict.fromkeys(self._by_id.get(steg or "", ()), HERE_WEIGHT)
        return sorted(ranked, key=lambda one: (-one.score * here.get(one.page, 1.0), one.page))

    def _candidates(self, asked: Mapping[str, Asked]) -> list[int]:
        """Give the pages worth a full look, by the rarest keys first within a budget."""
        sums: dict[int, float] = {}
        spent = 0
        for key in sorted(asked, key=self._index.count):
            if spent and spent + self._index.count(key) > _POSTINGS_BUDGET:
                break
            spent += self._index.count(key)
            worth = asked[key].worth
            for number, weight in self._index.postings(key):
                sums[number] = sums.get(number, 0.0) + worth * weight / (weight + SATURATION)
        return nlargest(_CANDIDATES, sums, key=sums.__getitem__)

    def _ranked(
        self,
        number: int,
        concepts: Sequence[Weighed],
        asked: Mapping[str, Asked],
        rooms: Mapping[str, float],
    ) -> Ranked:
        page = self._pages[number]
        total = sum(concept.idf for concept in concepts)
        words = sum(concept.idf * held(concept, page.bag, page.half) for concept in concepts)
        known = sum(concept.idf for concept in concepts if concept.known)
        named = _named(page.names, asked)
        score = (words + NAME_WEIGHT * named) / total * rooms.get(page.page.topic.room, 1.0)
        sureness = (words + SURE_BY_NAME * named + SURE_BY_KNOWN * known) / total
        return Ranked(number, score, sureness)

    def _hit(self, ranked: Ranked, reader: Reader) -> Hit:
        page = self._pages[ranked.page].page
        passage, sentence = reader.best_passage(page)
        return Hit(
            id=page.topic.id,
            titel=page.topic.titel,
            rubrik=passage.rubrik or page.topic.titel,
            utdrag=sentence,
            lank=passage.anchor,
            poang=round(ranked.score, 4),
        )


def _named(names: Iterable[Name], asked: Mapping[str, Asked]) -> float:
    """Give how much of the question's weight names the page by its title or a search phrase."""
    best = 0.0
    for name in names:
        covered = worth = 0.0
        for key, rarity in name.keys:
            found = asked.get(key)
            if found:
                covered += rarity * found.weight
                worth += found.worth
        if worth:
            complete = all(key in asked for key in name.needed)
            share = covered / name.whole
            best = max(best, worth * share * (1.0 if complete else INCOMPLETE_WEIGHT))
    return best


def build_searcher(
    topics: Iterable[Topic], table: WordTable = NO_WORDS, splitter: Splitter | None = None
) -> WhooshSearcher:
    """Build the search over the given topics.

    Args:
        topics: the published topics.
        table: the superusers' word table.
        splitter: finds the parts of compounds; from the topics' own words unless given.
    """
    pages = [read_page(topic) for topic in topics]
    counts = word_counts(pages)
    vocabulary = frozenset(map(key_of, {*counts, *table.words()}))
    analyzer = Analyzer(splitter or VocabularySplitter(vocabulary))
    bags = [page.bag(analyzer) for page in pages]
    index = Index(bags)
    rarity = Rarity(index.count, len(pages))
    surfaces = surface_keys(counts, analyzer)
    language = Language(
        analyzer, table, surfaces, Speller(surfaces), lambda key: index.count(key) > 0
    )
    rows = _indexed(pages, bags, rarity)
    return WhooshSearcher(rows, index, rarity, language, _words_of(counts, analyzer))


def _indexed(
    pages: Sequence[Page], bags: Sequence[Mapping[str, float]], rarity: Rarity
) -> list[_Indexed]:
    lengths = [sum(bag.values()) for bag in bags]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    return [
        _Indexed(page, bag, half_count(length / mean), _names(page, rarity))
        for page, bag, length in zip(pages, bags, lengths, strict=True)
    ]


def _names(page: Page, rarity: Rarity) -> tuple[Name, ...]:
    return tuple(_name(words, rarity) for words in page.names if words)


def _name(words: Words, rarity: Rarity) -> Name:
    keys = [key_of(word.removeprefix("+")) for word in words]
    light = [word in LIGHT_WORDS for word in words]
    weighed = tuple(
        (key, rarity(key) * (LIGHT_IMPORTANCE if is_light else 1.0))
        for key, is_light in zip(keys, light, strict=True)
    )
    needed = tuple(key for key, is_light in zip(keys, light, strict=True) if is_light)
    return Name(weighed, sum(weight for _, weight in weighed), needed)


def _words_of(words: Iterable[str], analyzer: Analyzer) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for word in words:
        for key, weight in analyzer.keys(word).items():
            found.setdefault(key, []).append((word, weight))
    return found
