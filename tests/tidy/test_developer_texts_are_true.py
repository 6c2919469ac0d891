"""What the texts for developers name is there: files, commands, targets, packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tidy.source import PACKAGES, ROOT

TEXTS = [
    ROOT / name
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "help_service/README.md")
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)")
QUOTED = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
COMMAND = re.compile(r"^    \"([a-z-]+)\": _", re.MULTILINE)
MADE = ("var/", ".venv/", "/")
"""What is made at work, and addresses of the running system: not in the repository."""


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(text: Path) -> None:
    links = LINK.findall(text.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (text.parent / link).exists()]
    assert not missing, f"{text.name} leads nowhere: {', '.join(missing)}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_named_path_is_there(text: Path) -> None:
    missing = [
        path
        for path in _paths(text)
        if not (ROOT / path).exists() and not (text.parent / path).exists()
    ]
    assert not missing, f"{text.name} names what is not there: {', '.join(missing)}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_named_command_is_there(text: Path) -> None:
    whole = text.read_text(encoding="utf-8")
    targets = TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    commands = COMMAND.findall((ROOT / "ledstang" / "cli.py").read_text(encoding="utf-8"))
    unknown = [
        f"make {name}" for name in re.findall(r"\bmake ([a-z]+)`", whole) if name not in targets
    ]
    unknown += [
        f"ledstang {name}"
        for name in re.findall(r"`(?:\.venv/bin/)?ledstang ([a-z-]+)", whole)
        if name not in commands
    ]
    assert not unknown, f"{text.name}: {', '.join(unknown)}"


def test_the_readme_tells_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = COMMAND.findall((ROOT / "ledstang" / "cli.py").read_text(encoding="utf-8"))
    assert commands
    assert not [name for name in commands if f"`ledstang {name}" not in readme]


def test_the_maps_of_the_house_hold_every_package() -> None:
    for name in ("README.md", "ARCHITECTURE.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not [package for package in PACKAGES if package not in text], name


def _paths(text: Path) -> Iterator[str]:
    whole = FENCED.sub("", text.read_text(encoding="utf-8"))
    for quoted in QUOTED.findall(whole):
        if re.fullmatch(r"[\w./-]+/[\w./-]*", quoted) and not quoted.startswith(MADE):
            yield quoted
