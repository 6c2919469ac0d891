"""What a person had typed in a form that was not taken: given back, so that it can be copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flask import request

from planning.process import Command, FieldKind
from planning_ui.parts import parts

# What is written with the keyboard; choices are soon made again.
WRITTEN = (
    FieldKind.TEXT,
    FieldKind.LONG_TEXT,
    FieldKind.DAY,
    FieldKind.MOMENT,
    FieldKind.IDENTITY,
    FieldKind.PLAN,
)
# The fields of the forms outside a case, with the words of their labels.
ELSEWHERE: Mapping[str, str] = {
    "ar": "År",
    "belopp": "Belopp i kronor",
    "kalla": "Källa",
    "namn": "Namn",
    "titel": "Sidans titel",
    "text": "Text",
    "varfor": "Vad har du ändrat, och varför?",
    "alt": "Vad bilden visar",
}


def typed_texts() -> tuple[tuple[str, str], ...]:
    """The label and the text of each field that somebody wrote in, in the order of the form."""
    command = parts().desk.rulebook.commands.get((request.view_args or {}).get("command_id", ""))
    fields = _fields(command) if command else ELSEWHERE.items()
    return tuple(_filled(fields))


def _fields(command: Command) -> Iterator[tuple[str, str]]:
    return ((field.id, field.title) for field in command.fields if field.kind in WRITTEN)


def _filled(fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, label in fields:
        text = "\n".join(each for each in request.form.getlist(name) if each.strip())
        if text:
            yield label, text
