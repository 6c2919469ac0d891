"""Starting a case: admission on the ward, or a care request or a SIP without a stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from planning.decide import Order
from planning.desk import Done
from planning.errors import Refusal
from planning.organisation import Organisation
from planning.ports import CaseRow
from planning.process import Command
from planning.sent_before import opened_before
from planning_ui.forms.choices import Choices
from planning_ui.forms.form import Form, Place, make_form
from planning_ui.forms.read import Filled, Texts, read_form
from planning_ui.forms.suggest import suggest_at_the_door
from planning_ui.here import actor, here
from planning_ui.kept import NEW_CASE, Draft, keep, kept
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.said import say
from planning_ui.views.patient import UNPROCESSABLE, posted_texts

STARTS = ("skriv-in", "vardbegaran", "sip-initiera")
WHO = ("personnummer", "namn", "adress", "folkbokforingskommun")
blueprint = Blueprint("begin", __name__)


@blueprint.get("/arende/nytt")
@policy(Policy.CARE)
def show() -> Response:
    """The form that starts a case, with the draft that the person left."""
    command = _chosen(request.args.get("gor", ""))
    draft = kept(parts().drafts, actor().user, NEW_CASE, command)
    texts: Texts = {**suggest_at_the_door(command, here().now), **(draft.texts if draft else {})}
    read = read_form(command, texts, here().now)
    return _page(_form(command, Filled(texts, read.values), draft=draft))


@blueprint.post("/arende/nytt/<command_id>")
@policy(Policy.CARE)
def send(command_id: str) -> Response:
    """Start the case and go to it."""
    command = _chosen(command_id)
    filled = read_form(command, posted_texts(command), here().now)
    if filled.errors:
        return _give_back(command, filled)
    values = with_usual_unit(command, filled.values, parts().desk.organisation())
    try:
        done = parts().desk.do(actor(), None, command.id, values, here().now, here().ask)
    except Refusal as refusal:
        already = _opened_before(command, values, refusal)
        return _after(command, already) if already else _give_back(command, filled, refusal)
    parts().drafts.delete(actor().user, NEW_CASE, command.id)
    return _after(command, done)


def _opened_before(command: Command, values: Mapping[str, Any], refusal: Refusal) -> Done | None:
    """The case that the same form has just opened: the button was pressed twice."""
    if "arende-finns" not in {each.code for each in refusal.reasons}:
        return None
    order = Order(command.id, values, here().now, here().now)
    return opened_before(parts().desk, actor(), order, str(values["personnummer"]), here().ask)


def open_starts() -> tuple[Command, ...]:
    """The ways in which the person's role can start a case, with who it is about on top."""
    commands = parts().desk.rulebook.commands
    known = (commands[each] for each in STARTS if each in commands)
    return tuple(with_who(each) for each in known if actor().role in each.actors)


def with_who(command: Command) -> Command:
    """A command that starts a case must say who it is about, as an admission does."""
    admission = parts().desk.rulebook.commands["skriv-in"]
    who = (command.field(each) or admission.field(each) for each in WHO)
    rest = (each for each in command.fields if each.id not in WHO)
    return replace(command, fields=(*(each for each in who if each), *rest))


def with_usual_unit(
    command: Command, values: Mapping[str, Any], organisation: Organisation
) -> Mapping[str, Any]:
    """The values of an admission with the kommun's usual receiving unit where none was chosen."""
    usual = organisation.receiver_of_kommun(str(values.get("folkbokforingskommun", "")))
    if command.id != "skriv-in" or usual is None or values.get("kommun_enhet"):
        return values
    return {**values, "kommun_enhet": usual.unit}


def _chosen(command_id: str) -> Command:
    starts = open_starts()
    wanted = [each for each in starts if each.id == command_id] or list(starts[:1])
    if not wanted:
        abort(403)
    return wanted[0]


def _form(
    command: Command,
    filled: Filled,
    refusal: Refusal | None = None,
    draft: Draft | None = None,
) -> Form:
    source = Choices(parts().desk.organisation(), actor())
    place = Place(
        action=url_for("begin.send", command_id=command.id),
        draft_action=f"/arende/{NEW_CASE}/utkast/{command.id}",
        draft_from=say(draft.at, here().now).words if draft else "",
    )
    return make_form(command, filled, source, place, refusal.reasons if refusal else ())


def _page(form: Form, status: int = 200, known: Iterable[CaseRow] = ()) -> Response:
    shown = render_template(
        "pages/begin.html",
        form=form,
        starts=open_starts(),
        here_id=f"nytt-{form.command}",
        known=tuple(known),
    )
    return make_response(shown, status)


def _give_back(command: Command, filled: Filled, refusal: Refusal | None = None) -> Response:
    keep(parts().drafts, actor().user, NEW_CASE, command, filled.texts, here().now)
    known = _open_already(filled, refusal) if refusal else ()
    return _page(_form(command, filled, refusal), UNPROCESSABLE, known)


def _open_already(filled: Filled, refusal: Refusal) -> tuple[CaseRow, ...]:
    """The case that stands in the way, when the unit takes part in it: a search, logged as one."""
    if "arende-finns" not in {each.code for each in refusal.reasons}:
        return ()
    number = str(filled.values["personnummer"])
    rows = parts().desk.find_patient(actor(), number, here().now, here().ask)
    return tuple(row for row in rows if row.staying)


def _after(command: Command, done: Done) -> Response:
    if command.id == "vardbegaran":
        return make_response(redirect("/oversikt?klart=vardbegaran#status", 303))
    return make_response(redirect(f"/arende/{done.case_id}?klart={done.event.number}#status", 303))
