"""The gate before every view and the headers after it."""

from __future__ import annotations

import hmac

from flask import Flask, Response, abort, current_app, request

from planning_ui.here import Here, SignInNeeded, has_here, here, new_number, set_here
from planning_ui.parts import parts
from planning_ui.policy import Policy, admits, may_change, needs_token, policy_of
from planning_ui.signin.sessions import Standing, standing_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_FIELD = "token"
TOKEN_HEADER = "X-Ledstang-Token"

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
TRANSPORT = "max-age=31536000; includeSubDomains"


class ForeignRequest(Exception):
    """An unsafe request that did not come from our own page; `why` is for the log, in English."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class StaleToken(ForeignRequest):
    """Our own page asks, but it was made for an earlier sign-in or another unit."""


def guard(app: Flask) -> None:
    """Put the gate before every view of the application, and the headers on every answer."""
    app.before_request(_gate)
    app.after_request(_headers)


def _gate() -> None:
    now = parts().clock()
    standing = standing_of(parts(), request.cookies.get(parts().settings.cookie, ""), now)
    set_here(Here(new_number(), now, standing.session, standing.actor, standing.expired))
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    _check_policy(policy_of(view), standing)
    if request.method not in SAFE_METHODS and may_change(view):
        (check_own_request if needs_token(view) else check_origin)()


def _check_policy(wanted: Policy | None, standing: Standing) -> None:
    if wanted is None:
        current_app.logger.error("route %s has no policy and is refused", request.endpoint)
        abort(403)
    if wanted is Policy.PUBLIC:
        return
    if standing.session is None:
        raise SignInNeeded(expired=standing.expired is not None)
    if wanted is not Policy.AUTHENTICATED and standing.actor is None:
        raise SignInNeeded
    if not admits(wanted, standing.actor):
        abort(403)


def check_own_request() -> None:
    """Let an unsafe request through only when our own page made it.

    The browser must say so (`Sec-Fetch-Site`, or `Origin` where a browser has no such header) and
    the form must carry the token of the session, or of the sign-in page.
    Raises ForeignRequest otherwise.
    """
    check_origin()
    session = here().session
    expected = session.csrf if session else request.cookies.get(parts().settings.door_cookie, "")
    check_token(expected)


def check_origin() -> None:
    """Raise ForeignRequest when the browser does not say that our own page asks."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise ForeignRequest(f"Sec-Fetch-Site is {site}")
        return
    own = parts().settings.origin or request.host_url.rstrip("/")
    if request.headers.get("Origin") != own:
        raise ForeignRequest("no Sec-Fetch-Site, and Origin is not ours")


def check_token(expected: str) -> None:
    """Raise StaleToken unless the request carries the expected token."""
    given = request.headers.get(TOKEN_HEADER) or request.form.get(TOKEN_FIELD, "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise StaleToken("the token of the form is missing or wrong")


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if parts().settings.tls:
        response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
    if _is_public():
        response.headers.setdefault("Cache-Control", "no-store")
    else:
        response.headers["Cache-Control"] = "no-store"
    if has_here():
        response.headers["X-Request-Id"] = here().number
    return response


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return policy_of(view) is Policy.PUBLIC
