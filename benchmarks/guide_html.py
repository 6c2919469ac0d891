"""The guide's topics as simple HTML, for those who print from HTML: the same words, plain looks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from help_service.library import Library
from help_service.outline import Kind
from help_service.serialise import to_html
from help_service.topics import Section, Topic
from lathund.contents import Contents

STYLE = """
@page { size: A4; margin: 18mm; @bottom-right { content: counter(page); } }
body { font-family: sans-serif; font-size: 9.5pt; hyphens: auto; }
h1, h2, h3, h4 { break-after: avoid; }
table { border-collapse: collapse; } td, th { border: 0.5pt solid; padding: 1mm; }
.admonition { border: 0.5pt solid; padding: 2mm; }
svg { width: 100%; height: auto; }
"""


def guide_html(library: Library, contents: Contents, edition_id: str, picture: str) -> str:
    """One edition as an HTML document.

    It holds what our guide holds: of each step the short answer, the parts for the edition's role
    and what is for all, without the field help; at the end the pieces of the last page.
    """
    edition = contents.edition(edition_id)
    parts = [f"<h1>{escape(edition.title)}</h1>", picture]
    for chapter in contents.chapters_of(edition):
        parts.append(f"<h2>{escape(chapter.title)}</h2>")
        for entry in chapter.entries:
            parts += _step(library.topics[entry.topic], entry.number, edition.role)
    for piece in contents.back:
        topic = library.topics[piece.topic]
        parts.append(f"<h2>{escape(piece.title)}</h2>{_html(topic, piece.sections)}")
    body = "".join(parts)
    head = f"<title>{escape(edition.title)}</title><style>{STYLE}</style>"
    return f'<!doctype html><html lang="sv"><head>{head}</head><body>{body}</body></html>'


def _step(topic: Topic, number: str, role: str | None) -> Iterator[str]:
    yield f"<h3>{escape(number)} {escape(topic.titel)}</h3>{_tree(topic.intro)}"
    for section in topic.sections:
        for_others = role is not None and section.roll not in (None, role)
        if section.kind is not Kind.FALT and not for_others:
            yield _section(section)


def _html(topic: Topic, anchors: tuple[str, ...]) -> str:
    if not anchors:
        return f"<p>{escape(topic.kort)}</p>"
    chosen = [section for section in topic.sections if section.anchor in anchors]
    below = [child for section in chosen for child in topic.children(section.anchor)]
    return "".join(_section(section, "h3") for section in [*chosen, *below])


def _section(section: Section, heading: str = "h4") -> str:
    return f"<{heading}>{escape(section.rubrik)}</{heading}>{_tree(section.tree)}"


def _tree(tree: Element) -> str:
    # Links stay text: in print they lead nowhere without the pages of the site.
    return to_html(tree, lambda topic, anchor: False)
