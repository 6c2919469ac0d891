"""The words that the checks know: abbreviations, English words, law references.

Superusers own all three: ``docs/begrepp/forkortningar.md``, ``docs/begrepp/sprakkoll.yaml`` and
``docs/begrepp/lagrum.yaml``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from help_service.findings import BrokenGuidance, error
from help_service.law_table import LAW, load_law_table
from help_service.library import Library
from help_service.topics import plain_text
from help_service.yaml_loader import read_mapping

ABBREVIATIONS = "forkortningar"
"""The topic whose tables hold the abbreviations."""
LANGUAGE = Path("begrepp") / "sprakkoll.yaml"
_UNUSED = "används inte"


@dataclass(frozen=True)
class Abbreviation:
    """One row of the table of abbreviations."""

    short: str
    meaning: str
    is_ambiguous: bool = False
    """Readers understand different things by it: it is written out always."""


@dataclass(frozen=True)
class WordTables:
    """Everything the checks of language and law look words up in."""

    abbreviations: Mapping[str, Abbreviation] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    """By English word in lower case: the Swedish one."""
    known_to_all: frozenset[str] = frozenset()
    """Abbreviations that need no explanation."""
    law: frozenset[str] = frozenset()
    """References as written in ``lagrum``; empty where there is no table."""


@dataclass
class KeptTables:
    """The tables beside a library, read anew when a file or the abbreviations have changed."""

    _key: tuple[object, ...] = ()
    _tables: WordTables = field(default_factory=WordTables)

    def of(self, library: Library) -> WordTables:
        """Return the tables that lie beside a library."""
        files = (library.docs / LANGUAGE, library.docs / LAW)
        key = (id(library), *map(_changed, files))
        if key != self._key:
            self._tables = load_word_tables(library.docs, library)
            self._key = key
        return self._tables


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def load_word_tables(docs: Path, library: Library) -> WordTables:
    """Return the tables of a folder of guidance; a table that is not there is empty.

    Raises:
        BrokenGuidance: a table is there and cannot be read.
    """
    language = read_mapping(docs / LANGUAGE)
    return WordTables(
        abbreviations=abbreviations_in(library),
        english=dict(_english(language.get("engelska") or (), docs / LANGUAGE)),
        known_to_all=frozenset(map(str, language.get("kan_alla") or ())),
        law=load_law_table(docs).paragraphs,
    )


def abbreviations_in(library: Library) -> dict[str, Abbreviation]:
    """Return the abbreviations that the library's own table explains."""
    topic = library.topics.get(ABBREVIATIONS)
    found: dict[str, Abbreviation] = {}
    for section in topic.sections if topic else ():
        for shorts, meaning, use in _rows(section.tree):
            for short in shorts.split(", "):
                found[short] = Abbreviation(short, meaning, bool(use))
    return found


def _rows(tree: Element) -> Iterator[tuple[str, str, str]]:
    """Yield abbreviation, meaning, and what the third column says, where there is one."""
    for row in tree.iter("tr"):
        cells = [plain_text(cell) for cell in row.iter("td")]
        if len(cells) == 2:
            yield cells[0], cells[1].partition(", se ")[0], ""
        elif len(cells) == 3:
            yield cells[0], cells[1] if cells[2] == _UNUSED else cells[2], cells[1]


def _english(rows: Any, file: Path) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping) or row.keys() != {"ord", "svenska"}:
            raise _broken(file, 1, f"Rad {number} under engelska är felskriven.")
        for word in row["ord"]:
            yield str(word).lower(), str(row["svenska"])


def _broken(file: Path, line: int, what: str) -> BrokenGuidance:
    advice = "Skriv den som i de andra raderna."
    return BrokenGuidance([error(f"{file.parent.name}/{file.name}", line, what, advice)])
