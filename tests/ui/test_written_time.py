"""People write times as they speak; the system understands them or says that it does not."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planning.moments import from_local, write_moment
from planning_ui.written_time import Direction, NotUnderstood, read_day, read_moment

SUNDAY_EVENING = from_local(datetime(2026, 11, 22, 19, 30))

UNDERSTOOD = [
    ("2026-03-03 14:00", "2026-03-03 14:00"),
    ("2026-03-03T14:00", "2026-03-03 14:00"),
    ("20260303 1430", "2026-03-03 14:30"),
    ("3/3-2027 14", "2027-03-03 14:00"),
    ("3/3 2027 kl. 14.15", "2027-03-03 14:15"),
    ("den 3 mars 2027 14", "2027-03-03 14:00"),
    ("i dag 14", "2026-11-22 14:00"),
    ("idag kl 14", "2026-11-22 14:00"),
    ("I morgon 9", "2026-11-23 09:00"),
    ("imorgon 09:05", "2026-11-23 09:05"),
    ("i övermorgon 8", "2026-11-24 08:00"),
    ("i går 23:15", "2026-11-21 23:15"),
    ("14:00", "2026-11-22 14:00"),
    ("nu", "2026-11-22 19:30"),
    ("  i  dag,  14:00 ", "2026-11-22 14:00"),
    ("2026-11-22 19:30:41", "2026-11-22 19:30"),
]


@pytest.mark.parametrize(("text", "meant"), UNDERSTOOD)
def test_a_moment_is_understood_as_people_write_it(text: str, meant: str) -> None:
    assert write_moment(read_moment(text, SUNDAY_EVENING, Direction.NEAREST)) == meant


@pytest.mark.parametrize(
    ("text", "direction", "meant"),
    [
        ("3/3 14", Direction.PAST, "2026-03-03 14:00"),
        ("3/3 14", Direction.FUTURE, "2027-03-03 14:00"),
        ("3 mars 14", Direction.FUTURE, "2027-03-03 14:00"),
        ("tis 14:00", Direction.PAST, "2026-11-17 14:00"),
        ("tis 14:00", Direction.FUTURE, "2026-11-24 14:00"),
        ("tisdag 14", Direction.NEAREST, "2026-11-24 14:00"),
        ("torsdag 8", Direction.FUTURE, "2026-11-26 08:00"),
        ("på fredag 8", Direction.FUTURE, "2026-11-27 08:00"),
        ("söndag 8", Direction.PAST, "2026-11-22 08:00"),
        ("29/12 10", Direction.PAST, "2025-12-29 10:00"),
    ],
)
def test_the_field_decides_which_week_or_year(text: str, direction: Direction, meant: str) -> None:
    assert write_moment(read_moment(text, SUNDAY_EVENING, direction)) == meant


@pytest.mark.parametrize(
    "text",
    ["", "hej", "30/2 14", "3/3 25", "3/13 10", "24/11", "14:61", "tis x", "i dag 14 eller 15",
     "0303 14", "2026-02-30 10:00", "12345", "１４:00", "måndag 8:5"],
)  # fmt: skip
def test_what_is_not_understood_is_said_and_never_guessed(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_moment(text, SUNDAY_EVENING, Direction.NEAREST)


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="klockan ställs om"):
        read_moment("2026-03-29 02:30", SUNDAY_EVENING, Direction.NEAREST)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("fre", date(2026, 11, 27)),
        ("3/3", date(2027, 3, 3)),
        ("3/3 14", date(2027, 3, 3)),
        ("2026-12-24", date(2026, 12, 24)),
        ("i morgon", date(2026, 11, 23)),
    ],
)
def test_a_day_is_understood_with_or_without_a_clock_time(text: str, meant: date) -> None:
    assert read_day(text, SUNDAY_EVENING, Direction.FUTURE) == meant
