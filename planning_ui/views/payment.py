"""The payment basis of a kommun and a month, and its downloads.

No address and no file name holds anything of a patient.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, make_response, render_template, request

from planning.access import Act
from planning.moments import local_day
from planning.payment_basis import Basis
from planning.payment_desk import PaymentDesk, Shown
from planning.payment_kept import PeriodSum
from planning.payment_month import Month
from planning.vocabulary import CARE_ROLES, Role
from planning_ui.casework import UserNames
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.disputes import ListTeller
from planning_ui.present.paging import Sheet, sheet
from planning_ui.present.payment_page import PaymentPage, payment_page, waiting_views
from planning_ui.prints.paper import Stamp
from planning_ui.prints.payment import payment_paper
from planning_ui.prints.payment_csv import payment_csv
from typeset import render_pdf

blueprint = Blueprint("payment", __name__, url_prefix="/betalning")


@blueprint.get("")
@policy(Policy.PAYMENT)
def show() -> Response:
    """The basis of the chosen kommun and month, and the disputes that wait for an answer."""
    waiting = payment_desk().waiting(actor(), here().now, here().ask)
    basis = _basis(Act.LIST, _shown)
    page = render_template(
        "pages/payment.html",
        page=_page(basis),
        sheet=_sheet_of(basis.seen),
        waiting=waiting_views(waiting, teller()),
        care=actor().role in CARE_ROLES,
        sums_only=actor().role is Role.LOCAL_ADMIN,
        answered=request.args.get("besvarat") == "ja",
        here_id="betalning",
    )
    return make_response(page)


@blueprint.get("/underlag.csv")
@policy(Policy.PAYMENT)
def as_csv() -> Response:
    """The days of the basis as a table; logged as a print."""
    answer = make_response(payment_csv(_basis(Act.PRINT), teller()))
    answer.mimetype = "text/csv"
    answer.headers["Content-Disposition"] = 'attachment; filename="betalningsunderlag.csv"'
    return answer


@blueprint.get("/underlag.pdf")
@policy(Policy.PAYMENT)
def as_pdf() -> Response:
    """One sheet of the basis on paper, with the sums of the whole; logged as a print."""
    unit = parts().desk.organisation().name(actor().unit)
    stamp = Stamp(actor().name, unit, here().now, parts().settings.practice)
    basis = _basis(Act.PRINT, _shown)
    paper = payment_paper(_page(basis), _sheet_of(basis.seen), stamp)
    answer = make_response(render_pdf(paper))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="betalningsunderlag.pdf"'
    return answer


def payment_desk() -> PaymentDesk:
    """The questions about payment, on the desk of the application."""
    return PaymentDesk(parts().desk)


def teller() -> ListTeller:
    """Who turns the ids of a list into words."""
    desk = parts().desk
    return ListTeller(desk.organisation(), desk.rulebook, here().now, UserNames())


def _basis(act: Act, shown: Shown = lambda periods: periods) -> Basis:
    """The basis that the address asks for; the log holds the periods that are shown."""
    desk, now, ask = payment_desk(), here().now, here().ask
    return desk.basis(actor(), _kommun(), _month(), now, ask, act, shown)


def _shown(periods: Sequence[PeriodSum]) -> Sequence[PeriodSum]:
    return _sheet_of(len(periods)).of(periods)


def _sheet_of(periods: int) -> Sheet:
    address = f"/betalning?kommun={_kommun()}&manad={_month()}"
    return sheet(request.args, periods, address)


def _kommun() -> str:
    """The kommun that the address asks for, or the own one."""
    return request.args.get("kommun") or next(iter(payment_desk().kommuner(actor())), "")


def _month() -> Month:
    """The month that the address asks for, or the running one."""
    asked = request.args.get("manad", "")
    if not asked:
        return Month.of(local_day(here().now))
    try:
        return Month.read(asked)
    except ValueError:
        abort(400)


def _page(basis: Basis) -> PaymentPage:
    return payment_page(basis, payment_desk().kommuner(actor()), local_day(here().now), teller())
