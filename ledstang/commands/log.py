"""`ledstang log verify`: whether the chain of the access log is whole."""

from __future__ import annotations

import sys
from pathlib import Path

from ledstang.commands.database import settings_with_database, stores_of


def verify(data: Path) -> int:
    """Exit 0 when the chain is whole, 1 with the first broken row, 2 without a database."""
    settings = settings_with_database(data)
    if settings is None:
        return 2
    broken = stores_of(settings).access_log.verify()
    if broken is None:
        print("The access log is whole: every row fits the one before.")
        return 0
    print(f"The access log is broken: row {broken} does not fit the one before.", file=sys.stderr)
    return 1
