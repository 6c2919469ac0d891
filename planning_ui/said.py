"""Times in the words people use: `i dag 14:05`, `i morgon tis 3 mars kl. 08:00`.

Words for the eye, the exact time for hover and screen readers: relative only beside absolute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from planning.moments import local, local_day, say_day, say_moment

SHORT_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
SHORT_MONTHS = (
    "jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip
NEAR = {-1: "i går", 0: "i dag", 1: "i morgon"}


@dataclass(frozen=True, slots=True)
class Said:
    """A day or moment: `words` to read, `machine` for `<time datetime>`, `exact` on hover."""

    words: str
    machine: str
    exact: str


def say(moment: datetime, now: datetime) -> Said:
    """The moment in words, seen from now."""
    shown = local(moment)
    clock = f"{shown:%H:%M}"
    distance = (shown.date() - local_day(now)).days
    if distance in (-1, 0):
        words = f"{NEAR[distance]} {clock}"
    else:
        words = f"{_day_words(shown.date(), local_day(now))} kl. {clock}"
    return Said(words, shown.isoformat(timespec="minutes"), say_moment(moment))


def say_the_day(day: date, now: datetime) -> Said:
    """The day in words, seen from now."""
    return Said(_day_words(day, local_day(now)), day.isoformat(), say_day(day))


def _day_words(day: date, today: date) -> str:
    distance = (day - today).days
    if distance in (-1, 0):
        return NEAR[distance]
    dated = f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]}"
    if day.year != today.year:
        dated += f" {day.year}"
    return f"{NEAR[1]} {dated}" if distance == 1 else dated


def say_short(moment: datetime) -> str:
    """Day and clock in the fewest signs, for the rail: `3/3 14:05`."""
    shown = local(moment)
    return f"{shown.day}/{shown.month} {shown:%H:%M}"


def say_written_moment(moment: datetime) -> str:
    """The moment in full, to answer what somebody wrote."""
    return say_moment(moment)


def say_written_day(day: date) -> str:
    """The day in full, to answer what somebody wrote."""
    return say_day(day)
