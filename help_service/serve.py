"""The fast way to a context answer: before Flask, straight from the snapshot.

Whatever is not a declared context, or not a GET, goes on to the application.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from help_service.answers import Answer
from help_service.service import HelpService

CONTEXT_PATH = "/help/api/v1/context"


class FastHelp:
    """WSGI layer that answers context queries itself and hands all else to ``app``."""

    def __init__(self, service: HelpService, app: WSGIApplication) -> None:
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
    # Lists, not tuples: Granian sends a list as one body and streams whatever else it is given.
    seen = environ.get("HTTP_IF_NONE_MATCH")
    if seen is not None and is_current(seen, answer):
        start_response("304 Not Modified", answer.unchanged_headers)
        return []
    if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        start_response("200 OK", answer.packed_headers)
        return [answer.packed]
    start_response("200 OK", answer.headers)
    return [answer.body]


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
