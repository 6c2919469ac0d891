"""`ledstang serve` and `ledstang help-serve`: Granian on loopback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from ledstang.commands.texts import build_missing
from ledstang.settings import read_settings


def serve(port: int, data: Path, workers: int) -> int:
    """Start the whole system; lathund and manual are built first if they are not there."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    os.environ.setdefault("LEDSTANG_DEMO", "1" if (data / "DEMO").exists() else "0")
    build_missing(read_settings())
    return _start("ledstang.serving:whole", port, workers, "Ledstång")


def serve_help(port: int) -> int:
    """Start help alone."""
    return _start("ledstang.serving:help_alone", port, 1, "Ledstång help")


def _start(target: str, port: int, workers: int, name: str) -> int:
    print(f"{name}: http://127.0.0.1:{port}/", file=sys.stderr, flush=True)
    server = Granian(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        factory=True,
        websockets=False,
        log_access=False,
        blocking_threads=4,
    )
    server.serve()
    return 0
