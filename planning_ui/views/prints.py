"""What can be printed: PDF files with a fixed name, so that no address or file names a patient."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, make_response, render_template

from planning.access import Act
from planning.desk import OverviewQuery
from planning.vocabulary import CARE_ROLES
from planning_ui import casework
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.scene import Scene
from planning_ui.prints.blank_forms import blank_forms
from planning_ui.prints.case import case_paper
from planning_ui.prints.message import message_paper
from planning_ui.prints.paper import Stamp, on_paper
from planning_ui.prints.patient_information import information_paper
from planning_ui.prints.reserve_list import reserve_list
from planning_ui.prints.sip import sip_paper
from planning_ui.views.lists import onlooker
from typeset import Document, render_pdf

blueprint = Blueprint("prints", __name__)
Make = Callable[[Scene, Stamp], Document | None]
PAPERS: dict[str, Make] = {
    "arende": case_paper,
    "sip": sip_paper,
    "information": information_paper,
}


@blueprint.get("/utskrifter")
@policy(Policy.SIGNED_IN)
def overview() -> Response:
    """What a unit can print for an outage, and where the other prints are."""
    care = actor().role in CARE_ROLES
    return make_response(render_template("pages/prints.html", care=care, here_id="utskrifter"))


@blueprint.get("/utskrifter/reservlista.pdf")
@policy(Policy.CARE)
def reserve() -> Response:
    """The patients of the unit, for an outage; logged as a print of that list."""
    rows = parts().desk.overview(actor(), here().now, OverviewQuery(), here().ask, act=Act.PRINT)
    return _pdf(reserve_list(rows, onlooker(), _stamp()), "reservlista")


@blueprint.get("/utskrifter/reservblanketter.pdf")
@policy(Policy.SIGNED_IN)
def blanks() -> Response:
    """Blank forms; they hold no patient data."""
    return _pdf(blank_forms(parts().desk.rulebook, _stamp()), "reservblanketter")


@blueprint.get("/arende/<case_id>/utskrift/<kind>.pdf")
@policy(Policy.CARE)
def of_case(case_id: str, kind: str) -> Response:
    """The case, its SIP or the information to the patient."""
    make = PAPERS.get(kind)
    if make is None:
        abort(404)
    return _pdf(make(_scene(case_id), _stamp()), kind)


@blueprint.get("/arende/<case_id>/utskrift/meddelande-<int:number>.pdf")
@policy(Policy.CARE)
def of_message(case_id: str, number: int) -> Response:
    """One message with its receipts."""
    return _pdf(message_paper(_scene(case_id), number, _stamp()), "meddelande")


def _scene(case_id: str) -> Scene:
    """The case as it is printed; the log says that it was printed."""
    return on_paper(casework.look(case_id, Act.PRINT))


def _stamp() -> Stamp:
    unit = parts().desk.organisation().name(actor().unit)
    return Stamp(actor().name, unit, here().now, parts().settings.practice)


def _pdf(document: Document | None, name: str) -> Response:
    if document is None:
        abort(404)
    answer = make_response(render_pdf(document))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
