"""The Whoosh index: built in memory when guidance is published, then only read.

One document per page, one field, whose weights already hold the field weights (words are weighed
by where they stand before they are counted, as in BM25F). No file and no lock is ever opened.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from threading import Lock
from types import MappingProxyType
from typing import Any

from whoosh import fields, formats
from whoosh.analysis import IDAnalyzer
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import IndexReader, TermNotFound

_FIELD = "ord"

_MOST_PAGES = 1000
"""Pages kept for one key, the heaviest: what a word finds on its thousandth page decides nothing,
and reading a hundred times as much guidance would take a hundred times as long."""

_NEVER_SPILL = 1 << 20
"""Megabytes of words that Whoosh may keep while it writes. It would lay more aside in files, and
those it cannot read back from memory: a library so large could not be published at all."""
_LIKE_SIZE = 4
"""A segment joins the one before when that is at most so many times as large."""
_MOST_DEAD = 1.5
"""A segment is made anew when it was so many times as large as what is left of it."""

Postings = Sequence[tuple[int, float]]
NO_BAGS: Mapping[int, Mapping[str, float]] = MappingProxyType({})


class _WeighedWords(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types.
    """A field that takes ready word bags and stores the weights."""

    def __init__(self) -> None:
        self.format = formats.Frequency()
        self.analyzer = IDAnalyzer()
        self.scorable = True
        self.indexed = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.spelling = False
        self.column_type = None
        self.multitoken_query = "default"

    def index(
        self, value: Mapping[str, float], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give each key as Whoosh stores it: bytes, frequency, weight, no value."""
        for key in sorted(value):
            yield key.encode("utf-8"), 1, value[key], b""


class _Weights(W3Codec):  # type: ignore[misc]  # Whoosh ships no types.
    """Whoosh's way to write an index, without the lengths of pages, which scoring has elsewhere."""

    length_stats = False


class _Memory(RamStorage):  # type: ignore[misc]  # Whoosh ships no types.
    """Storage in memory, for the temporary files of a build too.

    Whoosh's own puts those in one folder under the system's temp folder, whose name all processes
    share: two that publish at once delete each other's files.
    """

    def temp_storage(self, name: str | None = None) -> RamStorage:
        """Give a storage for temporary files; the name does not matter here."""
        return RamStorage()


class Segment:
    """A Whoosh index over some pages, never changed."""

    def __init__(self, bags: Mapping[int, Mapping[str, float]]) -> None:
        """Index the word bag of each page, by the page's number."""
        self.numbers = tuple(bags)
        counts = Counter(key for bag in bags.values() for key in bag)
        self._keys = frozenset(counts)
        # Pages may go later; so many more are kept that the heaviest of those left are all here.
        most = _MOST_PAGES + len(bags) // 2
        least = _least_weights(list(bags.values()), counts, most)
        whoosh = _Memory().create_index(fields.Schema(ord=_WeighedWords()))
        writer = whoosh.writer(limitmb=_NEVER_SPILL, codec=_Weights())
        for bag in bags.values():
            writer.add_document(ord=_champions(bag, least))
        writer.commit(optimize=True)
        self._reader: IndexReader = whoosh.reader()
        # Whoosh's reader keeps a place in its file, so that only one thread may read at a time.
        self._reading = Lock()
        self._postings: dict[str, Postings] = {}

    def postings(self, key: str) -> Postings:
        """Give (page, weight) for the pages that hold the key; read once from Whoosh."""
        if key not in self._keys:
            return ()
        if key not in self._postings:
            with self._reading:
                self._postings[key] = self._read(key)
        return self._postings[key]

    def _read(self, key: str) -> Postings:
        try:
            matcher = self._reader.postings(_FIELD, key)
        except TermNotFound:
            return ()
        found: list[tuple[int, float]] = []
        while matcher.is_active():
            found.append((self.numbers[matcher.id()], matcher.weight()))
            matcher.next()
        return found


