"""Help put together: as a blueprint in another application, or running alone."""

import atexit
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, Thread

from flask import Blueprint, Flask, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from help_service.api import add_api
from help_service.feedback_api import add_feedback
from help_service.memory import memory_help_stores
from help_service.offline import add_offline
from help_service.pages import add_pages
from help_service.ports import WordStore
from help_service.publisher import BuildSearcher, FileSource, Publisher, Source
from help_service.search.searcher import SearchBuilder
from help_service.search.word_source import WordSource
from help_service.serve import FastHelp
from help_service.service import HelpService
from help_service.tally import Keeping

_LOOK_EVERY = 1.0
"""Seconds between looks at the files for an edit."""
_COUNT_EVERY = 5.0
"""Seconds between additions of a worker's counts to the store."""

WORDS = Path("begrepp") / "sokord.yaml"
"""The superusers' table of slang and abbreviations, in the folder of guidance."""


def help_service(
    docs: Path,
    context_map: Path,
    make_searcher: BuildSearcher | None = None,
    words: WordStore | None = None,
    source: Source | None = None,
) -> HelpService:
    """Return the help service over a folder of guidance.

    Args:
        docs: the folder.
        context_map: the map's file.
        make_searcher: builds the search; our own with the word table unless given.
        words: what superusers add to the word table while it runs.
        source: what is read in place of the bare folder, such as the folder with edits over it.

    Raises:
        BrokenGuidance: no page can be read, or the map is broken.
    """
    table = WordSource(docs / WORDS, words)
    search = make_searcher or SearchBuilder(table.table)
    read_from = source or FileSource(docs, context_map)
    return HelpService(Publisher(read_from, search, table.revision))


def help_blueprint(service: HelpService, keeping: Keeping | None = None) -> Blueprint:
    """Return the API, the pages and the panel's files as one blueprint under ``/help``.

    Args:
        service: what answers.
        keeping: where votes and counts are kept; None: nothing is asked and nothing is counted.
    """
    blueprint = Blueprint(
        "help", __name__, url_prefix="/help", template_folder="templates", static_folder="static"
    )
    if keeping is not None:
        add_feedback(blueprint, service, keeping)
    add_api(blueprint, service, keeping)
    add_pages(blueprint, service, keeping)
    add_offline(blueprint, service)

    @blueprint.after_request
    def allow_foreign_pages(response: Response) -> Response:
        # A module script in a page of another origin is only run with this header.
        if response.mimetype in ("text/javascript", "text/css"):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return blueprint


def create_help_app(docs: Path, context_map: Path, today: Callable[[], date]) -> FastHelp:
    """Return help as an application of its own: no planning, no database.

    Edits to the files are published within about a second; a broken edit changes nothing. Votes
    and counts are kept until the process ends.
    """
    keeping = Keeping(memory_help_stores(), today)
    service = help_service(docs, context_map)
    app = Flask("help_service", static_folder=None)
    app.register_blueprint(help_blueprint(service, keeping))

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

    return _in_background(look, "help-watch")


def hand_on_counts(
    keeping: Keeping, stop: Event | None = None, every: float = _COUNT_EVERY
) -> None:
    """Start a thread that hands on the counts until ``stop`` is set, and once more at the end."""
    stopped = stop or Event()

    def hand_on() -> None:
        while not stopped.wait(every):
            keeping.tally.hand_on()
        keeping.tally.hand_on()

    atexit.register(keeping.tally.hand_on)
    _in_background(hand_on, "help-counts")


def _in_background(work: Callable[[], None], name: str) -> Thread:
    thread = Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread
