"""`/help/lathund/<edition>.pdf`: the whole guide with the local notes of the reader's own people.

Nearly all units have no notes on what an edition prints: they are led to the one that is built.
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
from lathund.contents import Contents, load_contents
from lathund.guide import build_guide
from ledstang import __version__, clock
from ledstang.pdf_answer import pdf_answer
from planning_ui.policy import Policy, policy

KEPT = 16
"""Most guides kept ready: an edition for each of a few organisations."""


@dataclass(frozen=True)
class Wanted:
    """What one guide depends on; `revision` is that of the guidance it is made from."""

    revision: str
    edition: str
    today: date
    notes: tuple[tuple[str, tuple[LocalText, ...]], ...]
    library: Library = field(compare=False, repr=False)


def guide_for_unit(service: HelpService, manual_address: str = "") -> Blueprint:
    """Return the blueprint that hands out the editions with local notes in them."""
    pages = Blueprint("guide_for_unit", __name__)
    contents = load_contents()

    @lru_cache(maxsize=KEPT)
    def made(wanted: Wanted) -> bytes:
        place = (wanted.library, wanted.edition, __version__, wanted.today)
        return build_guide(*place, manual_address=manual_address, notes=dict(wanted.notes))

    @pages.get("/help/lathund/<edition>.pdf")
    @policy(Policy.PUBLIC)
    def whole(edition: str) -> Response:
        if edition not in {each.id for each in contents.editions}:
            abort(404)
        said = read_query(request.query_string, ("enhet",))
        wanted = _wanted(service, contents, edition, said.get("enhet"))
        if not wanted.notes:
            return redirect(f"/lathund/{edition}.pdf", 303)
        return pdf_answer(wanted, lambda: made(wanted))

    answer_bad_queries(pages)
    return pages


def _wanted(service: HelpService, contents: Contents, edition: str, unit: str | None) -> Wanted:
    snapshot = service.snapshot
    own = service.local.own(snapshot, unit)
    notes = tuple(sorted(_printed(own, contents, edition).items()))
    return Wanted(snapshot.revision, edition, clock.today(), notes, snapshot.library)


def _printed(own: OwnNotes, contents: Contents, edition: str) -> OwnNotes:
    topics = contents.topics_of(contents.edition(edition))
    return {topic: notes for topic, notes in own.items() if topic in topics}
