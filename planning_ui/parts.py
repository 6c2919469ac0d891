"""What the views work with: handed over once, reached through the application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app, g

from planning.desk import Desk
from planning.organisation import Organisation
from planning.ports import Directory, Drafts, Sessions
from planning_ui.settings import UiSettings

KEY = "ledstang"


@dataclass(frozen=True)
class Parts:
    """Everything that the screens were given at wiring."""

    desk: Desk
    directory: Directory
    sessions: Sessions
    drafts: Drafts
    clock: Callable[[], datetime]
    settings: UiSettings


def parts() -> Parts:
    """The parts of the application that answers now.

    Where they are not the same for every request, as in practice, the application holds a function
    that finds them.
    """
    found = current_app.extensions[KEY]
    return cast(Parts, found() if callable(found) else found)


def organisation() -> Organisation:
    """All units, asked for once in a request."""
    if KEY not in g:
        setattr(g, KEY, parts().desk.organisation())
    return cast(Organisation, getattr(g, KEY))
