"""The situation of a case as JSON, for the page's own scripts and for other systems."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from planning.telling import situation_as_data
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy

blueprint = Blueprint("situation", __name__, url_prefix="/arende/<case_id>")


@blueprint.get("/lage.json")
@policy(Policy.CARE)
def situation(case_id: str) -> Response:
    """Where the case stands for the signed-in person now; logged as a reading of the case."""
    desk, now = parts().desk, here().now
    case = desk.open_case(actor(), case_id, now, here().ask).case
    return jsonify(situation_as_data(case, actor(), desk.world(case), now))
