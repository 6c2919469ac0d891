"""The Whoosh index: built in memory when guidance is published, then only read.

One document per page, one field, whose weights already hold the field weights (words are weighed
by where they stand before they are counted, as in BM25F). No file and no lock is ever opened.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from threading import Lock
from typing import Any

from whoosh import fields, formats
from whoosh.analysis import IDAnalyzer
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import IndexReader, TermNotFound

_FIELD = "ord"

_MOST_PAGES = 1000
"""Pages kept for one key, the heaviest: what a word finds on its thousandth page decides nothing,
and reading a hundred times as much guidance would take a hundred times as long."""


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


class _Memory(RamStorage):  # type: ignore[misc]  # Whoosh ships no types.
    """Storage in memory, for the temporary files of a build too.

    Whoosh's own puts those in one folder under the system's temp folder, whose name all processes
    share: two that publish at once delete each other's files.
    """

    def temp_storage(self, name: str | None = None) -> RamStorage:
        """Give a storage for temporary files; the name does not matter here."""
        return RamStorage()


class Index:
    """Which pages hold a key, and with what weight."""

    def __init__(self, bags: Sequence[Mapping[str, float]]) -> None:
        """Index the word bag of each page; pages are numbered in the order given."""
        self._counts = Counter(key for bag in bags for key in bag)
        self._size = len(bags)
        least = _least_weights(bags, self._counts)
        whoosh = _Memory().create_index(fields.Schema(ord=_WeighedWords()))
        writer = whoosh.writer(limitmb=256)
        for bag in bags:
            writer.add_document(ord=_champions(bag, least))
        writer.commit(optimize=True)
        self._reader: IndexReader = whoosh.reader()
        # Whoosh's reader keeps a place in its file, so that only one thread may read at a time.
        self._reading = Lock()
        self._postings: dict[str, Sequence[tuple[int, float]]] = {}

    def __len__(self) -> int:
        """Number of pages."""
        return self._size

    def count(self, key: str) -> int:
        """Give the number of pages that hold the key."""
        return self._counts.get(key, 0)

    def has(self, key: str) -> bool:
        """Tell whether any page holds the key."""
        return key in self._counts

    def postings(self, key: str) -> Sequence[tuple[int, float]]:
        """Give (page, weight) for the pages that hold the key most; read once from Whoosh."""
        if key not in self._counts:
            return ()
        if key not in self._postings:
            with self._reading:
                self._postings[key] = self._read(key)
        return self._postings[key]

    def _read(self, key: str) -> Sequence[tuple[int, float]]:
        try:
            matcher = self._reader.postings(_FIELD, key)
        except TermNotFound:
            return ()
        found: list[tuple[int, float]] = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.weight()))
            matcher.next()
        return found


def _least_weights(
    bags: Sequence[Mapping[str, float]], counts: Mapping[str, int]
) -> dict[str, float]:
    """Give, for each key on too many pages, the weight from which a page is kept for it."""
    weights: dict[str, list[float]] = {key: [] for key, n in counts.items() if n > _MOST_PAGES}
    for bag in bags:
        for key in bag.keys() & weights.keys():
            weights[key].append(bag[key])
    return {key: nlargest(_MOST_PAGES, some)[-1] for key, some in weights.items()}


def _champions(bag: Mapping[str, float], least: Mapping[str, float]) -> Mapping[str, float]:
    if not least:
        return bag
    return {key: weight for key, weight in bag.items() if weight >= least.get(key, 0.0)}
