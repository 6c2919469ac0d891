"""`ledstang help-serve`: help without planning, database, lathund or manual."""

from __future__ import annotations

import sys

import uvicorn
from a2wsgi import WSGIMiddleware

from help_service.quick_http import QuickHelp, quick_help
from help_service.serve import FastHelp
from ledstang.serving import help_alone

_THREADS = 4
"""Searches, pages and PDFs at one time; context answers need no thread."""
_CONNECTIONS = 4096
"""Open connections at one time; one more is told to come back."""


def serve_help(port: int) -> int:
    """Start help alone on loopback; print its address and serve until stopped."""
    server = help_server(help_alone(), port)
    print(f"Ledstång help: http://127.0.0.1:{port}/", file=sys.stderr, flush=True)
    server.run()
    return 0


def help_server(
    help_app: FastHelp, port: int, patience: float = QuickHelp.patience
) -> uvicorn.Server:
    """Return the server of help alone, one process: who reads the request writes the answer.

    Args:
        help_app: what is asked when an answer does not lie ready; it runs in threads.
        port: on loopback; 0 takes a free one.
        patience: seconds that a client may take over a request.
    """
    config = uvicorn.Config(
        WSGIMiddleware(help_app, workers=_THREADS),  # type: ignore[arg-type]  # same, other names
        host="127.0.0.1",
        port=port,
        http=quick_help(help_app.service, patience),
        ws="none",
        lifespan="off",
        interface="asgi3",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        limit_concurrency=_CONNECTIONS,
    )
    return uvicorn.Server(config)
