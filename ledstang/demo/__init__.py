"""The made-up Region Västernorrland: units, people and what each of them may act as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ledstang.loading import BrokenFile, read_yaml
from planning.organisation import KOMMUNER, Assignment, Purpose, Unit, User
from planning.ports import Directory
from planning.vocabulary import Role

FILE = Path(__file__).parent / "organisation.yaml"

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


class DemoOrganisation(NamedTuple):
    """Everything that the directory needs, parents before children."""

    units: tuple[Unit, ...]
    users: tuple[User, ...]
    assignments: tuple[Assignment, ...]


def load_demo_organisation(path: Path = FILE) -> DemoOrganisation:
    """Read the demo organisation.

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
    return DemoOrganisation(units, users, found)


def save_demo_organisation(directory: Directory) -> None:
    """Write the demo organisation into the directory, replacing what has the same ids."""
    demo = load_demo_organisation()
    for unit in demo.units:
        directory.save_unit(unit)
    for user in demo.users:
        own = [each for each in demo.assignments if each.user == user.id]
        directory.save_user(user, own)


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
    return User(node["id"], node["namn"], node["titel"])


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
