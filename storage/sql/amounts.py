"""Yearly amounts in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from planning.amounts import AmountEntry
from planning.errors import Conflict
from planning.ports import AccessRow
from storage.codec import as_values, build
from storage.sql.access_log import write_access
from storage.sql.database import Database
from storage.sql.tables import amounts


class SqlAmounts:
    """What was registered and confirmed, in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, table: str) -> Sequence[AmountEntry]:
        """The rows of the table, in order of number."""
        query = select(amounts).where(amounts.c.table == table).order_by(amounts.c.number)
        with self._database.reading() as connection:
            found = connection.execute(query).mappings()
            return tuple(build(AmountEntry, dict(each)) for each in found)

    def append(self, entry: AmountEntry, access: AccessRow) -> None:
        """Append the row and write the access row; raises Conflict when it is not the next."""
        try:
            with self._database.writing() as connection:
                _check_next(connection, entry)
                connection.execute(insert(amounts), as_values(entry))
                write_access(connection, access)
        except IntegrityError as error:
            # Two wrote at the same moment: the key of the table let one of them in.
            raise _not_next(entry, entry.number) from error


def _check_next(connection: Connection, entry: AmountEntry) -> None:
    query = select(func.count()).where(amounts.c.table == entry.table)
    found = connection.execute(query).scalar_one()
    if entry.number != found + 1:
        raise _not_next(entry, found)


def _not_next(entry: AmountEntry, found: int) -> Conflict:
    return Conflict(f"belopp {entry.table}", entry.number - 1, found)
