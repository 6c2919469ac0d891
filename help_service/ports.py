"""What the help service asks of others: a searcher. Records and Protocols only."""

from dataclasses import dataclass
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
