"""What happens once it is known who a person is, and how they leave: the same for every way in."""

from __future__ import annotations

import secrets

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from planning.organisation import Assignment
from planning_ui.here import SignInNeeded, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.signin.adapters import Adapter, open_ways
from planning_ui.signin.sessions import begin, change_assignment, hand_over, take_back
from planning_ui.words import ROLES

WAYS = "ledstang.ways"
blueprint = Blueprint("signin", __name__)


@blueprint.get("/logga-in")
@policy(Policy.PUBLIC)
def sign_in() -> Response:
    """The page with the ways in; with one way only, that way itself."""
    ways = open_ways(_ways(), parts().settings, request)
    where = own_path(request.args.get("till", ""))
    if len(ways) == 1:
        return make_response(redirect(url_for(ways[0].endpoint, till=where or None)))
    return make_response(render_template("pages/sign_in.html", ways=ways, till=where))


@blueprint.get("/uppdrag")
@policy(Policy.AUTHENTICATED)
def assignments() -> Response:
    """The page where a person chooses in which assignment to work."""
    return make_response(render_template("pages/assignments.html", choices=_choices()))


@blueprint.post("/uppdrag")
@policy(Policy.AUTHENTICATED)
def choose_assignment() -> Response:
    """Go on in the chosen assignment, under a new session id."""
    session = here().session
    wanted = request.form.get("uppdrag", "")
    if session is None or wanted not in {each.id for each in _own_assignments()}:
        raise SignInNeeded
    token = change_assignment(parts(), session, wanted, here().now)
    current_app.logger.info("request %s: assignment changed", here().number)
    return hand_over(make_response(redirect(url_for("start.home"))), parts().settings, token)


@blueprint.post("/logga-ut")
@policy(Policy.PUBLIC)
def sign_out() -> Response:
    """End the session on the server and take the token from the browser."""
    session = here().session
    if session is not None:
        parts().sessions.delete(session.token_hash)
    answer = make_response(render_template("pages/signed_out.html"))
    return take_back(answer, parts().settings)


def let_in(user: str, method: str, where: str = "", assignment: str | None = None) -> Response:
    """Begin a session for a person who has proved who they are.

    Without an assignment the only one is taken, and among several the person chooses.
    """
    _end_the_one_before()
    own = [each.id for each in parts().directory.assignments(user)]
    chosen = assignment if assignment in own else own[0] if len(own) == 1 else ""
    token = begin(parts(), user, chosen, method, here().now)
    target = own_path(where) or url_for("start.home")
    if not chosen:
        target = url_for("signin.assignments")
    return hand_over(make_response(redirect(target)), parts().settings, token)


def _end_the_one_before() -> None:
    """End the session that the browser brings along: whoever had it has left the workstation."""
    for before in (here().session, here().expired):
        if before is not None:
            parts().sessions.delete(before.token_hash)


def own_path(text: str) -> str:
    """The text if it is a path on this system, else nothing: nobody is sent elsewhere."""
    local = text.startswith("/") and not text.startswith("//")
    # A browser reads a backslash as a slash, and leaves out tabs and line breaks.
    return text if local and "\\" not in text and text.isprintable() else ""


def door_key() -> str:
    """The key of the sign-in page: kept in a cookie and in the form, which must agree."""
    return request.cookies.get(parts().settings.door_cookie) or secrets.token_urlsafe(32)


def with_door_key(answer: Response, key: str) -> Response:
    """The sign-in page with its key in a cookie."""
    settings = parts().settings
    answer.set_cookie(
        settings.door_cookie, key, httponly=True, samesite="Strict", secure=settings.tls, path="/"
    )
    return answer


def _ways() -> tuple[Adapter, ...]:
    ways = current_app.extensions[WAYS]
    return tuple(ways)


def _own_assignments() -> tuple[Assignment, ...]:
    session = here().session
    return tuple(parts().directory.assignments(session.user)) if session else ()


def _choices() -> list[dict[str, str]]:
    organisation = parts().desk.organisation()
    session = here().session
    return [
        {
            "id": each.id,
            "unit": organisation.name(each.unit),
            "role": ROLES[each.role],
            "current": "ja" if session and session.assignment == each.id else "",
        }
        for each in _own_assignments()
    ]
