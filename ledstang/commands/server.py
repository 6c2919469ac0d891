"""Granian on loopback: the one place that starts the web server."""

from __future__ import annotations

import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces, RuntimeModes


def start(target: str, port: int, workers: int, threads: int, name: str) -> int:
    """Print the address and serve until stopped; `target` names a factory in `ledstang.serving`.

    HTTP/1 only: a proxy in front speaks the rest. The network has one thread of its own in each
    worker, since a pool of them only hands each answer around once more.
    """
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
        http=HTTPModes.http1,
        runtime_mode=RuntimeModes.st,
        blocking_threads=threads,
    )
    server.serve()
    return 0
