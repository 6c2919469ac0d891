"""One database: how to reach it, and the two kinds of transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, OperationalError

from storage.errors import DatabaseAway, StorageError

BUSY_TIMEOUT_MS = 10_000
WRITES = "ledstang_writes"
DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
ADDRESSES = "memory:, sqlite:///path/to/file.db or postgresql+psycopg://user@host/database"
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
)


@dataclass(frozen=True)
class Database:
    """An engine with the two transactions that the stores use; a failure rolls back."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing.

        Raises DatabaseAway when the database does not answer.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise DatabaseAway(f"the database does not answer: {error.orig}") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; on SQLite it is the only writer from its first moment."""
        with self.engine.execution_options(**{WRITES: True}).begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def connect(address: str) -> Database:
    """The database at the address; nothing is opened yet.

    Raises StorageError when the address is none of the known forms.
    """
    url = _known(address)
    return Database(_sqlite(url) if url.drivername == "sqlite" else _postgresql(url))


def _known(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StorageError(f"the storage address cannot be read; write {ADDRESSES}") from error
    if url.drivername not in DRIVERS:
        raise StorageError(f"unknown kind of storage '{url.drivername}'; write {ADDRESSES}")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise StorageError("an SQLite address needs a file; write sqlite:///path/to/file.db")
    return url.set(drivername=DRIVERS[url.drivername])


def _postgresql(url: URL) -> Engine:
    # The log takes its number after waiting for a lock, and must then see what was committed.
    return create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED")


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver must not start transactions by itself: it would start them as readers, and two
    # readers that both want to write cannot wait for each other.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert the row, or replace the one with the same primary key."""
    upsert(connection, table, values, None)


def upsert(
    connection: Connection, table: Table, values: dict[str, Any], changed: dict[str, Any] | None
) -> None:
    """Insert the row, or change the one with the same primary key; None: replace it."""
    # Both databases spell it alike; SQLAlchemy has one class for each.
    kind = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = kind(table).values(values)
    keys = [column.name for column in table.primary_key]
    if changed is None:
        changed = {name: new.excluded[name] for name in values if name not in keys}
    connection.execute(new.on_conflict_do_update(index_elements=keys, set_=changed))
