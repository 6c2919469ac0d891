"""The tree as HTML: written with an explicit list of tags, and sanitised once more at the end."""

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import nh3

from help_service.addresses import PICTURE, TOPIC, split_topic_address
from help_service.markdown_tree import COLUMN

TOPIC_URL = "/help/amne/"
PICTURE_URL = "/help/bild/"
PLACES = "data-platser"
"""Attribute of a numbered line: where on the screen it leads, with blanks between."""

_BLOCKS = {"p", "ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "div"}
_TAGS = _BLOCKS | {"strong", "a", "img", "h2", "h3", "h4", "h5", "section", "details", "summary"}
_ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt"},
    "th": {"scope"},
    "td": {COLUMN},
    "div": {"class"},
    "p": {"class"},
    "ol": {"start"},
    "li": {PLACES},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
}
_CLASSES = {"admonition", "note", "admonition-title"}

HasPlace = Callable[[str, str], bool]
"""Takes topic and anchor; tells whether a link there leads somewhere."""


def topic_url(topic: str, anchor: str = "", unit: str = "") -> str:
    """Return the address of a topic's page, or of a heading on it.

    With a unit the page has the local notes of its people.
    """
    asked = f"?{urlencode({'enhet': unit})}" if unit else ""
    return f"{TOPIC_URL}{topic}{asked}" + (f"#{anchor}" if anchor else "")


def to_html(tree: Element, has_place: HasPlace) -> str:
    """Return what a ``div`` of the tree holds as HTML. A link that leads nowhere stays text."""
    return sanitise("".join(_write(block, has_place) for block in tree))


def sanitise(html: str) -> str:
    """Return the HTML without any tag, attribute or address that guidance may not have."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_own_address,
        url_schemes={"https"},
        link_rel=None,
        strip_comments=True,
    )


def _own_address(tag: str, attribute: str, value: str) -> str | None:
    """Keep an address only where it leads to the help itself, or by https to elsewhere."""
    if attribute not in ("href", "src"):
        return value
    here = value.startswith("/help/") and ".." not in value
    return value if here or (tag == "a" and value.startswith("https://")) else None


def _write(element: Element, has_place: HasPlace) -> str:
    inner = escape(element.text or "", quote=False) + "".join(
        _write(child, has_place) + escape(child.tail or "", quote=False) for child in element
    )
    if element.tag == "img":
        return _picture(element)
    if element.tag == "a":
        return _link(element.get("href", ""), inner, has_place)
    if element.tag not in _TAGS:
        return inner
    return f"<{element.tag}{_attributes(element)}>{inner}</{element.tag}>"


def _attributes(element: Element) -> str:
    if element.tag == "th":
        return ' scope="col"'
    for tag, told in (("li", PLACES), ("td", COLUMN)):
        if element.tag == tag and element.get(told):
            return f' {told}="{escape(element.get(told, ""))}"'
    if element.tag == "ol" and (element.get("start") or "").isdecimal():
        return f' start="{element.get("start")}"'
    known = [name for name in element.get("class", "").split() if name in _CLASSES]
    return f' class="{" ".join(known)}"' if known else ""


def _picture(element: Element) -> str:
    address = PICTURE_URL + element.get("src", "").removeprefix(PICTURE)
    return f'<img src="{escape(address)}" alt="{escape(element.get("alt", ""))}">'


def _link(address: str, inner: str, has_place: HasPlace) -> str:
    if address.startswith("https://"):
        return f'<a href="{escape(address)}" rel="noreferrer">{inner}</a>'
    topic, anchor = split_topic_address(address)
    if not address.startswith(TOPIC) or not has_place(topic, anchor):
        return inner
    return f'<a href="{escape(topic_url(topic, anchor))}">{inner}</a>'
