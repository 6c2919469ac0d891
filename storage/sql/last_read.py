"""What was last read, kept until somebody commits to the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar
from weakref import finalize

from storage.sql.database import Database

Read = TypeVar("Read")


class Commits:
    """Tells cheaply whether anything was committed, where the database can tell it."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url
        self._file = url.database if url.get_backend_name() == "sqlite" else None
        self._own: sqlite3.Connection | None = None
        self._one_at_a_time = Lock()

    def mark(self) -> int | None:
        """Return a number that is another after each commit by anybody else in any process.

        None where only reading tells: on PostgreSQL, and while the file cannot be asked.
        """
        with self._one_at_a_time, suppress(sqlite3.Error):
            return self._asked()
        return None

    def _asked(self) -> int | None:
        if self._file is None:
            return None
        if self._own is None:
            # A connection that never writes: SQLite does not tell one of its own commits.
            where = f"{Path(self._file).resolve().as_uri()}?mode=rw"
            self._own = sqlite3.connect(where, uri=True, check_same_thread=False)
            finalize(self, self._own.close)
        return int(self._own.execute("PRAGMA data_version").fetchone()[0])


class LastRead(Generic[Read]):
    """Reads anew after a commit, and else answers with what was read last.

    Whoever looks fifty times a second for something that changes once a day would otherwise open
    fifty transactions.
    """

    def __init__(self, commits: Commits, read: Callable[[], Read]) -> None:
        self._commits, self._read = commits, read
        self._known: tuple[int, Read] | None = None

    def __call__(self) -> Read:
        """Return what a reading would give now."""
        # Asked before reading: a commit in between is seen the next time.
        mark, known = self._commits.mark(), self._known
        if mark is not None and known is not None and known[0] == mark:
            return known[1]
        found = self._read()
        self._known = None if mark is None else (mark, found)
        return found
