"""Yearly amounts: everybody in management sees them, the central management sets them.

No patient data passes here.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from planning.amounts import can_set_amounts, faults_of
from planning.amounts_desk import AmountsDesk
from planning.errors import Conflict, Reason, Refusal
from planning.moments import local_day
from planning_ui.here import actor, here
from planning_ui.kept import Draft, Slip, kept_slip
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.amounts import amount_lines, confirm_view, done_lines, read_proposal
from planning_ui.said import say

blueprint = Blueprint("amounts", __name__, url_prefix="/belopp")
UNPROCESSABLE, CHANGED = 422, 409
TYPED = {"year": "ar", "kronor": "belopp", "source": "kalla"}
# Where the text of the form is kept when the session has run out.
SLIP = Slip("belopp", "registrera-belopp", frozenset(TYPED.values()))


@blueprint.get("")
@policy(Policy.ADMINISTRATION)
def show() -> Response:
    """Every year with its amount, where that stands, and who confirmed it when."""
    return _page()


@blueprint.post("")
@policy(Policy.CENTRAL)
def register() -> Response:
    """Put an amount in the table; a faulty form comes back with its text."""
    proposal = read_proposal(*(request.form.get(name, "") for name in TYPED.values()))
    faults = faults_of(proposal, local_day(here().now))
    if faults:
        return _page(faults, UNPROCESSABLE)
    try:
        _amounts().register(actor(), proposal, here().now, here().ask)
    except Refusal:
        abort(403)
    parts().drafts.delete(actor().user, SLIP.place, SLIP.form)
    return make_response(redirect(f"/belopp?registrerat={proposal.year}#status", 303))


@blueprint.post("/slang")
@policy(Policy.CENTRAL)
def forget() -> Response:
    """Throw the kept text away and show an empty form."""
    parts().drafts.delete(actor().user, SLIP.place, SLIP.form)
    return make_response(redirect("/belopp#registrera", 303))


@blueprint.get("/bekrafta")
@policy(Policy.CENTRAL)
def ask() -> Response:
    """What a confirmation means, before it is made."""
    known = _amounts().year(_year(request.args.get("ar", "")))
    if known.waiting is None:
        return _page(status=CHANGED)
    asked = confirm_view(known, known.waiting)
    return make_response(
        render_template("pages/amounts_confirm.html", asked=asked, here_id="belopp")
    )


@blueprint.post("/bekrafta")
@policy(Policy.CENTRAL)
def confirm() -> Response:
    """Take the amount into force."""
    year, number = _year(request.form.get("ar", "")), _year(request.form.get("nummer", ""))
    try:
        _amounts().confirm(actor(), year, number, here().now, here().ask)
    except Refusal:
        abort(403)
    except Conflict:
        return _page(status=CHANGED)
    return make_response(redirect(f"/belopp?bekraftat={year}#status", 303))


def _amounts() -> AmountsDesk:
    return AmountsDesk(parts().desk)


def _year(text: str) -> int:
    """A number of the address or the form. Anything else is answered with 400."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        abort(400)
    return int(text)


def _page(faults: Mapping[str, Reason] | None = None, status: int = 200) -> Response:
    years = _amounts().years(here().now)
    draft = None if request.method == "POST" else kept_slip(parts().drafts, actor().user, SLIP)
    page = render_template(
        "pages/amounts.html",
        lines=amount_lines(years, here().now),
        done=done_lines(years, here().now),
        may=can_set_amounts(actor()),
        typed=_typed(draft),
        draft_from=say(draft.at, here().now).words if draft else "",
        faults={TYPED[name]: each for name, each in (faults or {}).items()},
        changed=status == CHANGED,
        registered=request.args.get("registrerat", type=int),
        confirmed=request.args.get("bekraftat", type=int),
        here_id="belopp",
    )
    return make_response(page, status)


def _typed(draft: Draft | None) -> Mapping[str, str]:
    """What the form holds: what was just sent, else what was kept."""
    texts = draft.texts if draft else {}
    kept = {name: "".join(texts.get(name, ())) for name in TYPED.values()}
    return {name: request.form.get(name, kept[name]) for name in kept}
