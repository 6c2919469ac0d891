"""Where the word table comes from: the file in the guidance, and what was added since."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from help_service.ports import AddedWord, WordStore
from help_service.search.lemmas import key_of
from help_service.search.slang import NO_WORDS, Meaning, WordTable, parse_words
from help_service.search.text import pieces

_HEADING = "\n# Tillagda i systemet\n"


class WordSource:
    """Reads the word table; what is unchanged since last time is not read again."""

    def __init__(self, file: Path, added: WordStore | None = None) -> None:
        """Take the superusers' file, which may be missing, and the store of added words."""
        self._file, self._added = file, added
        self._read: tuple[str, WordTable] = ("", NO_WORDS)

    def revision(self) -> str:
        """Return a mark that changes whenever a word is added, changed or taken away."""
        told = "\n".join(map(_line, self._words()))
        return hashlib.sha256(told.encode("utf-8")).hexdigest()

    def table(self) -> WordTable:
        """Return the table; what was added comes before what the file says of the same words.

        Raises:
            BrokenGuidance: the file is not a table of words.
        """
        source = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
        if source != self._read[0]:
            self._read = (source, parse_words(source, self._file.name))
        return with_added(self._read[1], self._words())

    def _words(self) -> Iterable[AddedWord]:
        return self._added.words() if self._added is not None else ()


def with_added(table: WordTable, words: Iterable[AddedWord]) -> WordTable:
    """Return a table with words added before what it says of them."""
    entries = dict(table.entries)
    for word in words:
        typed = tuple(map(key_of, pieces(word.skrivs)))
        if typed:
            entries[typed] = (Meaning(tuple(pieces(word.betyder))), *entries.get(typed, ()))
    return replace(table, entries=entries) if entries != dict(table.entries) else table


def export_words(source: str, words: Iterable[AddedWord]) -> str:
    """Return the text of a word file with the added words at its end; those it has are left out.

    Args:
        source: the file as it is, or empty.
        words: the words of the store.
    """
    lines = [line for line in map(_line, words) if line not in source.splitlines()]
    if not lines:
        return source
    heading = "" if _HEADING in source else _HEADING
    return f"{source.rstrip()}\n{heading}" + "\n".join(lines) + "\n"


def _line(word: AddedWord) -> str:
    # JSON's quotes are YAML's: whatever was typed stays one text.
    typed, meant = (json.dumps(text, ensure_ascii=False) for text in (word.skrivs, word.betyder))
    return f"- {{skrivs: [{typed}], betyder: [{meant}]}}"
