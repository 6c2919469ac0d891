"""One measured figure, its goal, and how it is told: a JSON line and a row of a table."""

from __future__ import annotations

import json
import operator
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median, quantiles

FEWEST_FOR_QUARTILES = 4


class Better(Enum):
    """Which way a figure should go."""

    LESS = "less"
    MORE = "more"


class Subject(Enum):
    """What a goal speaks of: our own median, or the ratio to the peer."""

    MEDIAN = "median"
    RATIO = "ratio"


@dataclass(frozen=True)
class Goal:
    """A limit and the side of it to be on."""

    subject: Subject
    sign: str
    limit: float

    def __str__(self) -> str:
        """As the JSON line tells it: `ratio >= 0.6`."""
        return f"{self.subject.value} {self.sign} {self.limit:g}"

    def met(self, own: float, ratio: float | None) -> bool | None:
        """Whether it is reached; None where there is no peer to compare with."""
        value = own if self.subject is Subject.MEDIAN else ratio
        return None if value is None else SIGNS[self.sign](value, self.limit)


SIGNS: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


def at_most(limit: float) -> Goal:
    """Our own median, in the result's unit, is no more than this."""
    return Goal(Subject.MEDIAN, "<=", limit)


def at_least(limit: float) -> Goal:
    """Our own median, in the result's unit, is no less than this."""
    return Goal(Subject.MEDIAN, ">=", limit)


def times_the_peer(limit: float) -> Goal:
    """We are at least this many times as good as the peer."""
    return Goal(Subject.RATIO, ">=", limit)


@dataclass(frozen=True)
class Result:
    """One figure of ours, beside a peer's of the same run where there is one."""

    name: str
    unit: str
    own: Sequence[float]
    better: Better = Better.LESS
    peer: str = ""
    theirs: Sequence[float] = ()
    goal: Goal | None = None

    @property
    def median(self) -> float:
        """Our median."""
        return median(self.own)

    @property
    def spread(self) -> float:
        """How far apart the middle half of our rounds lie."""
        return spread(self.own)

    @property
    def peer_median(self) -> float | None:
        """The peer's median."""
        return median(self.theirs) if self.theirs else None

    @property
    def ratio(self) -> float | None:
        """How many times as good as the peer we are: over 1 we are ahead, whatever the unit."""
        theirs = self.peer_median
        if theirs is None:
            return None
        above, below = (
            (theirs, self.median) if self.better is Better.LESS else (self.median, theirs)
        )
        return above / below if below else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without goal or without the peer it speaks of."""
        return self.goal.met(self.median, self.ratio) if self.goal else None

    def json_line(self) -> str:
        """The result for a program to read."""
        told = {
            "name": self.name,
            "median": _short(self.median),
            "spread": _short(self.spread),
            "unit": self.unit,
            "peer": self.peer or None,
            "peer_median": _short(self.peer_median),
            "ratio": _short(self.ratio),
            "goal": str(self.goal) if self.goal else None,
            "met": self.met,
        }
        return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True)
class Skipped:
    """Something that could not be measured here, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        """The one line that is printed."""
        return f"skipped: {self.name}: {self.reason}"


Outcome = Result | Skipped


def spread(values: Sequence[float]) -> float:
    """The distance between the quartiles; of a few values, between the ends."""
    if len(values) < FEWEST_FOR_QUARTILES:
        return max(values) - min(values)
    first, _, third = quantiles(values, n=4)
    return third - first


def tell(outcome: Outcome) -> None:
    """Print a result as JSON on stdout, or a skipped peer as a line on stderr."""
    if isinstance(outcome, Skipped):
        print(outcome, file=sys.stderr, flush=True)
    else:
        print(outcome.json_line(), flush=True)


HEAD = ("figure", "ours", "spread", "unit", "peer", "theirs", "ratio", "goal", "met")
WORD_OF = {True: "yes", False: "NO", None: ""}


def print_table(outcomes: Iterable[Outcome]) -> None:
    """Print all results as a table on stderr."""
    rows = [HEAD, *(_row(each) for each in outcomes if isinstance(each, Result))]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip(), file=sys.stderr)


def _row(result: Result) -> tuple[str, ...]:
    goal = str(result.goal) if result.goal else ""
    theirs, ratio = _text(result.peer_median), _text(result.ratio)
    own, wide = _text(result.median), _text(result.spread)
    met = WORD_OF[result.met]
    return (result.name, own, wide, result.unit, result.peer, theirs, ratio, goal, met)


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.5g}")


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
