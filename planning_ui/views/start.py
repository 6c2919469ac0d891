"""The front page of each role, the guides, and small answers for the scripts of the pages."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from planning.process import FieldKind
from planning.vocabulary import CARE_ROLES, Role
from planning_ui.forms.read import direction_of
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.said import say_written_day, say_written_moment
from planning_ui.words import ROLES
from planning_ui.written_time import NotUnderstood, read_day, read_moment

LATHUNDAR = (
    ("komplett", "Hela lathunden"),
    *((r.value, ROLES[r]) for r in CARE_ROLES),
    ("psykiatri", "Psykiatri (tvångsvård)"),
    ("sip", "SIP"),
    ("lokal-administrator", "Lokal administratör"),
)
blueprint = Blueprint("start", __name__)


@blueprint.get("/")
@policy(Policy.SIGNED_IN)
def home() -> Response:
    """Where the work of the role begins."""
    care = actor().role in CARE_ROLES
    return make_response(redirect(url_for("lists.overview" if care else "start.desk")))


@blueprint.get("/start")
@policy(Policy.SIGNED_IN)
def desk() -> Response:
    """What a person without patients can do."""
    return make_response(
        render_template("pages/start.html", here_id="start", work=WORK.get(actor().role, ()))
    )


WORK = {
    Role.LOCAL_ADMIN: (
        ("/administration/organisation", "Organisation", "Se enheterna som du ansvarar för."),
        ("/administration/anvandare", "Användare", "Se vilka som har uppdrag vid dina enheter."),
        ("/betalning", "Betalning", "Se kommunens summor månad för månad."),
        ("/belopp", "Belopp", "Se vilka belopp som är bekräftade."),
        ("/help/visa?vy=felanmalan", "Felanmälan", "Så tar du emot och skickar vidare fel."),
        ("/help/visa?vy=behovsfangst", "Behov", "Så samlar du in önskemål från verksamheten."),
        ("/help/visa?vy=reservrutin", "Reservrutin", "Så arbetar ni om systemet ligger nere."),
    ),
    Role.CENTRAL: (
        ("/administration/organisation", "Organisation", "Se alla enheter i länet."),
        ("/administration/anvandare", "Användare", "Se alla användare och deras uppdrag."),
        (
            "/help/visa?vy=samverkansforum",
            "Samverkansforum",
            "Här möts lokal och central förvaltning.",
        ),
        ("/help/visa?vy=loggkontroll", "Loggkontroll", "Vad som loggas och hur det granskas."),
        ("/betalning", "Betalning", "Se underlag per kommun och månad. Svara på bestridanden."),
        ("/belopp", "Belopp", "Registrera och bekräfta årets belopp per vårddygn."),
    ),
    Role.SUPERUSER: (
        ("/help/redigera/", "Redigera vägledning", "Ändra, granska och publicera hjälpens texter."),
        ("/help/", "Hjälpens sidor", "Läs texterna som dina kollegor ser i hjälpen."),
        ("/manual/", "Manualen", "Samma texter som en webbplats."),
        ("/lathundar", "Lathundarna", "Samma texter för utskrift, en per roll."),
    ),
}


@blueprint.get("/lathundar")
@policy(Policy.SIGNED_IN)
def guides() -> Response:
    """The printed guides, the own role's first."""
    own = actor().role.value
    editions = sorted(LATHUNDAR, key=lambda each: each[0] != own)
    page = render_template("pages/guides.html", editions=editions, own=own, here_id="lathund")
    return make_response(page)


@blueprint.get("/tolka-tid")
@policy(Policy.SIGNED_IN)
def understood() -> Response:
    """What a written time means, in words; the scripts show it beside the field."""
    command = parts().desk.rulebook.commands.get(request.args.get("kommando", ""))
    field = command.field(request.args.get("falt", "")) if command else None
    if command is None or field is None or field.kind not in (FieldKind.DAY, FieldKind.MOMENT):
        abort(400)
    text = request.args.get("text", "")[:60]
    direction = direction_of(command.id, field.id)
    try:
        if field.kind is FieldKind.DAY:
            return jsonify(forstatt=say_written_day(read_day(text, here().now, direction)))
        return jsonify(forstatt=say_written_moment(read_moment(text, here().now, direction)))
    except NotUnderstood as fault:
        return jsonify(fel=str(fault))
