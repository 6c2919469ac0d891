"""What the guide prints of a topic, as HTML: the very records that are set on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from help_service.addresses import PICTURE
from help_service.library import Library
from help_service.outline import Kind
from help_service.serialise import PICTURE_URL, sanitise
from help_service.topics import Topic
from lathund.article import article
from lathund.back_page import TITLE as BACK_PAGE
from lathund.back_page import piece_blocks
from lathund.contents import Contents, Entry, GuideError
from lathund.reading import resolver
from lathund.steps import Step
from typeset import (
    Block,
    BulletList,
    Heading,
    Inline,
    Labelled,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    PictureForm,
    Reader,
    SmallPrint,
    StepCard,
    Table,
    Text,
    Ways,
)

ALONE = "Sidan står inte i den hela lathunden. Så här skrivs den ut ensam."
WHOLE = "Sidan trycks i sin helhet i lathunden för dem som den är skriven för."
ONLY = " I de andra lathundarna står på sista sidan bara: {}."
AT_THE_BACK = f"Det här står på lathundens sista sida, under {BACK_PAGE}."
BROKEN = "Lathundens sista sida trycker en rubrik som inte finns längre på sidan."


@dataclass(frozen=True)
class _Shown(Picture):
    """A picture that a browser fetches by its address."""

    address: str = ""


def printed_on_screen(library: Library, contents: Contents, topic: Topic) -> str:
    """Return what the complete guide prints of a topic, in the order of the paper.

    Args:
        library: all topics, with the one that is written among them.
        contents: the table of contents of the guide.
        topic: what is shown; one that the guide leaves out is shown as it is printed alone.
    """
    return sanitise("".join(_html(block) for block in _blocks(library, contents, topic)))


def _blocks(library: Library, contents: Contents, topic: Topic) -> Iterator[Block]:
    entries = [entry for chapter in contents.chapters for entry in chapter.entries]
    numbers = {entry.topic: entry.number for entry in entries if entry.topic != topic.id}
    reader = Reader(resolver(numbers), _shown_picture)
    entry = next((entry for entry in entries if entry.topic == topic.id), None)
    pieces = [piece for piece in contents.back if piece.topic == topic.id]
    if entry is not None and entry.number:
        yield Step(None, entry, topic, reader).card()
    elif entry is not None:
        parts = ", ".join(piece.title for piece in pieces)
        yield Paragraph((Text(WHOLE + (ONLY.format(parts) if parts else "")),))
        # The title stands above already.
        yield from list(article(topic, reader))[1:]
    elif pieces:
        yield Paragraph((Text(AT_THE_BACK),))
        for piece in pieces:
            try:
                yield from piece_blocks(piece, library, reader)
            except GuideError:
                yield Paragraph((Text(BROKEN, strong=True),))
    else:
        yield Paragraph((Text(ALONE),))
        step = Step(None, Entry("", topic.id, ()), topic, reader)
        yield step.card() if topic.of_kind(Kind.GOR) else step.summary()


def _shown_picture(address: str, alt: str) -> Picture:
    address = PICTURE_URL + address.removeprefix(PICTURE)
    return _Shown(b"", PictureForm.PNG, alt, address=address)


def _html(block: Block | Labelled) -> str:
    return _WRITERS[type(block)](block)


def _all(blocks: tuple[Any, ...]) -> str:
    return "".join(_html(block) for block in blocks)


def _line(runs: Inline) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Text | Link) -> str:
    if isinstance(run, Link):
        # Paper has no links: it says at which number the other step stands.
        return escape(run.text) + (f" ({escape(run.mark)})" if run.mark else "")
    words = escape(run.text).replace("\n", " ")
    return f"<strong>{words}</strong>" if run.strong else words


def _item(blocks: tuple[Block, ...]) -> str:
    first, *rest = blocks or (Paragraph(()),)
    alone = _line(first.runs) if isinstance(first, Paragraph) else _html(first)
    return alone + _all(tuple(rest))


def _items(tag: str) -> Callable[[Any], str]:
    def write(block: NumberedList | BulletList) -> str:
        lines = "".join(f"<li>{_item(item)}</li>" for item in block.items)
        return f"<{tag}>{lines}</{tag}>"

    return write


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{_line(cell)}</th>' for cell in block.header)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in block.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _note(block: Note) -> str:
    title = f'<p class="admonition-title">{escape(block.title)}</p>'
    return f'<div class="admonition note">{title}{_all(block.blocks)}</div>'


def _picture(block: _Shown) -> str:
    return f'<img src="{escape(block.address)}" alt="{escape(block.alt)}">'


def _labelled(block: Labelled) -> str:
    return f"<h3>{escape(block.label)}</h3>{_all(block.blocks)}"


def _ways(block: Ways) -> str:
    return "".join(f"<h4>{escape(part.label)}</h4>{_all(part.blocks)}" for part in block.parts)


def _card(card: StepCard) -> str:
    place = [f"Steg {card.number} i lathunden."] if card.number else []
    told = " ".join([*place, card.remark]).strip()
    parts = (*card.facts, card.main, card.deadline, *card.foot)
    written = "".join(_html(part) for part in parts if part)
    return (f"<p>{escape(told)}</p>" if told else "") + f"<p>{_line(card.lead)}</p>{written}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: lambda block: f"<h{max(block.level, 3)}>{_line(block.text)}</h{max(block.level, 3)}>",
    Paragraph: lambda block: f"<p>{_line(block.runs)}</p>",
    NumberedList: _items("ol"),
    BulletList: _items("ul"),
    Table: _table,
    Note: _note,
    _Shown: _picture,
    SmallPrint: lambda block: "",
    Ways: _ways,
    Labelled: _labelled,
    StepCard: _card,
}
