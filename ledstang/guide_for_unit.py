"""`/help/lathund/<edition>.pdf`: the whole guide with what belongs to the reader's own people.

That is their local notes, and the telephone numbers of their organisation on the last page. Who
asks for no unit, or for one of which nothing is known, is led to the edition that is built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from help_service.layer import LocalText, OwnNotes
from help_service.library import Library
from help_service.queries import read_query
from help_service.responses import answer_bad_queries
from help_service.service import HelpService
from lathund.back_page import NO_NUMBERS, Numbers
from lathund.contents import Contents, load_contents
from lathund.guide import build_guide
from ledstang import __version__, clock
from ledstang.pdf_answer import pdf_answer
from planning.organisation import Organisation
from planning.ports import Directory
from planning_ui.policy import Policy, policy

KEPT = 48
"""Most guides kept ready: an edition for each of a few organisations."""
MOST_NUMBERS = 6
"""Telephone numbers that the last page has room for: the own unit's, and others by name."""


@dataclass(frozen=True)
class Wanted:
    """What one guide depends on; `revision` is that of the guidance it is made from."""

    revision: str
    edition: str
    today: date
    notes: tuple[tuple[str, tuple[LocalText, ...]], ...]
    numbers: Numbers
    library: Library = field(compare=False, repr=False)


def guide_for_unit(
    service: HelpService, directory: Directory, manual_address: str = ""
) -> Blueprint:
    """Return the blueprint that hands out the editions of the readers' own organisations."""
    pages = Blueprint("guide_for_unit", __name__)
    contents = load_contents()

    @lru_cache(maxsize=KEPT)
    def made(wanted: Wanted) -> bytes:
        place = (wanted.library, wanted.edition, __version__, wanted.today)
        return build_guide(
            *place,
            manual_address=manual_address,
            notes=dict(wanted.notes),
            numbers=wanted.numbers,
        )

    @pages.get("/help/lathund/<edition>.pdf")
    @policy(Policy.PUBLIC)
    def whole(edition: str) -> Response:
        if edition not in {each.id for each in contents.editions}:
            abort(404)
        said = read_query(request.query_string, ("enhet",))
        numbers = _own_numbers(directory.organisation(), said.get("enhet", ""))
        wanted = _wanted(service, contents, edition, said.get("enhet"), numbers)
        if not wanted.notes and not numbers.units:
            return redirect(f"/lathund/{edition}.pdf", 303)
        return pdf_answer(wanted, lambda: made(wanted))

    answer_bad_queries(pages)
    return pages


def _own_numbers(organisation: Organisation, unit_id: str) -> Numbers:
    """Give the telephone numbers of the unit and those beside it in the tree, as many as fit."""
    unit = organisation.unit(unit_id)
    above = organisation.unit(unit.parent) if unit and unit.parent else None
    if unit is None:
        return NO_NUMBERS
    near = organisation.within(above.id) if above else frozenset((unit.id,))
    found = sorted(
        (each for each in organisation.units.values() if each.id in near and each.phone),
        key=lambda each: (each.id != unit_id, each.name),
    )
    shown = sorted((each.name, each.phone) for each in found[:MOST_NUMBERS])
    return Numbers(above.name if above else unit.name, tuple(shown)) if shown else NO_NUMBERS


def _wanted(
    service: HelpService, contents: Contents, edition: str, unit: str | None, numbers: Numbers
) -> Wanted:
    snapshot = service.snapshot
    own = service.local.own(snapshot, unit)
    notes = tuple(sorted(_printed(own, contents, edition).items()))
    return Wanted(snapshot.revision, edition, clock.today(), notes, numbers, snapshot.library)


def _printed(own: OwnNotes, contents: Contents, edition: str) -> OwnNotes:
    topics = contents.topics_of(contents.edition(edition))
    return {topic: notes for topic, notes in own.items() if topic in topics}
