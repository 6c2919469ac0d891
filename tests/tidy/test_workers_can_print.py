"""The process that is copied into workers never sets a PDF: a copy of its threads would hang."""

from __future__ import annotations

import subprocess
import sys

from ledstang.loading import ROOT

LOADED = "import sys, ledstang.cli, ledstang.commands.serving; print('typst' in sys.modules)"


def test_what_starts_the_workers_has_not_loaded_the_printer() -> None:
    words = [sys.executable, "-c", LOADED]
    said = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert said.strip() == "False"
