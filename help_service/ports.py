"""What the help service asks of others: a searcher and a store. Records and Protocols only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from help_service.editing.ports import EditingStore


@dataclass(frozen=True)
class Hit:
    """One answer to a search: a section, opened at its heading."""

    id: str
    """Topic id."""
    titel: str
    rubrik: str
    """Heading of the section; equal to the title where the short answer is the hit."""
    utdrag: str
    """The sentence that matched, plain text."""
    lank: str
    """Anchor of the section; empty for the top of the page."""
    poang: float
    """Higher is better; comparable within one answer only."""


class Searcher(Protocol):
    """Finds sections by what people write."""

    def search(self, query: str, roll: str | None, steg: str | None, limit: int) -> list[Hit]:
        """Return the best hits first; empty when nothing fits.

        Args:
            query: what the person wrote.
            roll: role id; raises its own sections a little.
            steg: step id where the person is; raises that step a little.
            limit: most hits to return.
        """
        ...

    def elsewhere(self, query: str) -> str | None:
        """Return where to turn with what belongs elsewhere; None where nothing tells."""
        ...

    def words(self) -> Mapping[str, Sequence[str]]:
        """Return what people write, as stems, and what the help calls it: for search elsewhere."""
        ...

    def elsewhere_words(self) -> Mapping[str, Sequence[str]]:
        """Return the words of what belongs elsewhere, by where to turn: for search elsewhere."""
        ...

    def nearest(self, query: str, limit: int) -> list[Hit]:
        """Return what comes nearest to a query, however unsure: for those who mend the help."""
        ...


class Verdict(StrEnum):
    """Whether the help helped."""

    JA = "ja"
    NEJ = "nej"


@dataclass(frozen=True)
class Feedback:
    """What a reader said of a text. There is no field for who said it, or from where."""

    app: str
    id: str
    """Topic id."""
    hash: str
    """Hash of the text that the reader saw."""
    steg: str | None
    roll: str | None
    svar: Verdict
    text: str
    """The reader's own words, without personal numbers; may be empty."""


@dataclass(frozen=True)
class DatedFeedback:
    """Feedback with the day it came: a day, not a moment, so that nobody can be told by it."""

    day: date
    feedback: Feedback


FOUND = "sokt"


@dataclass(frozen=True)
class Opening:
    """What was opened: an entry of the context map, and the topic that answered."""

    app: str
    kontext: str
    """The link of the chain that answered, and its key: ``steg+roll kvittera@kommun``.

    ``FOUND`` where it was not opened but stood first among what a search found.
    """
    id: str
    """Topic id."""


@dataclass(frozen=True)
class AddedWord:
    """What people type, and what the guidance calls it: added by a superuser while it runs."""

    skrivs: str
    betyder: str
    day: date


class FeedbackStore(Protocol):
    """Keeps what readers say of the help and how often it is asked, for those who write it.

    No method takes a user, a unit or a patient, and days are all that is kept of time.
    """

    def add(self, feedback: Feedback, day: date) -> None:
        """Keep feedback. Raises nothing that the reader could mend."""
        ...

    def count(self, day: date, openings: Mapping[Opening, int], misses: Mapping[str, int]) -> None:
        """Add to the day's counts of openings, and of searches (as typed) without a hit."""
        ...

    def said(self, since: date) -> Sequence[DatedFeedback]:
        """Return feedback from that day on, oldest first."""
        ...

    def openings(self, since: date) -> Mapping[Opening, int]:
        """Return how often each thing was opened from that day on."""
        ...

    def misses(self, since: date) -> Mapping[str, int]:
        """Return the searches without a hit from that day on, and how often each was made."""
        ...

    def drop_miss(self, query: str) -> None:
        """Drop a search without a hit: it is answered, or does not belong here."""
        ...

    def forget(self, before: date) -> None:
        """Drop everything that is older than the day."""
        ...


class WordStore(Protocol):
    """Keeps the words that superusers add over the word table in the guidance."""

    def put(self, word: AddedWord) -> None:
        """Keep a word; one that is typed alike is replaced."""
        ...

    def drop(self, skrivs: str) -> None:
        """Take a word away; nothing happens when there is none."""
        ...

    def words(self) -> Sequence[AddedWord]:
        """Return all words, by what is typed."""
        ...


@dataclass(frozen=True)
class HelpStores:
    """What the help service keeps."""

    feedback: FeedbackStore
    words: WordStore
    editing: EditingStore
