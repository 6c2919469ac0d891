"""Addresses for the day when the server is away: the service worker and the reserve copy."""

from collections.abc import Callable, Mapping
from datetime import date
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, render_template

from help_service.answers import Answer, make_answer, to_json
from help_service.reserve import reserve_pages
from help_service.responses import PAGE_HEADERS, send, send_page
from help_service.service import HelpService
from help_service.snapshot import Snapshot

_WORKER = Path(__file__).parent / "static" / "ledstang-hjalp-sw.js"
_PAGES = "sidor.json"
_WORKER_HEADERS = {
    # The panel asks for help from any page of the application, so the worker must see them all.
    "Service-Worker-Allowed": "/",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
    "X-Content-Type-Options": "nosniff",
}


class Copy:
    """The reserve copy of the published snapshot, made once for each revision and day."""

    def __init__(self, service: HelpService, today: Callable[[], date]) -> None:
        self._service = service
        self._today = today
        self._made: tuple[tuple[str, date], Mapping[str, Answer]] | None = None

    def file(self, name: str) -> Answer | None:
        """Return a file of the copy, or None; ``sidor.json`` holds all the others."""
        snapshot, today = self._service.snapshot, self._today()
        made = self._made
        if made is None or made[0] != (snapshot.revision, today):
            made = (snapshot.revision, today), _answers(snapshot, today)
            self._made = made
        return made[1].get(name)


def _answers(snapshot: Snapshot, today: date) -> Mapping[str, Answer]:
    files = dict(reserve_pages(snapshot, today))
    whole = {"revision": snapshot.revision, "datum": today.isoformat(), "filer": files}
    answers = {name: make_answer(text.encode(), _type_of(name)) for name, text in files.items()}
    return answers | {_PAGES: make_answer(to_json(whole))}


def _type_of(name: str) -> str:
    return f"{guess_type(name)[0] or 'application/octet-stream'}; charset=utf-8"


def add_offline(
    help_pages: Blueprint, service: HelpService, today: Callable[[], date] = date.today
) -> None:
    """Add the worker and the copy to the help blueprint."""
    copy = Copy(service, today)

    @help_pages.get("/sw.js")
    def worker() -> Response:
        script = _WORKER.read_text(encoding="utf-8")
        return Response(script, mimetype="text/javascript", headers=_WORKER_HEADERS)

    @help_pages.get("/reserv/")
    @help_pages.get("/reserv/<path:name>")
    def reserve(name: str = "index.html") -> Response:
        found = copy.file(name)
        if found is None:
            return send_page(render_template("help/saknas.html", asked=name), 404)
        response = send(found)
        response.headers.update(PAGE_HEADERS)
        return response
