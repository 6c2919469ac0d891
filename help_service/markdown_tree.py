"""Markdown to a clean element tree: parsed once, written by as many serialisers as needed.

The parser knows only the subset that guidance may use. Whatever else a text holds stays text:
there is no way from Markdown to raw HTML, code or script.
"""

from collections.abc import Callable
from threading import local
from xml.etree.ElementTree import Element

from markdown import Markdown

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

AddressRewriter = Callable[[str, str], str]
"""Takes the kind of address (``href`` or ``src``) and what the text says; returns the new one."""


def parse_markdown(text: str, rewrite: AddressRewriter) -> Element:
    """Return the tree of a text: a ``div`` with h1–h3, p, ol, ul, table and note boxes.

    Line ends within a paragraph become blanks. Addresses pass through ``rewrite``.
    """
    parser = _own_parser()
    lines = text.split("\n")
    for preprocessor in parser.preprocessors:
        lines = preprocessor.run(lines)
    root = parser.parser.parseDocument(lines).getroot()
    assert root is not None  # parseDocument always makes a root.
    for treeprocessor in parser.treeprocessors:
        treeprocessor.run(root)
    _clean(root, rewrite)
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


def _clean(root: Element, rewrite: AddressRewriter) -> None:
    for element in root.iter():
        element.text = _one_line(element.text)
        element.tail = _one_line(element.tail)
        for kind in ("href", "src"):
            address = element.get(kind)
            if address is not None:
                element.set(kind, rewrite(kind, address))


def _one_line(text: str | None) -> str | None:
    # str(): the parser leaves its own subclass of str in the tree.
    return None if text is None else str(text).replace("\n", " ")
