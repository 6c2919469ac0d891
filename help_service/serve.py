"""The fast way to a context answer: before Flask, straight from the snapshot.

Whatever is not a declared context, or not a GET, goes on to the application.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from help_service.answers import Answer, Reply
from help_service.service import HelpService

CONTEXT_PATH = "/help/api/v1/context"
_STATUS = {200: "200 OK", 304: "304 Not Modified"}


class FastHelp:
    """WSGI layer that answers context queries itself and hands all else to ``app``."""

    def __init__(self, service: HelpService, app: WSGIApplication) -> None:
        self.service = service
        self._publisher, self._local = service.publisher, service.local
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == CONTEXT_PATH and environ["REQUEST_METHOD"] == "GET":
            query, snapshot = environ["QUERY_STRING"], self._publisher.snapshot
            answer = snapshot.answers.get(query)
            if answer is None and "enhet=" in query:
                answer = snapshot.answers.get(self._local.without_unit(query, snapshot) or query)
            if answer is not None:
                return _send(answer, environ, start_response)
        return self._app(environ, start_response)


def _send(
    answer: Answer, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    seen, accepted = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_ACCEPT_ENCODING")
    reply = chosen(answer, seen or "", accepted or "")
    start_response(_STATUS[reply.status], reply.headers)
    # Lists, not tuples: Granian sends a list as one body and streams whatever else it is given.
    return [reply.body] if reply.body else []


def chosen(answer: Answer, if_none_match: str, accept_encoding: str) -> Reply:
    """Return how an answer is sent to a client that says what it holds and what it takes."""
    if if_none_match and is_current(if_none_match, answer):
        return answer.unchanged
    return answer.gzipped if takes_gzip(accept_encoding) else answer.as_it_is


def is_current(if_none_match: str, answer: Answer) -> bool:
    """Return whether the client already holds the answer, plain or compressed."""
    return (
        answer.etag in if_none_match
        or answer.packed_etag in if_none_match
        or if_none_match.strip() == "*"
    )


def takes_gzip(accept_encoding: str) -> bool:
    """Return whether the client takes gzip (RFC 9110, 12.5.3); ``q=0`` means no."""
    if not accept_encoding:
        return False
    if accept_encoding == "gzip" or accept_encoding.startswith("gzip,"):
        return True
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
