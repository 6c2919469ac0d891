"""The process definition: steps, commands, fields, rules by name. An invalid one cannot exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from planning.errors import InvalidDefinition
from planning.vocabulary import Mark, Role


class FieldKind(StrEnum):
    """What a form field takes."""

    TEXT = "text"
    LONG_TEXT = "langtext"
    DAY = "datum"
    MOMENT = "tidpunkt"
    CHOICE = "val"
    CHOICES = "flerval"
    TICK = "bock"
    UNIT = "enhet"
    UNITS = "enheter"
    KOMMUN = "kommun"
    MESSAGE = "meddelande"
    IDENTITY = "personnummer"
    PLAN = "plan"
    PERIOD = "period"
    DISPUTE = "bestridande"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a command; its help key is `<command>.<field>`."""

    id: str
    kind: FieldKind
    title: str
    required: bool = False
    options: tuple[Option, ...] = ()
    role: Role | None = None
    only_without_case: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What a person can do: who, on which step, under which conditions, with which fields."""

    id: str
    step: str
    button: str
    actors: tuple[Role, ...]
    conditions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    commutes: bool = False
    feature: str | None = None

    def field(self, field_id: str) -> Field | None:
        """The field with this id, or None."""
        return next((each for each in self.fields if each.id == field_id), None)

    def in_case(self) -> Command:
        """The command as it is asked for in a case that is there: not who the case is about."""
        asked = tuple(each for each in self.fields if not each.only_without_case)
        return replace(self, fields=asked)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the process, for the strip and for the fallback of help."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Step:
    """A duty in the process, with who does it and what it rests on."""

    id: str
    title: str
    phase: str
    actors: tuple[Role, ...]
    mark: Mark
    law: tuple[str, ...] = ()
    number: int = 0
    needs: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    deadline: str | None = None
    optional: bool = False
    feature: str | None = None


@dataclass(frozen=True)
class Process:
    """A whole definition: checked on construction, so an invalid one cannot be held.

    Raises InvalidDefinition, naming the step and the fault.
    """

    id: str
    version: int
    title: str
    starts: tuple[str, ...]
    end: str
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]
    commands: tuple[Command, ...]
    exceptions: tuple[Step, ...] = ()
    by_id: Mapping[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        everything = {step.id: step for step in (*self.steps, *self.exceptions)}
        object.__setattr__(self, "by_id", everything)
        _check(self)

    def commands_of(self, step_id: str) -> tuple[Command, ...]:
        """The commands that do this step."""
        return tuple(each for each in self.commands if each.step == step_id)


# What a form asks when something is registered afterwards: the actual time, and why.
ACTUAL_TIME = Field("verklig_tid", FieldKind.MOMENT, "Verklig tid")
WHY_LATER = Field("orsak_i_efterhand", FieldKind.TEXT, "Varför i efterhand")
LATER = (ACTUAL_TIME, WHY_LATER)


def process_from_data(data: Mapping[str, Any]) -> Process:
    """Make a process of plain data (as read from YAML).

    Raises InvalidDefinition when a key is missing or a value is not of the closed lists.
    """
    try:
        return Process(
            id=data["id"],
            version=int(data["version"]),
            title=data["titel"],
            starts=tuple(data["start"]),
            end=data["slut"],
            phases=tuple(Phase(each["id"], each["titel"]) for each in data["faser"]),
            steps=tuple(_step(each) for each in data["steg"]),
            commands=tuple(_command(each) for each in data.get("kommandon", ())),
            exceptions=tuple(_step(each) for each in data.get("undantag", ())),
        )
    except KeyError as error:
        raise InvalidDefinition(f"process {data.get('id', '?')}: missing key {error}") from error
    except ValueError as error:
        raise InvalidDefinition(f"process {data.get('id', '?')}: {error}") from error


def _step(data: Mapping[str, Any]) -> Step:
    return Step(
        id=data["id"],
        title=data["titel"],
        phase=data["fas"],
        actors=tuple(Role(each) for each in data["aktorer"]),
        mark=Mark(data["marke"]),
        law=tuple(data["lagrum"]),
        number=int(data.get("nr", 0)),
        needs=tuple(data.get("kraver", ())),
        leads_to=tuple(data.get("leder_till", ())),
        deadline=data.get("frist"),
        optional=bool(data.get("frivilligt", False)),
        feature=data.get("funktion"),
    )


def _command(data: Mapping[str, Any]) -> Command:
    return Command(
        id=data["id"],
        step=data["steg"],
        button=data["knapp"],
        actors=tuple(Role(each) for each in data["av"]),
        conditions=tuple(data.get("villkor", ())),
        warnings=tuple(data.get("varningar", ())),
        fields=(
            *(_field(each) for each in data["falt"]),
            *(LATER if data.get("i_efterhand") else ()),
        ),
        commutes=bool(data.get("kommuterar", False)),
        feature=data.get("funktion"),
    )


def _field(data: Mapping[str, Any]) -> Field:
    return Field(
        id=data["id"],
        kind=FieldKind(data["typ"]),
        title=data["titel"],
        required=bool(data.get("kravs", False)),
        options=tuple(Option(each["id"], each["titel"]) for each in data.get("val", ())),
        role=Role(data["roll"]) if "roll" in data else None,
        only_without_case=bool(data.get("bara_utan_arende", False)),
    )


def _check(process: Process) -> None:
    faults = [
        *_repeated("step", [each.id for each in (*process.steps, *process.exceptions)]),
        *_repeated("command", [each.id for each in process.commands]),
        *_unknown_references(process),
        *_unreachable(process),
        *_without_an_end(process),
    ]
    if faults:
        raise InvalidDefinition(f"process {process.id}: " + "; ".join(faults))


def _repeated(what: str, ids: Iterable[str]) -> list[str]:
    return [f"two {what}s have the id {each}" for each, count in Counter(ids).items() if count > 1]


def _unknown_references(process: Process) -> list[str]:
    known, phases = process.by_id, {phase.id for phase in process.phases}
    named = [(step.id, other) for step in process.steps for other in (*step.needs, *step.leads_to)]
    named += [(command.id, command.step) for command in process.commands]
    named += [("start or end", other) for other in (*process.starts, process.end)]
    faults = [f"{who} names the unknown step {other}" for who, other in named if other not in known]
    return faults + [
        f"step {step.id} names the unknown phase {step.phase}"
        for step in known.values()
        if step.phase not in phases
    ]


def _walk(starts: Iterable[str], edges: Mapping[str, Collection[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(edges.get(here, ()))
    return seen


def _unreachable(process: Process) -> list[str]:
    seen = _walk(process.starts, {step.id: step.leads_to for step in process.steps})
    return [f"step {step.id} is unreachable" for step in process.steps if step.id not in seen]


def _without_an_end(process: Process) -> list[str]:
    backwards: dict[str, list[str]] = {}
    for step in process.steps:
        for other in step.leads_to:
            backwards.setdefault(other, []).append(step.id)
    seen = _walk({process.end}, backwards)
    return [
        f"step {each.id} has no way to the end" for each in process.steps if each.id not in seen
    ]


@dataclass(frozen=True)
class Rulebook:
    """All processes that the system runs, as one set of steps and commands."""

    processes: tuple[Process, ...]
    steps: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    commands: Mapping[str, Command] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps = [each for process in self.processes for each in process.by_id.values()]
        commands = [each for process in self.processes for each in process.commands]
        faults = _repeated("step", [s.id for s in steps])
        faults += _repeated("command", [c.id for c in commands])
        if faults:
            raise InvalidDefinition("; ".join(faults))
        object.__setattr__(self, "steps", {each.id: each for each in steps})
        object.__setattr__(self, "commands", {each.id: each for each in commands})

    @property
    def version(self) -> str:
        """The versions in force, as one text that a case stores."""
        return ", ".join(f"{each.id} {each.version}" for each in self.processes)

    def process_of(self, step_id: str) -> Process:
        """The process in which the step stands; raises KeyError for an unknown step."""
        for process in self.processes:
            if step_id in process.by_id:
                return process
        raise KeyError(step_id)
