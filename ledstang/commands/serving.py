"""`ledstang serve`: the whole system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ledstang.commands.server import start

# A request waits for the database now and then; another may be answered meanwhile.
THREADS = 4


def serve(port: int, data: Path, workers: int) -> int:
    """Start the system; lathund and manual are built first if they are missing or old."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    os.environ.setdefault("LEDSTANG_DEMO", "1" if (data / "DEMO").exists() else "0")
    built = _build_apart(data)
    return built or start("ledstang.serving:whole", port, workers, THREADS, "Ledstång")


def _build_apart(data: Path) -> int:
    """Build in a process of its own; its exit code.

    Setting a PDF starts threads, and the workers are copies of this process: a copy would wait for
    ever for threads that it does not have.
    """
    words = [sys.executable, "-m", "ledstang.cli", "build", "--data", str(data.resolve())]
    return subprocess.run(words, check=False).returncode
