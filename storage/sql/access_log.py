"""The access log in SQL: numbered without gaps, chained, appended by one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, text

from planning.ports import AccessRow
from storage.chain import GENESIS, Entry, first_broken, next_entry
from storage.codec import moment_text
from storage.sql.database import Database
from storage.sql.tables import access_log

LOCK_KEY = 7_316_534
"""Any number that nothing else in the database locks on."""

FETCH_ROWS = 1_000
CHAIN = ("seq", "form", "prev_hash", "row_hash")


def write_access(connection: Connection, row: AccessRow) -> None:
    """Append the row within the transaction. Write it last: others wait until the commit."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
    newest = select(access_log.c.seq, access_log.c.row_hash).order_by(access_log.c.seq.desc())
    last = connection.execute(newest.limit(1)).one_or_none()
    entry = next_entry(last.seq if last else 0, last.row_hash if last else GENESIS, row)
    connection.execute(insert(access_log), _columns(entry))


def _columns(entry: Entry) -> dict[str, object]:
    return dict(entry.values) | {name: getattr(entry, name) for name in CHAIN}


def read_entries(connection: Connection) -> Iterator[Entry]:
    """All entries in order, a thousand at a time, exactly as they stand in the table."""
    query = select(access_log).order_by(access_log.c.seq)
    for found in connection.execute(query.execution_options(yield_per=FETCH_ROWS)).mappings():
        seq, form, prev_hash, row_hash = (found[name] for name in CHAIN)
        yield Entry(seq, form, dict(found), prev_hash, row_hash)


class SqlAccessLog:
    """The legal log of who saw what, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, row: AccessRow) -> None:
        """Append a row with sequence number, previous hash and own hash."""
        with self._database.writing() as connection:
            write_access(connection, row)

    def verify(self) -> int | None:
        """The number of the first broken row, or None when the chain is whole."""
        with self._database.reading() as connection:
            return first_broken(read_entries(connection))

    def extract(self, first: datetime, before: datetime) -> Iterator[Mapping[str, object]]:
        """The rows from `first` until `before`, in order: each field as the text that is kept."""
        query = select(access_log).order_by(access_log.c.seq)
        query = query.where(access_log.c.at >= moment_text(first))
        query = query.where(access_log.c.at < moment_text(before))
        with self._database.reading() as connection:
            found = connection.execute(query.execution_options(yield_per=FETCH_ROWS)).mappings()
            yield from (dict(each) for each in found)
