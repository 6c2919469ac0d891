"""Reads the plain data of a scenario file, strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from planning.moments import parse_moment
from planning.organisation import KOMMUNER, Receiver
from planning.rules import World
from planning.scenario.course import BrokenScenario, Happening, Scenario
from planning.vocabulary import Role

PARTY_KEYS: Mapping[str, Role] = {
    "avdelning": Role.WARD,
    "oppenvard": Role.OPEN_CARE,
    "kommun": Role.MUNICIPALITY,
}
EVENT_KEYS = frozenset({"tid", "av", "gor", "enhet", "efterregistrerad"})
EXTRA_KEYS = frozenset({"bedomt", "mottagare", "samtycke", "tidpunkt"})
PATIENT_KEYS = frozenset(
    {"personnummer", "reservnummer", "namn", "adress", "folkbokforingskommun",
     "skyddade_uppgifter"}
)  # fmt: skip
MOMENT_KEYS = frozenset({"bedomt", "tidpunkt", "mote", "mojlig_tid", "planerad_hemgang"})
NAMED_MESSAGES: Mapping[str, str] = {
    "andrat-utskrivningsdatum": "andra-utskrivningsdatum",
    "oppna-arende": "skriv-in",
}


def read_scenario(data: Any, world: World) -> Scenario:
    """Check the plain data of a scenario file.

    Raises BrokenScenario, naming the line of the course (`nr`) and the fault.
    """
    if not isinstance(data, Mapping):
        raise BrokenScenario("the file must hold keys such as patient, parter, handelser and vid")
    _check_keys(data)
    happenings = tuple(
        _happening(number, each, world) for number, each in enumerate(data["handelser"], start=1)
    )
    _check_order(happenings)
    return Scenario(
        agreement=str(data.get("avtal", "lagen")),
        patient=_patient(data["patient"]),
        parties=_parties(data.get("parter") or {}, world),
        happenings=happenings,
        until=when("vid", data["vid"]),
    )


def _check_keys(data: Mapping[str, Any]) -> None:
    known = {"avtal", "patient", "parter", "handelser", "vid"}
    unknown = sorted(str(key) for key in set(data) - known)
    missing = sorted({"patient", "handelser", "vid"} - set(data))
    if missing:
        raise BrokenScenario(f"the key {missing[0]} is missing")
    if unknown:
        raise BrokenScenario(
            f"the key {unknown[0]} is unknown; use one of {', '.join(sorted(known))}"
        )
    if not isinstance(data["handelser"], list):
        raise BrokenScenario("handelser must be a list")


def _check_order(happenings: Sequence[Happening]) -> None:
    for earlier, later in pairwise(happenings):
        if later.now < earlier.now:
            raise BrokenScenario(f"handelser nr {later.number}: tid is before the line above it")


def when(what: str, text: Any) -> datetime:
    """A written local time as a moment. Raises BrokenScenario, saying where."""
    try:
        return parse_moment(str(text))
    except ValueError as error:
        raise BrokenScenario(f"{what}: {error}") from error


def _patient(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise BrokenScenario("patient must hold personnummer, namn and folkbokforingskommun")
    unknown = sorted(str(key) for key in set(data) - PATIENT_KEYS)
    if unknown:
        raise BrokenScenario(f"patient: the key {unknown[0]} is unknown")
    kommun = data.get("folkbokforingskommun")
    if kommun is not None and str(kommun) not in KOMMUNER:
        raise BrokenScenario(
            f"patient: there is no kommun {kommun!r}; use one of {', '.join(KOMMUNER)}"
        )
    return data


def _parties(data: Any, world: World) -> dict[Role, tuple[Receiver, ...]]:
    if not isinstance(data, Mapping):
        raise BrokenScenario("parter must hold avdelning, oppenvard and kommun")
    unknown = sorted(str(key) for key in set(data) - set(PARTY_KEYS))
    if unknown:
        raise BrokenScenario(f"parter: the key {unknown[0]} is unknown")
    return {
        PARTY_KEYS[key]: tuple(_unit(each, PARTY_KEYS[key], world) for each in as_list(value))
        for key, value in data.items()
    }


def as_list(value: Any) -> list[Any]:
    """One value or a list of them as a list; nothing is an empty list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _unit(unit_id: Any, role: Role, world: World) -> Receiver:
    receiver = world.organisation.receiver(str(unit_id))
    if receiver is None or receiver.role is not role:
        raise BrokenScenario(f"parter: there is no unit {unit_id!r} that is {role.value}")
    return receiver


def _happening(number: int, data: Any, world: World) -> Happening:
    where = f"handelser nr {number}"
    if not isinstance(data, Mapping) or not {"tid", "av", "gor"} <= set(data):
        raise BrokenScenario(f"{where}: each line needs tid, av and gor")
    command = str(data["gor"])
    if command not in world.rulebook.commands:
        raise BrokenScenario(f"{where}: there is no command {command!r}")
    now = when(where, data["tid"])
    role, unit = _who(where, data, world)
    actual = data.get("efterregistrerad")
    return Happening(
        number=number,
        now=now,
        at=when(where, actual) if actual else now,
        by=role,
        unit=unit,
        command=command,
        values=_known_values(where, command, data, world),
    )


def _known_values(
    where: str, command: str, data: Mapping[str, Any], world: World
) -> dict[str, Any]:
    values = {str(key): value for key, value in data.items() if key not in EVENT_KEYS}
    for key in values:
        if world.rulebook.commands[command].field(key) is None and key not in EXTRA_KEYS:
            raise BrokenScenario(f"{where}: {command} has no key {key!r}")
    return values


def _who(where: str, data: Mapping[str, Any], world: World) -> tuple[Role, str | None]:
    named = str(data["av"])
    if named in {role.value for role in Role}:
        return Role(named), _named_unit(where, data.get("enhet"), Role(named), world)
    unit = world.organisation.receiver(named)
    if unit is None:
        raise BrokenScenario(f"{where}: av must be a role or a unit, not {named!r}")
    return unit.role, unit.unit


def _named_unit(where: str, unit_id: Any, role: Role, world: World) -> str | None:
    if unit_id is None:
        return None
    unit = world.organisation.unit(str(unit_id))
    if unit is None or unit.role is not role:
        raise BrokenScenario(f"{where}: there is no unit {unit_id!r} that is {role.value}")
    return unit.id
