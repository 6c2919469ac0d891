"""The guide of one: one step for one role on one page, with the unit's own telephone number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from help_service.layer import LocalText
from help_service.library import Library
from help_service.outline import Kind
from help_service.topics import Topic
from lathund.back_page import SUPPORT
from lathund.contents import ROLE_NAMES, Contents, Entry
from lathund.guide import COVER_CODE_MM, manual_code, page_address, swedish_date
from lathund.reading import reader_of
from lathund.steps import Step, source_line
from typeset import (
    Block,
    Cover,
    Document,
    Heading,
    KeyValue,
    Link,
    Reader,
    balance,
    from_tree,
    plain,
    render_pdf,
)

CHAPTERS = {"undantag": "När något inte går som vanligt", "hinder": "När en knapp är spärrad"}
OTHER_CHAPTER = "Bra att veta"


@dataclass(frozen=True)
class OwnUnit:
    """What the page says of the reader's own unit."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class OneStep:
    """All that one page is made of.

    `role` is the id of a role or empty for all of them; `manual_address` is empty where the
    manual has no address, and then the page bears no code.
    """

    library: Library
    contents: Contents
    topic: Topic
    role: str
    version: str
    today: date
    unit: OwnUnit | None = None
    manual_address: str = ""
    notes: tuple[LocalText, ...] = ()
    """What the reader's own organisation adds to the topic."""
    turn_notes: tuple[LocalText, ...] = ()
    """And what it adds to where to turn, ``SUPPORT``."""

    @property
    def place(self) -> tuple[str, Entry]:
        """The chapter, and the step's number and actors; no number for what is no step."""
        for chapter in self.contents.chapters:
            for entry in chapter.entries:
                if entry.topic == self.topic.id:
                    return chapter.title, entry
        told = tuple(role for role in ROLE_NAMES if self.topic.role_section(role))
        return CHAPTERS.get(self.topic.room, OTHER_CHAPTER), Entry("", self.topic.id, told)

    @property
    def told_role(self) -> str | None:
        """The role the page is written for; None where the topic tells it nothing of its own.

        Outside the steps of the process one role's text may lean on another's, so all are told.
        """
        is_numbered = bool(self.place[1].number)
        return self.role if is_numbered and self.topic.role_section(self.role) else None

    @property
    def address(self) -> str:
        """Where the manual says the same, and more."""
        return page_address(self.manual_address, self.topic)


def build_one_step(page: OneStep) -> bytes:
    """Build the page as an accessible PDF; Typst refuses to write one that is not.

    A topic that is no step is printed as its short answer: the manual holds the rest.
    """
    return render_pdf(one_step_document(page))


def one_step_document(page: OneStep) -> Document:
    """Give the page as records, before it is set."""
    for_whom = ROLE_NAMES.get(page.role, "")
    below = ", ".join(part for part in (for_whom, page.unit.name if page.unit else "") if part)
    return Document(
        title=f"Lathund: {page.topic.titel}",
        blocks=tuple(_blocks(page)),
        created=page.today,
        cover=Cover("Ledstång", below, manual_code(page.address, COVER_CODE_MM)),
        footer=(f"Version {page.version}", swedish_date(page.today), source_line(page.topic)),
        one_page=True,
    )


def _blocks(page: OneStep) -> list[Block]:
    chapter, entry = page.place
    reader = reader_of(page.library, {})
    step = Step(page.told_role, entry, page.topic, reader)
    is_step = page.topic.of_kind(Kind.GOR) is not None
    card = balance(step.card() if is_step else step.summary())
    notes, turn = (_read(told, reader) for told in (page.notes, page.turn_notes))
    return [Heading(1, plain(chapter)), card, *notes, _help(page), *turn]


def _read(notes: tuple[LocalText, ...], reader: Reader) -> list[Block]:
    return [block for note in notes for block in from_tree(note.tree, reader)]


def _help(page: OneStep) -> KeyValue:
    """Give the telephone of the unit, where to turn, and the page in the manual."""
    pairs = []
    if page.unit and page.unit.phone:
        pairs.append(("Er telefon", plain(f"{page.unit.phone}, {page.unit.name}")))
    support = page.library.topics.get(SUPPORT)
    if support is not None:
        pairs.append(("Hit vänder du dig", plain(support.kort)))
    if page.address:
        pairs.append(("Läs mer", (Link(page.address, page.address),)))
    return KeyValue(tuple(pairs))
