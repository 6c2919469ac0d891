"""`python -m benchmarks [NAME ...]`: measure, print JSON lines, and a table at the end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import QUICK, Plan
from benchmarks.programs import Unavailable
from benchmarks.results import Outcome, Skipped, print_table, tell

NAMES = ("help_api", "publishing", "guide", "search", "core", "lists", "pages", "click", "live")
Benchmark = Callable[[Plan], Iterator[Outcome]]


def main() -> int:
    """Run the benchmarks that are named, all by default. A missed goal is told, not an error."""
    said = _parser().parse_args()
    plan = QUICK if said.quick else Plan(rounds=said.rounds, full=said.full, keep=said.keep)
    busy = f"{os.getloadavg()[0]:.1f}"
    print(f"{os.cpu_count()} processors, load {busy} before the start", file=sys.stderr)
    outcomes = [outcome for name in said.names or NAMES for outcome in run(name, plan)]
    print_table(outcomes)
    return 0


def run(name: str, plan: Plan) -> Iterator[Outcome]:
    """Run one benchmark and tell each outcome as it comes."""
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    benchmark: Benchmark = import_module(f"benchmarks.{name}").run
    try:
        for outcome in benchmark(plan):
            tell(outcome)
            yield outcome
    except Unavailable as missing:
        skipped = Skipped(name, str(missing))
        tell(skipped)
        yield skipped


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME",
                        help=f"which to run: {', '.join(NAMES)}; all by default")  # fmt: skip
    parser.add_argument("--full", action="store_true", help="also the sizes that take long")
    parser.add_argument("--quick", action="store_true", help="only see that it works")
    parser.add_argument("--rounds", type=int, default=Plan.rounds, help="rounds of each contestant")
    kept = "where the filled database of `pages` is kept for the next run"
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help=kept)
    return parser


if __name__ == "__main__":
    sys.exit(main())
