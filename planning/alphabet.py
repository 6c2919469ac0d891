"""The order in which Swedes look for names: å, ä, ö last, and *Avdelning 2* before *Avdelning 11*.

The order must not depend on the machine's locale: the same list stands the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# The three signs after z in ASCII stand for the three letters after z in Swedish.
LETTERS = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y"})
_NUMBER = re.compile(r"([0-9]+)")


def swedish(name: str) -> str:
    """The key by which Swedish names are sorted: å, ä, ö after z, é with e, ü with y."""
    return name.casefold().translate(LETTERS)


def numbered(name: str) -> tuple[str | int, ...]:
    """The key of a name that may hold numbers, which count by what they are worth.

    Text and numbers take turns, text first, so that like is always compared with like.
    """
    pieces = _NUMBER.split(swedish(name))
    return tuple(int(each) if place % 2 else each for place, each in enumerate(pieces))


def by_name(named: Mapping[str, str]) -> list[tuple[str, str]]:
    """Ids with their names, in the order of the names."""
    return sorted(named.items(), key=lambda each: (numbered(each[1]), each[0]))
