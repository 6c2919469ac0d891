"""`/help/redigera`: the superusers' pages with all they need of the other rooms.

They join the editing, the readers' list of what to mend and the printed guide; none of these knows
the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Blueprint

from help_service.editing.web.blueprint import edit_blueprint
from help_service.editing.web.kit import Kit
from help_service.learning.misses import misses
from help_service.learning.pages import Door
from help_service.learning.todo import Todo, rank_todo, since
from help_service.library import Library
from help_service.service import HelpService
from help_service.tally import Keeping
from help_service.topics import Topic
from lathund.contents import Contents, load_contents
from lathund.on_screen import printed_on_screen
from lathund.one_step import OneStep, build_one_step
from ledstang import __version__, clock
from ledstang.building import read_progress
from ledstang.edited_guidance import EditedGuidance
from ledstang.expected import expected_guidance
from ledstang.settings import Settings


def edit_pages(
    settings: Settings, guidance: EditedGuidance, keeping: Keeping, door: Door
) -> Blueprint:
    """Return the pages; they ask ``door`` who somebody is."""
    contents = load_contents()
    kit = Kit(
        editing=guidance.editing,
        service=guidance.service,
        door=door,
        now=clock.now,
        expected=lambda: expected_guidance(clock.today()),
        ranked=partial(_ranked, guidance.service, keeping),
        render_pdf=partial(_printed, contents),
        on_paper=lambda library, topic: printed_on_screen(library, contents, topic),
        under_way=partial(under_way, settings),
    )
    return edit_blueprint(kit)


def _ranked(service: HelpService, keeping: Keeping) -> Sequence[Todo]:
    """The topics, what readers need mended first."""
    snapshot, feedback, today = service.snapshot, keeping.stores.feedback, keeping.today()
    missed = misses(feedback.misses(since(today)), snapshot.searcher)
    return rank_todo(snapshot.library, feedback, missed, today)


def under_way(settings: Settings) -> str:
    """What is being built from the latest edits; empty when nothing is."""
    built = read_progress(settings)
    if built is None:
        return ""
    return f"{built.what} byggs om, del {built.done + 1} av {built.of}. De gamla visas så länge."


def _printed(contents: Contents, library: Library, topic: Topic, role: str) -> bytes:
    """A topic on paper as it would be, were its draft published."""
    return build_one_step(OneStep(library, contents, topic, role, __version__, clock.today()))
