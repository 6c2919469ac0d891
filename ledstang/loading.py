"""Reads the definitions from files and hands them to the core as plain data.

A broken file stops the start with one clear line: which file, what is wrong, what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import planning
from planning.agreement import Agreement, agreement_from_data
from planning.deadlines import DEADLINE_NAMES
from planning.errors import InvalidDefinition
from planning.process import Process, Rulebook, process_from_data
from planning.rules import check_names

ROOT = Path(__file__).resolve().parent.parent
CORE = Path(planning.__file__).resolve().parent
PROCESS_FILES = ("utskrivning.yaml", "sip.yaml", "tvangsvard.yaml")
TABLES = frozenset({"belopp.yaml", "helgdagar.yaml"})


class BrokenFile(Exception):
    """A file cannot be used; the text is one line for the operator."""


def read_yaml(path: Path) -> Any:
    """Read a YAML file. Raises BrokenFile, naming file and line."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BrokenFile(f"{path}:{line}: {error.problem}; mend the YAML on this line") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BrokenFile(f"{path}: cannot be read: {error}") from error


def load_process(path: Path) -> Process:
    """Read one process file. Raises BrokenFile when the definition is invalid."""
    try:
        return process_from_data(read_yaml(path))
    except (InvalidDefinition, TypeError) as error:
        raise BrokenFile(f"{path}: {error}") from error


@cache
def load_rulebook(folder: Path = CORE / "processes") -> Rulebook:
    """All processes, with every name of a rule checked. Raises BrokenFile."""
    processes = tuple(load_process(folder / name) for name in PROCESS_FILES)
    try:
        rulebook = Rulebook(processes)
        check_names(rulebook, DEADLINE_NAMES)
    except InvalidDefinition as error:
        raise BrokenFile(f"{folder}: {error}") from error
    return rulebook


@cache
def load_agreements(folder: Path = CORE / "agreements") -> Mapping[str, Agreement]:
    """All agreements, by id and by the reference that a case stores. Raises BrokenFile."""
    amounts = read_yaml(folder / "belopp.yaml")
    holidays = load_holidays(folder / "helgdagar.yaml")
    found: dict[str, Agreement] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in TABLES:
            agreement = _agreement(path, amounts, holidays)
            found[agreement.id] = found[agreement.reference] = agreement
    return found


def _agreement(path: Path, amounts: Any, holidays: frozenset[date]) -> Agreement:
    try:
        return agreement_from_data(read_yaml(path), amounts, holidays)
    except InvalidDefinition as error:
        raise BrokenFile(f"{path}: {error}") from error


def load_holidays(path: Path) -> frozenset[date]:
    """The dated list of days that count as holidays. Raises BrokenFile."""
    days = read_yaml(path)
    if not isinstance(days, dict) or not all(isinstance(day, date) for day in days):
        raise BrokenFile(f"{path}: each line must be a date with the name of the day")
    return frozenset(days)
