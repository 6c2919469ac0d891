"""`ledstang rebuild`: writes the derived lists anew from the events."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ledstang import clock
from ledstang.settings import read_settings
from ledstang.wiring import make_desk
from storage import open_stores


def rebuild(data: Path) -> int:
    """Exit 0 when every case has been written anew, 2 without a database."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    settings = read_settings()
    path = settings.database.removeprefix("sqlite:///")
    if settings.database.startswith("sqlite:") and not Path(path).exists():
        print(f"{path}: there is no database; give --data", file=sys.stderr)
        return 2
    count = make_desk(open_stores(settings.database), settings).rebuild(clock.now())
    print(f"The lists of {count} cases are written anew from their events.")
    return 0
