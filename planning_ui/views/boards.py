"""Planeringstavla and SIP-översikt: the same patients as in Översikt, seen in other ways."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, request

from planning.desk import OverviewQuery
from planning.ports import CaseRow
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.board import BOARDS, board
from planning_ui.present.plans import CHOICES, plan_choices, plan_lines
from planning_ui.present.wish import Wish
from planning_ui.views.lists import kommuner, onlooker, wards

blueprint = Blueprint("boards", __name__)


@blueprint.get("/planeringstavla")
@policy(Policy.CARE)
def planning_board() -> Response:
    """The patients of the unit as cards, by day of going home or by state."""
    by = request.args.get("efter", "")
    by = by if by in BOARDS else "dag"
    wish = Wish.from_address(request.args)
    query = OverviewQuery(ward=wish.ward or None, kommun=wish.kommun or None)
    page = render_template(
        "pages/board.html",
        lanes=board(_rows(query), by, actor().role, onlooker()),
        boards=BOARDS,
        by=by,
        wish=wish,
        choices=[("avdelning", "Avdelning", wards()), ("kommun", "Kommun", kommuner())],
        here_id="planeringstavla",
    )
    return make_response(page)


@blueprint.get("/sip")
@policy(Policy.CARE)
def plans() -> Response:
    """The persons with a SIP that is needed, called to or under way, also after their stay."""
    chosen = request.args.get("visa", "")
    chosen = chosen if chosen in CHOICES else ""
    rows = _rows(OverviewQuery(plans=True))
    page = render_template(
        "pages/plans.html",
        plans=plan_lines(rows, chosen, onlooker()),
        choices=plan_choices(rows, chosen, onlooker()),
        chosen=chosen,
        here_id="sip",
    )
    return make_response(page)


def _rows(query: OverviewQuery) -> Sequence[CaseRow]:
    return parts().desk.overview(actor(), here().now, query, here().ask)
