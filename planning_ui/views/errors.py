"""When something goes wrong: what happened, what is kept, what to do, and a number for support."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
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

from planning.errors import Conflict, NotFound
from planning.process import Command
from planning_ui.here import SignInNeeded, has_here, here, new_number
from planning_ui.kept import NEW_CASE, keep
from planning_ui.parts import parts
from planning_ui.security import SAFE_METHODS, TOKEN_FIELD, ForeignRequest
from planning_ui.views.begin import with_who
from planning_ui.views.patient import posted_texts


@dataclass(frozen=True, slots=True)
class Told:
    """An error in plain words."""

    title: str
    happened: str
    to_do: str


ERRORS: Mapping[int, Told] = {
    400: Told(
        "Frågan gick inte att förstå",
        "Webbläsaren skickade något som systemet inte kan läsa. Inget är ändrat.",
        "Gå tillbaka och försök igen. Skriv adressen som den är tänkt eller börja från översikten.",
    ),
    403: Told(
        "Du kan inte göra det här",
        "Din roll eller ditt uppdrag ger inte tillgång till sidan, eller så skickades formuläret "
        "från en annan plats än Ledstång. Inget är ändrat.",
        "Kontrollera enhet och roll högst upp. Gå tillbaka, ladda om sidan och försök igen.",
    ),
    404: Told(
        "Sidan finns inte",
        "Adressen är fel, ärendet finns inte, eller så är din enhet inte part i ärendet. "
        "Systemet svarar likadant i alla tre fallen, för att skydda patienten.",
        "Kontrollera att du är inne på rätt enhet. Sök patienten på personnumret eller gå till "
        "översikten.",
    ),
    405: Told(
        "Så kan sidan inte användas",
        "Adressen finns, men inte för det som webbläsaren försökte göra. Inget är ändrat.",
        "Gå tillbaka och använd knapparna på sidan.",
    ),
    409: Told(
        "Ärendet har ändrats",
        "Någon annan hann före. Inget av det du skickade är sparat i ärendet.",
        "Öppna ärendet igen, läs vad som är nytt och gör om det som fortfarande stämmer.",
    ),
    413: Told(
        "Det du skickade är för stort",
        "Systemet tar inte emot så mycket text på en gång. Inget är ändrat.",
        "Gå tillbaka och korta texten.",
    ),
    500: Told(
        "Något gick fel hos oss",
        "Felet ligger i systemet, inte i det du gjorde. Det som redan var skickat är kvar.",
        "Försök igen om en stund. Brådskar det: ring mottagaren och följ reservrutinen.",
    ),
}


def answer_errors(app: Flask) -> None:
    """Give every kind of error its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(ForeignRequest, _foreign)
    app.register_error_handler(SignInNeeded, _sign_in_needed)


def _http(error: HTTPException) -> Response:
    return error_page(error.code or 500)


def _not_found(error: NotFound) -> Response:
    return error_page(404)


def _conflict(error: Conflict) -> Response:
    return error_page(409)


def _foreign(error: ForeignRequest) -> Response:
    current_app.logger.warning("request %s refused: %s", _number(), error.why)
    return error_page(403)


def error_page(code: int) -> Response:
    """The page for an error, or its short form for a script."""
    known = code if code in ERRORS else (500 if code >= 500 else 400)
    current_app.logger.info("request %s answered with %s", _number(), code)
    if request.is_json:
        return make_response(jsonify(fel=ERRORS[known].title, nummer=_number()), code)
    page = render_template("errors/error.html", told=ERRORS[known], number=_number(), code=code)
    return make_response(page, code)


def _number() -> str:
    return here().number if has_here() else new_number()


def _sign_in_needed(error: SignInNeeded) -> Response:
    """To the sign-in page and back again; what was typed is kept first."""
    if here().session is not None:
        return make_response(redirect(url_for("signin.assignments")))
    if request.method in SAFE_METHODS:
        where = request.full_path.rstrip("?")
        return make_response(redirect(url_for("signin.sign_in", till=where)))
    kept = _keep_after_expiry()
    if request.is_json:
        return make_response(jsonify(fel="Du är utloggad."), 401)
    page = render_template("errors/signed_out.html", kept=kept, where=_way_back())
    return make_response(page, 401)


def _keep_after_expiry() -> bool:
    """Put by what a person sent just after the session ran out, for that person only."""
    session, sent = here().expired, _sent_form()
    given = request.form.get(TOKEN_FIELD, "")
    if session is None or sent is None:
        return False
    if not hmac.compare_digest(given.encode(), session.csrf.encode()):
        return False
    case_id, command = sent
    texts = posted_texts(command)
    keep(parts().drafts, session.user, case_id, command, texts, here().now)
    return any(any(each) for each in texts.values())


def _sent_form() -> tuple[str, Command] | None:
    """The case and the command of the form that was sent; a form that starts a case has none."""
    asked = request.view_args or {}
    command = parts().desk.rulebook.commands.get(asked.get("command_id", ""))
    if command is None:
        return None
    if request.endpoint == "begin.send":
        return NEW_CASE, with_who(command)
    return (asked["case_id"], command) if "case_id" in asked else None


def _way_back() -> str:
    sent = _sent_form()
    if sent is None:
        return "/"
    case_id, command = sent
    if request.blueprint == "evidence":
        return f"/betalning/arende/{case_id}"
    if case_id == NEW_CASE:
        return f"/arende/nytt?gor={command.id}"
    return f"/arende/{case_id}/steg/{command.step}?gor={command.id}"
