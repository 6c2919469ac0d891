"""`ledstang serve`: the whole system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ledstang.building import build_apart
from ledstang.commands.server import start
from ledstang.settings import read_settings

# A request waits for the database now and then; another may be answered meanwhile.
THREADS = 4


def serve(port: int, data: Path, workers: int) -> int:
    """Start the system; lathund and manual are built first if they are missing or old.

    Raises BrokenFile when a setting cannot be used.
    """
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    os.environ.setdefault("LEDSTANG_DEMO", "1" if (data / "DEMO").exists() else "0")
    read_settings()  # A setting that is wrong is told here, in one line, and not by each worker.
    if build_apart(data) != 0:
        # A fault in a text must not keep people from their patients.
        print("Lathund and manual are not current: see the lines above.", file=sys.stderr)
    return start("ledstang.serving:whole", port, workers, THREADS, "Ledstång")
