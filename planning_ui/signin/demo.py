"""Demo sign-in: choose a made-up person from a list. Only where it is switched on, and only here.

Only a request from the same machine may use it. A proxy on the machine would make every request
look local, so a request that bears a proxy's headers is refused.
"""

from __future__ import annotations

from ipaddress import ip_address

from flask import (
    Blueprint,
    Request,
    Response,
    abort,
    current_app,
    make_response,
    render_template,
    request,
)

from planning_ui.here import here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.settings import UiSettings
from planning_ui.signin.adapters import Adapter
from planning_ui.signin.doorway import door_key, let_in, own_path, with_door_key
from planning_ui.words import ROLES

METHOD = "demo"
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "X-Forwarded-Host")
blueprint = Blueprint("demo_signin", __name__)


def is_open(settings: UiSettings, asked: Request) -> bool:
    """Whether demo sign-in is switched on and the request comes straight from this machine."""
    proxied = any(name in asked.headers for name in PROXY_HEADERS)
    return settings.demo_sign_in and not proxied and _is_loopback(asked.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


@blueprint.get("/logga-in/demo")
@policy(Policy.PUBLIC)
def choose() -> Response:
    """The list of made-up people with their assignments."""
    _check_open()
    key, session = door_key(), here().session
    where = own_path(request.args.get("till", ""))
    # At a shared workstation somebody may still be signed in: the form bears that session's token.
    door = session.csrf if session else key
    page = render_template("pages/demo_sign_in.html", groups=_groups(), till=where, door=door)
    return with_door_key(make_response(page), key)


@blueprint.post("/logga-in/demo")
@policy(Policy.PUBLIC)
def enter() -> Response:
    """Sign in as the chosen person in the chosen assignment."""
    _check_open()
    user, _, assignment = request.form.get("person", "").partition("|")
    found = parts().directory.user(user)
    if found is None or not found.active:
        abort(404)
    current_app.logger.info("request %s: demo sign-in", here().number)
    return let_in(user, METHOD, request.form.get("till", ""), assignment)


def _check_open() -> None:
    if not is_open(parts().settings, request):
        abort(404)


def _groups() -> dict[str, list[dict[str, str]]]:
    organisation = parts().desk.organisation()
    groups: dict[str, list[dict[str, str]]] = {name: [] for name in ROLES.values()}
    for user in parts().directory.users():
        for each in parts().directory.assignments(user.id) if user.active else ():
            groups[ROLES[each.role]].append(
                {
                    "value": f"{user.id}|{each.id}",
                    "name": user.name,
                    "title": user.title,
                    "unit": organisation.name(each.unit),
                }
            )
    return {name: people for name, people in groups.items() if people}


ADAPTER = Adapter(METHOD, "Demoinloggning", "demo_signin.choose", blueprint, is_open)
