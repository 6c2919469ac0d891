"""One control per field: label, hint, help, error, what was understood, and the choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from planning.alphabet import by_name
from planning.organisation import KOMMUNER
from planning.plan_rows import WIDTH
from planning.process import LATER, Command, Field, FieldKind
from planning_ui.forms.choices import Choice, Choices, Group
from planning_ui.forms.read import Filled
from planning_ui.said import say_written_day, say_written_moment
from planning_ui.written_time import EXAMPLES_DAY, EXAMPLES_MOMENT

EMPTY_ROWS = 3


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a plan as it was typed; `responsible` are the choices of who."""

    number: int
    need: str
    goal: str
    part_goal: str
    effort: str
    due: str
    responsible: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A field as a template shows it. `help_field` is the key of its guidance."""

    id: str
    kind: str
    title: str
    required: bool
    help_field: str
    hint: str = ""
    text: str = ""
    choices: tuple[Choice, ...] = ()
    more: tuple[Group, ...] = ()
    error: str = ""
    understood: str = ""
    looks: str = ""
    later: bool = False
    rows: tuple[PlanRow, ...] = ()


CHILD_CONSENT = "För ett barn samtycker vårdnadshavaren, och barnet efter mognad."
HINTS: Mapping[str, str] = {
    "skriv-in.folkbokforingskommun": "Kommunen där personen är folkbokförd.",
    "skriv-in.kommun_enhet": "Lämna tomt: då väljs den enhet som tar emot för kommunen.",
    "skriv-in.oppenvard": "Hälsocentralen där personen är listad, eller annan öppenvård.",
    "planeringsunderlag.klart": "Du kan spara i delar. Bocka i när inget mer ska fyllas i.",
    "generellt-meddelande.text": "Meddelandet hör till patienten. Det är ingen journal.",
    "bestrid.ratt_dag": "Lämna tomt om ni inte har en egen uppfattning om dagen.",
    "sip-uppratta.plan": (
        "En rad är en insats. Är behov, mål eller delmål tomt gäller raden ovanför."
    ),
    "kallelse-sip.mottagare": "Enheter som är skyldiga att komma.",
    "svara-kallelse.orsak": "Ersättare: namn och yrke. Nej: varför, och en tid som passar.",
    "sip-initiera.samtycke": CHILD_CONSENT,
    "sip-stallningstagande.samtycke": CHILD_CONSENT,
}
KIND_HINTS: Mapping[FieldKind, str] = {
    FieldKind.MOMENT: EXAMPLES_MOMENT,
    FieldKind.DAY: EXAMPLES_DAY,
    FieldKind.IDENTITY: "Tolv siffror, ååååmmdd-nnnn. Ett reservnummer skrivs som det står.",
}


def controls(command: Command, filled: Filled, source: Choices) -> tuple[Control, ...]:
    """The controls of the command, filled in."""
    return tuple(_control(command, field, filled, source) for field in command.fields)


def _control(command: Command, field: Field, filled: Filled, source: Choices) -> Control:
    key = f"{command.id}.{field.id}"
    typed = tuple(filled.texts.get(field.id, ()))
    control = Control(
        id=field.id,
        kind=field.kind.value,
        title=field.title,
        required=field.required,
        help_field=key,
        hint=source.hint(key) or HINTS.get(key, KIND_HINTS.get(field.kind, "")),
        text=typed[0] if typed else "",
        error=filled.errors.get(field.id, ""),
        understood=_understood(field, filled),
        looks=key,
        later=field in LATER,
    )
    shape = SHAPES.get(field.kind)
    return shape(control, command, field, typed, source) if shape else control


def _understood(field: Field, filled: Filled) -> str:
    value = filled.values.get(field.id)
    if not value or field.id in filled.errors:
        return ""
    if field.kind is FieldKind.MOMENT:
        return say_written_moment(datetime.fromisoformat(str(value)))
    if field.kind is FieldKind.DAY:
        return say_written_day(date.fromisoformat(str(value)))
    return ""


Typed = tuple[str, ...]


def _options(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    fits = (o for o in field.options if o.id in typed or source.offers(command, field, o.id))
    choices = tuple(Choice(o.id, o.title, o.id in typed) for o in fits)
    return replace(control, choices=choices)


def _kommuner(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    choices = tuple(Choice(each, name, each in typed) for each, name in by_name(KOMMUNER))
    return replace(control, choices=choices)


def _one_unit(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    return replace(control, more=source.units(command, field, typed))


def _several_units(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    first = source.parties(command, typed)
    near = {each.value for each in first}
    rest = tuple(
        Group(group.title, tuple(c for c in group.choices if c.value not in near))
        for group in source.units(command, field, typed)
    )
    return replace(control, choices=first, more=tuple(each for each in rest if each.choices))


def _messages(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    return replace(control, choices=source.messages(command, typed))


def _periods(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    return replace(control, choices=source.periods(typed))


def _disputes(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    return replace(control, choices=source.disputes(command, typed))


def _plan(
    control: Control, command: Command, field: Field, typed: Typed, source: Choices
) -> Control:
    """The rows that are written in, and some empty ones below."""
    filled = [typed[start : start + WIDTH] for start in range(0, len(typed), WIDTH)]
    written = [row for row in filled if any(row)] + [("",) * WIDTH] * EMPTY_ROWS
    padded = ((*row, *("",) * WIDTH)[:WIDTH] for row in written)
    rows = tuple(_plan_row(number, row, source) for number, row in enumerate(padded, start=1))
    return replace(control, rows=rows)


def _plan_row(number: int, row: Typed, source: Choices) -> PlanRow:
    need, goal, part_goal, effort, who, due = row
    return PlanRow(number, need, goal, part_goal, effort, due, source.responsible(who))


SHAPES: Mapping[FieldKind, Callable[[Control, Command, Field, Typed, Choices], Control]] = {
    FieldKind.CHOICE: _options,
    FieldKind.CHOICES: _options,
    FieldKind.KOMMUN: _kommuner,
    FieldKind.UNIT: _one_unit,
    FieldKind.UNITS: _several_units,
    FieldKind.MESSAGE: _messages,
    FieldKind.PLAN: _plan,
    FieldKind.PERIOD: _periods,
    FieldKind.DISPUTE: _disputes,
}
