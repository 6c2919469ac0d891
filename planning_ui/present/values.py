"""What a message or an event holds, as rows of label and text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planning.disputes import Dispute
from planning.organisation import KOMMUNER
from planning.plan_rows import OTHER, PERSON, RELATIVE, Effort, efforts
from planning.process import Command, Field, FieldKind
from planning_ui.present.scene import Scene

# Who is no unit and does something in a plan all the same.
OUTSIDE_IN_WORDS: Mapping[str, str] = {
    PERSON: "personen själv",
    RELATIVE: "närstående",
    OTHER: "annan",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its text."""

    label: str
    text: str


def facts(
    command: Command, data: Mapping[str, Any], scene: Scene, without: frozenset[str] = frozenset()
) -> tuple[Fact, ...]:
    """The filled-in fields of a command, in the order of the form."""
    return tuple(
        Fact(field.title, shown(field, data[field.id], scene))
        for field in command.fields
        if field.id not in without and data.get(field.id) not in (None, "", [], ())
    )


def shown(field: Field, value: Any, scene: Scene) -> str:
    """One value in words."""
    return SHOWN.get(field.kind, _as_text)(field, value, scene)


def _as_text(field: Field, value: Any, scene: Scene) -> str:
    return str(value)


def _day(field: Field, value: Any, scene: Scene) -> str:
    return scene.say_day(date.fromisoformat(str(value))).words


def _moment(field: Field, value: Any, scene: Scene) -> str:
    return scene.say(datetime.fromisoformat(str(value))).words


def _choice(field: Field, value: Any, scene: Scene) -> str:
    titles = {option.id: option.title for option in field.options}
    several = value if isinstance(value, list | tuple) else [value]
    return ", ".join(titles.get(str(each), str(each)) for each in several)


def _tick(field: Field, value: Any, scene: Scene) -> str:
    return "Ja" if value else "Nej"


def _units(field: Field, value: Any, scene: Scene) -> str:
    several = value if isinstance(value, list | tuple) else [value]
    ids = [each["enhet"] if isinstance(each, Mapping) else str(each) for each in several]
    return ", ".join(scene.unit(str(each)) for each in ids)


def _kommun(field: Field, value: Any, scene: Scene) -> str:
    return KOMMUNER.get(str(value), str(value))


def _message(field: Field, value: Any, scene: Scene) -> str:
    message = scene.case.message(value) if isinstance(value, int) else None
    return scene.message_title(message) if message else str(value)


def _period(field: Field, value: Any, scene: Scene) -> str:
    return f"Period {value}"


def _dispute(field: Field, value: Any, scene: Scene) -> str:
    found = (each for each in scene.case.disputes if each.number == value)
    return next((dispute_words(each, scene) for each in found), str(value))


def dispute_words(dispute: Dispute, scene: Scene) -> str:
    """A dispute in one line: of which period, by whom, when."""
    return f"Period {dispute.period}, {scene.unit(dispute.unit)}, {scene.say(dispute.at).words}"


def _plan(field: Field, value: Any, scene: Scene) -> str:
    return "\n".join(plan_sentence(each, scene) for each in efforts({"plan": value}))


def plan_sentence(effort: Effort, scene: Scene) -> str:
    """One effort of a plan as a line: what for, what, who, until when."""
    what_for = " – ".join(t for t in (effort.need, effort.goal, effort.part_goal) if t)
    due = f", klart senast {scene.say_day(effort.due).words}" if effort.due else ""
    before = f"{what_for}: " if what_for else ""
    return f"{before}{effort.effort} ({responsible(effort, scene)}{due})"


def responsible(effort: Effort, scene: Scene) -> str:
    """Who takes care of an effort, in words."""
    return OUTSIDE_IN_WORDS.get(effort.responsible) or scene.unit(effort.responsible)


SHOWN: Mapping[FieldKind, Callable[[Field, Any, Scene], str]] = {
    FieldKind.DAY: _day,
    FieldKind.MOMENT: _moment,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choice,
    FieldKind.TICK: _tick,
    FieldKind.UNIT: _units,
    FieldKind.UNITS: _units,
    FieldKind.KOMMUN: _kommun,
    FieldKind.MESSAGE: _message,
    FieldKind.PLAN: _plan,
    FieldKind.PERIOD: _period,
    FieldKind.DISPUTE: _dispute,
}
