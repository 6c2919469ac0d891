"""Keeping what is typed while it is typed, and forgetting it when asked to."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request

from planning.process import Command
from planning.reasons import WARNINGS
from planning_ui.forms.read import Texts, read_form
from planning_ui.here import actor, here
from planning_ui.kept import NEW_CASE, keep, texts_of
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.helping import help_at
from planning_ui.said import say

blueprint = Blueprint("drafts", __name__)


@blueprint.post("/arende/<case_id>/utkast/<command_id>")
@policy(Policy.CARE)
def save(case_id: str, command_id: str) -> Response:
    """Keep the typed text of a form."""
    command, texts = _sent(command_id)
    keep(parts().drafts, actor().user, case_id, command, texts, here().now)
    return jsonify(sparat=say(here().now, here().now).words)


@blueprint.post("/arende/<case_id>/prova/<command_id>")
@policy(Policy.CARE)
def attempt(case_id: str, command_id: str) -> Response:
    """What to be warned of before a form is sent as it stands; the JSON is that of a draft."""
    command, texts = _sent(command_id)
    filled = read_form(command, texts, here().now)
    tried = parts().desk.try_out(actor(), case_id, command.id, filled.values, here().now)
    place = help_at("patientvy", actor(), command.step)
    told = [
        {"kod": code, "text": WARNINGS[code], "hjalp": place.address(hinder=code)}
        for code in tried.warnings
    ]
    return jsonify(varningar=told, vad_hander=tried.what_if)


def _sent(command_id: str) -> tuple[Command, Texts]:
    """The form and its texts, sent as JSON: `{"falt": {"id": "text" or ["text", …]}}`."""
    command = parts().desk.rulebook.commands.get(command_id)
    data = request.get_json(silent=True)
    fields = data.get("falt") if isinstance(data, dict) else None
    if command is None or not isinstance(fields, dict):
        abort(400)
    return command, texts_of(fields)


@blueprint.post("/arende/<case_id>/utkast/<command_id>/slang")
@policy(Policy.CARE)
def forget(case_id: str, command_id: str) -> Response:
    """Throw the typed text away and show a fresh form."""
    command = parts().desk.rulebook.commands.get(command_id)
    if command is None:
        abort(404)
    parts().drafts.delete(actor().user, case_id, command.id)
    if case_id == NEW_CASE:
        return make_response(redirect(f"/arende/nytt?gor={command.id}", 303))
    where = f"/arende/{case_id}/steg/{command.step}?gor={command.id}#nu"
    return make_response(redirect(where, 303))