class Index:
    """Which pages hold a key, and with what weight.

    An edit adds a small segment with the pages it changed; segments of like size are joined, so
    that there are few, and the large one is rarely made anew.
    """

    def __init__(
        self,
        bags: Mapping[int, Mapping[str, float]],
        older: "Index | None" = None,
        gone: Mapping[int, Mapping[str, float]] = NO_BAGS,
    ) -> None:
        """Index pages by their numbers; those of an older index stay, but for those gone.

        Args:
            bags: the pages to add, whose numbers no page has had before.
            older: an index to go on from.
            gone: pages of the older one that are no more.
        """
        self._bags: dict[int, Mapping[str, float]] = {**older._bags, **bags} if older else {**bags}
        self._counts: Counter[str] = Counter(older._counts) if older else Counter()
        self._counts.update(key for bag in bags.values() for key in bag)
        for number, bag in gone.items():
            del self._bags[number]
            self._counts.subtract(bag.keys())
        parts: tuple[Segment, ...] = older._segments if older else ()
        self._segments: tuple[Segment, ...] = self._joined((*parts, tuple(bags)))
        self._postings: dict[str, Postings] = {}

    def __len__(self) -> int:
        """Number of pages."""
        return len(self._bags)

    def count(self, key: str) -> int:
        """Give the number of pages that hold the key."""
        return self._counts.get(key, 0)

    def has(self, key: str) -> bool:
        """Tell whether any page holds the key."""
        return self._counts.get(key, 0) > 0

    def postings(self, key: str) -> Postings:
        """Give (page, weight) for the pages that hold the key most."""
        if not self.has(key):
            return ()
        if key not in self._postings:
            self._postings[key] = self._read(key)
        return self._postings[key]

    def _read(self, key: str) -> Postings:
        found = [
            (number, weight)
            for segment in self._segments
            for number, weight in segment.postings(key)
            if number in self._bags
        ]
        if len(found) <= _MOST_PAGES:
            return found
        least = nlargest(_MOST_PAGES, (weight for _, weight in found))[-1]
        return [(number, weight) for number, weight in found if weight >= least]

    def _joined(self, parts: Sequence[Segment | tuple[int, ...]]) -> tuple[Segment, ...]:
        """Join the last parts while they are of like size, and make a segment of what is new."""
        kept: list[Segment | tuple[int, ...]] = []
        for part in parts:
            numbers = self._alive(part)
            if not numbers:
                continue
            if isinstance(part, Segment) and len(numbers) * _MOST_DEAD < len(part.numbers):
                part = numbers
            while kept and len(numbers) * _LIKE_SIZE >= len(self._alive(kept[-1])):
                part = numbers = self._alive(kept.pop()) + numbers
            kept.append(part)
        return tuple(each if isinstance(each, Segment) else self._segment(each) for each in kept)

    def _alive(self, part: Segment | tuple[int, ...]) -> tuple[int, ...]:
        numbers = part.numbers if isinstance(part, Segment) else part
        return tuple(number for number in numbers if number in self._bags)

    def _segment(self, numbers: tuple[int, ...]) -> Segment:
        return Segment({number: self._bags[number] for number in numbers})


def _least_weights(
    bags: Sequence[Mapping[str, float]], counts: Mapping[str, int], most: int
) -> dict[str, float]:
    """Give, for each key on too many pages, the weight from which a page is kept for it."""
    weights: dict[str, list[float]] = {key: [] for key, n in counts.items() if n > most}
    if not weights:
        return {}
    for bag in bags:
        for key in bag.keys() & weights.keys():
            weights[key].append(bag[key])
    return {key: nlargest(most, some)[-1] for key, some in weights.items()}


def _champions(bag: Mapping[str, float], least: Mapping[str, float]) -> Mapping[str, float]:
    if not least:
        return bag
    return {key: weight for key, weight in bag.items() if weight >= least.get(key, 0.0)}
