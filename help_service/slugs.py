"""Anchors: one way to make an address out of a heading, for the panel, the guide and the site."""

import re
import unicodedata

_NOT_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")


def slugify(text: str, separator: str = "-") -> str:
    """Return the anchor of a heading: lower case, å and ä as a, ö as o, other signs as separator.

    The second argument lets the site builder use this function as its own ``slugify``.
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    ascii_only = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_LETTER_OR_DIGIT.sub(separator, ascii_only).strip(separator)
