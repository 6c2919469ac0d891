"""The superusers' page *Att göra*: what to mend first, and searches that found nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from help_service.editing.records import Editor, Right
from help_service.learning.misses import misses
from help_service.learning.todo import Todo, rank_todo, since
from help_service.learning.words import BadWord, new_word
from help_service.responses import send_page
from help_service.rooms import ROLE_NAMES, ROOMS
from help_service.service import HelpService
from help_service.tally import Keeping

_SHOWN = 50
_MISSES_SHOWN = 50
_LONGEST = 80
"""Most characters of what is filled in beforehand, as the box takes."""


@dataclass(frozen=True)
class Door:
    """How pages that need a sign-in learn who asks, without knowing users; told at wiring."""

    editor: Callable[[], Editor | None]
    """Who asks, or None for everybody who may not edit."""
    token: Callable[[], str]
    """What a form must carry; empty where forms carry nothing."""


def todo_blueprint(service: HelpService, keeping: Keeping, door: Door) -> Blueprint:
    """Return the page and its forms under ``/help/redigera/att-gora``."""
    pages = Blueprint(
        "help_todo", __name__, url_prefix="/help/redigera/att-gora", template_folder="../templates"
    )
    view = _View(service, keeping, door)

    @pages.before_request
    def only_superusers() -> None:
        found = door.editor()
        if found is None or not found.has(Right.EDIT):
            abort(403)

    @pages.get("")
    def todo() -> Response:
        return view.page(typed=request.args.get("skrivs", "")[:_LONGEST])

    @pages.post("/ord")
    def add_word() -> BaseResponse:
        return view.add_word(request.form.get("skrivs", ""), request.form.get("amne", ""))

    @pages.post("/ord/bort")
    def drop_word() -> BaseResponse:
        keeping.stores.words.drop(request.form.get("skrivs", ""))
        return view.done()

    @pages.post("/sokning/bort")
    def drop_miss() -> BaseResponse:
        keeping.stores.feedback.drop_miss(request.form.get("fraga", ""))
        return view.done()

    return pages


class _View:
    def __init__(self, service: HelpService, keeping: Keeping, door: Door) -> None:
        self._service, self._keeping, self._door = service, keeping, door

    def page(self, wrong: str = "", typed: str = "", status: int = 200) -> Response:
        keeping, snapshot = self._keeping, self._service.snapshot
        keeping.tally.hand_on()
        today, feedback = keeping.today(), keeping.stores.feedback
        missed = misses(feedback.misses(since(today)), snapshot.searcher)
        ranked = rank_todo(snapshot.library, feedback, missed, today)
        return send_page(
            render_template(
                "help/att-gora.html",
                todo=list(filter(_has_reason, ranked))[:_SHOWN],
                misses=missed[:_MISSES_SHOWN],
                words=keeping.stores.words.words(),
                topics=sorted(snapshot.library.topics.values(), key=lambda topic: topic.titel),
                rooms=ROOMS,
                role_names=ROLE_NAMES,
                me=self._door.editor(),
                writes=True,
                token=self._door.token(),
                wrong=wrong,
                typed=typed,
            ),
            status,
        )

    def add_word(self, typed: str, topic_id: str) -> BaseResponse:
        topic = self._service.snapshot.library.topics.get(topic_id)
        try:
            word = new_word(typed, topic, self._keeping.today())
        except BadWord as bad:
            return self.page(str(bad), typed, 400)
        self._keeping.stores.words.put(word)
        return self.done()

    def done(self) -> BaseResponse:
        # At once in this worker; the others look within a moment.
        self._service.refresh()
        return redirect(url_for("help_todo.todo"), 303)


def _has_reason(todo: Todo) -> bool:
    return bool(todo.nej or todo.utan_traff or todo.forfallen or todo.oppningar)
