"""`ledstang demo`: fills a data folder with a made-up region, people and patients."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from ledstang import clock
from ledstang.commands.texts import progress
from ledstang.demo import save_demo_organisation
from ledstang.demo.courses import play_courses
from ledstang.demo.history import play_history
from ledstang.settings import Settings, read_settings
from ledstang.wiring import make_desk
from planning.ports import Stores
from storage import open_stores


def fill(data: Path, again: bool) -> int:
    """Fill the folder once; with `again` the old data is thrown away first."""
    if again and (data / "DEMO").exists():
        shutil.rmtree(data)
    if (data / "DEMO").exists():
        print(f"{data} already holds the demo region; --again starts over.", file=sys.stderr)
        return 0
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    settings = read_settings()
    data.mkdir(parents=True, exist_ok=True)
    stores = open_stores(settings.database)
    if stores.directory.users():
        print(f"{data} holds real data; the demo region is not put into it.", file=sys.stderr)
        return 1
    with progress("Demo region"):
        fill_stores(stores, settings)
    (data / "DEMO").write_text("This folder holds made-up data.\n", encoding="utf-8")
    return 0


def fill_stores(stores: Stores, settings: Settings) -> None:
    """Put units, users and the courses of the demo patients into the stores."""
    save_demo_organisation(stores.directory)
    desk, now = make_desk(stores, settings), clock.now()
    play_history(desk, stores.directory, now)
    play_courses(desk, stores.directory, now)
