"""The live preview: what the panel shows each role, what the paper says, and all remarks."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from help_service.editing.checking.page import Around, check_page, with_topic
from help_service.editing.checking.readability import Readability, readability
from help_service.editing.checking.remarks import Remark
from help_service.editing.headings import OutlineRow, outline
from help_service.editing.web.kit import OnPaper
from help_service.findings import BrokenGuidance
from help_service.fragments import Fragments
from help_service.rooms import ROLE_NAMES
from help_service.serialise import PICTURE_URL
from help_service.topics import Topic, parse_topic

PAPER = "lathund"
"""What stands in a role's place where the page is shown as the guide prints it."""
WAYS = ((PAPER, "Lathunden"), *ROLE_NAMES.items())
"""Everything a page can be shown as, with its name."""
_ADDED = re.compile(rf'src="{PICTURE_URL}bilder/([0-9a-f]{{64}}\.(?:png|jpg|svg))"')
PICTURES = "/help/redigera/bild/"


@dataclass(frozen=True)
class Preview:
    """All that is shown beside a text while it is written."""

    topic: Topic | None
    """None while the text has a fault that hides it."""
    html: Markup
    shown_as: str
    """Role id, or ``PAPER``."""
    remarks: tuple[Remark, ...]
    outline: tuple[OutlineRow, ...]
    readability: Readability

    @property
    def faults(self) -> int:
        """How many remarks stop publishing."""
        return sum(remark.stops for remark in self.remarks)


def make_preview(
    text: str,
    path: str,
    shown_as: str,
    around: Around,
    roles: list[str],
    on_paper: OnPaper | None = None,
) -> Preview:
    """Return the preview of a text.

    Args:
        text: the whole file.
        path: its path under docs.
        shown_as: role id, or ``PAPER``; anything else is shown as to a reader without a role.
        around: what it is judged against.
        roles: ids of the roles that act, for the outline.
        on_paper: tells what the guide prints; without it the whole page is shown.
    """
    topic = parsed(text, path)
    shown_as = shown_as if shown_as in (*ROLE_NAMES, PAPER) else ""
    return Preview(
        topic=topic,
        html=_html(topic, shown_as, around, on_paper) if topic else Markup(""),
        shown_as=shown_as,
        remarks=tuple(check_page(text, path, around)),
        outline=tuple(outline(text, path.split("/")[0], roles)),
        readability=readability(text),
    )


def parsed(text: str, path: str) -> Topic | None:
    """Return the topic that a text holds, or None while it is broken."""
    try:
        return parse_topic(text, path)
    except BrokenGuidance:
        return None


def _html(topic: Topic, shown_as: str, around: Around, on_paper: OnPaper | None) -> Markup:
    library = with_topic(around.library, topic)
    if shown_as == PAPER and on_paper is not None:
        written = on_paper(library, topic)
    elif shown_as == PAPER:
        written = Fragments(library).page(topic)
    else:
        written = Fragments(library).panel(topic, shown_as or None)
    # Pictures that are not published yet are shown to superusers only.
    return Markup(_ADDED.sub(rf'src="{PICTURES}\1"', written))
