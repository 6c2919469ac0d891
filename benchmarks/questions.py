"""The questions that people ask, with the pages that answer them, and how a search is marked."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import ROOT

FILES = ROOT / "tests" / "help" / "search"
OUTSIDE = "-"
AMONG = 3


@dataclass(frozen=True)
class Question:
    """What somebody typed, and the topics of which any is a right answer; none for `outside`."""

    text: str
    topics: frozenset[str]

    @property
    def outside(self) -> bool:
        """Whether the honest answer is that this does not belong here."""
        return not self.topics


def read_questions(folder: Path = FILES) -> tuple[Question, ...]:
    """Every question of every file, in order."""
    return tuple(each for file in sorted(folder.glob("*.tsv")) for each in _read(file))


def _read(file: Path) -> Iterator[Question]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Question(row["fraga"], frozenset(row["amnen"].split()) - {OUTSIDE})


@dataclass(frozen=True)
class Marks:
    """Shares in percent.

    Of the questions that belong here: answered rightly at once, rightly among the first three, and
    answered at all. Of those that do not: refused.
    """

    first: float
    among: float
    answered: float
    refused: float


def mark(questions: Sequence[Question], answers: Sequence[Sequence[str]]) -> Marks:
    """Mark the answers: the topics that a search gave to each question, best first."""
    both = list(zip(questions, answers, strict=True))
    inside = [(asked.topics, found) for asked, found in both if not asked.outside]
    outside = [found for asked, found in both if asked.outside]
    return Marks(
        first=_share([bool(set(found[:1]) & topics) for topics, found in inside]),
        among=_share([bool(set(found[:AMONG]) & topics) for topics, found in inside]),
        answered=_share([bool(found) for _, found in inside]),
        refused=_share([not found for found in outside]),
    )


def _share(hits: Sequence[bool]) -> float:
    return 100 * sum(hits) / len(hits) if hits else 0.0
