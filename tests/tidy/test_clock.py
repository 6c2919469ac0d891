"""Time is an argument: only the front door reads the clock, so that every deadline can be replayed.

How long our own work took (`time.perf_counter`) is no time of day and may be measured.
"""

from __future__ import annotations

import pytest

from tests.tidy.source import PACKAGES, calls, modules

CLOCK = "ledstang/clock.py"
READERS = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
)


def _reads_the_clock(name: str) -> bool:
    return any(name == reader or name.endswith(f".{reader}") for reader in READERS)


def test_only_one_file_reads_the_clock() -> None:
    found = [
        f"{module.place(call)} {name}"
        for module in modules(*PACKAGES)
        if module.path != CLOCK
        for call, name in calls(module)
        if _reads_the_clock(name)
    ]
    assert not found, "take the time as an argument:\n" + "\n".join(found)


@pytest.mark.parametrize("name", ["datetime.now", "datetime.datetime.now", "date.today"])
def test_the_clock_is_recognised_as_people_write_it(name: str) -> None:
    assert _reads_the_clock(name)


def test_the_clock_file_is_the_one_that_reads_it() -> None:
    (clock,) = (module for module in modules("ledstang") if module.path == CLOCK)
    assert any(_reads_the_clock(name) for _, name in calls(clock))
