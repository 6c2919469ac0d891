"""When something goes wrong: what happened, what is kept, what to do, and a number for support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from planning.errors import Conflict, NotFound
from planning.vocabulary import CARE_ROLES
from planning_ui.here import has_here, here, new_number
from planning_ui.security import ForeignRequest


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
        "Gå tillbaka och försök igen. Skriv adressen som den är tänkt eller börja från startsidan.",
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

# The same to those who never meet a patient on a page: what they can do is something else.
WITHOUT_PATIENTS: Mapping[int, Told] = {
    404: Told(
        "Sidan finns inte",
        "Adressen är fel, eller så hör sidan till en annan roll eller enhet än din.",
        "Kontrollera adressen. Är du inloggad: se vilken enhet och roll som står högst upp, gå "
        "till startsidan och välj i menyn.",
    ),
}


def answer_errors(app: Flask) -> None:
    """Give every kind of error its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(ForeignRequest, refuse)


def _http(error: HTTPException) -> Response:
    page = error_page(error.code or 500)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        page.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return page


def _not_found(error: NotFound) -> Response:
    return error_page(404)


def _conflict(error: Conflict) -> Response:
    return error_page(409)


def refuse(error: ForeignRequest) -> Response:
    """The page for a request that did not come from our own page; the log tells why."""
    current_app.logger.warning("request %s refused: %s", _number(), error.why)
    return error_page(403)


def error_page(code: int) -> Response:
    """The page for an error, or its short form for a script."""
    known = code if code in ERRORS else (500 if code >= 500 else 400)
    current_app.logger.info("request %s answered with %s", _number(), code)
    if request.is_json:
        return make_response(jsonify(fel=ERRORS[known].title, nummer=_number()), code)
    page = render_template("errors/error.html", told=_told(known), number=_number(), code=code)
    return make_response(page, code)


def _told(code: int) -> Told:
    """What to tell the person who asked, by whether their role meets patients."""
    who = here().actor if has_here() else None
    if who is not None and who.role in CARE_ROLES:
        return ERRORS[code]
    return WITHOUT_PATIENTS.get(code, ERRORS[code])


def _number() -> str:
    return here().number if has_here() else new_number()
