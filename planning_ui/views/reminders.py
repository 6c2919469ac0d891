"""Påminnelser: what is late, what is soon due and what nobody has read, for the unit."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from planning.errors import NotFound
from planning.reminders import FEATURE
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.reminding import heaps
from planning_ui.views.lists import onlooker

blueprint = Blueprint("reminders", __name__)


@blueprint.get("/paminnelser")
@policy(Policy.CARE)
def reminders() -> Response:
    """The late ones and the soon due of the unit; no page where the agreement has none."""
    if not parts().desk.agreement.has(FEATURE):
        raise NotFound("paminnelser")
    found = parts().desk.reminders(actor(), here().now, here().ask)
    page = render_template(
        "pages/reminders.html", heaps=heaps(found, onlooker()), here_id="paminnelser"
    )
    return make_response(page)
