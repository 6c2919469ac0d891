"""Help put together: as a blueprint in another application, or running alone."""

from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from wsgiref.types import WSGIApplication

from flask import Blueprint, Flask, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from help_service.api import add_api
from help_service.feedback import MemoryFeedback
from help_service.feedback_api import add_feedback
from help_service.offline import add_offline
from help_service.pages import add_pages
from help_service.ports import FeedbackStore, Searcher
from help_service.publisher import BuildSearcher, FileSource, Publisher
from help_service.search.searcher import build_searcher
from help_service.search.slang import load_words
from help_service.serve import FastHelp
from help_service.service import HelpService
from help_service.topics import Topic

_LOOK_EVERY = 1.0
"""Seconds between looks at the files for an edit."""


WORDS = Path("begrepp") / "sokord.yaml"
"""The superusers' table of slang and abbreviations, in the folder of guidance."""


def searcher_with_words(docs: Path) -> BuildSearcher:
    """Return a builder of the search that reads the word table anew at each publishing."""

    def build(topics: Iterable[Topic]) -> Searcher:
        words = docs / WORDS
        return (
            build_searcher(topics, load_words(words)) if words.exists() else build_searcher(topics)
        )

    return build


def help_service(
    docs: Path, context_map: Path, make_searcher: BuildSearcher | None = None
) -> HelpService:
    """Return the help service over a folder of guidance.

    Raises:
        BrokenGuidance: no page can be read, or the map is broken.
    """
    return HelpService(
        Publisher(FileSource(docs, context_map), make_searcher or searcher_with_words(docs))
    )


def help_blueprint(service: HelpService, feedback: FeedbackStore | None = None) -> Blueprint:
    """Return the API, the pages and the panel's files as one blueprint under ``/help``.

    Args:
        service: what answers.
        feedback: where readers' feedback is kept; in memory if None.
    """
    blueprint = Blueprint(
        "help", __name__, url_prefix="/help", template_folder="templates", static_folder="static"
    )
    add_feedback(blueprint, service, feedback or MemoryFeedback())
    add_api(blueprint, service)
    add_pages(blueprint, service)
    add_offline(blueprint, service)

    @blueprint.after_request
    def allow_foreign_pages(response: Response) -> Response:
        # A module script in a page of another origin is only run with this header.
        if response.mimetype in ("text/javascript", "text/css"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return blueprint


def create_help_app(docs: Path, context_map: Path) -> WSGIApplication:
    """Return help as an application of its own: no planning, no database.

    Edits to the files are published within about a second; a broken edit changes nothing.
    """
    service = help_service(docs, context_map)
    app = Flask("help_service", static_folder=None)
    app.register_blueprint(help_blueprint(service))

    @app.get("/")
    def to_help() -> BaseResponse:
        return redirect("/help/")

    watch(service)
    return FastHelp(service, app)


def watch(service: HelpService, stop: Event | None = None, every: float = _LOOK_EVERY) -> Thread:
    """Start a thread that publishes edits to the files until ``stop`` is set; return it.

    Args:
        service: what to keep current.
        stop: ends the thread; without it the thread lives as long as the process.
        every: seconds between looks at the files.
    """
    stopped = stop or Event()

    def look() -> None:
        while not stopped.wait(every):
            service.refresh()

    thread = Thread(target=look, name="help-watch", daemon=True)
    thread.start()
    return thread
