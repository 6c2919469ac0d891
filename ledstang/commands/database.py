"""The database of a data folder, for commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from help_service.ports import HelpStores
from ledstang.loading import BrokenFile
from ledstang.settings import Settings, read_settings
from planning.ports import Stores
from storage import StorageError, open_help_stores, open_stores


def settings_of(data: Path) -> Settings:
    """The settings of a data folder, here and in what this process starts."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    return read_settings()


def has_database(settings: Settings) -> bool:
    """Whether the settings' database is there; one on another machine is taken to be."""
    path = settings.database.removeprefix("sqlite:///")
    return not settings.database.startswith("sqlite:") or Path(path).exists()


def settings_with_database(data: Path) -> Settings | None:
    """The settings of a data folder; None, and a line about it, where there is no database."""
    settings = settings_of(data)
    if has_database(settings):
        return settings
    print(f"{settings.database}: there is no database; give --data", file=sys.stderr)
    return None


def help_stores_of(settings: Settings) -> HelpStores:
    """What the help keeps in the settings' database. Raises BrokenFile when it cannot be opened."""
    try:
        return open_help_stores(settings.database)
    except StorageError as error:
        raise BrokenFile(str(error)) from error


def stores_of(settings: Settings) -> Stores:
    """The stores in the settings' database. Raises BrokenFile when it cannot be opened."""
    try:
        return open_stores(settings.database)
    except StorageError as error:
        raise BrokenFile(str(error)) from error
