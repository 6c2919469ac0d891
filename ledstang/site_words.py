"""Words that the manual gets from elsewhere, written so that Markdown takes them as they are."""

from __future__ import annotations

import posixpath
import re

from help_service.topics import Topic

# Signs that Markdown or HTML would read as something else than themselves.
SIGNS = re.compile(r"[\\`*_{}\[\]<>()#+!|~&^:]")


def as_text(words: str) -> str:
    """Return words on one line, with nothing in them that Markdown would act on."""
    return SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(words.split()))


def link_to(goal: Topic, page: Topic, anchor: str = "") -> str:
    """Return a Markdown link from one topic's file to another's, named by its title."""
    own = posixpath.dirname(page.path) or "."
    place = posixpath.relpath(goal.path, own) + (f"#{anchor}" if anchor else "")
    return f"[{as_text(goal.titel)}]({place})"
