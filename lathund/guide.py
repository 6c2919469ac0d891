"""The guide: one PDF for an edition, built from the same topics as the help panel."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from xml.etree import ElementTree

from help_service.layer import NO_NOTES, OwnNotes
from help_service.library import Library
from help_service.topics import Topic
from lathund.article import article
from lathund.back_page import NO_NUMBERS, Numbers, back_page, topic_of
from lathund.contents import (
    COMPLETE,
    WHOLE_PROCESS,
    Chapter,
    Contents,
    Edition,
    Entry,
    GuideError,
    load_contents,
)
from lathund.reading import reader_of
from lathund.shots import front_shots, shot_blocks, shot_hash
from lathund.steps import Step
from typeset import (
    Block,
    Cover,
    Document,
    Heading,
    PageBreak,
    Picture,
    PictureForm,
    Reader,
    StepCard,
    from_tree,
    in_a_row,
    plain,
    qr_picture,
    render_pdf,
    two_a_page,
)

PICTURES = "bilder"
DESCRIPTION = "{http://www.w3.org/2000/svg}desc"
HASH_LENGTH = 12
COVER_CODE_MM, FOOT_CODE_MM = 22, 10
OWN_NOTES = "Så gör vi hos oss: rutin, tider och nummer"
"""Heads the lines to write on where a step leaves the rest of its page empty."""
PAGES_AROUND = 2
"""The first page and the last."""
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class _Build:
    """Everything one edition is made of."""

    edition: Edition
    contents: Contents
    library: Library
    version: str
    today: date
    manual_address: str
    notes: OwnNotes = field(default_factory=dict)
    numbers: Numbers = NO_NUMBERS

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of this edition."""
        return self.contents.chapters_of(self.edition)

    @property
    def start_address(self) -> str:
        """Where the manual begins for the readers of this edition; empty where that is unknown."""
        start = self.edition.start
        return page_address(self.manual_address, topic_of(self.library, start) if start else None)

    @cached_property
    def picture(self) -> str:
        """The picture on page 1 as SVG; its `desc` is the alternative text."""
        name = f"{PICTURES}/{self.edition.picture}"
        file = self.library.picture(name)
        if file is None:
            raise GuideError(
                f"{name} is not in {self.library.docs}: run `python -m ledstang.process_picture`"
            )
        return file.read_text(encoding="utf-8")

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics printed, in order."""
        printed = self.contents.topics_of(self.edition)
        return tuple(topic_of(self.library, topic) for topic in printed)

    @property
    def notes_at_the_back(self) -> OwnNotes:
        """The notes on topics that only the last page prints; the others stand by their topic."""
        told = {entry.topic for chapter in self.chapters for entry in chapter.entries}
        return {topic: notes for topic, notes in self.notes.items() if topic not in told}


def build_guide(
    library: Library,
    roll: str | None,
    version: str,
    today: date,
    *,
    manual_address: str = "",
    contents: Contents | None = None,
    notes: OwnNotes = NO_NOTES,
    numbers: Numbers = NO_NUMBERS,
) -> bytes:
    """Build the guide of one edition as an accessible PDF.

    Args:
        library: the topics, as `help_service` read them.
        roll: id of a role or another edition, or None for the complete edition.
        version: the system's version, printed at the foot of each page.
        today: the date printed and kept in the file.
        manual_address: where the manual stands; with it every page bears a code to scan.
        contents: the table of contents; the packaged one unless given.
        notes: what the readers' own organisations add, each printed once, below its topic.
        numbers: telephone numbers of the readers' own organisation, for the last page.

    Raises:
        GuideError: a topic, section or picture that the contents name is not in the library.
    """
    contents = contents or load_contents()
    edition = contents.edition(roll or COMPLETE)
    place = (library, version, today, manual_address, notes, numbers)
    return render_pdf(_document(_Build(edition, contents, *place)))


def build_guides(
    library: Library,
    version: str,
    today: date,
    *,
    manual_address: str = "",
) -> dict[str, bytes]:
    """Build every edition, several at a time; raises GuideError as `build_guide` does."""
    contents = load_contents()
    place = (library, version, today, manual_address)

    def build(edition: Edition) -> bytes:
        return render_pdf(_document(_Build(edition, contents, *place)))

    # Typst lets other threads run while it sets.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        made = workers.map(build, contents.editions)
        return {edition.id: pdf for edition, pdf in zip(contents.editions, made, strict=True)}


def edition_hash(topics: tuple[Topic, ...], picture: str, notes: OwnNotes = NO_NOTES) -> str:
    """Give the hash of all that is printed: it changes when a page's text or note changes."""
    parts = [topic.hash for topic in topics] + [picture]
    for topic in topics:
        parts += [f"{note.rubrik} {note.source}" for note in notes.get(topic.id, ())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:HASH_LENGTH]


