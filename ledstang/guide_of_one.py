"""`/help/lathund`: one step for one role on one page, made when somebody asks for it.

It joins help (which topic), the organisation (the unit's name and telephone) and the guide (the
page); none of the three knows the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask import Blueprint, Response, request

from help_service.contexts import Context
from help_service.layer import LocalText
from help_service.queries import BadQuery, read_query
from help_service.responses import answer_bad_queries
from help_service.service import HelpService
from lathund.back_page import SUPPORT
from lathund.contents import load_contents
from lathund.one_step import OneStep, OwnUnit, build_one_step
from ledstang import __version__, clock
from ledstang.pdf_answer import pdf_answer
from planning.ports import Directory
from planning_ui.policy import Policy, policy

PARAMETERS = ("roll", "steg", "enhet")
KEPT = 128
"""Most pages kept ready: the same few are asked for again and again."""


@dataclass(frozen=True)
class Asked:
    """What one page depends on; `revision` is that of the guidance it is made from."""

    revision: str
    topic: str
    role: str
    unit: OwnUnit | None
    today: date
    notes: tuple[LocalText, ...]
    turn_notes: tuple[LocalText, ...]


def guide_of_one(service: HelpService, directory: Directory, manual_address: str = "") -> Blueprint:
    """Return the blueprint that hands out the page.

    Args:
        service: tells which topic belongs to a step, and falls back where the step is unknown.
        directory: where the unit's name and telephone stand; an unknown unit is left out.
        manual_address: where people reach the manual, or empty.
    """
    pages = Blueprint("guide_of_one", __name__)
    contents = load_contents()

    @lru_cache(maxsize=KEPT)
    def made(asked: Asked) -> bytes:
        library = service.snapshot.library
        topic = library.topics[asked.topic]
        place = (asked.role, __version__, asked.today, asked.unit, manual_address)
        notes = (asked.notes, asked.turn_notes)
        return build_one_step(OneStep(library, contents, topic, *place, *notes))

    @pages.get("/help/lathund")
    @policy(Policy.PUBLIC)
    def one_page() -> Response:
        asked = _asked(request.query_string, service, directory)
        return pdf_answer(asked, lambda: made(asked), f"lathund-{asked.topic}.pdf")

    answer_bad_queries(pages)
    return pages


def _asked(query: bytes, service: HelpService, directory: Directory) -> Asked:
    """Read what is asked for. Raises BadQuery."""
    said = read_query(query, PARAMETERS)
    if "steg" not in said:
        raise BadQuery("Parametern steg saknas. Skriv till exempel steg=kvittera.")
    snapshot = service.snapshot
    found = snapshot.resolve(Context(steg=said["steg"], roll=said.get("roll")))
    unit = _unit(directory, said["enhet"]) if "enhet" in said else None
    role = said.get("roll", "") if said.get("roll") in service.roles() else ""
    topic = found.place.topic
    notes, turn = (
        service.local.notes(snapshot, each, said.get("enhet")) for each in (topic, SUPPORT)
    )
    if topic == SUPPORT:
        turn = ()
    return Asked(snapshot.revision, topic, role, unit, clock.today(), notes, turn)


def _unit(directory: Directory, unit_id: str) -> OwnUnit | None:
    unit = directory.organisation().unit(unit_id)
    return OwnUnit(unit.name, unit.phone) if unit else None
