"""Server-side sessions: the browser holds a random token, the store only its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import Response

from planning.organisation import Actor
from planning.ports import Session
from planning_ui.here import session_mark
from planning_ui.parts import Parts
from planning_ui.settings import UiSettings
from planning_ui.signin.actors import actor_of

TOKEN_BYTES = 32
# Seen is written at most this often, so that reading a page is not a write to the database.
SEEN_STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a browser stands: with a living session, with one that has run out, or with none."""

    session: Session | None = None
    actor: Actor | None = None
    expired: Session | None = None


def hash_of(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_over(session: Session, now: datetime, settings: UiSettings) -> bool:
    """Whether the session has been idle too long or has lasted too long."""
    idle = now - session.seen_at > settings.idle
    return idle or now - session.started_at > settings.absolute


def standing_of(parts: Parts, token: str, now: datetime) -> Standing:
    """Read the token of a browser; a living session is marked as seen."""
    session = parts.sessions.get(hash_of(token)) if token else None
    if session is None:
        return Standing()
    if is_over(session, now, parts.settings):
        return Standing(expired=session)
    if now - session.seen_at > SEEN_STEP:
        session = replace(session, seen_at=now)
        parts.sessions.save(session)
    return Standing(session, actor_of(parts.directory, session, session_mark(session)))


def begin(parts: Parts, user: str, assignment: str, method: str, now: datetime) -> str:
    """Start a session and return its token, which only the browser gets to know."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    csrf = secrets.token_urlsafe(TOKEN_BYTES)
    parts.sessions.save(Session(hash_of(token), user, assignment, method, now, now, csrf))
    return token


def change_assignment(parts: Parts, session: Session, assignment: str, now: datetime) -> str:
    """Go on in another assignment under a new token; the time of sign-in stays.

    Returns the new token.
    """
    parts.sessions.delete(session.token_hash)
    token = begin(parts, session.user, assignment, session.method, now)
    begun = parts.sessions.get(hash_of(token))
    if begun is not None:
        parts.sessions.save(replace(begun, started_at=session.started_at))
    return token


def hand_over(response: Response, settings: UiSettings, token: str) -> Response:
    """Give the browser its token, and take the key of the sign-in page away."""
    response.set_cookie(
        settings.cookie, token, httponly=True, samesite="Lax", secure=settings.tls, path="/"
    )
    response.delete_cookie(
        settings.door_cookie, httponly=True, samesite="Strict", secure=settings.tls, path="/"
    )
    return response


def take_back(response: Response, settings: UiSettings) -> Response:
    """Take the token from the browser."""
    response.delete_cookie(
        settings.cookie, httponly=True, samesite="Lax", secure=settings.tls, path="/"
    )
    return response
