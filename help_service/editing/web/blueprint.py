"""The superusers' pages as one blueprint."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request
from markupsafe import Markup

from help_service.editing import Refused
from help_service.editing.errors import Reason
from help_service.editing.pictures import LARGEST_BYTES
from help_service.editing.web.edit_page import add_edit
from help_service.editing.web.kit import LOCAL_TIME, Kit, page
from help_service.editing.web.list_page import add_list
from help_service.editing.web.live import add_live
from help_service.editing.web.note_page import add_notes
from help_service.editing.web.versions import add_versions

_WITH_PICTURE = ("redigera.act", "redigera.live_bild")
_ROOM_FOR_TEXT = 1_000_000
"""Bytes beside the picture: the text and the frame of the form."""
_MONTHS = ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"]
_MISSING = (Reason.UNKNOWN_TOPIC, Reason.UNKNOWN_VERSION)


def edit_blueprint(kit: Kit) -> Blueprint:
    """Return the pages under ``/help/redigera``."""
    pages = Blueprint(
        "redigera", __name__, url_prefix="/help/redigera", template_folder="../../templates"
    )
    pages.add_app_template_filter(swedish_time, "redigera_tid")

    @pages.url_value_preprocessor
    def make_room_for_pictures(endpoint: str | None, values: dict[str, Any] | None) -> None:
        # Before the form is read for its token: only these two addresses take a picture.
        if endpoint in _WITH_PICTURE:
            request.max_content_length = LARGEST_BYTES + _ROOM_FOR_TEXT
            request.max_form_memory_size = _ROOM_FOR_TEXT

    @pages.before_request
    def only_superusers() -> None:
        kit.editor()

    @pages.errorhandler(Refused)
    def refused(no: Refused) -> Response:
        status = 404 if no.reasons[0] in _MISSING else 403
        return page(kit, "nej.html", status, why=str(no))

    add_list(pages, kit)
    add_edit(pages, kit)
    add_live(pages, kit)
    add_versions(pages, kit)
    add_notes(pages, kit)
    return pages


def swedish_time(at: datetime) -> Markup:
    """Return a moment as people read it, exact for machines."""
    local = at.astimezone(LOCAL_TIME)
    told = f"{local.day} {_MONTHS[local.month - 1]} {local.year} kl. {local:%H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat("T", "minutes"), told)
