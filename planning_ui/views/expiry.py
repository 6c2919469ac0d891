"""When the session has run out: to the sign-in and back again, with what was typed kept first."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException

from planning_ui.forms.read import Texts
from planning_ui.here import SignInNeeded, here
from planning_ui.kept import NEW_CASE, Slip, keep_slip, slip_of
from planning_ui.parts import parts
from planning_ui.present.wish import Wish
from planning_ui.security import SAFE_METHODS, TOKEN_FIELD, StaleToken
from planning_ui.views.amounts import SLIP as AMOUNT
from planning_ui.views.begin import with_who
from planning_ui.views.errors import refuse
from planning_ui.views.typed import typed_texts


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that was sent too late: where to go on, and where its text is kept, if anywhere."""

    way_back: str
    slip: Slip | None = None


def answer_signed_out(app: Flask) -> None:
    """Give whoever must sign in the page for it, on every address."""
    app.register_error_handler(SignInNeeded, _sign_in_needed)
    app.register_error_handler(StaleToken, _stale)


def _sign_in_needed(error: SignInNeeded) -> Response:
    """To the sign-in page and back again; what was typed is kept first."""
    if here().session is not None:
        return make_response(redirect(url_for("signin.assignments")))
    if request.method in SAFE_METHODS:
        where = request.full_path.rstrip("?")
        return make_response(redirect(url_for("signin.sign_in", till=where)))
    sent = _sent_form()
    kept = sent.slip is not None and _keep(sent.slip)
    if request.is_json:
        return make_response(jsonify(fel="Du är utloggad."), 401)
    typed = () if kept else typed_texts()
    page = render_template("errors/signed_out.html", kept=kept, where=sent.way_back, typed=typed)
    return make_response(page, 401)


def _stale(error: StaleToken) -> Response:
    """A page from before this sign-in: nothing is done, and what was typed is given back.

    It is not kept: whose text it is cannot be known, and at a shared workstation it may be that
    of the person before.
    """
    if here().session is None or request.is_json:
        return refuse(error)
    current_app.logger.warning("request %s refused: %s", here().number, error.why)
    page = render_template("errors/stale.html", where=_sent_form().way_back, typed=typed_texts())
    return make_response(page, 403)


def _keep(slip: Slip) -> bool:
    """Put by what a person sent just after the session ran out, for that person only."""
    session, given = here().expired, request.form.get(TOKEN_FIELD, "")
    if session is None or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        return False
    texts: Texts = {name: tuple(request.form.getlist(name)) for name in slip.fields}
    keep_slip(parts().drafts, session.user, slip, texts, here().now)
    return any(any(each) for each in texts.values())


def _sent_form() -> SentForm:
    """The form that was sent, by its address."""
    asked = request.view_args or {}
    command = parts().desk.rulebook.commands.get(asked.get("command_id", ""))
    if command is None:
        return FORMS[request.endpoint]() if request.endpoint in FORMS else SentForm(_same_page())
    case_id = asked.get("case_id", NEW_CASE)
    if request.endpoint == "begin.send":
        back = f"/arende/nytt?gor={command.id}"
        return SentForm(back, slip_of(NEW_CASE, with_who(command)))
    if request.blueprint == "evidence":
        return SentForm(f"/betalning/arende/{case_id}", slip_of(case_id, command))
    back = f"/arende/{case_id}/steg/{command.step}?gor={command.id}"
    return SentForm(back, slip_of(case_id, command))


def _same_page() -> str:
    """The address that was sent to, where it can be opened too; else the start page."""
    try:
        current_app.url_map.bind("").match(request.path, "GET")
    except HTTPException:
        return "/"
    return request.path


def _inbox() -> SentForm:
    drawer = request.form.get("visa", "")
    return SentForm(f"/inkorg?visa={drawer}" if drawer.isalpha() else "/inkorg")


def _overview() -> SentForm:
    return SentForm(Wish.from_query(request.form.get("onskemal", "")).address())


# The forms outside a case.
FORMS: Mapping[str | None, Callable[[], SentForm]] = {
    "amounts.register": lambda: SentForm("/belopp", AMOUNT),
    "amounts.confirm": lambda: SentForm("/belopp"),
    "lists.save_filter": _overview,
    "lists.delete_filter": _overview,
    "lists.search": lambda: SentForm("/sok"),
    "mail.acknowledge": _inbox,
    "mail.assign": _inbox,
    "mail.hide": _inbox,
    "mail.show_again": _inbox,
}
