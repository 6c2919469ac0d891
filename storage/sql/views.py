"""The derived rows: list view and inbox. Only what changed is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    union_all,
)

from planning.measures import COUNTED
from planning.ports import CaseRow, InboxRow, KeptSums, RowQuery
from storage.agreed import admitted_text, newest_admitted
from storage.codec import known_record, record_text
from storage.sql.database import put
from storage.sql.tables import NARROWED_BY, case_payments, case_rows, case_units, inbox, stays
from storage.sql.tallies import parties_text, sum_up

# As the indexes say it: written as a comparison, SQLite would not see that an index fits, and would
# read every message that the unit has ever had.
UNREAD, PLAN = text("inbox.unread"), text("case_units.plan")
CLOSED = text("NOT case_units.active")
UNITS_AT_ONCE = 200
"""SQLite joins at most 500 queries into one."""


def write_views(connection: Connection, row: CaseRow, messages: Sequence[InboxRow]) -> None:
    """Make the derived rows of the case what the row and its messages say."""
    put(connection, case_rows, _row_values(row))
    _replace(connection, case_units, row.case_id, _unit_values(row))
    sum_up(connection, *_replace(connection, stays, row.case_id, _stay_values(row)))
    _replace(connection, case_payments, row.case_id, _payment_values(row))
    _replace(connection, inbox, row.case_id, [_inbox_values(each) for each in messages])


def _row_values(row: CaseRow) -> dict[str, Any]:
    names = ("case_id", "version", "identity", "active", "kommun", "ward", "state", "staying")
    own = {name: getattr(row, name) for name in names}
    return own | {"admitted": admitted_text(row), "document": record_text(row)}


def _unit_values(row: CaseRow) -> list[dict[str, Any]]:
    shared = {
        "active": row.active,
        "admitted": admitted_text(row),
        "case_id": row.case_id,
        "plan": row.plan,
        **{name: getattr(row, name) or "" for name in NARROWED_BY},
    }
    return [shared | {"unit": unit} for unit in sorted(set(row.units))]


def _payment_values(row: CaseRow) -> list[dict[str, Any]]:
    own = {"case_id": row.case_id}
    kept = row.payment_sums
    return [own | {"heading": h, "kept": kept.get(h, "")} for h in sorted(set(row.payment))]


def _stay_values(row: CaseRow) -> list[dict[str, Any]]:
    if not row.measured:
        return []
    place = {"month": row.ended_month, "kommun": row.kommun or "", "ward": row.ward}
    place["parties"] = parties_text(row.units)
    counted = dict(zip(COUNTED, row.measured, strict=True))
    return [{"case_id": row.case_id, **place, **counted}]


def _inbox_values(row: InboxRow) -> dict[str, Any]:
    names = ("case_id", "number", "unit", "sent_at", "sender")
    own = {name: getattr(row, name) for name in names}
    return own | {"unread": row.waits, "document": record_text(row)}


Rows = list[dict[str, Any]]


def _replace(
    connection: Connection, table: Table, case_id: str, wanted: Sequence[dict[str, Any]]
) -> tuple[Rows, Rows]:
    """Make the case's rows of the table the wanted ones; the answer is what went and what came."""
    found = connection.execute(select(table).where(table.c.case_id == case_id)).mappings()
    kept = [dict(each) for each in found]
    old = [each for each in kept if each not in wanted]
    for each in old:
        connection.execute(delete(table).where(_same_key(table, each)))
    new = [each for each in wanted if each not in kept]
    if new:
        connection.execute(insert(table), new)
    return old, new


def _same_key(table: Table, values: dict[str, Any]) -> Any:
    return and_(*(column == values[column.name] for column in table.primary_key))


def list_rows(connection: Connection, query: RowQuery) -> list[CaseRow]:
    """The rows that the query asks for, newest admitted first."""
    units = sorted(query.units)
    found: dict[str, CaseRow] = {}
    for start in range(0, len(units), UNITS_AT_ONCE):
        chosen = _rows_of(units[start : start + UNITS_AT_ONCE], query)
        found |= {row.case_id: row for row in _read_rows(connection, chosen)}
    return sorted(found.values(), key=newest_admitted, reverse=True)[: query.limit]


