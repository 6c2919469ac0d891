"""The evidence of a case, and the region's answer to a dispute."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from planning.errors import Conflict, Refusal
from planning.moments import local_day
from planning.organisation import KOMMUNER
from planning.payment_desk import Dossier
from planning.payment_month import Month
from planning.process import Command
from planning.vocabulary import Role
from planning_ui import casework
from planning_ui.casework import UserNames
from planning_ui.forms.choices import Choices
from planning_ui.forms.form import Form, Place, make_form
from planning_ui.forms.read import Filled, read_form
from planning_ui.here import actor, here
from planning_ui.kept import keep, kept
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.evidence_page import evidence_page
from planning_ui.present.helping import help_at
from planning_ui.present.scene import Scene
from planning_ui.views.patient import UNPROCESSABLE, posted_texts
from planning_ui.views.payment import payment_desk

blueprint = Blueprint("evidence", __name__, url_prefix="/betalning/arende/<case_id>")
ANSWER = "svara-bestridande"
CHANGED = 409


@blueprint.get("")
@policy(Policy.EVIDENCE)
def show(case_id: str) -> Response:
    """Who sent what to whom, who read it when, and how the days were counted."""
    dossier, scene = _look(case_id)
    return _shown(dossier, scene, _fresh(scene))


@blueprint.get("/<command_id>")
@policy(Policy.EVIDENCE)
def show_command(case_id: str, command_id: str) -> Response:
    """The address of a sent form, asked for again."""
    return make_response(redirect(_address(case_id)))


@blueprint.post("/<command_id>")
@policy(Policy.EVIDENCE)
def send(case_id: str, command_id: str) -> Response:
    """Answer a dispute; a faulty form comes back with its text."""
    command = _command(command_id)
    filled = read_form(command, posted_texts(command), here().now)
    if filled.errors:
        return _give_back(case_id, command, filled)
    try:
        done = parts().desk.do(actor(), case_id, command.id, filled.values, here().now, here().ask)
    except Refusal as refusal:
        return _give_back(case_id, command, filled, refusal)
    except Conflict:
        return _give_back(case_id, command, filled, status=CHANGED)
    parts().drafts.delete(actor().user, case_id, command.id)
    return make_response(redirect(_after(done.case_id), 303))


def _command(command_id: str) -> Command:
    if command_id != ANSWER:
        abort(404)
    return parts().desk.rulebook.commands[command_id]


def _look(case_id: str) -> tuple[Dossier, Scene]:
    dossier = payment_desk().dossier(actor(), case_id, here().now, here().ask)
    scene = Scene(dossier.opened, actor(), here().now, parts().desk.rulebook, UserNames())
    return dossier, scene


def _fresh(scene: Scene) -> Form | None:
    """The form of the answer, with what the person left in it, where an answer may be given."""
    if ANSWER not in scene.opened.situation.allowed:
        return None
    command = scene.command(ANSWER)
    draft = kept(parts().drafts, actor().user, scene.case.id, command)
    return _form(scene, casework.fresh(command, scene, draft))


def _form(scene: Scene, filled: Filled, refusal: Refusal | None = None) -> Form:
    source = Choices(scene.opened.organisation, scene.actor, scene)
    place = Place(f"{_address(scene.case.id)}/{ANSWER}")
    reasons = refusal.reasons if refusal else ()
    return make_form(scene.command(ANSWER), filled, source, place, reasons)


def _give_back(
    case_id: str,
    command: Command,
    filled: Filled,
    refusal: Refusal | None = None,
    status: int = UNPROCESSABLE,
) -> Response:
    keep(parts().drafts, actor().user, case_id, command, filled.texts, here().now)
    dossier, scene = _look(case_id)
    return _shown(dossier, scene, _form(scene, filled, refusal), status)


def _shown(dossier: Dossier, scene: Scene, form: Form | None, status: int = 200) -> Response:
    page = render_template(
        "pages/evidence.html",
        page=evidence_page(dossier, scene),
        form=form,
        place=help_at("bestridande", actor(), "bestridande"),
        disputing=[scene.command(each) for each in DISPUTING if _may(scene, each)],
        care=actor().role is not Role.CENTRAL,
        changed=status == CHANGED,
        answered=request.args.get("besvarat") == "ja",
        here_id="betalning",
    )
    return make_response(page, status)


# What the kommun does with a dispute, on the page of the patient.
DISPUTING = ("bestrid", "aterta-bestridande")


def _may(scene: Scene, command_id: str) -> bool:
    return command_id in scene.opened.situation.allowed


def _address(case_id: str) -> str:
    return f"/betalning/arende/{case_id}"


def _after(case_id: str) -> str:
    """Where the answer stands: the case for a party, the basis for the central management."""
    if actor().role is not Role.CENTRAL:
        return f"{_address(case_id)}?besvarat=ja#status"
    kommun, month = request.form.get("kommun", ""), request.form.get("manad", "")
    known = {"kommun": kommun} if kommun in KOMMUNER else {}
    said = urlencode({**known, "manad": str(_month_or_this(month)), "besvarat": "ja"})
    return f"/betalning?{said}#status"


def _month_or_this(text: str) -> Month:
    try:
        return Month.read(text)
    except ValueError:
        return Month.of(local_day(here().now))
