"""The stores on SQLite and PostgreSQL: one code, SQLAlchemy Core."""

from __future__ import annotations

from help_service.ports import HelpStores
from planning.ports import Stores
from storage.sql.access_log import SqlAccessLog
from storage.sql.amounts import SqlAmounts
from storage.sql.arrangements import SqlArrangements
from storage.sql.cases import SqlCases
from storage.sql.database import Database, connect
from storage.sql.desk import SqlDrafts, SqlSessions
from storage.sql.directory import SqlDirectory
from storage.sql.guidance import SqlEditing
from storage.sql.help import SqlFeedback, SqlWords
from storage.sql.migrating import bring_up_to_date

__all__ = ["Database", "open_database", "sql_help_stores", "sql_stores"]


def open_database(address: str) -> Database:
    """The database at the address, with its tables up to date; raises StorageError."""
    database = connect(address)
    bring_up_to_date(database)
    return database


def sql_stores(database: Database) -> Stores:
    """All ports on one database whose tables are up to date."""
    return Stores(
        cases=SqlCases(database),
        access_log=SqlAccessLog(database),
        directory=SqlDirectory(database),
        sessions=SqlSessions(database),
        drafts=SqlDrafts(database),
        arrangements=SqlArrangements(database),
        amounts=SqlAmounts(database),
    )


def sql_help_stores(database: Database) -> HelpStores:
    """What the help keeps, on a database whose tables are up to date."""
    return HelpStores(SqlFeedback(database), SqlWords(database), SqlEditing(database))
