"""Runs import-linter as `make check` does, on the repository or on a copy of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LINTER = Path(sys.executable).with_name("lint-imports")


@dataclass(frozen=True)
class Linted:
    """What import-linter said."""

    clean: bool
    text: str

    @property
    def broken(self) -> frozenset[str]:
        """The names of the contracts that are broken."""
        lines = self.text.splitlines()
        return frozenset(
            line.removesuffix(" BROKEN").strip() for line in lines if line.endswith(" BROKEN")
        )


def lint(root: Path) -> Linted:
    """Judge every contract on the packages under a folder; nothing is remembered between runs."""
    done = subprocess.run(
        [LINTER, "--no-cache", "--no-logo"], cwd=root, capture_output=True, text=True, check=False
    )
    return Linted(done.returncode == 0, done.stdout + done.stderr)
