"""Markdown to a clean element tree: parsed once, written by as many serialisers as needed.

The parser knows only the subset that guidance may use. Whatever else a text holds stays text:
there is no way from Markdown to raw HTML, code or script.
"""

import re
from collections.abc import Callable
from threading import local
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AtomicString

_EXTENSIONS = ("tables", "admonition", "sane_lists")
_INLINE_OUT = (
    "backtick",
    "reference",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "linebreak",
    "html",
    "entity",
)
_BLOCKS_OUT = ("code", "setextheader", "hr", "quote", "reference")
_MARK = re.compile(r"[\\\[*_]")
"""Every bold text, link, picture and escape begins with one of these."""
_SIMPLE = re.compile(
    r"\*\*([^\W_](?:[^\\\[*_]*(?:[^\W_]|[^\s\\\[*_](?=\*\*(?:\s|\Z))))?)\*\*"
    r"|(?<!!)\[([^\\\[\]*_]+)\]\(([A-Za-z0-9./:#-]+)\)"
)
"""Bold from a letter to a letter, or to any sign before a blank; and a link without marks in it."""

COLUMN = "data-namn"
"""Attribute of a cell: the heading of its column, for screens too narrow to hold the table."""

AddressRewriter = Callable[[str, str], str]
"""Takes the kind of address (``href`` or ``src``) and what the text says; returns the new one."""


def parse_markdown(text: str, rewrite: AddressRewriter, at_once: bool = True) -> Element:
    """Return the tree of a text: a ``div`` with h1–h3, p, ol, ul, table and note boxes.

    Line ends within a paragraph become blanks. Addresses pass through ``rewrite``. Without
    ``at_once`` the parser reads simple text too: the same tree in twice the time.
    """
    parser = _own_parser()
    lines = text.split("\n")
    for preprocessor in parser.preprocessors:
        lines = preprocessor.run(lines)
    root = parser.parser.parseDocument(lines).getroot()
    assert root is not None  # parseDocument always makes a root.
    if not (at_once and _read_simple_text(root)):
        for treeprocessor in parser.treeprocessors:
            treeprocessor.run(root)
    _clean(root, rewrite)
    _name_cells(root)
    return root


_kept = local()


def _own_parser() -> Markdown:
    # Made once a thread: setting it up takes as long as reading a page, and two threads may not
    # share one.
    parser: Markdown | None = getattr(_kept, "parser", None)
    if parser is None:
        parser = _kept.parser = _parser()
    parser.reset()
    return parser


def _parser() -> Markdown:
    parser = Markdown(extensions=list(_EXTENSIONS))
    parser.preprocessors.deregister("html_block")
    parser.treeprocessors.deregister("prettify")
    for name in _INLINE_OUT:
        parser.inlinePatterns.deregister(name)
    for name in _BLOCKS_OUT:
        parser.parser.blockprocessors.deregister(name)
    return parser


def _read_simple_text(root: Element) -> bool:
    """Read the bold and the links of all text that holds nothing else, and mark it as done.

    Nearly all text is such, and the parser's own way takes ten times as long. Tells whether there
    was no other text.
    """
    read = [_is_read(each) for each in list(root.iter())]
    return all(read)


def _is_read(element: Element) -> bool:
    read = not element.text or _read_simple(element, element.text)
    return read and not (element.tail and _MARK.search(element.tail))


def _read_simple(element: Element, text: str) -> bool:
    if not _MARK.search(text):
        element.text = AtomicString(text)
        return True
    plain, *parts = _SIMPLE.split(text)
    if _MARK.search(plain) or any(map(_MARK.search, parts[3::4])):
        return False
    element.text = AtomicString(plain)
    pieces = zip(*(parts[at::4] for at in range(4)), strict=True)
    for place, (bold, link, address, after) in enumerate(pieces):
        inner = Element("a", href=address) if link else Element("strong")
        inner.text, inner.tail = AtomicString(link or bold), AtomicString(after)
        element.insert(place, inner)
    return True


def _clean(root: Element, rewrite: AddressRewriter) -> None:
    for element in root.iter():
        element.text = _one_line(element.text)
        element.tail = _one_line(element.tail)
        for kind in ("href", "src"):
            address = element.get(kind)
            if address is not None:
                element.set(kind, rewrite(kind, address))


def _name_cells(root: Element) -> None:
    for table in root.iter("table"):
        names = ["".join(heading.itertext()) for heading in table.iter("th")]
        for row in table.iter("tr"):
            for name, cell in zip(names, row.findall("td"), strict=False):
                cell.set(COLUMN, name)


def _one_line(text: str | None) -> str | None:
    # str(): the parser leaves its own subclass of str in the tree.
    return None if text is None else str(text).replace("\n", " ")
