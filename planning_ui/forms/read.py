"""From a posted form to the values of a command; what cannot be read comes back as an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from planning.identity import InvalidIdentity, read_identity
from planning.moments import local_day
from planning.plan_rows import KEYS, WIDTH
from planning.process import ACTUAL_TIME, Command, Field, FieldKind
from planning.reasons import reason
from planning_ui.written_time import Direction, NotUnderstood, read_day, read_moment

Texts = Mapping[str, tuple[str, ...]]

# Fields that look back or ahead; all others take the nearest day.
DIRECTIONS: Mapping[str, Direction] = {
    "skriv-in.tidpunkt": Direction.PAST,
    "behovsbedomning.bedomt": Direction.PAST,
    "utskrivningsklar.bedomt": Direction.PAST,
    "beslut-oppen-tvangsvard.bedomt": Direction.PAST,
    "skriv-ut.tidpunkt": Direction.PAST,
    "avliden.tidpunkt": Direction.PAST,
    "sip-mote.tidpunkt": Direction.PAST,
    "kontakt-efter-hemgang.tidpunkt": Direction.PAST,
    "inskrivningsmeddelande.beraknad_utskrivning": Direction.FUTURE,
    "andra-utskrivningsdatum.beraknad_utskrivning": Direction.FUTURE,
    "utskrivningsklar.planerad_hemgang": Direction.FUTURE,
    "svara-hemtagning.mojlig_tid": Direction.FUTURE,
    "kallelse-sip.mote": Direction.FUTURE,
    "sip-uppratta.uppfoljning": Direction.FUTURE,
    "sip-uppfoljning.uppfoljning": Direction.FUTURE,
}


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in: `texts` as typed, `values` as understood, `errors` by field."""

    texts: Texts
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


class Unreadable(ValueError):
    """A field that cannot be read; the message is for the person."""


def direction_of(command_id: str, field_id: str) -> Direction:
    """Where on the calendar the field looks when the text does not say."""
    if field_id == ACTUAL_TIME.id:
        return Direction.PAST
    return DIRECTIONS.get(f"{command_id}.{field_id}", Direction.NEAREST)


def read_form(command: Command, texts: Texts, now: datetime) -> Filled:
    """Read every field of the command. Nothing raises: each fault stands with its field."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for each in command.fields:
        typed = _typed(each, texts)
        try:
            if typed or each.kind is FieldKind.TICK:
                values[each.id] = READERS[each.kind](command, each, typed, now)
            elif each.required:
                errors[each.id] = asks_for(each)
        except (NotUnderstood, Unreadable) as fault:
            errors[each.id] = str(fault)
    errors.update(_neither(command, values, errors))
    return Filled(texts, values, errors)


def _typed(field: Field, texts: Texts) -> tuple[str, ...]:
    """What was typed in the field; the places in a plan's rows must not move."""
    found = tuple(text.strip() for text in texts.get(field.id, ()))
    if field.kind is FieldKind.PLAN:
        # A cell is one line: Enter in its box is a space in the plan.
        return tuple(" ".join(text.split()) for text in found) if any(found) else ()
    return tuple(text for text in found if text)


# One of these fields must be filled in; the first bears the error.
ONE_OF: Mapping[str, tuple[tuple[str, ...], str]] = {
    "sip-uppratta": (("plan", "behov"), "Skriv minst en insats i planen."),
}


def _neither(
    command: Command, values: Mapping[str, Any], errors: Mapping[str, str]
) -> Mapping[str, str]:
    fields, told = ONE_OF.get(command.id, ((), ""))
    missing = fields and not any(each in values or each in errors for each in fields)
    return {fields[0]: told} if missing else {}


def asks_for(field: Field) -> str:
    """What an empty field that must be filled in says: the label as it stands, quoted."""
    return ASKS.get(field.kind, "Fyll i ”{}”.").format(field.title)


_ONE, _SOME = "Välj ett alternativ i ”{}”.", "Välj minst ett alternativ i ”{}”."
ASKS: Mapping[FieldKind, str] = {
    FieldKind.CHOICE: _ONE,
    FieldKind.CHOICES: _SOME,
    FieldKind.UNIT: _ONE,
    FieldKind.UNITS: "Välj minst en enhet i ”{}”.",
    FieldKind.KOMMUN: _ONE,
    FieldKind.MESSAGE: _ONE,
    FieldKind.PERIOD: _ONE,
    FieldKind.DISPUTE: _ONE,
}


def _text(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    return typed[0]


def _identity(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    """The number as it was typed. Raises Unreadable, so that it stands with the other faults."""
    try:
        read_identity(typed[0], local_day(now))
    except InvalidIdentity as fault:
        raise Unreadable(reason("ogiltig-identitet").text) from fault
    return typed[0]


def _several(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    return list(typed)


def _tick(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    return bool(typed)


def _day(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    return read_day(typed[0], now, direction_of(command.id, field.id)).isoformat()


def _moment(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    return read_moment(typed[0], now, direction_of(command.id, field.id)).isoformat()


def _number(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    if not (typed[0].isascii() and typed[0].isdigit() and len(typed[0]) < 9):
        raise Unreadable("Välj något i listan.")
    return int(typed[0])


def _option(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    if set(typed) - {option.id for option in field.options}:
        raise Unreadable("Välj något som finns i listan.")
    return typed[0] if field.kind is FieldKind.CHOICE else list(typed)


def _plan(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
    """The rows of a plan that are not empty. Raises Unreadable, naming the row."""
    rows = [typed[start : start + WIDTH] for start in range(0, len(typed), WIDTH)]
    return [_plan_row(number, row, now) for number, row in enumerate(rows, start=1) if any(row)]


def _plan_row(number: int, row: tuple[str, ...], now: datetime) -> dict[str, str]:
    found = dict(zip(KEYS, row, strict=False))
    if not found.get("insats"):
        raise Unreadable(f"Rad {number}: skriv vad som ska göras.")
    if not found.get("ansvarig"):
        raise Unreadable(f"Rad {number}: välj vem som ansvarar.")
    try:
        day = read_day(found["klart"], now, Direction.FUTURE) if found.get("klart") else None
    except NotUnderstood as fault:
        raise Unreadable(f"Rad {number}: {fault}") from fault
    return {**found, "klart": day.isoformat() if day else ""}


READERS: Mapping[FieldKind, Callable[[Command, Field, tuple[str, ...], datetime], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DAY: _day,
    FieldKind.MOMENT: _moment,
    FieldKind.CHOICE: _option,
    FieldKind.CHOICES: _option,
    FieldKind.TICK: _tick,
    FieldKind.UNIT: _text,
    FieldKind.UNITS: _several,
    FieldKind.KOMMUN: _text,
    FieldKind.MESSAGE: _number,
    FieldKind.IDENTITY: _identity,
    FieldKind.PLAN: _plan,
    FieldKind.PERIOD: _number,
    FieldKind.DISPUTE: _number,
}
