"""The search over published guidance: one hit per topic, opened at its best section."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest

from help_service.ports import Hit
from help_service.search.analysis import Analyzer
from help_service.search.compounds import Splitter, VocabularySplitter
from help_service.search.corpus import read_page, surface_keys, word_counts
from help_service.search.index import Index
from help_service.search.lemmas import key_of
from help_service.search.pages import IndexedPage, index_pages, words_by_key
from help_service.search.passages import Reader
from help_service.search.query import Language, asks_why, read_query
from help_service.search.ranking import SATURATION, Asked, Rarity
from help_service.search.scoring import (
    REFUSE_BELOW,
    ROOM_WEIGHTS,
    WHY_WEIGHTS,
    Ranked,
    Scorer,
    best_first,
)
from help_service.search.slang import NO_WORDS, WordTable
from help_service.search.spelling import Speller
from help_service.topics import Topic

_POSTINGS_BUDGET = 4000
"""Most postings read for one question; the rarest words first."""
_GLANCED = 30
_READ = 10


class WhooshSearcher:
    """Searches a fixed set of topics; safe to share between threads, since it is only read."""

    def __init__(
        self,
        pages: Sequence[IndexedPage],
        index: Index,
        rarity: Rarity,
        language: Language,
        words_of: Mapping[str, Sequence[tuple[str, float]]],
    ) -> None:
        """Take what ``build_searcher`` worked out."""
        self._pages = pages
        self._index = index
        self._rarity = rarity
        self._language = language
        self._words_of = words_of

    def search(
        self, query: str, roll: str | None = None, steg: str | None = None, limit: int = 8
    ) -> list[Hit]:
        """Return the best hits first; empty when the question does not belong here.

        Args:
            query: what the person wrote.
            roll: role id; raises its own sections a little and settles abbreviations.
            steg: step id where the person is; raises that step a little.
            limit: most hits to return.
        """
        ranked, reader = self.rank(query, roll, steg)
        if not ranked or ranked[0].sureness < REFUSE_BELOW:
            return []
        return [self._hit(one, reader) for one in ranked[:limit]]

    def nearest(self, query: str, limit: int) -> list[Hit]:
        """Return what comes nearest to a query, however unsure: for those who mend the help."""
        ranked, reader = self.rank(query)
        return [self._hit(one, reader) for one in ranked[:limit]]

    def rank(
        self, query: str, roll: str | None = None, steg: str | None = None
    ) -> tuple[list[Ranked], Reader]:
        """Rank the pages that hold anything of the question, whether sure enough or not."""
        read = read_query(query, self._language, roll, steg)
        concepts = [self._rarity.weigh(concept) for concept in read]
        reader = Reader(concepts, self._words_of, roll)
        scorer = Scorer(concepts, WHY_WEIGHTS if asks_why(query) else ROOM_WEIGHTS, steg)
        candidates = self._candidates(scorer.asked)
        glanced = best_first(scorer.glance(number, self._pages[number]) for number in candidates)
        top = [scorer.read(one, self._pages[one.page], reader) for one in glanced[:_READ]]
        return best_first(top), reader

    def topic_id(self, ranked: Ranked) -> str:
        """Give the topic id of a ranked page."""
        return self._pages[ranked.page].page.topic.id

    def _candidates(self, asked: Mapping[str, Asked]) -> list[int]:
        """Give the pages worth a glance."""
        sums: dict[int, float] = {}
        spent = 0
        for key in sorted(asked, key=self._index.count):
            if spent and spent + self._index.count(key) > _POSTINGS_BUDGET:
                break
            spent += self._index.count(key)
            worth = asked[key].worth
            for number, weight in self._index.postings(key):
                sums[number] = sums.get(number, 0.0) + worth * weight / (weight + SATURATION)
        return nlargest(_GLANCED, sums, key=sums.__getitem__)

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


def build_searcher(
    topics: Iterable[Topic], table: WordTable = NO_WORDS, splitter: Splitter | None = None
) -> WhooshSearcher:
    """Build the search over the given topics.

    Args:
        topics: the published topics.
        table: the superusers' word table, see ``load_words``.
        splitter: finds the parts of compounds; from the topics' own words unless given.
    """
    pages = [read_page(topic) for topic in topics]
    counts = word_counts(pages)
    vocabulary = frozenset(map(key_of, counts)).union(table.keys())
    analyzer = Analyzer(splitter or VocabularySplitter(vocabulary))
    bags = [page.bag(analyzer) for page in pages]
    index = Index(bags)
    rarity = Rarity(index.count, len(pages))
    surfaces = surface_keys(counts, analyzer)
    language = Language(analyzer, table, surfaces, Speller(surfaces), index.has)
    rows = index_pages(pages, bags, analyzer, rarity)
    return WhooshSearcher(rows, index, rarity, language, words_by_key(counts, analyzer))
