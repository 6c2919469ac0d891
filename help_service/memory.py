"""What the help keeps, in this process until it ends: for help that runs without a database."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock

from help_service.editing.memory import MemoryEditing
from help_service.ports import AddedWord, DatedFeedback, Feedback, HelpStores, Opening

_MOST_KEPT = 10_000


def memory_help_stores() -> HelpStores:
    """Return empty stores; everything is forgotten with the object."""
    return HelpStores(MemoryFeedback(), MemoryWords(), MemoryEditing())


class MemoryFeedback:
    """Feedback and counts; the oldest feedback goes when there is too much."""

    def __init__(self) -> None:
        self._said: deque[DatedFeedback] = deque(maxlen=_MOST_KEPT)
        self._openings: Counter[tuple[date, Opening]] = Counter()
        self._misses: Counter[tuple[date, str]] = Counter()
        self._lock = Lock()

    def add(self, feedback: Feedback, day: date) -> None:
        """Keep feedback."""
        with self._lock:
            self._said.append(DatedFeedback(day, feedback))

    def count(self, day: date, openings: Mapping[Opening, int], misses: Mapping[str, int]) -> None:
        """Add to the day's counts of openings, and of searches (as typed) without a hit."""
        with self._lock:
            self._openings.update({(day, each): times for each, times in openings.items()})
            self._misses.update({(day, query): times for query, times in misses.items()})

    def said(self, since: date) -> Sequence[DatedFeedback]:
        """Return feedback from that day on, oldest first."""
        with self._lock:
            return sorted((s for s in self._said if s.day >= since), key=lambda said: said.day)

    def openings(self, since: date) -> Mapping[Opening, int]:
        """Return how often each thing was opened from that day on."""
        found: Counter[Opening] = Counter()
        with self._lock:
            for (day, opening), times in self._openings.items():
                found[opening] += times if day >= since else 0
        return +found

    def misses(self, since: date) -> Mapping[str, int]:
        """Return the searches without a hit from that day on, and how often each was made."""
        found: Counter[str] = Counter()
        with self._lock:
            for (day, query), times in self._misses.items():
                found[query] += times if day >= since else 0
        return +found

    def drop_miss(self, query: str) -> None:
        """Drop a search without a hit: it is answered, or does not belong here."""
        with self._lock:
            for key in [key for key in self._misses if key[1] == query]:
                del self._misses[key]

    def forget(self, before: date) -> None:
        """Drop everything that is older than the day."""
        with self._lock:
            newer = [said for said in self._said if said.day >= before]
            self._said = deque(newer, maxlen=_MOST_KEPT)
            for counts in (self._openings, self._misses):
                for key in [key for key in counts if key[0] < before]:
                    del counts[key]


class MemoryWords:
    """The superusers' words."""

    def __init__(self) -> None:
        self._words: dict[str, AddedWord] = {}

    def put(self, word: AddedWord) -> None:
        """Keep a word; one that is typed alike is replaced."""
        self._words = self._words | {word.skrivs: word}

    def drop(self, skrivs: str) -> None:
        """Take a word away; nothing happens when there is none."""
        self._words = {typed: word for typed, word in self._words.items() if typed != skrivs}

    def words(self) -> Sequence[AddedWord]:
        """Return all words, by what is typed."""
        return sorted(self._words.values(), key=lambda word: word.skrivs)
