"""`ledstang log verify`: whether the chain of the access log is whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ledstang.settings import read_settings
from storage import open_stores


def verify(data: Path) -> int:
    """Exit 0 when the chain is whole, 1 with the first broken row, 2 without a database."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    settings = read_settings()
    path = settings.database.removeprefix("sqlite:///")
    if settings.database.startswith("sqlite:") and not Path(path).exists():
        print(f"{path}: there is no database; give --data", file=sys.stderr)
        return 2
    broken = open_stores(settings.database).access_log.verify()
    if broken is None:
        print("The access log is whole: every row fits the one before.")
        return 0
    print(f"The access log is broken: row {broken} does not fit the one before.", file=sys.stderr)
    return 1
