"""The patient page, the steps on it, and the sending of forms."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from planning.decide import Order
from planning.desk import Done
from planning.errors import Conflict, Refusal
from planning.process import Command
from planning.sent_before import sent_before
from planning_ui import casework
from planning_ui.forms.read import Filled, Texts, read_form
from planning_ui.here import actor, here
from planning_ui.kept import keep
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.card import notes
from planning_ui.present.history import history, said_done, way_back
from planning_ui.present.patient import PatientPage
from planning_ui.views.mail import back_to_inbox

UNPROCESSABLE = 422
CHANGED = 409
# Fields that a link to a form may have chosen already; neither holds anything of a person.
POINTED = ("meddelande", "uppgift")
blueprint = Blueprint("patient", __name__, url_prefix="/arende/<case_id>")


@blueprint.get("")
@policy(Policy.CARE)
def show(case_id: str) -> Response:
    """The patient page with what is to be done now."""
    return _page(case_id, "")


@blueprint.get("/steg/<step>")
@policy(Policy.CARE)
def show_step(case_id: str, step: str) -> Response:
    """The patient page with a chosen step in the card."""
    if step not in parts().desk.rulebook.steps:
        abort(404)
    return _page(case_id, step)


@blueprint.get("/<command_id>")
@policy(Policy.CARE)
def show_command(case_id: str, command_id: str) -> Response:
    """The address of a sent form, asked for again: the step with that form."""
    command = _command(command_id)
    return make_response(redirect(f"/arende/{case_id}/steg/{command.step}?gor={command.id}#nu"))


@blueprint.post("/<command_id>")
@policy(Policy.CARE)
def send(case_id: str, command_id: str) -> Response:
    """Carry out a command with what the form holds."""
    command = _command(command_id)
    texts = posted_texts(command)
    filled = read_form(command, texts, here().now)
    if request.form.get("fler"):
        return _with_more_rows(case_id, command, texts)
    if filled.errors:
        return _give_back(case_id, command, filled)
    order = Order(command.id, filled.values, here().now, here().now)
    already = sent_before(parts().desk, actor(), case_id, order, _version())
    if already:
        return _after(already)
    try:
        done = parts().desk.do(
            actor(), case_id, command.id, filled.values, here().now, here().ask,
            expected_version=_version(),
        )  # fmt: skip
    except Refusal as refusal:
        if _is_read_already(refusal):
            return back_to_inbox({"klart": "kvitterat", "arende": case_id})
        return _give_back(case_id, command, filled, refusal)
    except Conflict as conflict:
        return _changed(case_id, command, filled, conflict)
    parts().drafts.delete(actor().user, case_id, command.id)
    return _after(done)


def _is_read_already(refusal: Refusal) -> bool:
    """Whether the list asked for a receipt that is there: somebody was faster, or pressed twice."""
    codes = {each.code for each in refusal.reasons}
    return request.form.get("tillbaka") == "inkorg" and codes == {"redan-kvitterat"}


def posted_texts(command: Command) -> Texts:
    """What was typed in the fields of the command."""
    return {field.id: tuple(request.form.getlist(field.id)) for field in command.fields}


def _command(command_id: str) -> Command:
    command = parts().desk.rulebook.commands.get(command_id)
    if command is None:
        abort(404)
    return command.in_case()


def _version() -> int | None:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _page(case_id: str, step: str) -> Response:
    scene = casework.look(case_id)
    pointed = {name: request.args.get(name, "") for name in POINTED}
    page = casework.fresh_page(scene, step, request.args.get("gor", ""), pointed)
    number = request.args.get("klart", "")
    just = int(number) if number.isdecimal() and len(number) < 9 else 0
    done, back = said_done(scene, just), way_back(scene, just)
    after = notes(tuple(request.args.getlist("varning")), scene) if done else ()
    return _shown(page, done=done, after=after, back=back)


def _shown(page: PatientPage, status: int = 200, **more: object) -> Response:
    shown = render_template("patient/page.html", page=page, here_id="oversikt", **more)
    return make_response(shown, status)


def _give_back(
    case_id: str, command: Command, filled: Filled, refusal: Refusal | None = None
) -> Response:
    """The form again with the text kept, the faults on top and a draft put by."""
    scene = casework.look(case_id)
    keep(parts().drafts, actor().user, case_id, command, filled.texts, here().now)
    reasons = refusal.reasons if refusal else ()
    return _shown(casework.returned_page(scene, command, filled, reasons), UNPROCESSABLE)


def _with_more_rows(case_id: str, command: Command, texts: Texts) -> Response:
    """The form again with the text kept and more empty rows; nothing is sent or judged."""
    scene = casework.look(case_id)
    keep(parts().drafts, actor().user, case_id, command, texts, here().now)
    return _shown(casework.returned_page(scene, command, Filled(texts)))


def _changed(case_id: str, command: Command, filled: Filled, conflict: Conflict) -> Response:
    """Somebody else was first: what is new, and the typed text to send again."""
    scene = casework.look(case_id)
    keep(parts().drafts, actor().user, case_id, command, filled.texts, here().now)
    page = casework.returned_page(scene, command, filled)
    return _shown(page, CHANGED, news=history(scene, since=conflict.expected))


def _after(done: Done) -> Response:
    if request.form.get("tillbaka") == "inkorg":
        return back_to_inbox({"klart": "kvitterat", "arende": done.case_id})
    said = [("klart", str(done.event.number)), *(("varning", code) for code in done.warnings)]
    return make_response(redirect(f"/arende/{done.case_id}?{urlencode(said)}#status", 303))
