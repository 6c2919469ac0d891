"""What the help service asks of others: a searcher and a store. Records and Protocols only."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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


class FeedbackStore(Protocol):
    """Keeps what readers say of the help, for those who write it."""

    def add(self, feedback: Feedback) -> None:
        """Keep feedback. Raises nothing that the reader could mend."""
        ...
