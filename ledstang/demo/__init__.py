"""The made-up Region Västernorrland: units, people and what each of them may act as."""

from __future__ import annotations

from pathlib import Path

from ledstang.register import Register, read_register, save_register
from planning.ports import Directory

FILE = Path(__file__).parent / "organisation.yaml"


def load_demo_organisation(path: Path = FILE) -> Register:
    """Read the demo organisation. Raises BrokenFile as `read_register` does."""
    return read_register(path)


def save_demo_organisation(directory: Directory) -> None:
    """Write the demo organisation into the directory, replacing what has the same ids."""
    save_register(load_demo_organisation(), directory)
