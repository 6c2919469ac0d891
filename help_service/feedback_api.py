"""The addresses that take feedback: only from pages of our own origin, and not too much at once.

They change nothing but counts and votes without a sender, so they ask for no token; that the
browser says our own page asks is checked all the same.
"""

import json
from typing import Any

from flask import Blueprint, Response, render_template, request

from help_service.contexts import Context
from help_service.feedback import BadFeedback, Throttle, read_feedback, read_place
from help_service.responses import problem, send_page
from help_service.rooms import ROLE_NAMES
from help_service.service import HelpService
from help_service.tally import Keeping

WITHOUT_TOKEN = frozenset({"feedback", "opened", "answer_form"})
"""The views here, by name within the blueprint."""
TAKES_POSTS = frozenset({"v1/feedback", "v1/opened"})
"""The addresses here below ``/api/``."""
_MOST_A_MINUTE = 120
_OPENINGS_PER_VOTE = 10
_MOST_BYTES = 8192
_FORM = "application/x-www-form-urlencoded"
FOREIGN = "Svar tas bara emot från hjälpens egna sidor."
_BUSY = "Just nu kommer för många svar. Försök igen om en minut."


def add_feedback(
    help_pages: Blueprint, service: HelpService, keeping: Keeping, most: int = _MOST_A_MINUTE
) -> None:
    """Add the feedback addresses to the help blueprint; ``most`` votes are taken a minute."""
    votes = Throttle(most)
    _add_votes(help_pages, service, keeping, votes)
    _add_openings(help_pages, service, keeping, Throttle(most * _OPENINGS_PER_VOTE))
    _add_form(help_pages, service, keeping, votes)

    @help_pages.errorhandler(BadFeedback)
    def bad_feedback(wrong: BadFeedback) -> Response:
        return problem(400, str(wrong))


def _add_votes(
    help_pages: Blueprint, service: HelpService, keeping: Keeping, votes: Throttle
) -> None:
    @help_pages.post("/api/v1/feedback")
    def feedback() -> Response:
        refused = _refusal("application/json")
        if refused is not None:
            return refused
        if not votes.lets_through():
            return problem(429, _BUSY)
        _keep(_body(), service, keeping)
        return _nothing()


def _add_openings(
    help_pages: Blueprint, service: HelpService, keeping: Keeping, openings: Throttle
) -> None:
    @help_pages.post("/api/v1/opened")
    def opened() -> Response:
        refused = _refusal("application/json")
        if refused is not None:
            return refused
        if not openings.lets_through():
            return problem(429, _BUSY)
        context = Context(**read_place(_body()))
        keeping.tally.opened(context.app, service.snapshot.resolve(context))
        return _nothing()


def _add_form(
    help_pages: Blueprint, service: HelpService, keeping: Keeping, votes: Throttle
) -> None:
    @help_pages.post("/svar")
    def answer_form() -> Response:
        """Take the same vote from a page without JavaScript, and show it again if refused."""
        refused = _refusal(_FORM)
        if refused is not None:
            return refused
        said = {name: value for name, value in request.form.items() if value}
        topic = service.snapshot.library.topics.get(said.get("id", ""))
        shown: dict[str, Any] = {"topic": topic, "said": said, "role_names": ROLE_NAMES}
        if not votes.lets_through():
            return send_page(render_template("help/svar.html", wrong=_BUSY, **shown), 429)
        try:
            _keep(said, service, keeping)
        except BadFeedback as wrong:
            return send_page(render_template("help/svar.html", wrong=str(wrong), **shown), 400)
        return send_page(render_template("help/svar.html", wrong="", **shown))


def _keep(said: object, service: HelpService, keeping: Keeping) -> None:
    topics = service.snapshot.library.topics
    feedback = read_feedback(said, lambda topic: topic in topics)
    keeping.stores.feedback.add(feedback, keeping.today())


def _refusal(mimetype: str) -> Response | None:
    """What is wrong with the request itself, before its body is read."""
    if not _from_own_page():
        return problem(403, FOREIGN)
    if request.mimetype != mimetype:
        return problem(415, "Skicka JSON." if mimetype != _FORM else "Skicka ett formulär.")
    if request.content_length is None or request.content_length > _MOST_BYTES:
        return problem(413, f"Skicka högst {_MOST_BYTES} byte.")
    return None


def _nothing() -> Response:
    return Response(status=204, headers={"Cache-Control": "no-store"})


def _body() -> object:
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError) as broken:
        raise BadFeedback("Det som skickades är inte JSON.") from broken


def _from_own_page() -> bool:
    """Browsers say where a POST comes from. Hosts are compared: a proxy may hold the TLS.

    A page that tells no referrer posts its forms with ``Origin: null``; there ``Sec-Fetch-Site``,
    which no page can forge, says it.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin", "")
    if site == "same-origin" and origin in ("", "null"):
        return True
    return site in (None, "same-origin") and origin.partition("://")[2] == request.host
