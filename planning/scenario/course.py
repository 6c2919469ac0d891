"""A written course of events: its records, and the error for a file that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.organisation import Receiver
from planning.vocabulary import Role


class BrokenScenario(ValueError):
    """The file cannot be used; the text says where, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the file: who does what, told when, done when."""

    number: int
    now: datetime
    at: datetime
    by: Role
    unit: str | None
    command: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """A whole file, read and checked."""

    agreement: str
    patient: Mapping[str, Any]
    parties: Mapping[Role, tuple[Receiver, ...]]
    happenings: tuple[Happening, ...]
    until: datetime
