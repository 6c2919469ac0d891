"""The screens as a Flask application: made once from the parts it is given."""

from __future__ import annotations

import hashlib
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import Flask

from planning.desk import Desk
from planning.ports import Directory, Drafts, Sessions
from planning.reminders import FEATURE as REMINDERS
from planning_ui.here import has_here, here
from planning_ui.parts import KEY, Parts, organisation, parts
from planning_ui.policy import Policy, policy
from planning_ui.present.helping import help_at
from planning_ui.present.shell import OUTSIDE, Shell, shell
from planning_ui.security import guard
from planning_ui.settings import UiSettings
from planning_ui.signin import demo, doorway
from planning_ui.signin.adapters import Adapter
from planning_ui.squeeze import squeeze_answers
from planning_ui.views import (
    administration,
    amounts,
    begin,
    boards,
    drafts,
    evidence,
    lists,
    mail,
    patient,
    payment,
    prints,
    reminders,
    situation,
    start,
    statistics,
)
from planning_ui.views.errors import answer_errors
from planning_ui.views.expiry import answer_signed_out
from planning_ui.words import hyphenated

YEAR_SECONDS = 365 * 24 * 3600
HERE = Path(__file__).parent
BLUEPRINTS = (
    doorway.blueprint,
    start.blueprint,
    lists.blueprint,
    mail.blueprint,
    boards.blueprint,
    begin.blueprint,
    drafts.blueprint,
    prints.blueprint,
    reminders.blueprint,
    situation.blueprint,
    patient.blueprint,
    payment.blueprint,
    evidence.blueprint,
    amounts.blueprint,
    administration.blueprint,
    statistics.blueprint,
)


class Screens(Flask):
    """Flask that writes one line about a fault: never a text that somebody typed."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log the kind of fault and where in the code it came up, with the request's number."""
        kind, _, trace = exc_info if exc_info[0] else sys.exc_info()
        frames = traceback.extract_tb(trace)
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        number = here().number if has_here() else "?"
        name = kind.__name__ if kind else "unknown fault"
        self.logger.error("request %s failed: %s at %s", number, name, where)


def create_ui(
    desk: Desk,
    directory: Directory,
    sessions: Sessions,
    drafts: Drafts,
    clock: Callable[[], datetime],
    settings: UiSettings,
    adapters: tuple[Adapter, ...] = (demo.ADAPTER,),
) -> Flask:
    """Make the application. `clock` answers with an aware moment; `adapters` are the ways in."""
    app = Screens("planning_ui", root_path=str(HERE), static_url_path="/static")
    app.extensions[KEY] = Parts(desk, directory, sessions, drafts, clock, settings)
    app.extensions[doorway.WAYS] = adapters
    _configure(app, settings)
    squeeze_answers(app)
    guard(app)
    for blueprint in (*BLUEPRINTS, *(each.blueprint for each in adapters)):
        app.register_blueprint(blueprint)
    answer_errors(app)
    answer_signed_out(app)
    _equip_templates(app, _versions())
    return app


def _configure(app: Flask, settings: UiSettings) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=settings.largest_form_bytes,
        MAX_FORM_MEMORY_SIZE=settings.largest_form_bytes,
        MAX_FORM_PARTS=400,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR_SECONDS,
        TRUSTED_HOSTS=list(settings.hosts),
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    policy(Policy.PUBLIC)(app.view_functions["static"])


def _versions() -> Mapping[str, str]:
    """A short hash per static file, so that browsers can keep them for a year."""
    files = (each for each in (HERE / "static").iterdir() if each.is_file())
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest()[:10] for each in files}


def _equip_templates(app: Flask, versions: Mapping[str, str]) -> None:
    def asset(name: str) -> str:
        # Not `url_for`: it cannot answer where the host name itself was refused.
        return f"/static/{name}?v={versions[name]}"

    app.jinja_env.globals["asset"] = asset
    app.jinja_env.filters["mjukt"] = hyphenated
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    """What every page shows around its own content."""
    found = _shell()
    session = here().session if has_here() else None
    who = here().actor if has_here() else None
    return {
        "shell": found,
        "has_help": found.signed_in or parts().settings.public_help,
        "settings": parts().settings,
        "token": session.csrf if session else "",
        "help_at": lambda view: help_at(view, who),
    }


def _shell() -> Shell:
    who = here().actor if has_here() else None
    if who is None:
        return OUTSIDE
    desk = parts().desk
    unit, reminding = organisation().name(who.unit), desk.agreement.has(REMINDERS)
    return shell(who, unit, desk.unread_count(who), reminding)
