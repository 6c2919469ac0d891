"""A PDF made when somebody asks for it, and not sent again while it is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

from ledstang import __version__


def pdf_answer(wanted: object, make: Callable[[], bytes], file_name: str = "") -> Response:
    """Answer the request with a PDF, or say that the reader has it already.

    Args:
        wanted: all that the PDF depends on; its text names the PDF, with this version.
        make: sets it; called only when it is to be sent.
        file_name: what the reader's copy is called; empty: as the address.
    """
    response = Response(headers={"Cache-Control": "no-cache"}, mimetype="application/pdf")
    etag = hashlib.sha256(f"{__version__} {wanted!r}".encode()).hexdigest()[:16]
    response.set_etag(etag)
    if etag not in request.if_none_match:
        response.data = make()
        if file_name:
            response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    response.make_conditional(request)
    return response
