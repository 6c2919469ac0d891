"""The register of units, people and what each of them may act as: from a file to the directory.

The file is the whole register. What is in the directory and not in the file is a fault, told before
anything is written: units and people have a past in cases and logs and are closed, never removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ledstang.loading import BrokenFile, read_yaml
from planning.organisation import KOMMUNER, Assignment, Purpose, Unit, User
from planning.ports import CaseStore, Directory, RowQuery
from planning.vocabulary import Role

UNIT_FIELDS: Mapping[str, str] = {
    "id": "id",
    "namn": "name",
    "roll": "role",
    "kommun": "kommun",
    "telefon": "phone",
    "hsa_id": "hsa_id",
    "sjukhus": "hospital",
    "psykiatri": "psychiatry",
    "forvald_mottagare": "default_receiver",
    "i_drift": "live",
    "byter": "joins",
}
INHERITED = ("kommun", "sjukhus", "byter")


class Register(NamedTuple):
    """Everything that the directory needs, parents before children."""

    units: tuple[Unit, ...]
    users: tuple[User, ...]
    assignments: tuple[Assignment, ...]


def read_register(path: Path) -> Register:
    """Read the file of a register.

    Raises BrokenFile, in one line, when a key, role, purpose, kommun or unit is unknown or an id
    stands there twice.
    """
    data = read_yaml(path)
    try:
        units = tuple(_units(data["enheter"], None, {}))
        users = tuple(_user(each) for each in data["personer"])
        found = tuple(one for each in data["personer"] for one in _assignments(each))
        _check(units, users, found)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BrokenFile(f"{path}: {error}; mend this entry") from error
    return Register(units, users, found)


def check_whole(register: Register, directory: Directory) -> None:
    """Raise ValueError, naming the ids, when a unit or user of the directory is left out."""
    units = set(directory.organisation().units) - {each.id for each in register.units}
    users = {each.id for each in directory.users()} - {each.id for each in register.users}
    if units or users:
        left = ", ".join(sorted(units | users))
        raise ValueError(
            f"{left} left out; keep each: a unit with i_drift: false, a person with aktiv: false"
        )


def check_closures(register: Register, directory: Directory, cases: CaseStore) -> None:
    """Raise ValueError, naming the units, when one is closed that still takes part in open cases.

    Nobody could send it anything more, and what has been sent would wait for a reader for ever.
    """
    known = directory.organisation().units
    closing = [unit.id for unit in register.units if not unit.live and unit.id in known]
    busy = [each for each in closing if known[each].live and _has_cases(each, cases)]
    if busy:
        raise ValueError(
            f"{', '.join(sorted(busy))} has open cases; close or move them before i_drift: false"
        )


def _has_cases(unit: str, cases: CaseStore) -> bool:
    return bool(cases.rows(RowQuery(units=frozenset({unit}), limit=1)))


def save_register(register: Register, directory: Directory) -> None:
    """Write the register into the directory, replacing what has the same ids."""
    for unit in register.units:
        directory.save_unit(unit)
    for user in register.users:
        directory.save_user(user, [each for each in register.assignments if each.user == user.id])


def _units(nodes: Any, parent: str | None, above: Mapping[str, Any]) -> Iterator[Unit]:
    for node in nodes:
        known = {key: above[key] for key in INHERITED if key in above} | node
        yield _unit({key: value for key, value in known.items() if key != "under"}, parent)
        yield from _units(node.get("under", ()), node["id"], known)


def _unit(node: Mapping[str, Any], parent: str | None) -> Unit:
    unknown = sorted(set(node) - set(UNIT_FIELDS))
    if unknown:
        raise ValueError(f"unit {node.get('id')}: unknown key {', '.join(unknown)}")
    values = {UNIT_FIELDS[key]: value for key, value in node.items()}
    role = Role(values["role"]) if "role" in values else None
    return Unit(**(values | {"role": role, "parent": parent}))


def _user(node: Mapping[str, Any]) -> User:
    active = node.get("aktiv", True)
    if not isinstance(active, bool):
        raise ValueError(f"person {node['id']}: aktiv is true or false, not {active!r}")
    return User(node["id"], node["namn"], node["titel"], active)


def _assignments(node: Mapping[str, Any]) -> Iterator[Assignment]:
    for number, each in enumerate(node["uppdrag"], start=1):
        yield Assignment(
            id=f"{node['id']}-{number}",
            user=node["id"],
            unit=each["enhet"],
            role=Role(each["roll"]),
            purpose=Purpose(each["andamal"]),
            rights=frozenset(each.get("rattigheter", ())),
        )


def _check(
    units: tuple[Unit, ...], users: tuple[User, ...], assignments: tuple[Assignment, ...]
) -> None:
    for ids in ([unit.id for unit in units], [user.id for user in users]):
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            raise ValueError(f"the id {', '.join(twice)} stands there twice")
    known = {unit.id for unit in units}
    lost = sorted({each.unit for each in assignments} - known)
    strange = sorted({unit.kommun for unit in units if unit.kommun} - set(KOMMUNER))
    if lost or strange:
        raise ValueError(f"unknown unit or kommun: {', '.join([*lost, *strange])}")
