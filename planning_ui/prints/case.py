"""The whole case on paper: the sections of the patient page in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from planning_ui.present.card import moves_of
from planning_ui.present.history import Happened, history
from planning_ui.present.money import MoneyPeriod, money
from planning_ui.present.record import Section, later_sections, sections
from planning_ui.present.scene import Scene
from planning_ui.present.thread import thread
from planning_ui.prints.case_sip import sip_blocks
from planning_ui.prints.entries import entry_blocks
from planning_ui.prints.message import message_blocks
from planning_ui.prints.paper import Stamp, about, heading, paper, patient, rows, sentence
from typeset import Block, BulletList, Document, Inline, Table, plain

TITLE = "Ärendet i sin helhet"


def case_paper(scene: Scene, stamp: Stamp) -> Document:
    """Everything that the patient page shows, for archives and for an outage."""
    return paper(TITLE, (*patient(scene), *_blocks(scene)), stamp, about(scene))


def _blocks(scene: Scene) -> Iterator[Block]:
    yield from _waiting(scene)
    for section in sections(scene):
        yield from _section(section)
    yield heading(1, "Meddelanden")
    for letter in thread(scene):
        yield heading(2, letter.title)
        yield from message_blocks(letter)
    yield from sip_blocks(scene)
    for section in later_sections(scene):
        yield from _section(section)
    for period in money(scene):
        yield from _payment(period)
    yield heading(1, "Historik")
    header = tuple(plain(text) for text in ("När", "Vad", "Vem"))
    yield Table(header, tuple(_happened(each) for each in history(scene)), (0.3, 0.35, 0.35))


def _waiting(scene: Scene) -> Iterator[Block]:
    moves = moves_of(scene)
    if moves:
        yield heading(1, "Det här väntar")
        yield BulletList(tuple((sentence(move.text),) for move in moves))


def _section(section: Section) -> Iterator[Block]:
    yield heading(1, section.title)
    yield from rows(section.facts)
    for entry in section.entries:
        yield from entry_blocks(entry)
    if not (section.facts or section.entries) and section.empty:
        yield sentence("Inget är sparat.")


def _happened(each: Happened) -> tuple[Inline, ...]:
    later = f"\n(registrerat {each.told.exact})" if each.told else ""
    texts = (f"{each.when.exact}{later}", each.title, f"{each.who}, {each.unit}")
    return tuple(plain(text) for text in texts)


def _payment(period: MoneyPeriod) -> Iterator[Block]:
    yield heading(1, f"Betalningsansvar: {period.title}")
    yield from rows(period.facts)
    yield BulletList(tuple((sentence(told),) for told in period.derivation))
