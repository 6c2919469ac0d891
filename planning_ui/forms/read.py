"""From a posted form to the values of a command; what cannot be read comes back as an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from planning.process import ACTUAL_TIME, Command, Field, FieldKind
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
        typed = tuple(text.strip() for text in texts.get(each.id, ()) if text.strip())
        try:
            if typed or each.kind is FieldKind.TICK:
                values[each.id] = READERS[each.kind](command, each, typed, now)
            elif each.required:
                errors[each.id] = asks_for(each)
        except (NotUnderstood, Unreadable) as fault:
            errors[each.id] = str(fault)
    return Filled(texts, values, errors)


def asks_for(field: Field) -> str:
    """What an empty field that must be filled in says."""
    return ASKS.get(field.kind, "Skriv {}.").format(_lowered(field.title))


def _lowered(title: str) -> str:
    plain = title.rstrip("?")
    abbreviation = plain[:2].isupper()
    return plain if abbreviation else plain[:1].lower() + plain[1:]


ASKS: Mapping[FieldKind, str] = {
    FieldKind.CHOICE: "Välj {}.",
    FieldKind.CHOICES: "Välj minst ett alternativ: {}.",
    FieldKind.UNIT: "Välj {}.",
    FieldKind.UNITS: "Välj minst en: {}.",
    FieldKind.KOMMUN: "Välj {}.",
    FieldKind.MESSAGE: "Välj {}.",
    FieldKind.PERIOD: "Välj {}.",
    FieldKind.DISPUTE: "Välj {}.",
}


def _text(command: Command, field: Field, typed: tuple[str, ...], now: datetime) -> Any:
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
    FieldKind.IDENTITY: _text,
    FieldKind.PERIOD: _number,
    FieldKind.DISPUTE: _number,
}
