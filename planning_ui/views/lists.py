"""Översikt with its saved filters, and the search for a patient."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import Blueprint, Response, make_response, redirect, render_template, request
from markupsafe import Markup

from planning.alphabet import by_name, numbered
from planning.desk import OverviewQuery
from planning.errors import Refusal
from planning.organisation import KOMMUNER
from planning.ports import CaseRow, RowQuery, SavedFilter
from planning.vocabulary import CaseState, Role
from planning_ui.here import actor, here
from planning_ui.parts import organisation, parts
from planning_ui.policy import Policy, policy
from planning_ui.present.paging import Sheet, sheet
from planning_ui.present.rows import Onlooker, arranged, columns, counts, groups, lines
from planning_ui.present.wish import GROUPS, Wish, can_be_name
from planning_ui.words import STATES, TRACKS

blueprint = Blueprint("lists", __name__)
NOT_MODIFIED = 304
LIST_LENGTH = RowQuery(frozenset()).limit


@blueprint.get("/oversikt")
@policy(Policy.CARE)
def overview() -> Response:
    """The patients of the unit; `del=lista` is the list alone. An unchanged one is a 304."""
    wish = Wish.from_address(request.args)
    query = OverviewQuery(
        active=not wish.closed,
        ward=wish.ward or None,
        kommun=wish.kommun or None,
        state=wish.state or None,
    )
    pages: list[Response] = []

    def shown(rows: Sequence[CaseRow]) -> Sequence[CaseRow] | None:
        wanted = arranged(rows, wish, onlooker())
        part = sheet(request.args, len(wanted), wish.address())
        pages.append(_overview_page(_list_of(rows, wanted, part, wish), wish))
        return None if pages[0].status_code == NOT_MODIFIED else part.of(wanted)

    parts().desk.overview(actor(), here().now, query, here().ask, shown)
    return pages[0]


def _overview_page(shown: str, wish: Wish) -> Response:
    """The whole page or the list alone, or an empty 304 when the reader has this very list."""
    tag = hashlib.sha256(shown.encode()).hexdigest()[:20]
    alone = request.args.get("del") == "lista"
    page = (
        shown
        if alone or request.if_none_match.contains_weak(tag)
        else _whole_page(shown, tag, wish)
    )
    answer = make_response(page)
    answer.set_etag(tag, weak=True)
    return answer.make_conditional(request)  # type: ignore[return-value]  # werkzeug's own class


def _list_of(rows: Sequence[CaseRow], wanted: Sequence[CaseRow], part: Sheet, wish: Wish) -> str:
    return render_template(
        "pages/overview_list.html",
        groups=groups(wanted, part, wish, onlooker()),
        number=len(wanted),
        sheet=part,
        cut=len(rows) >= LIST_LENGTH,
        counts=counts(rows, wish, onlooker()),
        columns=columns(wish, with_tracks=_has_tracks()),
        wish=wish,
    )


def _whole_page(shown: str, tag: str, wish: Wish) -> str:
    return render_template(
        "pages/overview.html",
        # The list is our own template, rendered and escaped already.
        shown=Markup(shown),
        tag=tag,
        wish=wish,
        choices=_filters(),
        saved=_saved(wish),
        name_refused=request.args.get("namn") == "nej",
        here_id="oversikt",
    )


def onlooker() -> Onlooker:
    """The signed-in person as the lists see them."""
    return Onlooker(actor().unit, here().now, organisation(), parts().desk.rulebook)


def _filters() -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Each list to choose from: key, heading, word for no choice, and the choices."""
    return [
        ("avdelning", "Avdelning", "Alla", wards()),
        ("kommun", "Kommun", "Alla", kommuner()),
        ("tillstand", "Tillstånd", "Alla", [(each.value, STATES[each]) for each in CaseState]),
        *([("spar", "Spår", "Alla", list(TRACKS.items()))] if _has_tracks() else []),
        ("grupp", "Gruppera", "Inte", list(GROUPS.items())),
    ]


def _has_tracks() -> bool:
    return parts().desk.agreement.has("spar")


def wards() -> list[tuple[str, str]]:
    """The wards to choose from: id and name, by name."""
    units = organisation().units.values()
    found = [(each.id, each.name) for each in units if each.role is Role.WARD]
    return sorted(found, key=lambda each: numbered(each[1]))


def kommuner() -> list[tuple[str, str]]:
    """The kommuner to choose from: id and name, by name."""
    return by_name(KOMMUNER)


def _saved(wish: Wish) -> list[dict[str, str]]:
    own = parts().desk.stores.arrangements.filters(actor().user)
    return [
        {
            "name": each.name,
            "href": Wish.from_query(each.query).address(),
            "current": "ja" if each.query == wish.query else "",
        }
        for each in own
    ]


@blueprint.post("/oversikt/filter")
@policy(Policy.CARE)
def save_filter() -> Response:
    """Keep the list as it is wished under a name, for this person."""
    wish, name = Wish.from_query(request.form.get("onskemal", "")), _name()
    if not can_be_name(name):
        address = wish.address()
        return make_response(redirect(f"{address}{'&' if '?' in address else '?'}namn=nej", 303))
    parts().desk.stores.arrangements.save_filter(SavedFilter(actor().user, name, wish.query))
    return make_response(redirect(wish.address(), 303))


@blueprint.post("/oversikt/filter/ta-bort")
@policy(Policy.CARE)
def delete_filter() -> Response:
    """Forget a saved filter; the list stays as it is."""
    parts().desk.stores.arrangements.delete_filter(actor().user, _name())
    wish = Wish.from_query(request.form.get("onskemal", ""))
    return make_response(redirect(wish.address(), 303))


def _name() -> str:
    return " ".join(request.form.get("namn", "").split())


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
