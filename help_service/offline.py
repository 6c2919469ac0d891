"""Addresses for the day when the server is away: the service worker and the reserve copy."""

from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from help_service.answers import Answer, make_answer, to_json
from help_service.layer import OwnNotes
from help_service.local import noted_by
from help_service.reserve import reserve_pages
from help_service.responses import PAGE_HEADERS, send, send_page
from help_service.service import HelpService
from help_service.snapshot import Snapshot

_WORKER = Path(__file__).parent / "static" / "ledstang-hjalp-sw.js"
_PAGES = "sidor.json"
_COPIES = 4
"""Most copies kept ready: one for all, and some for organisations with notes of their own."""
_WORKER_HEADERS = {
    # The panel asks for help from any page of the application, so the worker must see them all.
    "Service-Worker-Allowed": "/",
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
    "X-Content-Type-Options": "nosniff",
}


class Copy:
    """The reserve copy of the published snapshot, made once for each organisation with notes.

    It has no day of its own: the browser that keeps it knows when it was saved.
    """

    def __init__(self, service: HelpService) -> None:
        self._service = service
        self._kept: tuple[Snapshot, dict[tuple[str, ...], Mapping[str, Answer]]] | None = None

    def file(self, name: str, unit: str | None = None) -> Answer | None:
        """Return a file of the copy, or None; ``sidor.json`` holds all the others.

        With a unit the pages have the local notes of its people.
        """
        snapshot, kept = self._service.snapshot, self._kept
        if kept is None or kept[0] is not snapshot:
            kept = self._kept = (snapshot, {})
        own = self._service.local.own(snapshot, unit)
        made, key = kept[1], noted_by(own)
        if key not in made:
            if len(made) >= _COPIES:
                made.clear()
            made[key] = _answers(snapshot, own)
        return made[key].get(name)


def _answers(snapshot: Snapshot, own: OwnNotes) -> Mapping[str, Answer]:
    files = dict(reserve_pages(snapshot, None, own))
    answers = {name: make_answer(text.encode(), _type_of(name)) for name, text in files.items()}
    return answers | {_PAGES: make_answer(to_json({"revision": snapshot.revision, "filer": files}))}


def _type_of(name: str) -> str:
    return f"{guess_type(name)[0] or 'application/octet-stream'}; charset=utf-8"


def add_offline(help_pages: Blueprint, service: HelpService) -> None:
    """Add the worker and the copy to the help blueprint."""
    copy = Copy(service)

    @help_pages.get("/sw.js")
    def worker() -> Response:
        script = _WORKER.read_text(encoding="utf-8")
        return Response(script, mimetype="text/javascript", headers=_WORKER_HEADERS)

    @help_pages.get("/reserv/")
    @help_pages.get("/reserv/<path:name>")
    def reserve(name: str = "index.html") -> Response:
        found = copy.file(name, request.args.get("enhet"))
        if found is None:
            return send_page(render_template("help/saknas.html", asked=name), 404)
        response = send(found)
        response.headers.update(PAGE_HEADERS)
        return response
