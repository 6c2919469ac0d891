"""Counts what is opened, what searches find and what they miss; hands the counts on now and then.

A count for each opening would be a write for each click. So each worker counts by itself and adds
its counts to the store every few seconds; what a crash loses is those few seconds.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from typing import Any

from help_service.contexts import DEFAULT_APP
from help_service.lookup import Led, Resolution
from help_service.personal import holds_number
from help_service.ports import FOUND, FeedbackStore, HelpStores, Opening

KEPT_DAYS = 400
"""Days that votes and counts are kept: a year, and the time to compare it with the one before."""
_MOST_MISSES = 1000
"""Most different searches that one worker keeps a day, so that a stranger cannot fill the disk."""
_LONGEST_MISS = 80
_FEWEST_LETTERS = 3
"""From here on a search says what somebody looks for; it may still be under way before that."""
_MANY_DIGITS = re.compile(r"\d{6}|@")
_TWO_NAMES = re.compile(r"\b[A-ZÅÄÖ][a-zåäöé]+[ -]+[A-ZÅÄÖ][a-zåäöé]+")
_UNBOUND = (Led.SOK, Led.START)
"""Links whose key is whatever was asked for: told without it."""
_log = logging.getLogger("ledstang.help")


class Tally:
    """One worker's counts since they were last handed on. Safe from any thread."""

    def __init__(self, store: FeedbackStore, today: Callable[[], date]) -> None:
        self._store, self._today = store, today
        self._lock = Lock()
        self._day = today()
        self._openings: Counter[Opening] = Counter()
        self._misses: Counter[str] = Counter()
        self._seen: set[str] = set()

    def opened(self, app: str, found: Resolution) -> None:
        """Count that somebody opened the help for a context."""
        last = found.kedja[-1]
        key = last.led.value if last.led in _UNBOUND else f"{last.led} {last.nyckel}"
        with self._lock:
            self._openings[Opening(app, key, found.place.topic)] += 1

    def searched(self, query: str, first: str | None) -> None:
        """Count a search: by the topic that stood first and never by its words, or as in vain."""
        if first is None:
            self.missed(query)
        elif len(query.strip()) >= _FEWEST_LETTERS:
            with self._lock:
                self._openings[Opening(DEFAULT_APP, FOUND, first)] += 1

    def missed(self, query: str) -> None:
        """Count a search without a hit, unless it may tell of a person."""
        typed = plain_query(query)
        if not may_be_kept(query):
            return
        with self._lock:
            if typed in self._seen or len(self._seen) < _MOST_MISSES:
                self._seen.add(typed)
                self._misses[typed] += 1

    def hand_on(self) -> None:
        """Add the counts to the store; on a failure they are kept until the next time."""
        today = self._today()
        with self._lock:
            day, openings, misses = self._day, self._openings, self._misses
            self._openings, self._misses = Counter(), Counter()
            self._day, new_day = today, today != day
            self._seen = set() if new_day else self._seen
        try:
            if openings or misses:
                self._store.count(day, openings, misses)
            if new_day:
                self._store.forget(before=today - timedelta(days=KEPT_DAYS))
        except Exception as failed:  # noqa: BLE001 - which errors a store has is not known here
            _log.warning("Counts of the help are kept for the next try: %s", failed)
            with self._lock:
                self._openings.update(openings)
                self._misses.update(misses)


def first_hit(answer: Mapping[str, Any]) -> str | None:
    """Return the topic that stands first in the search API's answer; None for a search in vain."""
    hits = answer["resultat"]
    return hits[0]["id"] if hits else None


def plain_query(query: str) -> str:
    """Return a search as it is counted: without case and needless space."""
    return " ".join(query.lower().split())


def may_be_kept(query: str) -> bool:
    """Return whether a search tells of no person, as far as its form shows."""
    return (
        0 < len(query.strip()) <= _LONGEST_MISS
        and not holds_number(query)
        and not _MANY_DIGITS.search(query)
        and not _TWO_NAMES.search(query)
    )


@dataclass(frozen=True)
class Keeping:
    """What a help that learns is given: stores, the day, and the counts under way."""

    stores: HelpStores
    today: Callable[[], date]
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        # The one field that is made of the others.
        object.__setattr__(self, "tally", Tally(self.stores.feedback, self.today))
