"""A contract that nothing can break guards nothing: each is broken on purpose, in a copy.

What to import comes from the contract itself, so that a new contract, or a new module in an old
one, is tried without a line here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest

from tests.tidy.linting import lint
from tests.tidy.source import PACKAGES, ROOT, contracts

Breach = tuple[str, str]
"""A module of ours, and what it must not import."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Python of the repository and its contracts, free to be broken."""
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=lambda folder, names: _not_python(folder, names),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _not_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (Path(folder, name).is_dir() or name.endswith(".py"))] + [
        "__pycache__"
    ]


@pytest.mark.parametrize("contract", contracts(), ids=lambda each: each["name"])
def test_breaking_a_contract_is_seen(contract: dict[str, Any], copy: Path) -> None:
    breaches = sorted(_breaches(contract))
    assert breaches
    for importer, imported in breaches:
        _import(copy, importer, imported)
    linted = lint(copy)
    assert contract["name"] in linted.broken, linted.text
    told = _told_of(linted.text, contract["name"])
    unseen = [
        f"{a} imports {b}" for a, b in breaches if f"{a} is not allowed to import {b}:" not in told
    ]
    assert not unseen, "\n".join(unseen)


def test_the_copy_is_clean_before_it_is_broken(copy: Path) -> None:
    assert lint(copy).clean


def _breaches(contract: dict[str, Any]) -> Iterator[Breach]:
    return {"layers": _layer_breaches, "forbidden": _forbidden_breaches}[contract["type"]](contract)


def _forbidden_breaches(contract: dict[str, Any]) -> Iterator[Breach]:
    yield from product(contract["source_modules"], contract["forbidden_modules"])


def _layer_breaches(contract: dict[str, Any]) -> Iterator[Breach]:
    """Each layer importing each one above it, and those side by side importing each other."""
    for container in contract.get("containers", [""]):
        prefix = f"{container}." if container else ""
        layers = [
            [prefix + module.strip(" ()") for module in layer.replace(":", "|").split("|")]
            for layer in contract["layers"]
        ]
        for place, layer in enumerate(layers):
            for above in layers[:place]:
                yield from product(layer, above)
            yield from permutations(layer, 2)


def _import(root: Path, importer: str, imported: str) -> None:
    path = root.joinpath(*importer.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\nimport {imported}\n")


def _told_of(text: str, name: str) -> str:
    """The part of the report that tells of one contract."""
    reports = text.split("Broken contracts", 1)[-1]
    names = [each["name"] for each in contracts() if each["name"] != name]
    told = reports.split(f"\n{name}\n", 1)[-1]
    for other in names:
        told = told.split(f"\n{other}\n", 1)[0]
    return told
