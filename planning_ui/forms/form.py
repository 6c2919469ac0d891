"""A whole form: its controls, its errors on top, its button, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.errors import Reason
from planning.process import ACTUAL_TIME, WHY_LATER, Command, Field, FieldKind
from planning_ui.forms.choices import Choices
from planning_ui.forms.controls import Control, controls
from planning_ui.forms.read import Filled

MOMENTS = (FieldKind.MOMENT, FieldKind.DAY)

# Which field a reason from the core is about, so that it can stand there.
FIELD_OF_REASON: Mapping[str, str] = {
    "ogiltig-identitet": "personnummer",
    "orsak-saknas": "orsak",
    "efterhand-utan-orsak": WHY_LATER.id,
    "efterhand-utan-tid": ACTUAL_TIME.id,
    "arende-finns": "personnummer",
    "mottagare-saknas": "mottagare",
    "oppenvard-maste-vara-mottagare": "mottagare",
    "enhet-ej-i-drift": "mottagare",
    "meddelande-saknas": "meddelande",
    "redan-kvitterat": "meddelande",
    "redan-makulerat": "meddelande",
    "ej-avsandare": "meddelande",
    "ej-mottagare": "meddelande",
}
# Which of the times a form may hold is the worst: the last, or the first.
Worst = Callable[..., str]
ABOUT_TIME: Mapping[str, Worst] = {"tid-i-framtiden": max, "tid-fore-inskrivning": min}
HAPPENED = frozenset({"tidpunkt", "bedomt", ACTUAL_TIME.id})


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of the summary on top. `href` leads to the field; `code` is the reason, if one."""

    text: str
    href: str = ""
    code: str = ""


@dataclass(frozen=True)
class Form:
    """A form ready to be shown."""

    command: str
    step: str
    title: str
    action: str
    button: str
    button_to: int
    controls: tuple[Control, ...]
    errors: tuple[ErrorLine, ...] = ()
    version: int | None = None
    draft_from: str = ""
    draft_action: str = ""
    try_action: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form sends what is typed, and the version of the case it was made from."""

    action: str
    draft_action: str = ""
    version: int | None = None
    draft_from: str = ""
    try_action: str = ""


def make_form(
    command: Command,
    filled: Filled,
    source: Choices,
    place: Place,
    reasons: Iterable[Reason] = (),
) -> Form:
    """The form of a command, with the errors of reading and the reasons of the core in place."""
    against = tuple(reasons)
    errors = {**_reason_errors(command, against, filled.values), **filled.errors}
    shown = controls(command, Filled(filled.texts, filled.values, errors), source)
    return Form(
        command=command.id,
        step=command.step,
        title=command.button,
        action=place.action,
        button=command.button,
        button_to=_receivers(shown),
        controls=shown,
        errors=tuple(_lines(command, errors, against, filled.values)),
        version=place.version,
        draft_from=place.draft_from,
        draft_action=place.draft_action,
        try_action=place.try_action,
    )


def field_of(command: Command, code: str, values: Mapping[str, Any]) -> str:
    """The field that a reason is about; empty when it is about the case as a whole."""
    if code in ABOUT_TIME:
        return _time_of(command, ABOUT_TIME[code], values)
    field_id = FIELD_OF_REASON.get(code, "")
    return field_id if field_id and command.field(field_id) else ""


def _time_of(command: Command, worst: Worst, values: Mapping[str, Any]) -> str:
    """Of the times that tell what has happened, the one that lies the farthest off."""
    told = [each.id for each in command.fields if each.id in HAPPENED and values.get(each.id)]
    if told:
        return worst(told, key=lambda each: datetime.fromisoformat(str(values[each])))
    return next((each.id for each in command.fields if each.kind in MOMENTS), "")


def _reason_errors(
    command: Command, reasons: Iterable[Reason], values: Mapping[str, Any]
) -> dict[str, str]:
    placed = ((field_of(command, each.code, values), each.text) for each in reasons)
    return {field_id: text for field_id, text in placed if field_id}


def _lines(
    command: Command,
    errors: Mapping[str, str],
    reasons: tuple[Reason, ...],
    values: Mapping[str, Any],
) -> Iterator[ErrorLine]:
    for field in command.fields:
        if field.id in errors:
            yield ErrorLine(_named(field, errors[field.id]), f"#falt-{field.id}")
    for each in reasons:
        if not field_of(command, each.code, values):
            yield ErrorLine(each.text, code=each.code)


def _named(field: Field, error: str) -> str:
    """The error with the field's name before it, unless the sentence says the name itself."""
    name = field.title.rstrip("?")
    return error if name.casefold() in error.casefold() else f"{name}: {error}"


def _receivers(shown: Iterable[Control]) -> int:
    receivers = next((each for each in shown if each.id == "mottagare"), None)
    if receivers is None:
        return 0
    groups = (choice for group in receivers.more for choice in group.choices)
    return sum(1 for each in (*receivers.choices, *groups) if each.chosen)
