"""A file that is made from others: written anew, or checked to be current."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def write_or_check(
    module: str, about: str | None, at: Path, text: str, arguments: list[str] | None
) -> int:
    """Write `text` to the file, or with --check tell whether it stands there, as an exit code.

    `module` is what is run with `python -m`, and `about` its help.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    if not parser.parse_args(arguments).check:
        at.write_text(text, encoding="utf-8")
        return 0
    current = at.is_file() and at.read_text(encoding="utf-8") == text
    if not current:
        sys.stderr.write(f"{at.name}: not current; run `python -m {module}`\n")
    return 0 if current else 1