def _rows_of(units: Sequence[str], query: RowQuery) -> Select[Any]:
    # Each unit's newest come from one range of the index; a case of two units counts once.
    newest = union_all(*(select(_newest(unit, query).subquery()) for unit in units)).subquery()
    return (
        select(case_rows.c.document)
        .where(case_rows.c.case_id.in_(select(newest.c.case_id)))
        .order_by(case_rows.c.admitted.desc(), case_rows.c.case_id.desc())
        .limit(query.limit)
    )


def _newest(unit: str, query: RowQuery) -> Select[Any]:
    return (
        select(case_units.c.case_id)
        .where(case_units.c.unit == unit, *_narrowing(query))
        .order_by(case_units.c.admitted.desc(), case_units.c.case_id.desc())
        .limit(query.limit)
    )


def _narrowing(query: RowQuery) -> list[Any]:
    wanted = {name: getattr(query, name) for name in NARROWED_BY}
    narrowed = [case_units.c[name] == value for name, value in wanted.items() if value is not None]
    if query.plans:
        return [PLAN, *narrowed]
    closed = CLOSED if narrowed and not query.active else case_units.c.active == query.active
    return [closed, *narrowed]


def _read_rows(connection: Connection, chosen: Select[Any]) -> list[CaseRow]:
    return [known_record(CaseRow, text) for text in connection.execute(chosen).scalars()]


def rows_of_person(connection: Connection, identity: str, units: frozenset[str]) -> list[CaseRow]:
    """All rows of the person in which one of the units is a party, newest admitted first."""
    # Asked for each case of the person, not for all the unit's cases at once: those are many more.
    party = exists().where(
        case_units.c.case_id == case_rows.c.case_id, case_units.c.unit.in_(sorted(units))
    )
    chosen = (
        select(case_rows.c.document)
        .where(case_rows.c.identity == identity, party)
        .order_by(case_rows.c.admitted.desc(), case_rows.c.case_id.desc())
    )
    return _read_rows(connection, chosen)


def count_unread(connection: Connection, units: frozenset[str]) -> int:
    """How many messages the units have not acknowledged."""
    mine = (inbox.c.unit.in_(sorted(units)), UNREAD)
    counted = connection.execute(select(func.count()).select_from(inbox).where(*mine))
    return int(counted.scalar_one())


def list_inbox(
    connection: Connection, units: frozenset[str], unread_only: bool, limit: int
) -> list[InboxRow]:
    """The messages that the units received, newest first."""
    chosen = select(inbox.c.document).where(inbox.c.unit.in_(sorted(units)))
    if unread_only:
        chosen = chosen.where(UNREAD)
    return [row for row in _newest_posts(connection, chosen, limit) if row.listed]


def list_sent(connection: Connection, units: frozenset[str], limit: int) -> list[InboxRow]:
    """The messages that the units sent in cases where one of them is a party, newest first."""
    # Asked for each message, not for all the unit's cases at once: those are many more.
    party = exists().where(
        case_units.c.case_id == inbox.c.case_id, case_units.c.unit.in_(sorted(units))
    )
    chosen = select(inbox.c.document).where(inbox.c.sender.in_(sorted(units)), party)
    return _newest_posts(connection, chosen, limit)


def _newest_posts(connection: Connection, chosen: Select[Any], limit: int) -> list[InboxRow]:
    newest = (inbox.c.sent_at, inbox.c.case_id, inbox.c.number, inbox.c.unit)
    ordered = chosen.order_by(*(column.desc() for column in newest)).limit(limit)
    return [known_record(InboxRow, text) for text in connection.execute(ordered).scalars()]


def cases_under(connection: Connection, headings: frozenset[str]) -> list[str]:
    """The ids of the cases that stand under one of the headings of payment, by id."""
    standing = case_payments.c.heading.in_(sorted(headings))
    chosen = select(case_payments.c.case_id).where(standing).distinct()
    return list(connection.execute(chosen.order_by(case_payments.c.case_id)).scalars())


def sums_under(connection: Connection, headings: frozenset[str]) -> list[KeptSums]:
    """What is kept of each case under each of the headings, by case id."""
    row = case_payments.c
    chosen = select(row.case_id, row.kept).where(row.heading.in_(sorted(headings)))
    ordered = chosen.order_by(row.case_id, row.heading)
    return [KeptSums(*found) for found in connection.execute(ordered).all()]
