"""Who asks, when, and under which number: set once per request by the gate."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import g

from planning.access import Request as Ask
from planning.organisation import Actor
from planning.ports import Session


class SignInNeeded(Exception):
    """The page needs a signed-in person and there is none; `expired` when there was one."""

    def __init__(self, expired: bool = False) -> None:
        self.expired = expired
        super().__init__("sign-in needed")


@dataclass(frozen=True, slots=True)
class Here:
    """One request as the screens see it.

    `expired` is the session that has run out, when the browser still holds its token.
    """

    number: str
    now: datetime
    session: Session | None = None
    actor: Actor | None = None
    expired: Session | None = None

    @property
    def ask(self) -> Ask:
        """The request as the access log names it: never with the token itself."""
        return Ask(id=self.number, session=session_mark(self.session) if self.session else "")


def session_mark(session: Session) -> str:
    """A short name of the session for logs, useless for getting in."""
    return session.token_hash[:16]


def new_number() -> str:
    """A number that a person can read to support over the phone: `4F2A-91C7`."""
    text = secrets.token_hex(4).upper()
    return f"{text[:4]}-{text[4:]}"


def set_here(here: Here) -> None:
    """Remember the request until it is answered."""
    g.here = here


def here() -> Here:
    """The request that is being answered."""
    return cast(Here, g.here)


def has_here() -> bool:
    """Whether the gate has met the request; it has not when the host name was refused."""
    return "here" in g


def actor() -> Actor:
    """The signed-in person in the chosen assignment.

    Raises SignInNeeded when there is none.
    """
    found = here().actor
    if found is None:
        raise SignInNeeded
    return found
