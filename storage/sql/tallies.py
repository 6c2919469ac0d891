"""The sums behind the statistics: kept up to date with each stay, read as a few rows a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select

from planning.measures import COUNTED, Counts
from planning.statistics import Tally
from storage.sql.database import upsert
from storage.sql.tables import SUMMED_BY, stay_sums

PLACE = (stay_sums.c.month, stay_sums.c.kommun, stay_sums.c.ward)
Values = Mapping[str, Any]


def parties_text(units: Iterable[str]) -> str:
    """The units of a case as one text, each with a blank before and after it."""
    return f" {' '.join(sorted(set(units)))} "


def sum_up(connection: Connection, gone: Sequence[Values], come: Sequence[Values]) -> None:
    """Take the stays that are gone out of the sums, and put those that have come into them."""
    changes = [(_key(stay), stay, -1) for stay in gone] + [(_key(stay), stay, 1) for stay in come]
    # In one order for all, so that two who write at once never wait for each other.
    for key, stay, sign in sorted(changes, key=lambda change: tuple(change[0].values())):
        _add(connection, key, stay, sign)


def _key(stay: Values) -> dict[str, Any]:
    return {name: stay[name] for name in SUMMED_BY}


def _add(connection: Connection, key: dict[str, Any], stay: Values, sign: int) -> None:
    counts = {name: sign * stay[name] for name in COUNTED}
    more = {name: stay_sums.c[name] + number for name, number in counts.items()}
    upsert(connection, stay_sums, key | counts, more)
    if sign < 0:
        same = (stay_sums.c[name] == value for name, value in key.items())
        connection.execute(delete(stay_sums).where(*same, stay_sums.c.stays == 0))


def sum_tallies(
    connection: Connection, first: str, last: str, units: frozenset[str] | None
) -> list[Tally]:
    """Sums per month, kommun and ward, in that order."""
    sums = (func.sum(stay_sums.c[name]).label(name) for name in COUNTED)
    month = stay_sums.c.month
    wanted = select(*PLACE, *sums).where(month >= first, month <= last)
    if units is not None:
        takes_part = (
            stay_sums.c.parties.contains(f" {unit} ", autoescape=True) for unit in sorted(units)
        )
        wanted = wanted.where(or_(False, *takes_part))
    grouped = wanted.group_by(*PLACE).order_by(*PLACE)
    return [_tally(each) for each in connection.execute(grouped)]


def _tally(found: Row[tuple[object, ...]]) -> Tally:
    values: Sequence[object] = tuple(found)
    month, kommun, ward = (str(each) for each in values[:3])
    return Tally(month, kommun, ward, Counts(*(int(str(each)) for each in values[3:])))
