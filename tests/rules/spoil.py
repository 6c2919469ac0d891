"""Tries every spoilt version of a function (a mutant) against the tests that reach that function.

mutmut writes the mutants and notes which tests reach what; this plugin then finds the tests once
and forks for each mutant, which takes a tenth of the time of one pytest for each. Used by
`make mutation`, from the folder that mutmut wrote: `python -m pytest -p tests.rules.spoil`.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

GOAL_PERCENT = 90
RESULTS = Path("spoilt.jsonl")
STATISTICS = Path("mutmut-stats.json")
SURVIVED, KILLED, NO_TEST = "survived", "killed", "no test"
_SECONDS_FOR_A_LOOP = 60  # of processor time; a mutant that never ends is seen, too


@dataclass(frozen=True)
class Reach:
    """Which tests reach each function, as mutmut counted them."""

    tests: dict[str, list[str]]
    seconds: dict[str, float]

    @classmethod
    def read(cls, path: Path) -> Reach:
        """Read what mutmut noted; KeyError if its format has changed."""
        noted = json.loads(path.read_text(encoding="utf-8"))
        return cls(noted["tests_by_mangled_function_name"], noted["duration_by_test"])

    def of(self, function: str) -> list[str]:
        """The tests that reach the function: in turn one of each file, the quickest first."""
        files: dict[str, list[str]] = {}
        for test in sorted(self.tests.get(function, []), key=self._quickest):
            files.setdefault(test.partition("::")[0], []).append(test)
        turns = zip_longest(*files.values())
        return [test for turn in turns for test in turn if test is not None]

    def _quickest(self, test: str) -> tuple[float, str]:
        return (self.seconds.get(test, 0), test)


@dataclass(frozen=True)
class Outcome:
    """What the tests say of a mutant, and the test that saw it."""

    mutant: str
    outcome: str
    test: str = ""


def mutants(names: list[str]) -> Iterator[str]:
    """Every mutant that mutmut wrote whose name begins with one of the names (all if none)."""
    for meta in sorted(Path("planning").rglob("*.meta")):
        for mutant in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]:
            if not names or mutant.startswith(tuple(names)):
                yield mutant


@dataclass
class Trial:
    """Tries one mutant after another; remembers which tests see the mutants of a function."""

    reach: Reach
    items: dict[str, pytest.Item]
    seen_by: dict[str, list[str]] = field(default_factory=dict)

    def outcome(self, mutant: str) -> Outcome:
        """Tell whether the tests see a mutant, and which test saw it first."""
        function = mutant.partition("__mutmut_")[0]
        good = self.seen_by.setdefault(function, [])
        tests = [test for test in dict.fromkeys([*good, *self.reach.of(function)])
                 if test in self.items]  # fmt: skip
        if not tests:
            return Outcome(mutant, NO_TEST)
        test = _try_in_fork(mutant, [self.items[each] for each in tests])
        if test is None:
            return Outcome(mutant, SURVIVED)
        self.seen_by[function] = list(dict.fromkeys([test, *good]))
        return Outcome(mutant, KILLED, test)


def _try_in_fork(mutant: str, items: list[pytest.Item]) -> str | None:
    """The first test that fails with the mutant in place (or the last begun, if it never ends)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _try_alone(mutant, items, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        begun = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    return begun[-1] if status else None


def _try_alone(mutant: str, items: list[pytest.Item], writing: int) -> None:
    """Leave with 1 at the first test that fails, with 0 if none does."""
    signal.setitimer(signal.ITIMER_PROF, _SECONDS_FOR_A_LOOP)
    os.environ["MUTANT_UNDER_TEST"] = mutant
    try:
        for item, after in zip_longest(items, items[1:]):
            os.write(writing, f"{item.nodeid}\n".encode())
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=after)):
                os._exit(1)
    except BaseException:  # noqa: BLE001 - whatever a spoilt rule throws, the mutant is seen
        os._exit(1)
    os._exit(0)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of functions."""
    parser.addoption("--spoil", action="append", default=[], help="begin of the mutants' names")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try the mutants instead of running the tests; fail below the goal."""
    trial = Trial(Reach.read(STATISTICS), {item.nodeid: item for item in session.items})
    counts: Counter[str] = Counter()
    gc.freeze()  # a fork then copies no more of the memory than it changes
    with RESULTS.open("a", encoding="utf-8", buffering=1) as results:
        for mutant in mutants(session.config.getoption("--spoil")):
            told = trial.outcome(mutant)
            counts[told.outcome] += 1
            results.write(json.dumps(asdict(told)) + "\n")
            if told.outcome != KILLED:
                print(f"{told.outcome}: {mutant}")
    score = 100 * counts[KILLED] / max(1, counts.total())
    print(f"\n{dict(counts)}: {score:.1f} % seen, the goal is {GOAL_PERCENT} %")
    session.testsfailed = int(score < GOAL_PERCENT)
    return True
