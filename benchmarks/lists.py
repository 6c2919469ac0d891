"""The unit's list: fifty active cases found among very many closed ones, on both databases.

100 000 closed cases by default, 1 000 000 with `--full`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import text

from benchmarks.databases import postgresql_database, sqlite_database
from benchmarks.measuring import Plan, alternate, percentile
from benchmarks.programs import Unavailable
from benchmarks.results import Outcome, Result, Skipped, at_most
from planning.ports import CaseRow, RowQuery
from storage.agreed import admitted_text
from storage.codec import record_text
from storage.sql import Database, sql_stores

CLOSED, CLOSED_IN_FULL = 100_000, 1_000_000
ACTIVE = 50
LISTS_PER_ROUND = 100
WARD, OPEN_CARE, KOMMUN = "sundsvall-avd-11", "hc-granlo", "sundsvall-bistand"
UNITS = (WARD, OPEN_CARE, KOMMUN)
ADMITTED = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
PLACE = "@@@"
"""Stands for the number of the case in the text that is copied."""

OPENED: Mapping[str, Callable[[], AbstractContextManager[Database]]] = {
    "sqlite": sqlite_database,
    "postgresql": postgresql_database,
}
NUMBERS = """WITH RECURSIVE numbers(n) AS
  (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})"""
ROWS = """INSERT INTO case_rows
  (case_id, version, identity, active, kommun, ward, state, admitted, document)
  {numbers} SELECT '{kind}-' || n, 25, 'PROV-' || n, {active}, 'sundsvall', :ward, :state,
    :admitted, replace(:document, :place, CAST(n AS TEXT)) FROM numbers"""
PARTIES = """INSERT INTO case_units (unit, active, admitted, case_id)
  {numbers} SELECT :unit, {active}, :admitted, '{kind}-' || n FROM numbers"""


def run(plan: Plan) -> Iterator[Outcome]:
    """Fill each database and ask for the ward's list."""
    closed = plan.count(CLOSED_IN_FULL if plan.full else CLOSED)
    for name, opened in OPENED.items():
        try:
            with opened() as database:
                fill(database, "stangt", closed, active=False)
                fill(database, "pagar", ACTIVE, active=True)
                yield from _lists(name, database, closed, plan)
        except Unavailable as missing:
            yield Skipped(f"lists, {name}", str(missing))


def fill(
    database: Database, kind: str, count: int, *, active: bool, units: tuple[str, ...] = UNITS
) -> None:
    """Write so many cases of the same three units straight into the derived rows."""
    row = _row(kind, active, units)
    numbers = NUMBERS.format(count=count)
    shape = {"kind": kind, "numbers": numbers, "active": "TRUE" if active else "FALSE"}
    values: dict[str, Any] = {"ward": units[0], "state": row.state, "admitted": admitted_text(row)}
    values |= {"document": record_text(row), "place": PLACE}
    with database.writing() as connection:
        connection.execute(text(ROWS.format(**shape)), values)
        for unit in units:
            party = {"unit": unit, "admitted": admitted_text(row)}
            connection.execute(text(PARTIES.format(**shape)), party)
    with database.writing() as connection:
        connection.execute(text("ANALYZE"))


def _row(kind: str, active: bool, units: tuple[str, ...]) -> CaseRow:
    return CaseRow(
        case_id=f"{kind}-{PLACE}",
        version=25,
        name=f"Test Testsson {PLACE}",
        identity=f"PROV-{PLACE}",
        ward=units[0],
        kommun="sundsvall",
        state="inskriven" if active else "avslutat",
        estimated_discharge=ADMITTED.date() + timedelta(days=4),
        date_changed=False,
        next_step="kvittera",
        next_role="kommun",
        next_units=units[-1:],
        next_due=ADMITTED + timedelta(days=1),
        ready_since=None,
        flags=(),
        units=units,
        unread={units[-1]: 1} if active else {},
        active=active,
        admitted_at=ADMITTED,
    )


def _lists(name: str, database: Database, closed: int, plan: Plan) -> Iterator[Outcome]:
    cases = sql_stores(database).cases
    query = RowQuery(frozenset({WARD}))
    p95: list[float] = []

    def many() -> float:
        times = []
        for _ in range(plan.count(LISTS_PER_ROUND)):
            start = perf_counter()
            rows = cases.rows(query)
            times.append((perf_counter() - start) * 1000)
            assert len(rows) == ACTIVE
        p95.append(percentile(times, 0.95))
        return median(times)

    own = alternate({name: many}, plan.rounds)[name]
    figure = f"lists.50_among_{closed}_{name}"
    yield Result(figure, "ms", own)
    yield Result(f"{figure}_p95", "ms", p95[-plan.rounds :], goal=at_most(10))
