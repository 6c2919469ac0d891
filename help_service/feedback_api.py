"""The address that takes feedback: only from pages of our own origin, and not too much at once."""

import json

from flask import Blueprint, Response, request

from help_service.feedback import BadFeedback, Throttle, read_feedback
from help_service.ports import FeedbackStore
from help_service.responses import problem
from help_service.service import HelpService

_MOST_A_MINUTE = 120
_MOST_BYTES = 8192


def add_feedback(
    help_pages: Blueprint, service: HelpService, store: FeedbackStore, most: int = _MOST_A_MINUTE
) -> None:
    """Add the feedback address to the help blueprint; ``most`` are taken a minute."""
    throttle = Throttle(most)

    @help_pages.post("/api/v1/feedback")
    def feedback() -> Response:
        refused = _refusal()
        if refused is not None:
            return refused
        if not throttle.lets_through():
            return problem(429, "Just nu kommer för många svar. Försök igen om en minut.")
        topics = service.snapshot.library.topics
        store.add(read_feedback(_body(), lambda topic: topic in topics))
        return Response(status=204, headers={"Cache-Control": "no-store"})

    @help_pages.errorhandler(BadFeedback)
    def bad_feedback(wrong: BadFeedback) -> Response:
        return problem(400, str(wrong))


def _refusal() -> Response | None:
    """What is wrong with the request itself, before its body is read."""
    if not _from_own_page():
        return problem(403, "Svar tas bara emot från hjälpens egna sidor.")
    if request.mimetype != "application/json":
        return problem(415, "Skicka JSON.")
    if request.content_length is None or request.content_length > _MOST_BYTES:
        return problem(413, f"Skicka högst {_MOST_BYTES} byte.")
    return None


def _body() -> object:
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError) as broken:
        raise BadFeedback("Det som skickades är inte JSON.") from broken


def _from_own_page() -> bool:
    """Browsers say where a POST comes from. Hosts are compared: a proxy may hold the TLS."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    return site in (None, "same-origin") and origin.partition("://")[2] == request.host
