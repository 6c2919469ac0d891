"""Puts practice together: the rooms, the practice screens, and the mount over the whole system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast
from wsgiref.types import WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.wrappers import Request

from ledstang import clock
from ledstang.practice.mount import Mount
from ledstang.practice.pages import equip_practice, practice_list
from ledstang.practice.room import Room, Rooms
from ledstang.practice.script import load_scripts
from ledstang.settings import Settings
from planning.desk import Desk
from planning.ports import Session
from planning_ui import create_ui
from planning_ui.parts import KEY, Parts
from planning_ui.settings import UiSettings
from planning_ui.signin.sessions import standing_of
from storage.memory import memory_stores


@dataclass(frozen=True)
class Seat:
    """A learner in a room: the room, and the real session that they sit there with."""

    room: Room
    session: Session


def practice_over(
    real: Flask, desk: Desk, settings: Settings, ui: UiSettings
) -> tuple[Flask, Rooms]:
    """The practice screens and their rooms; their list of scripts is put into the real screens."""
    rooms = Rooms(settings.data / "ovning", desk)
    real.register_blueprint(practice_list(rooms))
    nothing = memory_stores()
    marked = replace(ui, practice=True, demo_sign_in=False)
    screens = create_ui(
        desk, nothing.directory, nothing.sessions, nothing.drafts, clock.now, marked, ()
    )
    equip_practice(screens, marked)
    return screens, rooms


def with_practice(
    whole: WSGIApplication, real: Flask, screens: Flask, rooms: Rooms
) -> WSGIApplication:
    """The whole system with practice mounted for whoever is signed in."""

    def find(script_id: str, environ: WSGIEnvironment) -> Seat | None:
        script = load_scripts().get(script_id)
        session = _session(real, environ)
        room = rooms.open(session.user, script) if script and session else None
        return Seat(room, session) if room and session else None

    return Mount(whole, screens, find)


def _session(real: Flask, environ: WSGIEnvironment) -> Session | None:
    """The living session of who asks, with an assignment chosen."""
    parts = cast(Parts, real.extensions[KEY])
    token = Request(environ).cookies.get(parts.settings.cookie, "")
    standing = standing_of(parts, token, parts.clock())
    return standing.session if standing.actor else None
