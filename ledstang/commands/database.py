"""The database of a data folder, for commands that read one which is there already."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ledstang.settings import Settings, read_settings


def settings_with_database(data: Path) -> Settings | None:
    """The settings of a data folder; None, and a line about it, where there is no database."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    settings = read_settings()
    path = settings.database.removeprefix("sqlite:///")
    if settings.database.startswith("sqlite:") and not Path(path).exists():
        print(f"{path}: there is no database; give --data", file=sys.stderr)
        return None
    return settings
