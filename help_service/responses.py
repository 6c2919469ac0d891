"""From answers to HTTP responses, and the headers every help response has."""

from typing import Any

from flask import Blueprint, Response, request

from help_service.answers import Answer, make_answer, to_json
from help_service.queries import BadQuery
from help_service.serve import chosen

PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_TITLES = {
    400: "Frågan är felaktig",
    403: "Inte tillåtet härifrån",
    404: "Finns inte",
    405: "Metoden stöds inte",
    413: "För stort",
    415: "Fel format",
    429: "För många på en gång",
}


def send(answer: Answer) -> Response:
    """Return an answer as a response: unchanged, compressed or plain, as the client asks."""
    asked = request.headers
    reply = chosen(answer, asked.get("If-None-Match", ""), asked.get("Accept-Encoding", ""))
    return Response(reply.body, reply.status, reply.headers)


def send_json(value: object) -> Response:
    """Return a value as JSON with an ETag."""
    return send(make_answer(to_json(value)))


def send_page(html: str, status: int = 200) -> Response:
    """Return a page with strict headers."""
    response = Response(html, status=status, headers=PAGE_HEADERS)
    response.headers["Cache-Control"] = "no-cache"
    return response


def problem(status: int, detail: str) -> Response:
    """Return a problem as RFC 9457 asks: JSON that says in Swedish what is wrong."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES[status],
        "status": status,
        "detail": detail,
    }
    response = Response(to_json(body), status=status, content_type="application/problem+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def answer_bad_queries(pages: Blueprint) -> None:
    """Answer a query to these pages that is not understood with a problem saying why."""

    @pages.errorhandler(BadQuery)
    def bad_query(wrong: BadQuery) -> Response:
        return problem(400, str(wrong))
