"""Addresses inside guidance: what a link or picture in a topic file points at.

In the tree a link to a topic is ``amne:<id>`` or ``amne:<id>#<anchor>`` and a picture is
``bild:<path under docs>``. Each serialiser turns these into its own addresses.
"""

import posixpath
from dataclasses import dataclass

TOPIC = "amne:"
PICTURE = "bild:"


@dataclass(frozen=True)
class Reference:
    """A link or picture in a topic, with the line it stands on."""

    line: int
    address: str
    """Neutral address: ``amne:…``, ``bild:…`` or ``https://…``."""
    text: str
    """Link text or alt text."""


def neutral_address(kind: str, written: str, file: str) -> str:
    """Return the neutral form of an address as written in ``file`` (path under docs).

    What is neither a web address nor a Markdown page is returned as it is: the subset check has
    refused it already.
    """
    if written.startswith("https://"):
        return written
    page, mark, anchor = written.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), page)) if page else file
    if kind == "src":
        return PICTURE + target
    return TOPIC + posixpath.splitext(posixpath.basename(target))[0] + mark + anchor


def split_topic_address(address: str) -> tuple[str, str]:
    """Return topic id and anchor (empty if none) of ``amne:<id>#<anchor>`` or ``<id>#<anchor>``."""
    topic, _, anchor = address.removeprefix(TOPIC).partition("#")
    return topic, anchor
