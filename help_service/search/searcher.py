"""The search over published guidance: one hit per topic, opened at its best section."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest, nsmallest
from threading import Lock

from help_service.ports import Hit
from help_service.search.aims import aims_of
from help_service.search.corpus import read_page
from help_service.search.index import Index
from help_service.search.lemmas import key_of
from help_service.search.pages import IndexedPage, index_page
from help_service.search.passages import Reader
from help_service.search.query import LONGEST_QUERY, Language, asks_why, read_query, small_words
from help_service.search.ranking import SATURATION, Asked, Rarity
from help_service.search.scoring import (
    ROOM_WEIGHTS,
    WHY_WEIGHTS,
    Asking,
    Ranked,
    Scorer,
    Whole,
    are_sure,
    best_first,
)
from help_service.search.slang import NO_WORDS, WordTable
from help_service.search.text import pieces
from help_service.search.vocabulary import Vocabulary, changed_vocabulary, whole_vocabulary
from help_service.topics import Topic

_POSTINGS_BUDGET = 4000
"""Most postings read for one question; the rarest words first."""
_GLANCED = 30
_READ = 10


class WhooshSearcher:
    """Searches a fixed set of topics; safe to share between threads, since it is only read."""

    def __init__(
        self,
        pages: Mapping[int, IndexedPage],
        index: Index,
        vocabulary: Vocabulary,
        spoken: Mapping[str, int],
    ) -> None:
        """Take what ``build_searcher`` worked out.

        Pages by number, their index, their words, and on how many pages people say each key.
        """
        self.pages, self.index, self.vocabulary, self.spoken = pages, index, vocabulary, spoken
        self._whole = Whole(
            Rarity(index.count, len(pages)),
            _mean(page.length for page in pages.values()),
            _mean(page.spoken_length for page in pages.values()),
            Rarity(lambda key: spoken.get(key, 0), len(pages)),
        )
        self._language = Language(
            vocabulary.analyzer,
            vocabulary.table,
            vocabulary.surfaces,
            vocabulary.speller,
            index.has,
        )

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
        if not are_sure(ranked):
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
        concepts = [self._whole.rarity.weigh(concept) for concept in read]
        small = small_words(query)
        words_of = self.vocabulary.words_of
        reader = Reader(concepts, words_of, roll, aims_of(query), is_name=not small)
        rooms = WHY_WEIGHTS if asks_why(query) else ROOM_WEIGHTS
        spoken = [self._whole.spoken_rarity.weigh(one) for one in (*read, *small)]
        words = [key_of(word) for word in pieces(query)[:LONGEST_QUERY]]
        outside = len(self._outside(query))
        asking = Asking(concepts, spoken, frozenset(words), len(words), outside)
        scorer = Scorer(asking, rooms, steg, self._whole)
        candidates = self._candidates(scorer.asked)
        glanced = best_first(scorer.glance(number, self.pages[number]) for number in candidates)
        top = [scorer.read(one, self.pages[one.page], reader) for one in glanced[:_READ]]
        return best_first(top), reader

    def elsewhere(self, query: str) -> str | None:
        """Tell where to turn with a question that belongs elsewhere; None where no word tells."""
        return next(iter(self._outside(query).values()), None)

    def words(self) -> Mapping[str, Sequence[str]]:
        """Return what people write, as stems, and what the help calls it."""
        return {
            " ".join(typed): [word for meaning in meanings for word in meaning.words]
            for typed, meanings in self.vocabulary.table.entries.items()
        }

    def elsewhere_words(self) -> Mapping[str, Sequence[str]]:
        """Return the words of what belongs elsewhere, by where to turn."""
        return self.vocabulary.table.outside.by_where()

    def _outside(self, query: str) -> Mapping[int, str]:
        words = pieces(query)[:LONGEST_QUERY]
        known = [word for word in words if self._language.knows(key_of(word))]
        return dict(self.vocabulary.table.outside.find(words, known))

    def topic_id(self, ranked: Ranked) -> str:
        """Give the topic id of a ranked page."""
        return self.pages[ranked.page].page.topic.id

    def _candidates(self, asked: Mapping[str, Asked]) -> list[int]:
        """Give the pages worth a glance."""
        sums: dict[int, float] = {}
        spent = 0
        for key in sorted(asked, key=lambda key: (self.index.count(key), key)):
            if spent and spent + self.index.count(key) > _POSTINGS_BUDGET:
                break
            spent += self.index.count(key)
            worth = asked[key].worth
            for number, weight in self.index.postings(key):
                sums[number] = sums.get(number, 0.0) + worth * weight / (weight + SATURATION)
        if len(sums) > _GLANCED:
            # Of many alike the earlier paths, whatever their numbers.
            least = nlargest(_GLANCED, sums.values())[-1]
            ranked = ((-sums[n], self.pages[n].path, n) for n in sums if sums[n] >= least)
            return [number for _, _, number in nsmallest(_GLANCED, ranked)]
        return list(sums)

    def _hit(self, ranked: Ranked, reader: Reader) -> Hit:
        page = self.pages[ranked.page].page
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
    topics: Iterable[Topic], table: WordTable = NO_WORDS, older: WhooshSearcher | None = None
) -> WhooshSearcher:
    """Build the search over the given topics.

    Args:
        topics: the published topics.
        table: the superusers' word table, see ``load_words``.
        older: a search to go on from: topics that it has already are not read again.
    """
    return _changed(older, list(topics), table) if older else _whole(list(topics), table)


def _whole(topics: Sequence[Topic], table: WordTable) -> WhooshSearcher:
    pages = list(map(read_page, topics))
    vocabulary = whole_vocabulary(pages, table)
    rows = {number: index_page(page, vocabulary.analyzer) for number, page in enumerate(pages)}
    index = Index({number: row.bag for number, row in rows.items()})
    return WhooshSearcher(rows, index, vocabulary, _counted(Counter(), rows.values(), ()))


def _counted(
    older: Mapping[str, int], came: Iterable[IndexedPage], gone: Iterable[IndexedPage]
) -> Mapping[str, int]:
    """Count on how many pages people say each key, going on from an older count."""
    counts = Counter(older)
    counts.update(key for page in came for key in page.spoken)
    counts.subtract(key for page in gone for key in page.spoken)
    return counts


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return math.fsum(found) / max(len(found), 1) or 1.0


def _changed(older: WhooshSearcher, topics: Sequence[Topic], table: WordTable) -> WhooshSearcher:
    known = {id(row.page.topic): number for number, row in older.pages.items()}
    came = [read_page(topic) for topic in topics if id(topic) not in known]
    kept = {known[id(topic)] for topic in topics if id(topic) in known}
    gone = {number: row for number, row in older.pages.items() if number not in kept}
    removed = [row.page for row in gone.values()]
    change = changed_vocabulary(older.vocabulary, removed, came, table)
    # A page also changes when a word on it has other parts now: the edit brought or took them.
    own = frozenset(map(key_of, change.affected))
    stale = {n: older.pages[n] for n in kept if own and not own.isdisjoint(older.pages[n].bag)}
    again = [row.page for row in stale.values()]
    first = max(older.pages, default=-1) + 1
    analyzer = change.vocabulary.analyzer
    rows = {n: index_page(page, analyzer) for n, page in enumerate([*came, *again], start=first)}
    out = gone | stale
    index = Index(
        {number: row.bag for number, row in rows.items()},
        older.index,
        {number: row.bag for number, row in out.items()},
    )
    left = {number: row for number, row in older.pages.items() if number not in out}
    spoken = _counted(older.spoken, rows.values(), out.values())
    return WhooshSearcher(left | rows, index, change.vocabulary, spoken)


class SearchBuilder:
    """Builds the search at each publishing, going on from the one before."""

    def __init__(self, table: Callable[[], WordTable]) -> None:
        """Take what reads the word table, which may change too."""
        self._table = table
        self._last: WhooshSearcher | None = None
        self._one_at_a_time = Lock()

    def __call__(self, topics: Iterable[Topic]) -> WhooshSearcher:
        """Build the search over the given topics."""
        with self._one_at_a_time:
            self._last = build_searcher(topics, self._table(), self._last)
            return self._last
