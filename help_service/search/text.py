"""Cut Swedish text into the small pieces that search compares.

A piece is a word, a number, a clock time (``12.05`` and ``12:05`` are one), or a paragraph of a
law (``2:7``, ``2 kap. 7 §`` and ``2 kap 7`` are one; a letter after it is left out).
"""

import re
import unicodedata
from functools import lru_cache

CLOCK = "#klockslag"
"""Every clock time also counts as this one piece, so that any time finds text about times."""

AGE = "#alder"
"""Every age in years also counts as this one piece."""

KINDS = frozenset({CLOCK, AGE})

_CHAPTER = re.compile(r"(\d+)\s*kap\.?(?:itlet)?\s*(\d+)(?:\s*([a-z])\b)?(?:\s*§)?")
_PIECE = re.compile(
    r"(?P<clock>\b(?:[01]?\d|2[0-3])[.:][0-5]\d(?::[0-5]\d)?\b)"
    r"|(?P<paragraph>\b\d{1,2}:\d{1,2}(?=[a-z]?\b))[a-z]?"
    r"|(?P<age>\b\d{1,3}(?=\s*-?\s*(?:år|åring|års|aring)))"
    r"|(?P<number>\d+)"
    r"|(?P<word>[^\W\d_]+)"
)
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ])|\n+")
_FOLDED = str.maketrans("åäöéèüæøàáâêëíìóòúùñç", "aaoeeuaoaaaeeiioouunc")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Give the word as someone without a Swedish keyboard types it (å, ä → a; ö → o)."""
    return word.translate(_FOLDED)


def pieces(text: str) -> list[str]:
    """Cut the text into lower-case pieces, in order.

    text: any string; what is not a letter or a digit only separates pieces.
    """
    plain = unicodedata.normalize("NFC", text).lower()
    if not _DIGIT.search(plain):
        return _WORD.findall(plain)
    if "kap" in plain:
        plain = _CHAPTER.sub(r"\1:\2 ", plain)
    found: list[str] = []
    for match in _PIECE.finditer(plain):
        if match.lastgroup == "word":
            found.append(match[0])
        else:
            found += _named(match.lastgroup, match[match.lastgroup or 0])
    return found


def _named(kind: str | None, text: str) -> list[str]:
    if kind == "clock":
        hour, minute = re.split(r"[.:]", text)[:2]
        return [f"{int(hour)}:{minute}", CLOCK]
    if kind == "age":
        return [text, AGE]
    return [text]


def is_word(piece: str) -> bool:
    """Tell whether the piece is a word (not a number, a time or a paragraph)."""
    return piece.isalpha()


def sentences(text: str) -> list[str]:
    """Cut a section's text into sentences, list items and table rows, without empty ones."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]
