"""The sums behind the statistics, added up by the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, func, select

from planning.measures import COUNTED, Counts
from planning.statistics import Tally
from storage.sql.tables import case_units, stays

PLACE = (stays.c.month, stays.c.kommun, stays.c.ward)


def sum_tallies(
    connection: Connection, first: str, last: str, units: frozenset[str] | None
) -> list[Tally]:
    """Sums per month, kommun and ward, in that order."""
    sums = (func.sum(stays.c[name]).label(name) for name in COUNTED)
    wanted = select(*PLACE, *sums).where(stays.c.month >= first, stays.c.month <= last)
    if units is not None:
        own = select(case_units.c.case_id).where(case_units.c.unit.in_(sorted(units)))
        wanted = wanted.where(stays.c.case_id.in_(own))
    grouped = wanted.group_by(*PLACE).order_by(*PLACE)
    return [_tally(each) for each in connection.execute(grouped)]


def _tally(found: Row[tuple[object, ...]]) -> Tally:
    values: Sequence[object] = tuple(found)
    month, kommun, ward = (str(each) for each in values[:3])
    return Tally(month, kommun, ward, Counts(*(int(str(each)) for each in values[3:])))
