"""Översikt, Inkorg and the search for a patient."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, make_response, render_template, request

from planning.desk import OverviewQuery
from planning.errors import Refusal
from planning.organisation import KOMMUNER
from planning.ports import CaseRow
from planning.vocabulary import CaseState, Role
from planning_ui.casework import UserNames
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.rows import Onlooker, Wish, columns, lines, posts
from planning_ui.words import STATES

blueprint = Blueprint("lists", __name__)
NOT_MODIFIED = 304


@blueprint.get("/oversikt")
@policy(Policy.CARE)
def overview() -> Response:
    """The patients of the unit. An unchanged list is answered with 304."""
    wish = Wish.from_address(request.args)
    query = OverviewQuery(
        active=not wish.closed,
        ward=wish.ward or None,
        kommun=wish.kommun or None,
        state=wish.state or None,
    )
    pages: list[Response] = []

    def unchanged(rows: Sequence[CaseRow]) -> bool:
        pages.append(_overview_page(rows, wish))
        return pages[0].status_code == NOT_MODIFIED

    parts().desk.overview(actor(), here().now, query, here().ask, unchanged)
    return pages[0]


def _overview_page(rows: Sequence[CaseRow], wish: Wish) -> Response:
    """The whole page, or an empty 304 when the reader has this very page already."""
    page = render_template(
        "pages/overview.html",
        lines=lines(rows, wish, onlooker()),
        columns=columns(wish),
        wish=wish,
        choices=_filters(),
        here_id="oversikt",
    )
    answer = make_response(page)
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]  # werkzeug's own class


def onlooker() -> Onlooker:
    """The signed-in person as the lists see them."""
    return Onlooker(actor().unit, here().now, parts().desk.organisation(), parts().desk.rulebook)


def _filters() -> dict[str, list[tuple[str, str]]]:
    organisation = parts().desk.organisation()
    wards = [(u.id, u.name) for u in organisation.units.values() if u.role is Role.WARD]
    return {
        "avdelning": sorted(wards, key=lambda each: each[1]),
        "kommun": list(KOMMUNER.items()),
        "tillstand": [(state.value, STATES[state]) for state in CaseState],
    }


@blueprint.get("/inkorg")
@policy(Policy.CARE)
def inbox() -> Response:
    """The messages to the unit: those not acknowledged, or all."""
    everything = request.args.get("visa") == "alla"
    rows = parts().desk.inbox(actor(), here().now, not everything, here().ask)
    page = render_template(
        "pages/inbox.html",
        posts=posts(rows, onlooker(), UserNames()),
        everything=everything,
        done=request.args.get("klart") == "ja",
        here_id="inkorg",
    )
    return make_response(page)


@blueprint.get("/sok")
@policy(Policy.CARE)
def search_page() -> Response:
    """The empty search page: the number is always posted, so that it stands in no address."""
    return make_response(render_template("pages/search.html", here_id="sok"))


@blueprint.post("/sok")
@policy(Policy.CARE)
def search() -> Response:
    """The cases of the person with this number in which the unit takes part."""
    typed = request.form.get("personnummer", "").strip()
    try:
        rows = parts().desk.find_patient(actor(), typed, here().now, here().ask)
    except Refusal as refusal:
        error = refusal.reasons[0]
        page = render_template("pages/search.html", typed=typed, error=error, here_id="sok")
        return make_response(page, 422)
    wish = Wish(sort="namn")
    found = lines(rows, wish, onlooker())
    return make_response(
        render_template("pages/search.html", typed=typed, found=found, here_id="sok")
    )
