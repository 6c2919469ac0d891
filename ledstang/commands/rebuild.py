"""`ledstang rebuild`: writes the derived lists anew from the events."""

from __future__ import annotations

from pathlib import Path

from ledstang import clock
from ledstang.commands.database import settings_with_database, stores_of
from ledstang.wiring import make_desk


def rebuild(data: Path) -> int:
    """Exit 0 when every case has been written anew, 2 without a database."""
    settings = settings_with_database(data)
    if settings is None:
        return 2
    count = make_desk(stores_of(settings), settings).rebuild(clock.now())
    print(f"The lists of {count} cases are written anew from their events.")
    return 0
