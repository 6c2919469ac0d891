"""A calendar month, as a payment basis is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from planning.moments import MONTHS

WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month of one year; raises ValueError for a month that does not exist."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)

    @classmethod
    def read(cls, text: str) -> Month:
        """Read `2026-03`. Raises ValueError for anything else."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError(f"not a month of the form YYYY-MM: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which the day lies."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        """The month after."""
        return self.moved(1)

    def moved(self, months: int) -> Month:
        """The month so many months later, or earlier when negative."""
        years, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(years, number + 1)

    def contains(self, day: date) -> bool:
        """Whether the day lies in the month."""
        return (day.year, day.month) == (self.year, self.number)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def words(self) -> str:
        """The month in words: `mars 2026`."""
        return f"{MONTHS[self.number - 1]} {self.year}"


def months_between(first: date, last: date) -> tuple[Month, ...]:
    """Every month from that of the first day to that of the last; one at least."""
    found = [Month.of(first)]
    while found[-1] < Month.of(last):
        found.append(found[-1].next)
    return tuple(found)


def months_ending_with(month: Month, count: int) -> tuple[Month, ...]:
    """So many months, the given one last."""
    return tuple(month.moved(-back) for back in reversed(range(count)))
