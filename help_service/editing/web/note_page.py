"""The form where a local superuser adds a note for the own organisation."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from help_service.editing import Conflict, Refused
from help_service.editing.errors import BrokenText
from help_service.editing.web.kit import Kit, number_of, page, text_of_form, titel_of


class NotePages:
    """The form and what it does."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def show(self, topic: str) -> Response:
        """Return the form with the note that is shown now."""
        notes = self._kit.editing.notes.own(self._kit.editor(), topic)
        done = "Noteringen är sparad och syns nu." if request.args.get("sparad") else ""
        return self._page(topic, notes[-1].text if notes else "", len(notes), done=done)

    def write(self, topic: str) -> BaseResponse:
        """Show the note from now on; an empty one takes it away."""
        kit, editor = self._kit, self._kit.editor()
        text, base = text_of_form("text"), number_of("base")
        try:
            kit.editing.notes.write(editor, topic, text, base, kit.now())
        except Conflict as conflict:
            wrong = f"{conflict} Här står din text. Den andras text: ”{conflict.newest}”"
            return self._page(topic, text, conflict.number, wrong, status=409)
        except (Refused, BrokenText) as no:
            return self._page(topic, text, base, _told(no), status=400)
        return redirect(url_for("redigera.note", topic=topic, sparad=1), 303)

    def _page(
        self, topic: str, text: str, base: int, wrong: str = "", done: str = "", status: int = 200
    ) -> Response:
        kit, editor = self._kit, self._kit.editor()
        opened = kit.editing.shelf.open_topic(topic)
        return page(
            kit,
            "notering.html",
            status,
            topic=topic,
            titel=titel_of(kit, opened),
            text=text,
            base=base,
            wrong=wrong,
            done=done,
            earlier=list(reversed(kit.editing.notes.own(editor, topic))),
        )


def _told(no: Refused | BrokenText) -> str:
    if isinstance(no, Refused):
        return str(no)
    first = no.findings[0]
    return f"Rad {first.line}: {first.what} {first.advice}"


def add_notes(pages: Blueprint, kit: Kit) -> None:
    """Add the note's addresses."""
    view = NotePages(kit)
    pages.add_url_rule("/amne/<topic>/notering", "note", view.show)
    pages.add_url_rule("/amne/<topic>/notering", "write_note", view.write, methods=["POST"])
