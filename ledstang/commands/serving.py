"""`ledstang serve`: the whole system."""

from __future__ import annotations

import os
from pathlib import Path

from ledstang.commands.server import start
from ledstang.commands.texts import build_missing
from ledstang.settings import read_settings

# A request waits for the database now and then; another may be answered meanwhile.
THREADS = 4


def serve(port: int, data: Path, workers: int) -> int:
    """Start the system; lathund and manual are built first if they are missing or old."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    os.environ.setdefault("LEDSTANG_DEMO", "1" if (data / "DEMO").exists() else "0")
    build_missing(read_settings())
    return start("ledstang.serving:whole", port, workers, THREADS, "Ledstång")