def swedish_date(day: date) -> str:
    """Write a date as `22 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _document(build: _Build) -> Document:
    own = (build.notes_at_the_back, build.numbers)
    back = back_page(build.contents.back, build.library, _reader(build), *own)
    return Document(
        title=build.edition.title,
        blocks=(*_front(build), *_steps(build), PageBreak(), *back),
        created=build.today,
        cover=_cover(build),
        running_head=build.edition.subtitle,
        footer=(
            f"Version {build.version}",
            swedish_date(build.today),
            f"Innehåll {edition_hash(build.topics, _beside_topics(build), build.notes)}",
        ),
        code=manual_code(build.start_address, FOOT_CODE_MM),
    )


def _beside_topics(build: _Build) -> str:
    """Everything printed that no topic holds: pictures and telephone numbers."""
    shots = (shot_hash(shot, build.library) for shot in build.contents.shots)
    return "\n".join((build.picture, *shots, *build.numbers.lines))


def _front(build: _Build) -> tuple[Block, ...]:
    picture = _first_picture(build.picture)
    shots = front_shots(build.contents.first_shots(build.edition), build.library)
    # The whole process, and pictures of the screen, fill the page; else the first topic has room.
    fills = build.edition.picture == WHOLE_PROCESS or shots
    return (picture, *shots, PageBreak()) if fills else (picture,)


def _steps(build: _Build) -> Iterator[Block]:
    """Write the chapters: steps two a page, and whole topics one after the other."""
    for chapter in build.chapters:
        if build.edition.chapters_on_new_page:
            yield PageBreak()
        if not chapter.entries[0].number:
            yield Heading(1, plain(chapter.title))
            for entry in chapter.entries:
                yield from _article(build, entry)
    yield from _set_out(build)


def _set_out(build: _Build) -> Iterator[Block]:
    """Give the steps two a page; where that takes too many pages they go on across pages."""
    cards = tuple(_cards(build))
    pages = two_a_page(cards)
    most = build.edition.most_pages
    if most and len(pages) > most - PAGES_AROUND:
        yield from in_a_row(cards)
        return
    for page in pages:
        yield from page if len(page) > 1 else (replace(page[0], notes=OWN_NOTES),)
        yield PageBreak()


def _article(build: _Build, entry: Entry) -> Iterator[Block]:
    topic = topic_of(build.library, entry.topic)
    yield from article(topic, _reader(build, topic.id))
    yield from _notes(build, topic)


def _cards(build: _Build) -> Iterator[StepCard]:
    shots = build.contents.shots_of(build.edition)
    for chapter in build.chapters:
        title = chapter.title
        for entry in chapter.entries:
            if entry.number:
                card = _card(build, entry, title)
                shot = shots.get(entry.topic)
                yield _with_shot(card, shot_blocks(shot, build.library)) if shot else card
                title = ""


def _card(build: _Build, entry: Entry, chapter: str) -> StepCard:
    topic = topic_of(build.library, entry.topic)
    reader = _reader(build, topic.id)
    step = Step(build.edition.role, entry, topic, reader, whole=True)
    return replace(step.card(), chapter=chapter, after=tuple(_notes(build, topic)))


def _with_shot(card: StepCard, shot: tuple[Block, ...]) -> StepCard:
    if card.main is None:
        return card
    return replace(card, main=replace(card.main, blocks=(*card.main.blocks, *shot)))


def _notes(build: _Build, topic: Topic) -> Iterator[Block]:
    """What the readers' own people add to a topic, right below it."""
    reader = _reader(build, topic.id)
    for note in build.notes.get(topic.id, ()):
        yield from from_tree(note.tree, reader)


def _cover(build: _Build) -> Cover:
    return Cover(
        "Ledstång", build.edition.subtitle, manual_code(build.start_address, COVER_CODE_MM)
    )


def manual_code(address: str, width_mm: float) -> Picture | None:
    """Draw the code to a page of the manual; None where the manual has no address."""
    return qr_picture(address, f"Kod till manualen: {address}", width_mm) if address else None


def page_address(manual_address: str, topic: Topic | None) -> str:
    """Give the address of a topic in the manual, of its first page for None; empty if unknown."""
    if not manual_address:
        return ""
    root = f"{manual_address.rstrip('/')}/"
    page = topic.path.removesuffix(".md").removesuffix("index") if topic else ""
    return f"{root}{page}/" if page else root


def _first_picture(svg: str) -> Picture:
    description = ElementTree.fromstring(svg).findtext(DESCRIPTION, "").strip()
    if not description:
        raise GuideError(
            "the picture on page 1 has no <desc>: run `python -m ledstang.process_picture`"
        )
    return Picture(svg.encode(), PictureForm.SVG, description)


def _reader(build: _Build, own: str = "") -> Reader:
    """Give the reader for the topic `own`: what it says of itself is not a place to go to."""
    numbers = {
        entry.topic: entry.number
        for chapter in build.chapters
        for entry in chapter.entries
        if entry.topic != own
    }
    return reader_of(build.library, numbers)
