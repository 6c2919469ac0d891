"""Planeringstavla and SIP-översikt: the same patients as in Översikt, seen in other ways."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request

from planning.desk import OverviewQuery
from planning.ports import CaseRow
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.board import BOARDS, Board, BoardWish, board
from planning_ui.present.paging import Sheet, sheet
from planning_ui.present.plans import CHOICES, chosen_plans, plan_choices, plan_lines
from planning_ui.present.wish import Wish
from planning_ui.views.lists import kommuner, onlooker, wards

blueprint = Blueprint("boards", __name__)


@blueprint.get("/planeringstavla")
@policy(Policy.CARE)
def planning_board() -> Response:
    """The patients of the unit as cards, by day of going home or by state."""
    wish = Wish.from_address(request.args)
    asked = _board_wish(wish)
    query = OverviewQuery(ward=wish.ward or None, kommun=wish.kommun or None)
    boards: list[Board] = []

    def shown(rows: Sequence[CaseRow]) -> Sequence[CaseRow]:
        boards.append(board(rows, asked, actor().role, onlooker()))
        return boards[0].rows

    parts().desk.overview(actor(), here().now, query, here().ask, shown)
    page = render_template(
        "pages/board.html",
        board=boards[0],
        whole=asked.address,
        boards=BOARDS,
        by=asked.by,
        wish=wish,
        choices=[("avdelning", "Avdelning", wards()), ("kommun", "Kommun", kommuner())],
        here_id="planeringstavla",
    )
    return make_response(page)


def _board_wish(wish: Wish) -> BoardWish:
    by = request.args.get("efter", "")
    by = by if by in BOARDS else "dag"
    said = {"efter": by, "avdelning": wish.ward, "kommun": wish.kommun}
    query = urlencode({key: value for key, value in said.items() if value})
    lane = request.args.get("bana", "")
    return BoardWish(by, lane, f"/planeringstavla?{query}", request.args)


@blueprint.get("/sip")
@policy(Policy.CARE)
def plans() -> Response:
    """The persons with a SIP that is needed, called to or under way, also after their stay."""
    chosen = request.args.get("visa", "")
    chosen = chosen if chosen in CHOICES else ""
    pages: list[Response] = []

    def shown(rows: Sequence[CaseRow]) -> Sequence[CaseRow]:
        wanted = chosen_plans(rows, chosen, onlooker())
        part = sheet(request.args, len(wanted), f"/sip?visa={chosen}" if chosen else "/sip")
        pages.append(_plans_page(rows, part.of(wanted), part, chosen))
        return part.of(wanted)

    parts().desk.overview(actor(), here().now, OverviewQuery(plans=True), here().ask, shown)
    return pages[0]


def _plans_page(
    rows: Sequence[CaseRow], wanted: Sequence[CaseRow], part: Sheet, chosen: str
) -> Response:
    page = render_template(
        "pages/plans.html",
        plans=plan_lines(wanted, onlooker()),
        choices=plan_choices(rows, chosen, onlooker()),
        sheet=part,
        chosen=chosen,
        here_id="sip",
    )
    return make_response(page)
