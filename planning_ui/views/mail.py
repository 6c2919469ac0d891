"""Inkorg: read, acknowledge with care, share out, put aside; and what the unit has sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request

from planning.errors import Refusal
from planning.mailroom import Mail, Mailroom
from planning.mailroom import Post as PostKey
from planning.ports import InboxRow
from planning_ui.casework import UserNames
from planning_ui.here import actor, here
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.present.mail import (
    DRAWERS,
    USUAL_DRAWER,
    Desktop,
    Letter,
    drawers,
    letters,
    posts,
    sendings,
    sent_posts,
)
from planning_ui.present.paging import KEY, sheet, sheet_address
from planning_ui.views.lists import onlooker

blueprint = Blueprint("mail", __name__, url_prefix="/inkorg")
AT_ONCE_MAX = 100
CASE_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def _mailroom() -> Mailroom:
    return Mailroom(parts().desk)


def _desktop() -> Desktop:
    return Desktop(onlooker(), actor().user, UserNames())


@blueprint.get("")
@policy(Policy.CARE)
def inbox() -> Response:
    """The messages to the unit, in the view that the address names."""
    wanted = request.args.get("visa", "")
    return _inbox_page(wanted if wanted in DRAWERS else USUAL_DRAWER, _told())


def _inbox_page(chosen: str, told: str = "", error: str = "", status: int = 200) -> Response:
    pages: list[str] = []

    def shown(mail: Mail) -> Iterable[str]:
        every = letters(mail, _desktop())
        wanted = [letter for letter in every if DRAWERS[chosen][1](letter)]
        part = sheet(request.values, len(wanted), _address_of(chosen))
        drawn = render_template(
            "pages/inbox.html",
            posts=posts(part.of(wanted), mail, _desktop()),
            sheet=part,
            drawers=drawers(every, chosen),
            chosen=chosen,
            colleagues=_mailroom().colleagues(actor()),
            told=told,
            told_case=_told_case() if told else "",
            error=error,
            here_id="inkorg",
        )
        pages.append(drawn)
        return (letter.row.case_id for letter in part.of(wanted))

    _mailroom().received(actor(), here().now, False, here().ask, shown)
    return make_response(pages[0], status)


def _address_of(drawer: str) -> str:
    return "/inkorg" if drawer == USUAL_DRAWER else f"/inkorg?visa={drawer}"


def _told() -> str:
    """The status line after something was done, from the kind and number in the address."""
    done, number = request.args.get("klart", ""), request.args.get("antal", "1")
    if done not in DONE or not (number.isdecimal() and len(number) < 4):
        return ""
    one, several = DONE[done]
    return one if number == "1" else several.format(number)


def _told_case() -> str:
    """The case of the message that was just acknowledged, to go on with."""
    found = request.args.get("arende", "")
    return found if CASE_ID.fullmatch(found) else ""


DONE = {
    "kvitterat": (
        "Meddelandet är kvitterat för er enhet.",
        "{} meddelanden är kvitterade för er enhet.",
    ),
    "gett": ("Kollegan ansvarar nu för meddelandet.", "Kollegan ansvarar nu för {} meddelanden."),
    "tagit-tillbaka": (
        "Hela enheten ansvarar nu för meddelandet.",
        "Hela enheten ansvarar nu för {} meddelanden.",
    ),
    "gomt": (
        "Meddelandet är gömt i din inkorg. Kollegorna ser det. Ångra under Gömda.",
        "{} meddelanden är gömda i din inkorg. Kollegorna ser dem. Ångra under Gömda.",
    ),
    "visat": (
        "Meddelandet visas i din inkorg igen.",
        "{} meddelanden visas i din inkorg igen.",
    ),
}


def _chosen() -> tuple[PostKey, ...]:
    """The messages that the form names, each once and not too many."""
    found = []
    for text in dict.fromkeys(request.form.getlist("post")):
        case_id, _, number = text.rpartition(":")
        if not case_id or not (number.isascii() and number.isdigit() and len(number) < 9):
            abort(400)
        found.append((case_id, int(number)))
    return tuple(found[:AT_ONCE_MAX])


def _nothing_chosen() -> Response:
    error = "Markera minst ett meddelande i listan."
    return _inbox_page(_drawer(), error=error, status=422)


def _drawer() -> str:
    wanted = request.form.get("visa", "")
    return wanted if wanted in DRAWERS else USUAL_DRAWER


def _back(done: str, number: int) -> Response:
    return back_to_inbox({"klart": done, "antal": str(number)})


def back_to_inbox(said: Mapping[str, str]) -> Response:
    """To the drawer and the sheet that the form was on, with what is said there."""
    address = _where_it_was()
    return make_response(
        redirect(f"{address}{'&' if '?' in address else '?'}{urlencode(said)}#status", 303)
    )


def _where_it_was() -> str:
    return sheet_address(_address_of(_drawer()), request.form.get(KEY, ""))


@blueprint.post("/kvittera")
@policy(Policy.CARE)
def acknowledge() -> Response:
    """Several at once: first the list of what will be acknowledged, then, confirmed, the doing."""
    chosen = _chosen()
    if not chosen:
        return _nothing_chosen()
    if request.form.get("bekrafta") == "ja":
        return _acknowledged(chosen)
    return _asked_first(frozenset(chosen))


def _asked_first(chosen: frozenset[PostKey]) -> Response:
    """The list of what will be acknowledged; the log holds these alone."""

    def named(mail: Mail) -> list[Letter]:
        return [letter for letter in letters(mail, _desktop()) if letter.key in chosen]

    mail = _mailroom().received(
        actor(),
        here().now,
        True,
        here().ask,
        lambda every: (each.row.case_id for each in named(every)),
    )
    shown = posts(named(mail), mail, _desktop())
    page = render_template(
        "pages/inbox_confirm.html",
        posts=shown,
        left=len(chosen) - len(shown),
        chosen=_drawer(),
        sheet=request.form.get(KEY, ""),
        back=_where_it_was(),
        here_id="inkorg",
    )
    return make_response(page)


def _acknowledged(chosen: Iterable[PostKey]) -> Response:
    done = 0
    for case_id, number in chosen:
        try:
            values = {"meddelande": number}
            parts().desk.do(actor(), case_id, "kvittera", values, here().now, here().ask)
            done += 1
        except Refusal:
            # Somebody at the unit was faster: it is acknowledged, which is what was asked for.
            continue
    return _back("kvitterat", done)


@blueprint.post("/ge")
@policy(Policy.CARE)
def assign() -> Response:
    """Ask a colleague to take care of messages, or give them back to the whole unit."""
    chosen, to = _chosen(), request.form.get("kollega", "")
    if not chosen:
        return _nothing_chosen()
    if to and to not in {each.id for each in _mailroom().colleagues(actor())}:
        abort(400)
    return _done_with(chosen, to)


def _done_with(chosen: tuple[PostKey, ...], to: str) -> Response:
    try:
        _mailroom().assign(actor(), chosen, to, here().now, here().ask)
    except Refusal as refusal:
        return _inbox_page(_drawer(), error=refusal.reasons[0].text, status=422)
    return _back("gett" if to else "tagit-tillbaka", len(chosen))


@blueprint.post("/gom")
@policy(Policy.CARE)
def hide() -> Response:
    """Take messages out of this person's own view."""
    chosen = _chosen()
    if not chosen:
        return _nothing_chosen()
    try:
        _mailroom().hide(actor(), chosen, here().now, here().ask)
    except Refusal as refusal:
        return _inbox_page(_drawer(), error=refusal.reasons[0].text, status=422)
    return _back("gomt", len(chosen))


