"""Who may ask for a page at all. What is in it is decided by the core.

Every route declares its policy; a route without one is refused, and a tidy test names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, TypeVar

from flask import Flask

from planning.organisation import Actor
from planning.vocabulary import CARE_ROLES, Role

View = TypeVar("View", bound=Callable[..., Any])
MARK = "ledstang_policy"
NO_TOKEN = "ledstang_no_token"
NO_CHANGE = "ledstang_no_change"


class Policy(Enum):
    """The doors of the house, from the street inwards."""

    PUBLIC = "anyone: no personal data"
    AUTHENTICATED = "a person who has proved who they are, with or without an assignment"
    SIGNED_IN = "a person in an assignment"
    CARE = "a person in a care assignment: may meet patient data through the core"
    ADMINISTRATION = "local or central management"
    CENTRAL = "the central management alone"
    PAYMENT = "a kommun or management: the basis for payment, as far as the core lets them see it"
    EVIDENCE = "a care assignment or the central management: evidence of a case, through the core"


ROLES_OF: dict[Policy, tuple[Role, ...]] = {
    Policy.SIGNED_IN: tuple(Role),
    Policy.CARE: CARE_ROLES,
    Policy.ADMINISTRATION: (Role.LOCAL_ADMIN, Role.CENTRAL),
    Policy.CENTRAL: (Role.CENTRAL,),
    Policy.PAYMENT: (Role.MUNICIPALITY, Role.LOCAL_ADMIN, Role.CENTRAL),
    Policy.EVIDENCE: (*CARE_ROLES, Role.CENTRAL),
}


def policy(wanted: Policy) -> Callable[[View], View]:
    """Declare the policy of a view. Stand closest to the function, below the route."""

    def mark(view: View) -> View:
        # A bound method takes no attributes of its own; its function does.
        setattr(getattr(view, "__func__", view), MARK, wanted)
        return view

    return mark


def without_token(view: View) -> View:
    """Let a view take a form without the session's token: it knows no session and no person.

    That our own page asks is checked all the same.
    """
    setattr(view, NO_TOKEN, True)
    return view


def without_change(view: View) -> View:
    """Let a view be asked by any method from anywhere: it changes nothing and only says no."""
    setattr(view, NO_CHANGE, True)
    return view


def may_change(view: Callable[..., Any] | None) -> bool:
    """Whether an unsafe request to the view must come from our own page."""
    return not getattr(view, NO_CHANGE, False)


def needs_token(view: Callable[..., Any] | None) -> bool:
    """Whether an unsafe request to the view must carry the session's token."""
    return not getattr(view, NO_TOKEN, False)


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    """The declared policy of a view, or None."""
    found = getattr(view, MARK, None)
    return found if isinstance(found, Policy) else None


def admits(wanted: Policy, actor: Actor | None) -> bool:
    """Whether the role of the person is let through; a door without roles admits everybody."""
    roles = ROLES_OF.get(wanted)
    return roles is None or (actor is not None and actor.role in roles)


def routes_without_policy(app: Flask) -> list[str]:
    """The routes that nobody has declared a policy for, for the tidy test."""
    return sorted(_undeclared(app))


def _undeclared(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if policy_of(app.view_functions[rule.endpoint]) is None:
            yield f"{rule.rule} ({rule.endpoint})"
