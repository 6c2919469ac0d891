"""`ledstang help-serve`: help without planning, database, lathund or manual."""

from __future__ import annotations

from ledstang.commands.server import start


def serve_help(port: int) -> int:
    """Start help alone."""
    return start("ledstang.serving:help_alone", port, 1, 1, "Ledstång help")
