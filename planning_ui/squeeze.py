"""Answers made small for the road: gzip, where the browser takes it.

A page holds the secret token of the session. Size alone could tell of it only where a stranger's
text stands on the same page: no address of ours is shown as it came, and forms come from our own
pages only (see `security.py`).
"""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

SMALL_BYTES = 1_000
LEVEL = 5
KINDS = ("text/html", "text/css", "text/csv", "text/javascript", "application/javascript",
         "application/json", "image/svg+xml")  # fmt: skip
WITH_BODY = (200, 409, 422)


def squeeze_answers(app: Flask) -> None:
    """Let every answer of the application that is text leave it packed."""
    app.after_request(_squeeze)


def _squeeze(response: Response) -> Response:
    if response.mimetype not in KINDS or response.status_code not in WITH_BODY:
        return response
    response.vary.add("Accept-Encoding")
    wanted = request.accept_encodings["gzip"] > 0 and request.method == "GET"
    if not wanted or "Content-Encoding" in response.headers:
        return response
    # A static file is streamed unless it is asked for as a whole.
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SMALL_BYTES:
        response.set_data(gzip.compress(body, compresslevel=LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
