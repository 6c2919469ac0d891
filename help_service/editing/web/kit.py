"""What the pages work with, handed over at wiring, and what several of them need of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, render_template, request

from help_service.checks import Expected
from help_service.contexts import DEFAULT_APP
from help_service.editing import Editing, Editor, OpenTopic, Right, rules
from help_service.editing.checking.page import Around
from help_service.editing.checking.word_tables import KeptTables
from help_service.editing.overlay_source import put_pictures
from help_service.editing.records import BASELINE, Body, LivePage
from help_service.learning.pages import Door
from help_service.learning.todo import Todo
from help_service.library import Library
from help_service.responses import send_page
from help_service.service import HelpService
from help_service.topics import Topic

LOCAL_TIME = ZoneInfo("Europe/Stockholm")
IS_HERE = timedelta(seconds=90)
"""How long somebody counts as being at a topic after the last sign of life."""

RenderPdf = Callable[[Library, Topic, str], bytes]
"""Takes library, topic and role id (empty for all); returns the page of the guide as PDF."""
OnPaper = Callable[[Library, Topic], str]
"""Takes library and topic; returns what the guide prints of the topic, as HTML."""


@dataclass(frozen=True)
class Kit:
    """Everything that the pages were given."""

    editing: Editing
    service: HelpService
    door: Door
    now: Callable[[], datetime]
    expected: Callable[[], Expected] | None = None
    """What must have guidance; None where no process is known."""
    ranked: Callable[[], Sequence[Todo]] | None = None
    """What readers need mended, the first first; None where nobody counts."""
    render_pdf: RenderPdf | None = None
    """None where nothing prints."""
    on_paper: OnPaper | None = None
    """None where nothing prints: the whole page is shown in its place."""
    under_way: Callable[[], str] | None = None
    """What is being built from the latest edits, as readers may be told; empty when nothing is."""
    tables: KeptTables = field(default_factory=KeptTables)

    def editor(self) -> Editor:
        """Return who asks; whoever has no right to the guidance at all is refused."""
        found = self.door.editor()
        if found is None or not any(found.has(right) for right in Right):
            abort(403)
        return found

    @property
    def library(self) -> Library:
        """What readers see now."""
        return self.service.snapshot.library

    @property
    def today(self) -> date:
        """Today, where the readers are."""
        return self.now().astimezone(LOCAL_TIME).date()

    def around(self, path: str, text: str) -> Around:
        """Return what a page is judged against, with the pictures that it shows in place."""
        snapshot = self.service.snapshot
        library = snapshot.library
        if library.layer.pictures is not None:
            page = LivePage("", BASELINE, Body(path, text, BASELINE))
            put_pictures([page], self.editing.shelf.store, library.layer.pictures)
        expected = self.expected() if self.expected else None
        return Around(library, snapshot.context_map, self.tables.of(library), expected)

    def roles_of(self, topic: str) -> list[str]:
        """Return the roles that act in the steps that a topic explains, in the house's order."""
        steps = self.service.snapshot.context_map.app(DEFAULT_APP).tables.get("steg", {})
        wanted = self.expected().steps if self.expected else {}
        found = [
            role
            for step, roles in wanted.items()
            for role in roles
            if step in steps and steps[step].place.topic == topic
        ]
        return list(dict.fromkeys(found))

    def others(self, editor: Editor, topic: str) -> list[str]:
        """Return the names of those who have the topic open too."""
        present = self.editing.at_work.others_here(editor, topic, self.now() - IS_HERE)
        return sorted({each.name for each in present})


def titel_of(kit: Kit, opened: OpenTopic) -> str:
    """Return a topic's title: as readers see it, else as the newest text says it, else its id."""
    topic = kit.library.topics.get(opened.topic)
    if topic is not None:
        return topic.titel
    heading = (line[2:].strip() for line in opened.newest.split("\n") if line.startswith("# "))
    return next(heading, opened.topic)


def page(kit: Kit, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page of the editor."""
    html = render_template(
        f"redigera/{template}",
        kit=kit,
        me=kit.editor(),
        writes=rules.can_edit(kit.editor()),
        token=kit.door.token(),
        **values,
    )
    return send_page(html, status)


def field_of(name: str, longest: int = 200) -> str:
    """Return a short field of the form, one line, cut at a length that no honest one reaches."""
    return " ".join(request.form.get(name, "").split())[:longest]


def text_of_form(name: str) -> str:
    """Return a text of the form with one kind of line end."""
    return request.form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")


def number_of(name: str) -> int:
    """Return a number of the form; the request is refused where it is none."""
    written = request.form.get(name, "")
    if not (written.isascii() and written.isdigit() and len(written) < 9):
        abort(400)
    return int(written)
