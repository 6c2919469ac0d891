"""A long list, a hundred rows at a time: the whole is counted, one sheet of it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

ROWS_AT_ONCE = 100
SHEETS_MAX = 99
KEY = "sida"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which rows of a list are shown, counted from one, and where the others are."""

    number: int
    first: int
    last: int
    total: int
    earlier: str
    later: str

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows of this sheet."""
        return rows[self.first - 1 : self.last]


def sheet(asked: Mapping[str, str], total: int, address: str) -> Sheet:
    """The sheet that the address asks for; the last one when there are no longer so many rows.

    `address` is that of the list itself.
    """
    number = min(_number(asked.get(KEY, "")), max(-(-total // ROWS_AT_ONCE), 1))
    last = min(number * ROWS_AT_ONCE, total)
    return Sheet(
        number=number,
        first=(number - 1) * ROWS_AT_ONCE + 1,
        last=last,
        total=total,
        earlier=_address(address, number - 1) if number > 1 else "",
        later=_address(address, number + 1) if last < total else "",
    )


def _number(text: str) -> int:
    known = text.isascii() and text.isdecimal() and 0 < len(text) < 3
    return min(max(int(text), 1), SHEETS_MAX) if known else 1


def sheet_address(address: str, asked: str) -> str:
    """The address of the sheet of a list that a form tells it was on."""
    return _address(address, _number(asked))


def _address(address: str, number: int) -> str:
    return address if number == 1 else f"{address}{'&' if '?' in address else '?'}{KEY}={number}"
