"""The pages of practice: the list of scripts in the real system, the band in the practice one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, Flask, Response, abort, make_response, redirect, render_template
from flask import request as asked

from ledstang.practice.mount import PREFIX, ROOM_KEY
from ledstang.practice.progress import Progress
from ledstang.practice.room import CASE, Room, Rooms
from ledstang.practice.script import Part, Script, asked_for, load_scripts, players
from planning.plan_rows import WIDTH
from planning.process import Field, FieldKind, Rulebook
from planning_ui.forms.choices import OUTSIDE_THE_UNITS
from planning_ui.here import actor
from planning_ui.parts import KEY
from planning_ui.policy import Policy, policy
from planning_ui.said import say_written_moment
from planning_ui.settings import UiSettings
from planning_ui.words import ROLES

STARTS = frozenset({"skriv-in", "vardbegaran", "sip-initiera"})
SEE_OTHER = 303
# The boxes of an effort in the form of a plan, in their order.
BOXES = ("Behov", "Mål", "Delmål", "Insats", "Ansvarig", "Klart senast")


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its text."""

    label: str
    text: str


@dataclass(frozen=True)
class Band:
    """What stands on top of every practice page."""

    script: Script
    progress: Progress
    time: str
    where: str
    fill_in: tuple[Line, ...]
    others: tuple[str, ...]

    @property
    def number(self) -> int:
        """Which of the tasks it is, counted from 1."""
        return self.progress.tasks_done + 1


def band(room: Room) -> Band:
    """The band of a room as it is now."""
    now = room.progress
    return Band(
        script=room.script,
        progress=now,
        time=say_written_moment(now.now),
        where=where_to(now.task, room.desk.rulebook) if now.task else "",
        fill_in=tuple(fill_in(now.task, room)) if now.task else (),
        others=tuple(_move(each, room) for each in now.others),
    )


def where_to(part: Part, rulebook: Rulebook) -> str:
    """The address where the task is done."""
    if part.command in STARTS and part.number == 0:
        return f"/arende/nytt?gor={part.command}"
    if part.command == "kvittera":
        return "/inkorg"
    step = rulebook.commands[part.command].step
    return f"/arende/{CASE}/steg/{step}?gor={part.command}#nu"


def fill_in(part: Part, room: Room) -> Iterator[Line]:
    """What to fill in, in the words of the form."""
    for field in asked_for(room.desk.rulebook.commands[part.command], part.number):
        if field.kind is FieldKind.PLAN and field.id in part.typed:
            yield from _efforts(part.typed[field.id], room)
        elif field.id in part.typed:
            texts = (shown(field, text, room) for text in part.typed[field.id])
            yield Line(field.title, ", ".join(texts))


def _efforts(texts: tuple[str, ...], room: Room) -> Iterator[Line]:
    """The rows of a plan, each as its boxes stand in the form."""
    organisation = room.desk.organisation()
    for number, start in enumerate(range(0, len(texts), WIDTH), start=1):
        row = dict(zip(BOXES, texts[start : start + WIDTH], strict=True))
        who = row["Ansvarig"]
        row["Ansvarig"] = OUTSIDE_THE_UNITS.get(who) or organisation.name(who)
        told = ". ".join(f"{box}: {text}" for box, text in row.items() if text)
        yield Line(f"Insats {number}", told)


def shown(field: Field, text: str, room: Room) -> str:
    """A typed text as the form shows it."""
    titles = {option.id: option.title for option in field.options}
    if field.kind in (FieldKind.UNIT, FieldKind.UNITS):
        return room.desk.organisation().name(text)
    if field.kind is FieldKind.TICK:
        return "Kryssa för"
    return titles.get(text, text.capitalize() if field.kind is FieldKind.KOMMUN else text)


def _move(part: Part, room: Room) -> str:
    player = players()[part.person]
    unit = room.desk.organisation().name(player.assignment.unit)
    button = room.desk.rulebook.commands[part.command].button
    return f"{player.user.name}, {unit}: {button[:1].lower()}{button[1:]}"


def here_room() -> Room:
    """The room of the request that is being answered."""
    return cast(Room, asked.environ[ROOM_KEY].room)


def equip_practice(app: Flask, settings: UiSettings) -> None:
    """Make the screens answer from the room of each request, with the band on every page."""
    app.extensions[KEY] = lambda: here_room().parts(asked.environ[ROOM_KEY].session, settings)
    app.register_blueprint(_inside())
    app.context_processor(lambda: {"practice": band(here_room())})


def _inside() -> Blueprint:
    pages = Blueprint("practice", __name__, template_folder="templates")

    @pages.get("/")
    @policy(Policy.CARE)
    def home() -> Response:
        return make_response(redirect("/oversikt"))

    @pages.post("/ovning-vidare")
    @policy(Policy.CARE)
    def go_on() -> Response:
        stuck = "" if here_room().go_on() else "?fast=ja"
        return make_response(redirect(f"/oversikt{stuck}", SEE_OTHER))

    return pages


def practice_list(rooms: Rooms) -> Blueprint:
    """The page in the real system where one begins, goes on and starts over."""
    pages = Blueprint("practices", __name__, template_folder="templates")

    @pages.get(PREFIX)
    @policy(Policy.SIGNED_IN)
    def show() -> Response:
        lines = [_row(rooms, script) for script in _own_role_first()]
        return make_response(render_template("practice/list.html", lines=lines, here_id="ovning"))

    @pages.post(PREFIX)
    @policy(Policy.SIGNED_IN)
    def begin() -> Response:
        script = load_scripts().get(asked.form.get("ovning", ""))
        if script is None:
            abort(404)
        rooms.begin(actor().user, script)
        return make_response(redirect(f"{PREFIX}/{script.id}/oversikt", SEE_OTHER))

    @pages.get(f"{PREFIX}/<path:anything>")
    @policy(Policy.SIGNED_IN)
    def not_begun(anything: str) -> Response:
        return make_response(redirect(PREFIX))

    return pages


def _own_role_first() -> Sequence[Script]:
    """All scripts, those for the learner's own role before the others."""
    own = actor().role
    return sorted(
        load_scripts().values(), key=lambda each: players()[each.person].assignment.role is not own
    )


def _row(rooms: Rooms, script: Script) -> dict[str, Any]:
    room = rooms.open(actor().user, script)
    role = players()[script.person].assignment.role
    return {"script": script, "progress": room.progress if room else None, "role": ROLES[role]}
