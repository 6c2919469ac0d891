"""Puts the practice screens below `/ovning/<script>/`: the very same pages, with other addresses.

On the way in the prefix is taken off; on the way out it is put on every link, form and redirect
that belongs to the screens. So no page can lead from practice into the real data unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/ovning"
ROOM_KEY = "ledstang.practice"
# What is one for the whole system: guidance, static files and the way in and out.
SHARED = (
    "help", "manual", "lathund", "lathundar", "static", "logga-in", "logga-ut", "uppdrag", "ovning",
)  # fmt: skip
_OWN = rf"/(?!(?:{'|'.join(SHARED)})(?![\w-])|/)"
_LINK = re.compile(rf'((?:href|action|formaction|data-[\w-]+)="){_OWN}'.encode())
_PLACE = re.compile(_OWN)
_ADDRESS = re.compile(rf"{PREFIX}/([\w-]+)(/.*)", re.DOTALL)
Find = Callable[[str, WSGIEnvironment], Any]


class Mount:
    """One application for both: practice below the prefix, everything else to the whole system.

    `find` gives the room of the script for who asks, or None.
    """

    def __init__(self, whole: WSGIApplication, practice: WSGIApplication, find: Find) -> None:
        self._whole, self._practice, self._find = whole, practice, find

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        asked = _ADDRESS.fullmatch(environ["PATH_INFO"])
        room = self._find(asked.group(1), environ) if asked else None
        if asked is None or room is None:
            return self._whole(environ, start)
        # What is squeezed cannot be given other addresses.
        plain = {"HTTP_ACCEPT_ENCODING": "identity", "PATH_INFO": asked.group(2)}
        inner = {**environ, **plain, ROOM_KEY: room}
        return _outward(self._practice, inner, start, f"{PREFIX}/{asked.group(1)}")


def _outward(
    practice: WSGIApplication, environ: WSGIEnvironment, start: StartResponse, prefix: str
) -> Iterable[bytes]:
    told: list[Any] = []

    def keep(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        told[:] = [status, headers, exc_info]
        return lambda text: None

    answer = practice(environ, keep)
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    status, headers, exc_info = told
    if any(name.lower() == "content-type" and "html" in value for name, value in headers):
        body = with_prefix(body, prefix)
    start(status, list(_headers(headers, prefix, len(body))), exc_info)
    return [body]


def with_prefix(page: bytes, prefix: str) -> bytes:
    """The page with the prefix on every address of the screens."""
    return _LINK.sub(rb"\1" + prefix.encode() + b"/", page)


def _headers(
    headers: Iterable[tuple[str, str]], prefix: str, length: int
) -> Iterable[tuple[str, str]]:
    for name, value in headers:
        if name.lower() == "location" and _PLACE.match(value):
            yield name, f"{prefix}{value}"
        elif name.lower() == "content-length" and length:
            yield name, str(length)
        else:
            yield name, value
