"""Organisation and users, to look at: no patient data passes here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template

from planning.alphabet import numbered
from planning.organisation import KOMMUNER, Organisation, Unit
from planning.vocabulary import Role
from planning_ui.here import actor
from planning_ui.parts import parts
from planning_ui.policy import Policy, policy
from planning_ui.words import ROLES, role_words

blueprint = Blueprint("administration", __name__, url_prefix="/administration")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree; `depth` counts from 0 at the top."""

    name: str
    depth: int
    role: str
    kommun: str
    phone: str
    live: bool


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user with what they may act as."""

    name: str
    title: str
    active: bool
    assignments: tuple[str, ...]


@blueprint.get("/organisation")
@policy(Policy.ADMINISTRATION)
def organisation() -> Response:
    """The units below the person's own, as a tree."""
    lines = tuple(_branch(parts().desk.organisation(), _top(), 0))
    page = render_template("pages/organisation.html", lines=lines, here_id="organisation")
    return make_response(page)


@blueprint.get("/anvandare")
@policy(Policy.ADMINISTRATION)
def users() -> Response:
    """The users who have an assignment at a unit below the person's own."""
    page = render_template("pages/users.html", lines=_users(), here_id="anvandare")
    return make_response(page)


def _top() -> str | None:
    """Where the person's part of the tree begins; the central management sees all of it."""
    return None if actor().role is Role.CENTRAL else actor().unit


def _branch(organisation: Organisation, top: str | None, depth: int) -> list[UnitLine]:
    units = organisation.units.values()
    if top is None:
        begins = [u for u in units if u.parent is None or u.parent not in organisation.units]
        begins.sort(key=lambda u: (u.kommun is None, numbered(u.name)))
    else:
        begins = [u for u in units if u.id == top]
    return [line for unit in begins for line in _lines(organisation, unit, depth)]


def _lines(organisation: Organisation, unit: Unit, depth: int) -> list[UnitLine]:
    below = sorted(
        (u for u in organisation.units.values() if u.parent == unit.id),
        key=lambda u: numbered(u.name),
    )
    own = UnitLine(
        unit.name,
        depth,
        role_words(unit.role),
        KOMMUNER.get(unit.kommun or "", ""),
        unit.phone,
        unit.live,
    )
    return [own, *(line for each in below for line in _lines(organisation, each, depth + 1))]


def _users() -> tuple[UserLine, ...]:
    organisation = parts().desk.organisation()
    top = _top()
    seen = frozenset(organisation.units) if top is None else organisation.within(top)
    found = []
    for user in parts().directory.users():
        own = [a for a in parts().directory.assignments(user.id) if a.unit in seen]
        words = tuple(f"{ROLES[a.role]}, {organisation.name(a.unit)}" for a in own)
        if words:
            found.append(UserLine(user.name, user.title, user.active, words))
    return tuple(found)
