"""Blank forms for an outage: one page a step, with the very fields of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from planning.process import LATER, Command, Field, FieldKind, Rulebook
from planning_ui.prints.paper import Stamp, heading, paper, sentence
from typeset import Block, Document, Inline, Lead, PageBreak, Table, plain

TITLE = "Reservblanketter"
LEAD = (
    "För driftstopp. Ring mottagaren först. Lämna aldrig patientuppgifter i vanlig e-post. "
    "Registrera i systemet efteråt, med den tid då det verkligen hände."
)
COMMANDS = (
    "skriv-in", "inskrivningsmeddelande", "fast-vardkontakt", "planeringsunderlag",
    "andra-utskrivningsdatum", "kallelse-sip", "svara-kallelse", "utskrivningsklar",
    "svara-hemtagning", "aterta-utskrivningsklar", "utskrivningsinformation", "skriv-ut",
)  # fmt: skip
PERSON = ("Personnummer", "Namn", "Avdelning", "Kommun")
HANDED_OVER = (
    "Datum och klockslag då du ringde eller lämnade",
    "Enhet och person som tog emot",
    "Ditt namn, enhet och telefon",
    "Registrerat i systemet: datum, klockslag, namn",
)
LINE = "\N{NO-BREAK SPACE}\n\N{NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"
BOX = "\N{BALLOT BOX}"
LONG_LINES = 3
WIDTHS = (0.36, 0.64)


def blank_forms(rulebook: Rulebook, stamp: Stamp) -> Document:
    """A form for every step that an outage must not stop."""
    return paper(TITLE, _blocks(rulebook), stamp)


def _blocks(rulebook: Rulebook) -> Iterator[Block]:
    yield Lead(plain(LEAD))
    for place, command_id in enumerate(COMMANDS):
        if place:
            yield PageBreak()
        yield from _form(rulebook.commands[command_id], rulebook)


def _form(command: Command, rulebook: Rulebook) -> Iterator[Block]:
    yield heading(1, rulebook.steps[command.step].title)
    about = () if command.field("personnummer") else PERSON
    if about:
        yield heading(2, "Patient")
        yield _table([(plain(label), plain(LINE)) for label in about])
        yield heading(2, "Uppgifter")
    yield _table(
        [(plain(_label(each)), plain(room(each))) for each in command.fields if each not in LATER]
    )
    yield heading(2, "Lämnat och registrerat")
    yield _table([(plain(label), plain(LINE)) for label in HANDED_OVER])
    yield sentence("* måste fyllas i.")


def _table(lines: list[tuple[Inline, ...]]) -> Table:
    return Table((plain("Uppgift"), plain("Skriv här")), tuple(lines), WIDTHS)


def _label(field: Field) -> str:
    return f"{field.title} *" if field.required else field.title


def room(field: Field) -> str:
    """What stands where one writes: boxes to tick, or empty lines."""
    return ROOM.get(field.kind, _line)(field)


def _line(field: Field) -> str:
    return LINE


def _lines(field: Field) -> str:
    return "\n".join([LINE] * LONG_LINES)


def _boxes(field: Field) -> str:
    return "\n".join(f"{BOX} {option.title}" for option in field.options)


def _two_lines(field: Field) -> str:
    return f"{LINE}\n{LINE}"


def _yes(field: Field) -> str:
    return f"{BOX} Ja"


def _moment(field: Field) -> str:
    return f"Datum{SPACE * 30}Klockslag\n{SPACE}"


ROOM: Mapping[FieldKind, Callable[[Field], str]] = {
    FieldKind.LONG_TEXT: _lines,
    FieldKind.CHOICE: _boxes,
    FieldKind.CHOICES: _boxes,
    FieldKind.TICK: _yes,
    FieldKind.UNITS: _two_lines,
    FieldKind.MOMENT: _moment,
}
