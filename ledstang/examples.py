"""The worked examples in `docs/begrepp/exempel`: read, and turned into courses that can be played.

A table has a course with blanks. Each row fills in the blanks and says what the system must answer;
a line of the course whose time is not filled in did not happen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ledstang.loading import ROOT, BrokenFile, read_yaml

FOLDER = ROOT / "docs" / "begrepp" / "exempel"
PATIENT = {
    "personnummer": "189002029800",
    "namn": "Test Testsson",
    "folkbokforingskommun": "sundsvall",
}
BLANK = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Given:
    """What is filled in: its heading, and what holds when a row says nothing."""

    title: str
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is answered: its heading, and where in the system's answer it stands."""

    title: str
    where: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One rule with its examples."""

    title: str
    law: str
    mark: str
    text: str
    agreement: str
    course: Sequence[Mapping[str, Any]]
    until: str
    given: Mapping[str, Given]
    asked: Mapping[str, Asked]
    rows: Sequence[Mapping[str, Any]]

    def scenario(self, row: Mapping[str, Any], parties: Mapping[str, str]) -> dict[str, Any]:
        """The row as the plain data of a scenario file."""
        known = {name: row.get(name, given.otherwise) for name, given in self.given.items()}
        return {
            "avtal": self.agreement,
            "patient": PATIENT,
            "parter": dict(parties),
            "handelser": [line for each in self.course if (line := _filled(each, known))["tid"]],
            "vid": _fill(self.until, known),
        }

    def answers(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """What the system answered, under the names that the rows use."""
        return {name: _found(told, asked.where) for name, asked in self.asked.items()}

    def wanted(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the row says that the system must answer."""
        return {name: row[name] for name in self.asked}


@dataclass(frozen=True)
class Chapter:
    """One file: the rules of one part of the law."""

    title: str
    tables: tuple[Table, ...]


def read_chapters(folder: Path = FOLDER) -> tuple[Chapter, ...]:
    """All examples, in the order of the files. Raises BrokenFile, naming the file."""
    return tuple(_chapter(file) for file in sorted(folder.glob("*.yaml")))


def _chapter(file: Path) -> Chapter:
    data = read_yaml(file)
    try:
        return Chapter(data["rubrik"], tuple(_table(each) for each in data["tabeller"]))
    except (KeyError, TypeError) as error:
        raise BrokenFile(f"{file}: missing or misplaced {error}") from error


def _table(data: Mapping[str, Any]) -> Table:
    return Table(
        title=data["rubrik"],
        law=data["lagrum"],
        mark=data["marke"],
        text=data["text"],
        agreement=data.get("avtal", "lagen"),
        course=data["handelser"],
        until=data["vid"],
        given={name: _given(each) for name, each in data["givet"].items()},
        asked={name: Asked(at[0], tuple(at[1].split("."))) for name, at in data["svar"].items()},
        rows=data["rader"],
    )


def _given(said: str | list[str]) -> Given:
    return Given(said) if isinstance(said, str) else Given(said[0], said[1])


def _filled(line: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    done = {key: _fill(value, known) for key, value in line.items()}
    return {key: value for key, value in done.items() if value is not None or key == "tid"}


def _fill(value: Any, known: Mapping[str, Any]) -> Any:
    blank = BLANK.fullmatch(value) if isinstance(value, str) else None
    return known[blank.group(1)] if blank else value


def _found(told: Any, where: Sequence[str]) -> Any:
    for name in where:
        told = _step_into(told, name)
    return list(_days(told)) if isinstance(told, list) else told


def _step_into(told: Any, name: str) -> Any:
    if isinstance(told, Mapping):
        return told[name]
    if name.isdigit():
        return told[int(name) - 1]
    return next(each for each in told if each["steg"] == name)


def _days(told: Sequence[Any]) -> Iterator[Any]:
    yield from (each["dag"] if isinstance(each, Mapping) else each for each in told)
