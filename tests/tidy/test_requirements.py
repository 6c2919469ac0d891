"""What is installed is pinned, with hashes, and tells nothing of where it was fetched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tidy.source import ROOT

FOLDER = ROOT / "requirements"
PINNED = sorted(FOLDER.glob("*.txt"))
LICENCES = ROOT / "decisions" / "0020-licences-of-what-we-use.md"
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([\w.+!-]+)(?: ; .+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def _requirements(path: Path) -> list[str]:
    """The pinned packages of a file, each with its hashes on one line."""
    text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    joined = text.replace("\\\n", " ")
    return [" ".join(line.split()) for line in joined.splitlines() if line.strip()]


def _name(requirement: str) -> str:
    match = PIN.match(requirement)
    assert match, f"not pinned: {requirement[:80]}"
    return match[1].lower()


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.name)
def test_every_package_is_pinned_with_hashes(path: Path) -> None:
    requirements = _requirements(path)
    assert requirements
    for requirement in requirements:
        pin, *hashes = requirement.split(" --hash=")
        assert PIN.fullmatch(pin.strip()), f"not pinned: {pin}"
        assert hashes, f"{pin} has no hash"
        assert all(HASH.fullmatch(f"--hash={each.strip()}") for each in hashes), pin


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_file_names_an_address(path: Path) -> None:
    found = [
        f"{path.name}:{number} {line}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "://" in line or re.match(r"\s*(-i|--index|--extra-index|-f|--find-links)", line)
    ]
    assert not found, "\n".join(found)


def test_what_runs_is_pinned_alike_for_developing() -> None:
    app, dev = (set(_pins(FOLDER / name)) for name in ("app.txt", "dev.txt"))
    assert app <= dev, sorted(app - dev)


def _pins(path: Path) -> list[str]:
    return [requirement.split(" --hash=")[0].strip() for requirement in _requirements(path)]


def test_the_licence_of_everything_that_runs_is_written_down() -> None:
    written = set(
        re.findall(r"^\| `([^`]+)` \|", LICENCES.read_text(encoding="utf-8"), re.MULTILINE)
    )
    running = {_name(requirement) for requirement in _requirements(FOLDER / "app.txt")}
    assert written == running