@blueprint.post("/visa-igen")
@policy(Policy.CARE)
def show_again() -> Response:
    """Put hidden messages back."""
    chosen = _chosen()
    if not chosen:
        return _nothing_chosen()
    _mailroom().show_again(actor(), chosen)
    return _back("visat", len(chosen))


@blueprint.get("/skickat")
@policy(Policy.CARE)
def sent() -> Response:
    """What the unit has sent, with who has read it when."""
    waiting = request.args.get("visa") == "vantar"
    pages: list[str] = []

    def shown(rows: Sequence[InboxRow]) -> Iterable[str]:
        every = sendings(rows)
        waits = [each for each in every if each.waits]
        wanted = waits if waiting else every
        part = sheet(request.args, len(wanted), _address_of_sent(waiting))
        drawn = render_template(
            "pages/sent.html",
            posts=sent_posts(part.of(wanted), _desktop()),
            sheet=part,
            number_waiting=len(waits),
            waiting=waiting,
            here_id="inkorg",
        )
        pages.append(drawn)
        return (each.case_id for each in part.of(wanted))

    _mailroom().sent(actor(), here().now, here().ask, shown)
    return make_response(pages[0])


def _address_of_sent(waiting: bool) -> str:
    return "/inkorg/skickat?visa=vantar" if waiting else "/inkorg/skickat"
