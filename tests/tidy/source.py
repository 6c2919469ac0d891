"""The repository as the tidy tests read it: its files, and its Python as trees."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORE = "planning"
PACKAGES = (CORE, "help_service", "typeset", "lathund", "storage", "planning_ui", "ledstang")
MADE_BY_TOOLS = frozenset({"__pycache__", "build", "var", "node_modules"})
KEPT_THOUGH_HIDDEN = frozenset({".ci", ".gitignore"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    def place(self, node: ast.expr | ast.stmt) -> str:
        """Tell where a node stands, as editors and terminals open it: `file:line`."""
        return f"{self.path}:{node.lineno}"


def modules(*folders: str) -> Iterator[Module]:
    """Give every Python file under these folders of the repository."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield _module(path)


@cache
def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Give each call with its dotted name as written; empty where it has none."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """Write a name such as `datetime.now`; what stands before the first name is left out."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def files(root: Path = ROOT) -> Iterator[Path]:
    """Give every file that belongs to the repository; what tools leave behind is passed by."""
    for path in sorted(root.iterdir()):
        if _is_ours(path):
            if path.is_dir():
                yield from files(path)
            else:
                yield path


def _is_ours(path: Path) -> bool:
    hidden = path.name.startswith(".") and path.name not in KEPT_THOUGH_HIDDEN
    return not hidden and path.name not in MADE_BY_TOOLS and path.suffix != ".pyc"


def text_of(path: Path) -> str | None:
    """Read a file as text, or None for a picture or other bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def pyproject() -> dict[str, Any]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> list[dict[str, Any]]:
    """Give the import contracts as they are declared."""
    found: list[dict[str, Any]] = pyproject()["tool"]["importlinter"]["contracts"]
    return found
