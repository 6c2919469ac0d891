"""From an address to working stores."""

from __future__ import annotations

from help_service.memory import memory_help_stores
from help_service.ports import HelpStores
from planning.ports import Stores
from storage.memory import memory_stores
from storage.sql import open_database, sql_help_stores, sql_stores

MEMORY = "memory:"


def open_stores(url: str) -> Stores:
    """Open the stores at the address and bring the tables up to date.

    `url` is `memory:` (forgets everything at exit), `sqlite:///path/to/file.db` or
    `postgresql+psycopg://user@host/database`. Raises StorageError when the address is unknown,
    the database does not answer, or a newer version of the program has changed its tables.
    """
    return memory_stores() if url == MEMORY else sql_stores(open_database(url))


def open_help_stores(url: str) -> HelpStores:
    """Open what the help keeps, at an address as for `open_stores`."""
    return memory_help_stores() if url == MEMORY else sql_help_stores(open_database(url))
