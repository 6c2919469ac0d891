"""Bring the tables of a database to the newest version, without a configuration file."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, OperationalError

from storage.errors import StorageError
from storage.sql.database import Database

LOCK_KEY = 7_316_535
"""Any number that nothing else in the database locks on."""


def bring_up_to_date(database: Database) -> None:
    """Run the migrations that the database lacks, all in one transaction.

    Processes that start together wait for each other. Raises StorageError when the database does
    not answer or has been changed by a newer version of the program.
    """
    try:
        with database.writing() as connection:
            _upgrade(connection)
    except DatabaseError as error:
        # Exactly these two: the server or the folder is away, or the file is no database.
        if type(error) not in (DatabaseError, OperationalError):
            raise
        address = database.engine.url.render_as_string(hide_password=True)
        raise StorageError(
            f"cannot open the database {address}: {error.orig}; "
            "check that the server runs, or that the folder exists and may be written and the file "
            "is a database"
        ) from error
    except CommandError as error:
        raise StorageError(
            f"the tables are not of a version this program knows ({error}); "
            "start the newer version of the program that changed them"
        ) from error


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
