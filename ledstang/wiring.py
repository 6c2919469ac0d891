"""Puts the parts together: stores, core, help, screens, guide and manual as one application."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from wsgiref.types import WSGIApplication

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory

from help_service.api import CHANGES_NOTHING
from help_service.app import hand_on_counts, help_blueprint
from help_service.feedback_api import FOREIGN, WITHOUT_TOKEN
from help_service.learning.pages import Door, todo_blueprint
from help_service.responses import problem
from help_service.serve import FastHelp
from help_service.tally import Keeping
from ledstang import clock
from ledstang.building import keep_built
from ledstang.edit_pages import edit_pages
from ledstang.edited_guidance import edited_guidance, keep_live
from ledstang.editors import editor_asking, organisations_above, token_here
from ledstang.guide_for_unit import guide_for_unit
from ledstang.guide_of_one import guide_of_one
from ledstang.loading import BrokenFile, load_agreements, load_rulebook
from ledstang.practice.assembly import practice_over, with_practice
from ledstang.settings import Settings
from planning.desk import Desk
from planning.ports import Directory, Stores
from planning_ui import create_ui
from planning_ui.here import here
from planning_ui.policy import Policy, policy, without_change, without_token
from planning_ui.security import ForeignRequest
from planning_ui.settings import UiSettings
from storage import open_help_stores, open_stores


def new_case_id() -> str:
    """An opaque id that tells nothing of the patient."""
    return secrets.token_urlsafe(12)


def make_desk(stores: Stores, settings: Settings) -> Desk:
    """The core over these stores. Raises BrokenFile when a definition is invalid."""
    agreements = load_agreements()
    if settings.agreement not in agreements:
        raise BrokenFile(f"LEDSTANG_AGREEMENT: there is no agreement {settings.agreement!r}")
    return Desk(stores, load_rulebook(), agreements, agreements[settings.agreement], new_case_id)


def ui_settings(settings: Settings) -> UiSettings:
    """What the screens need of the settings."""
    known = UiSettings(demo_sign_in=settings.demo, tls=settings.tls, origin=settings.address)
    return replace(known, hosts=known.hosts + settings.hosts, public_help=settings.public_help)


def door_of_help(settings: Settings) -> Policy:
    """Who may ask for help, lathund and manual."""
    return Policy.PUBLIC if settings.public_help else Policy.AUTHENTICATED


def make_screens(desk: Desk, settings: Settings) -> Flask:
    """The screens over a desk and its stores, with lathund and manual mounted."""
    stores = desk.stores
    app = create_ui(
        desk,
        stores.directory,
        stores.sessions,
        stores.drafts,
        clock.now,
        ui_settings(settings),
    )
    app.register_blueprint(_built_files(settings))
    return app


def create_app(settings: Settings) -> WSGIApplication:
    """The whole system as one WSGI application."""
    settings.data.mkdir(parents=True, exist_ok=True)
    stores = open_stores(settings.database)
    desk = make_desk(stores, settings)
    app = make_screens(desk, settings)
    keeping = Keeping(open_help_stores(settings.database), clock.today)
    guidance = edited_guidance(settings, keeping.stores, _above(stores.directory))
    service, door = guidance.service, Door(editor_asking(stores.directory), token_here)
    _open_help(app, help_blueprint(service, keeping), door_of_help(settings))
    _open_to_superusers(app, todo_blueprint(service, keeping, door))
    _open_to_superusers(app, edit_pages(settings, guidance, keeping, door))
    app.register_blueprint(guide_of_one(service, stores.directory, settings.manual_address))
    app.register_blueprint(guide_for_unit(service, stores.directory, settings.manual_address))
    keep_live(guidance)
    keep_built(settings, keeping.stores.editing)
    hand_on_counts(keeping)
    screens, rooms = practice_over(app, desk, settings, ui_settings(settings))
    whole = with_practice(app, app, screens, rooms)
    # The fast way knows nobody: where help is closed, every question goes through the gate.
    return FastHelp(service, whole) if settings.public_help else whole


def _above(directory: Directory) -> Callable[[str], Collection[str]]:
    def organisations(unit: str) -> Collection[str]:
        return organisations_above(directory.organisation(), unit)

    return organisations


def _open_help(app: Flask, pages: Blueprint, door: Policy) -> None:
    """Help knows nothing of policies: its pages hold no personal data, and all have one door."""
    pages.register_error_handler(ForeignRequest, _foreign_to_help)
    app.register_blueprint(pages)
    for endpoint, view in app.view_functions.items():
        room, _, name = endpoint.partition(".")
        if room != pages.name:
            continue
        policy(door)(view)
        if name in WITHOUT_TOKEN:
            without_token(view)
        if name in CHANGES_NOTHING:
            without_change(view)


def _foreign_to_help(refused: ForeignRequest) -> Response:
    current_app.logger.warning("request %s to the help refused: %s", here().number, refused.why)
    return problem(403, FOREIGN)


def _open_to_superusers(app: Flask, pages: Blueprint) -> None:
    """Pages that ask for the editor themselves: everybody else signed in is refused there."""
    app.register_blueprint(pages)
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith(f"{pages.name}."):
            policy(Policy.SIGNED_IN)(view)


def _built_files(settings: Settings) -> Blueprint:
    """Lathund and manual, as built into the data folder."""
    files, door = Blueprint("built", __name__), door_of_help(settings)

    @files.get("/lathund/<name>")
    @policy(door)
    def guide(name: str) -> Response:
        return _send(settings.guides, name)

    @files.get("/manual/")
    @files.get("/manual/<path:name>")
    @policy(door)
    def manual(name: str = "index.html") -> Response:
        return _send(settings.manual, _page(settings.manual, name))

    return files


def _page(root: Path, name: str) -> str:
    return f"{name.rstrip('/')}/index.html" if (root / name).is_dir() else name


def _send(folder: Path, name: str) -> Response:
    if not folder.is_dir():
        abort(404)
    return send_from_directory(folder, name)
