"""Imports point one way, as pyproject.toml declares."""

from __future__ import annotations

from tests.tidy.linting import lint
from tests.tidy.source import PACKAGES, ROOT, contracts, pyproject


def test_every_contract_is_kept() -> None:
    linted = lint(ROOT)
    assert linted.clean, linted.text
    assert f"{len(contracts())} kept" in linted.text


def test_every_package_is_under_contract() -> None:
    assert set(pyproject()["tool"]["importlinter"]["root_packages"]) == set(PACKAGES)
