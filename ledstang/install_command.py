"""Puts the command `ledstang` into the virtual environment that runs this.

The repository is used where it lies; nothing is copied, so an edit is live at the next start.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """#!{python}
import sys
from ledstang.cli import main
sys.exit(main())
"""


def install(root: Path = ROOT) -> Path:
    """Write the path file and the command; return the command's path."""
    packages = Path(sysconfig.get_path("purelib"))
    (packages / "ledstang.pth").write_text(f"{root}\n", encoding="utf-8")
    command = Path(sysconfig.get_path("scripts")) / "ledstang"
    command.write_text(SCRIPT.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    return command


if __name__ == "__main__":
    install()
