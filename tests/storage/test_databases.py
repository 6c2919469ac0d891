"""What only a database has: guards, migrations, the same bytes on both, a fast list, addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from planning.ports import CaseStore, RowQuery
from storage import StorageError, open_stores
from storage.memory import MemoryCases
from storage.sql import Database, open_database, sql_stores
from storage.sql.tables import metadata
from tests.storage.places import PostgreSQL
from tests.storage.records import KOMMUN, access, event, message, record, row

ODD = 'Åker hem\u0000\n\t"citat" \u2028 \U0001f469\u200d\u2695'
GUARDED = [
    ("events", "UPDATE events SET unit = 'annan'"),
    ("events", "DELETE FROM events"),
    ("access_log", "UPDATE access_log SET patient = ''"),
    ("access_log", "DELETE FROM access_log WHERE seq = 1"),
]


@pytest.mark.parametrize(("table", "statement"), GUARDED)
def test_the_logs_cannot_be_changed(database: Database, table: str, statement: str) -> None:
    record(sql_stores(database))
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), database.writing() as hand:
        hand.execute(text(statement))


@pytest.mark.parametrize("table", ["events", "access_log"])
def test_a_row_of_the_logs_cannot_be_replaced(database: Database, table: str) -> None:
    record(sql_stores(database))
    with pytest.raises(DBAPIError), database.writing() as hand:
        hand.execute(text(_replacement(hand, table)))


def _replacement(hand: Connection, table: str) -> str:
    if hand.dialect.name == "sqlite":
        return f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    key = {"events": "case_id, number", "access_log": "seq"}[table]
    return (
        f"INSERT INTO {table} SELECT * FROM {table} "
        f"ON CONFLICT ({key}) DO UPDATE SET unit = excluded.unit"
    )


def test_the_logs_cannot_be_emptied_on_postgresql(postgresql: PostgreSQL) -> None:
    database = open_database(postgresql.fresh_database())
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as hand:
        hand.execute(text("TRUNCATE access_log"))
    database.close()


def test_the_migrations_arrive_at_the_tables(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_empty_postgresql_gets_its_tables(postgresql: PostgreSQL) -> None:
    database = open_database(postgresql.empty_database())
    record(sql_stores(database))
    assert sql_stores(database).access_log.verify() is None
    database.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'ledstang.db'}"
    record(open_stores(address))
    assert len(open_stores(address).cases.events("c1")) == 1


def test_what_is_stored_is_the_same_to_the_byte_on_both(both: tuple[Database, Database]) -> None:
    first, second = (_contents(database) for database in both)
    assert first == second
    assert len(first) == 5


def _contents(database: Database) -> list[list[tuple[object, ...]]]:
    stores = sql_stores(database)
    odd = event(
        1, å='Åker hem\u0000\n\t"citat" 👩🏽‍⚕️ \u2028', z=[1, 2.5, 1e100, None, True], a={"b": {}}
    )
    stores.cases.append("c1", 0, [odd], row(), [message(1)], access("skriva"))
    stores.access_log.write(access("lasa"))
    tables = ("events", "case_rows", "case_units", "inbox", "access_log")
    with database.reading() as hand:
        return [
            [tuple(found) for found in hand.execute(text(f"SELECT * FROM {t}"))] for t in tables
        ]


UNIT = frozenset({KOMMUN})
READ_FROM_AN_INDEX: dict[str, tuple[Callable[[CaseStore], object], str]] = {
    "the list": (
        lambda cases: cases.rows(RowQuery(UNIT)),
        "SEARCH case_units USING PRIMARY KEY (unit=? AND active=?)",
    ),
    "the plans": (
        lambda cases: cases.rows(RowQuery(UNIT, plans=True)),
        "SEARCH case_units USING INDEX case_units_plan (unit=?)",
    ),
    "the closed of a ward": (
        lambda cases: cases.rows(RowQuery(UNIT, active=False, ward="avd-1")),
        "SEARCH case_units USING COVERING INDEX case_units_closed_ward (unit=? AND ward=?)",
    ),
    "the closed of a kommun": (
        lambda cases: cases.rows(RowQuery(UNIT, active=False, kommun="timra")),
        "SEARCH case_units USING COVERING INDEX case_units_closed_kommun (unit=? AND kommun=?)",
    ),
    "the closed in a state": (
        lambda cases: cases.rows(RowQuery(UNIT, active=False, state="makulerat")),
        "SEARCH case_units USING COVERING INDEX case_units_closed_state (unit=? AND state=?)",
    ),
    "the number of unread": (
        lambda cases: cases.unread_count(UNIT),
        "SEARCH inbox USING INDEX inbox_unread (unit=?)",
    ),
    "the unread": (
        lambda cases: cases.inbox(UNIT, unread_only=True),
        "SEARCH inbox USING INDEX inbox_unread (unit=?)",
    ),
    "the messages": (
        lambda cases: cases.inbox(UNIT, unread_only=False),
        "SEARCH inbox USING INDEX inbox_unit (unit=?)",
    ),
    "what was sent": (
        lambda cases: cases.sent(UNIT),
        "SEARCH inbox USING INDEX inbox_sender (sender=?)",
    ),
}


@pytest.mark.parametrize("name", READ_FROM_AN_INDEX)
def test_what_a_unit_asks_for_is_read_from_one_range_of_an_index(tmp_path: Path, name: str) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'ledstang.db'}")
    ask, told = READ_FROM_AN_INDEX[name]
    plan = _plan_of(database, ask)
    assert told in plan
    assert "SCAN case_" not in plan
    assert "SCAN inbox" not in plan
    database.close()


def _plan_of(database: Database, ask: Callable[[CaseStore], object]) -> str:
    asked: list[str] = []
    with database.reading() as hand:
        hand.connection.driver_connection.set_trace_callback(asked.append)
    ask(sql_stores(database).cases)
    query = next(each for each in asked if "SELECT" in each)
    with database.reading() as hand:
        return "\n".join(row.detail for row in hand.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))


def test_memory_needs_no_database() -> None:
    assert isinstance(open_stores("memory:").cases, MemoryCases)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", "cannot be read"),
        ("mysql://localhost/led", "unknown kind of storage 'mysql'"),
        ("sqlite://", "needs a file"),
        ("sqlite:////finns/inte/led.db", "folder exists"),
        ("postgresql://vakt:hemligt@127.0.0.1:1/led", "check that the server runs"),
    ],
)
def test_a_wrong_address_is_told_clearly_and_without_the_password(address: str, told: str) -> None:
    with pytest.raises(StorageError, match=told) as answer:
        open_stores(address)
    assert "hemligt" not in str(answer.value)


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    with database.writing() as hand:
        hand.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer version of the program"):
        open_database(database.engine.url.render_as_string(hide_password=False))
