"""Granian on loopback: the one place that starts the web server."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import Interfaces

THREADS = 4


def start(target: str, port: int, workers: int, name: str) -> int:
    """Print the address and serve until stopped; `target` names a factory in `ledstang.serving`."""
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
        blocking_threads=THREADS,
    )
    server.serve()
    return 0
