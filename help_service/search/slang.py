"""The word table that superusers own: what people type, and what the guidance calls it.

One entry of the table (``docs/begrepp/sokord.yaml``)::

    - skrivs: [usk]
      betyder:
        - undersköterska
        - {ord: utskrivningsklar, steg: [statistik], roll: [central-forvaltning]}

A meaning with ``steg`` or ``roll`` is preferred where the reader is at that step or has that role,
and is the second choice elsewhere. An entry with ``vart`` in place of ``betyder`` names what does
not belong here, see ``outside``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from help_service.findings import BrokenGuidance, error
from help_service.search.lemmas import key_of
from help_service.search.outside import NOTHING_OUTSIDE, Outside, Phrase, phrase_of
from help_service.search.text import fold, pieces
from help_service.yaml_loader import compose, mistake

_SECOND_CHOICE = 0.5
_KEYS = {"ord", "steg", "roll"}


@dataclass(frozen=True)
class Meaning:
    """One thing that a typed word may mean."""

    words: tuple[str, ...]
    steg: frozenset[str] = frozenset()
    roll: frozenset[str] = frozenset()

    @property
    def is_conditional(self) -> bool:
        """Tell whether the meaning is tied to a step or a role."""
        return bool(self.steg or self.roll)

    def fits(self, roll: str | None, steg: str | None) -> bool:
        """Tell whether the reader's role or step points to this meaning."""
        return roll in self.roll or steg in self.steg


@dataclass(frozen=True)
class WordTable:
    """All entries, by the keys of what is typed."""

    entries: Mapping[tuple[str, ...], tuple[Meaning, ...]] = field(default_factory=dict)
    outside: Outside = NOTHING_OUTSIDE
    """What does not belong here."""

    @property
    def longest(self) -> int:
        """Number of words in the longest typed phrase."""
        return max(map(len, self.entries), default=0)

    def keys(self) -> Iterator[str]:
        """Give the key of every word in the table, typed or meant."""
        for typed, meanings in self.entries.items():
            yield from typed
            yield from (key_of(word) for meaning in meanings for word in meaning.words)

    def weighted(
        self, typed: tuple[str, ...], roll: str | None, steg: str | None
    ) -> list[tuple[tuple[str, ...], float]]:
        """Give the meanings of a typed phrase, each with its weight for this reader.

        typed: keys of the phrase (``lemmas.key_of``).
        """
        meanings = self.entries.get(typed, ())
        pointed = any(meaning.fits(roll, steg) for meaning in meanings)
        return [
            (meaning.words, 1.0 if _preferred(meaning, pointed, roll, steg) else _SECOND_CHOICE)
            for meaning in meanings
        ]


NO_WORDS = WordTable()


def _preferred(meaning: Meaning, pointed: bool, roll: str | None, steg: str | None) -> bool:
    return meaning.fits(roll, steg) if pointed else not meaning.is_conditional


def load_words(file: Path) -> WordTable:
    """Read the word table from a file.

    Raises:
        BrokenGuidance: the file is not a table of words.
    """
    return parse_words(file.read_text(encoding="utf-8"), file.name)


def parse_words(source: str, path: str = "sokord.yaml") -> WordTable:
    """Read the word table from YAML text.

    Raises:
        BrokenGuidance: naming the line of the first mistake.
    """
    try:
        tree = compose(source)
    except yaml.YAMLError as broken:
        raise _broken(path, mistake(broken)[0], "Ordlistan går inte att läsa.") from broken
    if tree is None:
        return NO_WORDS
    if not isinstance(tree, yaml.SequenceNode):
        raise _broken(path, 1, "Ordlistan är inte en lista.")
    entries: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
    outside: dict[Phrase, str] = {}
    typed_outside: dict[str, str] = {}
    for node in tree.value:
        row, line = _plain(node), node.start_mark.line + 1
        if isinstance(row, dict) and "vart" in row:
            where, phrases = _outside(row, path, line)
            outside |= {phrase_of(words): where for words in phrases}
            typed_outside |= {fold(words[0]): where for words in phrases if len(words) == 1}
            continue
        for typed, meanings in _entry(row, path, line):
            entries[typed] = entries.get(typed, ()) + meanings
    return WordTable(entries, Outside(outside, typed_outside))


def _plain(node: yaml.Node) -> Any:
    """Give the node's value; every scalar as the text that stands there."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return str(node.value)


def _entry(row: Any, path: str, line: int) -> Iterable[tuple[tuple[str, ...], tuple[Meaning, ...]]]:
    if not isinstance(row, dict) or set(row) != {"skrivs", "betyder"}:
        raise _broken(path, line, "Ordet ska ha skrivs och betyder, eller skrivs och vart.")
    if not _is_words(row["skrivs"]) or not isinstance(row["betyder"], list):
        raise _broken(path, line, "Både skrivs och betyder ska vara listor inom [ ].")
    meanings = tuple(_meaning(value, path, line) for value in row["betyder"])
    return [(tuple(map(key_of, pieces(typed))), meanings) for typed in row["skrivs"]]


def _outside(row: Mapping[str, Any], path: str, line: int) -> tuple[str, list[list[str]]]:
    if set(row) != {"skrivs", "vart"} or not _is_words(row["skrivs"]):
        raise _broken(path, line, "Det som inte hör hit ska ha skrivs och vart, inget annat.")
    where = row["vart"]
    if not isinstance(where, str) or not where.strip():
        raise _broken(path, line, "vart ska säga vart man vänder sig.")
    return where.strip(), [pieces(typed) for typed in row["skrivs"]]


def _meaning(value: Any, path: str, line: int) -> Meaning:
    if isinstance(value, str):
        return Meaning(tuple(pieces(value)))
    if (
        not isinstance(value, dict)
        or not set(value) <= _KEYS
        or not isinstance(value.get("ord"), str)
    ):
        raise _broken(path, line, "En betydelse är ett ord, eller {ord:, steg:, roll:}.")
    steg, roll = value.get("steg", []), value.get("roll", [])
    if not _is_words(steg) or not _is_words(roll):
        raise _broken(path, line, "steg och roll ska vara listor inom [ ].")
    return Meaning(tuple(pieces(value["ord"])), frozenset(steg), frozenset(roll))


def _is_words(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(word, str) for word in value)
    )


def _broken(path: str, line: int, what: str) -> BrokenGuidance:
    advice = "Skriv som raderna före: - {skrivs: [ord], betyder: [ord]}."
    return BrokenGuidance([error(path, line, what, advice)])
