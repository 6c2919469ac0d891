"""Whom to call: the contact persons of the case and the units that take part, with phone."""

from __future__ import annotations

from collections.abc import Iterator

from planning_ui.present.scene import Scene
from planning_ui.prints.paper import sentence
from planning_ui.words import ROLES
from typeset import Block, Inline, Table, plain


def contacts(scene: Scene) -> Iterator[Block]:
    """A table of everybody to call; a sentence when nobody is known."""
    lines = (*_persons(scene), *_units(scene))
    if not lines:
        yield sentence("Ingen är utsedd ännu. Fråga personalen.")
        return
    header = tuple(plain(text) for text in ("Vem", "Vad", "Telefon"))
    yield Table(header, lines, (0.4, 0.35, 0.25))


def _persons(scene: Scene) -> Iterator[tuple[Inline, ...]]:
    for each in scene.case.contacts:
        what = ", ".join(text for text in ("Fast vårdkontakt", each.profession) if text)
        yield _line(each.name, what, each.phone)


def _units(scene: Scene) -> Iterator[tuple[Inline, ...]]:
    for party in scene.case.parties:
        unit = scene.opened.organisation.unit(party.unit)
        if party.active and unit:
            yield _line(unit.name, ROLES[party.role], unit.phone)


def _line(who: str, what: str, phone: str) -> tuple[Inline, ...]:
    return tuple(plain(text) for text in (who, what, phone or "Fråga personalen"))
