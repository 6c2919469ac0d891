"""Moments and days as Sweden counts them.

A moment is an aware `datetime` in UTC, so that hours are elapsed hours also on a night when the
clocks change. A day is a `date` in Europe/Stockholm. Days are added to dates, never as hours.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = time(12, 0, 0)
FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def from_local(moment: datetime) -> datetime:
    """The moment at which the wall clock in Stockholm shows this naive time."""
    return moment.replace(tzinfo=STOCKHOLM).astimezone(UTC)


def parse_moment(text: str) -> datetime:
    """Read `2026-03-02 08:00` (or with seconds) as local time.

    Raises ValueError when the text has another form.
    """
    for form in FORMATS:
        try:
            return from_local(datetime.strptime(text, form))
        except ValueError:
            continue
    raise ValueError(f"not a time of the form YYYY-MM-DD HH:MM: {text!r}")


def local(moment: datetime) -> datetime:
    """The moment as the wall clock in Stockholm shows it."""
    return moment.astimezone(STOCKHOLM)


def local_day(moment: datetime) -> date:
    """The day in Stockholm on which the moment falls."""
    return local(moment).date()


def to_the_minute(moment: datetime) -> datetime:
    """The moment without its seconds, which people neither see nor write."""
    return moment.replace(second=0, microsecond=0)


def start_of_day(day: date) -> datetime:
    """The first moment of the day in Stockholm."""
    return from_local(datetime.combine(day, time()))


def end_of_day(day: date) -> datetime:
    """The last whole second of the day in Stockholm."""
    return start_of_day(day + timedelta(days=1)) - timedelta(seconds=1)


def after_noon(moment: datetime) -> bool:
    """Whether the moment is later than 12:00:00 local time; 12:00:00 itself is not."""
    return local(moment).time() > NOON


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """The day itself, or the next that is no Saturday, Sunday or holiday.

    Source: lag (1930:173) 2 §; `holidays` also holds midsommarafton, julafton and nyårsafton.
    """
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


def write_moment(moment: datetime) -> str:
    """The moment as local text, to the minute, or to the second when seconds are given."""
    shown = local(moment)
    ends_day = shown.time() == time(23, 59, 59)
    return shown.strftime(FORMATS[1] if shown.second and not ends_day else FORMATS[0])


def say_day(day: date) -> str:
    """The day in words: `måndag 9 mars 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_moment(moment: datetime) -> str:
    """The moment in words: `måndag 9 mars 2026 kl. 08:00`, with seconds when they matter."""
    shown = local(moment)
    clock = shown.strftime("%H:%M:%S" if shown.second not in (0, 59) else "%H:%M")
    return f"{say_day(shown.date())} kl. {clock}"
