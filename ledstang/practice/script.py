"""The practice scripts: what the learner is told to do, and what the others do in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ledstang.demo import load_demo_organisation
from ledstang.loading import BrokenFile, load_rulebook, read_yaml
from planning.moments import from_local
from planning.organisation import Assignment, User
from planning.process import Command, Field
from planning.rules.check import WITHOUT_STAY_ACTORS

FOLDER = Path(__file__).with_name("scripts")
ORDER = ("slutenvard", "halsocentral", "kommun", "tvangsvard", "sip")
# Practice always begins on this Monday, so that the days in the instructions are true.
FIRST_DAY = date(2026, 3, 2)
SCRIPT_KEYS = frozenset({"titel", "om", "du", "patient", "delar"})
PART_KEYS = frozenset({"dag", "kl", "gor", "du", "tips", "vem", "varden"})


@dataclass(frozen=True, slots=True)
class Part:
    """One move. `told` is the instruction; it is empty for a move that the script plays."""

    number: int
    command: str
    person: str
    at: datetime
    told: str
    tip: str
    typed: Mapping[str, tuple[str, ...]]

    @property
    def mine(self) -> bool:
        """Whether the learner makes this move."""
        return bool(self.told)


@dataclass(frozen=True, slots=True)
class Script:
    """One course to practise; `person` is whom the learner plays."""

    id: str
    title: str
    about: str
    person: str
    parts: tuple[Part, ...]

    @property
    def tasks(self) -> tuple[Part, ...]:
        """The moves that the learner makes."""
        return tuple(part for part in self.parts if part.mine)


@dataclass(frozen=True, slots=True)
class Player:
    """A person of the made-up region with what they act as."""

    user: User
    assignment: Assignment


@cache
def players() -> Mapping[str, Player]:
    """Everybody in the made-up region, with their first assignment."""
    demo = load_demo_organisation()
    users = {user.id: user for user in demo.users}
    return {each.user: Player(users[each.user], each) for each in reversed(demo.assignments)}


@cache
def load_scripts(folder: Path = FOLDER) -> Mapping[str, Script]:
    """All scripts in their order. Raises BrokenFile, naming the file and the fault."""
    return {name: _script(folder / f"{name}.yaml") for name in ORDER}


def _script(path: Path) -> Script:
    data = read_yaml(path)
    try:
        _check_keys(data, SCRIPT_KEYS)
        parts = tuple(_part(number, each, data) for number, each in enumerate(data["delar"]))
        _check_order(parts)
        return Script(path.stem, data["titel"], data["om"], data["du"], parts)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BrokenFile(f"{path}: {error}; mend this script") from error


def _part(number: int, data: Mapping[str, Any], script: Mapping[str, Any]) -> Part:
    _check_keys(data, PART_KEYS)
    command, person = data["gor"], data.get("vem", script["du"])
    told = str(data.get("du", ""))
    if bool(told) == ("vem" in data):
        raise ValueError(f"part {number}: give either du or vem")
    opens = script["patient"] if number == 0 else {}
    typed = {key: _texts(value) for key, value in {**opens, **data.get("varden", {})}.items()}
    _check_part(number, command, person, typed)
    at = _moment(data["dag"], data["kl"])
    return Part(number, command, person, at, told, str(data.get("tips", "")), typed)


def _check_keys(data: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        raise ValueError(f"unknown key {', '.join(unknown)}")


def _check_part(number: int, command_id: str, person: str, typed: Mapping[str, Any]) -> None:
    command = load_rulebook().commands[command_id]
    may = {*command.actors, *WITHOUT_STAY_ACTORS.get(command.id, ())}
    if players()[person].assignment.role not in may:
        raise ValueError(f"part {number}: {person} may not {command_id}")
    known = {field.id for field in asked_for(command, number)}
    strange = sorted(set(typed) - known)
    if strange:
        raise ValueError(f"part {number}: {command_id} has no field {', '.join(strange)}")


def asked_for(command: Command, number: int) -> tuple[Field, ...]:
    """The fields of the form; the one that starts a case asks for the address as well."""
    address = load_rulebook().commands["skriv-in"].field("adress")
    missing = number == 0 and address is not None and command.field("adress") is None
    return (*command.fields, address) if missing and address else command.fields


def _check_order(parts: tuple[Part, ...]) -> None:
    late = [after.number for before, after in pairwise(parts) if after.at < before.at]
    if late:
        raise ValueError(f"part {late[0]} is before the part above it")


def _texts(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(str(each) for each in several)


def _moment(day: int, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    then = FIRST_DAY + timedelta(days=day)
    return from_local(datetime.combine(then, time(int(hours), int(minutes))))
