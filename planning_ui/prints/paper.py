"""What every print has in common: who printed it and when, whom it is about, rows as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime

from planning.identity import IdentityKind
from planning.moments import local_day, say_moment
from planning_ui.present.header import header
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact
from planning_ui.said import Said, say, say_the_day
from typeset import Block, Cover, Document, Heading, KeyValue, Note, Paragraph, plain

PRACTICE = "ÖVNING – påhittad patient"
PROTECTED = Note(
    "Skyddade personuppgifter",
    (Paragraph(plain("Förvara pappret så att ingen obehörig ser det. Visa det inte för andra.")),),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who prints, where and when; `practice` when the patient is made up for practice."""

    name: str
    unit: str
    now: datetime
    practice: bool = False


@dataclass(frozen=True)
class PaperScene(Scene):
    """A case seen on paper: every time in full, since "i dag" is wrong tomorrow."""

    def say(self, moment: datetime) -> Said:
        """The moment in full."""
        return _in_full(say(moment, self.now))

    def say_day(self, day: date) -> Said:
        """The day in full."""
        return _in_full(say_the_day(day, self.now))


def on_paper(scene: Scene) -> Scene:
    """The scene with its times in full."""
    return PaperScene(**{each.name: getattr(scene, each.name) for each in fields(Scene)})


def _in_full(said: Said) -> Said:
    return Said(said.exact, said.machine, said.exact)


def paper(title: str, blocks: Iterable[Block], stamp: Stamp, about: str = "") -> Document:
    """A document with who printed it at the foot of each page.

    `about` names the patient on every page but the first, which has it in the text; it never
    stands in the title, which programs show and keep.
    """
    mark = (PRACTICE,) if stamp.practice else ()
    printed = f"Utskriven {say_moment(stamp.now)} av {stamp.name}, {stamp.unit}"
    return Document(
        title=title,
        blocks=tuple(blocks),
        created=local_day(stamp.now),
        cover=Cover(above=" · ".join((*mark, stamp.unit))),
        running_head=" · ".join((*mark, about)) if about else "".join(mark),
        footer=(printed, *mark),
    )


def about(scene: Scene) -> str:
    """The patient in one line, for the head of the pages."""
    shown = header(scene)
    return f"{shown.name}, {shown.number}"


def patient(scene: Scene, own: bool = False) -> Iterator[Block]:
    """Whom the paper is about, always first; on the person's `own` copy without notes for staff."""
    shown = header(scene)
    pairs = (
        ("Namn", shown.name),
        (number_label(scene), " ".join(part for part in (shown.number, _age(shown.age)) if part)),
        ("Kommun", shown.kommun),
        ("Avdelning", shown.ward),
        ("Att tänka på", "" if own else ", ".join(shown.flags)),
    )
    yield key_values(pairs)
    if scene.case.patient and scene.case.patient.protected:
        yield PROTECTED


def number_label(scene: Scene) -> str:
    """What the number of the patient is called: a reserve number is no personal number."""
    identity = scene.case.patient.identity if scene.case.patient else None
    reserve = identity is not None and identity.kind is IdentityKind.RESERVE
    return "Reservnummer" if reserve else "Personnummer"


def _age(text: str) -> str:
    return f"({text})" if text else ""


def key_values(pairs: Iterable[tuple[str, str]]) -> KeyValue:
    """Pairs of label and text, without those that have no text."""
    return KeyValue(tuple((label, plain(text)) for label, text in pairs if text))


def rows(facts: Iterable[Fact]) -> Iterator[Block]:
    """Facts as pairs; nothing when there are none."""
    found = tuple((fact.label, fact.text) for fact in facts)
    if found:
        yield key_values(found)


def heading(level: int, text: str) -> Heading:
    """A heading of plain text."""
    return Heading(level, plain(text))


def sentence(text: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(plain(text))
