"""Measuring side by side: each in turn, round by round, so that a slow minute hits all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"

Measure = Callable[[], float]
"""Does the work once and returns its figure."""


@dataclass(frozen=True)
class Plan:
    """How thoroughly to measure.

    `rounds` per contestant, `seconds` of load in each round, `full` for the sizes that take long;
    `install` allows fetching the peers. `share` scales down how much is done in a round. `keep` is
    a folder where a database that takes long to fill is kept for the next run.
    """

    rounds: int = 5
    seconds: float = 5.0
    full: bool = False
    install: bool = True
    share: float = 1.0
    keep: Path | None = None

    def count(self, whole: int) -> int:
        """How many of something to do in a round: at least one."""
        return max(1, round(whole * self.share))


QUICK = Plan(rounds=1, seconds=0.3, install=False, share=0.02)
"""Just enough to see that a benchmark works; its figures say nothing."""


def alternate(
    contestants: Mapping[str, Measure], rounds: int, warm_up: int = 1
) -> dict[str, list[float]]:
    """Measure every contestant once per round, in turn; the warm-up rounds do not count."""
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(-warm_up, rounds):
        for name, measure in contestants.items():
            figure = measure()
            if number >= 0:
                found[name].append(figure)
    return found


def milliseconds(work: Callable[[], object]) -> Measure:
    """A measure of how long the work takes once, in milliseconds."""

    def measure() -> float:
        start = perf_counter()
        work()
        return (perf_counter() - start) * 1000

    return measure


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
