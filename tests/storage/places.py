"""Where the store tests are run, and a hand that reaches behind the stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import psycopg
from sqlalchemy import text
from sqlalchemy.engine import URL

from planning.ports import Stores
from storage.memory import MemoryAccessLog, memory_stores
from storage.sql import Database, sql_stores

TEMPLATE = "ledstang_template"
GUARDS = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {table}_no_update",
        "DROP TRIGGER IF EXISTS {table}_no_delete",
    ),
    "postgresql": ("DROP TRIGGER IF EXISTS {table}_append_only ON {table}",),
}


@dataclass(frozen=True)
class PostgreSQL:
    """A running server that hands out databases with fresh tables."""

    url: URL
    numbers: Iterator[int]

    def empty_database(self, name: str | None = None) -> str:
        """A new database without tables."""
        return self._created(name or f"empty_{next(self.numbers)}", "template1")

    def fresh_database(self) -> str:
        """A new database with all tables, copied from the one that was migrated."""
        return self._created(f"fresh_{next(self.numbers)}", TEMPLATE)

    def hurry(self) -> None:
        """Stop waiting for the disk: nobody needs these databases after a power cut."""
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

    def _created(self, name: str, template: str) -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        address = self.url.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


@dataclass(frozen=True)
class Place:
    """Stores to test, and a hand that reaches behind them to spoil the access log."""

    stores: Stores
    spoil: Callable[[int, str, str], None]
    remove: Callable[[int], None]


def memory_place() -> Place:
    stores = memory_stores()
    log = stores.access_log
    assert isinstance(log, MemoryAccessLog)

    def spoil(seq: int, column: str, value: str) -> None:
        entry = log.entries[seq - 1]
        log.entries[seq - 1] = replace(entry, values=dict(entry.values) | {column: value})

    return Place(stores, spoil, lambda seq: log.entries.__delitem__(seq - 1))


def without_guards(database: Database, table: str, statement: str) -> None:
    """Do what the triggers refuse, as somebody who owns the database can."""
    with database.writing() as connection:
        for drop in GUARDS[connection.dialect.name]:
            connection.execute(text(drop.format(table=table)))
        connection.execute(text(statement))


def sql_place(database: Database) -> Place:
    def spoil(seq: int, column: str, value: str) -> None:
        statement = f"""UPDATE access_log SET "{column}" = '{value}' WHERE seq = {seq}"""
        without_guards(database, "access_log", statement)

    def remove(seq: int) -> None:
        without_guards(database, "access_log", f"DELETE FROM access_log WHERE seq = {seq}")

    return Place(sql_stores(database), spoil, remove)
