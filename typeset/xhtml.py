"""From the clean XHTML tree of a topic to the records of this room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from typeset.blocks import (
    Block,
    BulletList,
    Heading,
    Inline,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
)
from typeset.errors import TypesetError

SPACE = re.compile(r"[ \t\r\n]+")
# What must not be parted at the end of a line: `2 kap. 3 §`, `7 a §`, `kl. 12`, `24 timmar`.
BOUND = re.compile(
    r"(?<=\d) (?=kap\.|§|[a-z] §|timmar|dagar|kr\b)|(?<=\d [a-z]) (?=§)"
    r"|(?<=\bkap\.) (?=\d)|(?<=\bkl\.) (?=\d)"
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
INLINE = {"strong", "a", "br", "em", "span"}


@dataclass(frozen=True)
class Goal:
    """Where a link leads: `#anchor` or a full address, and what paper prints after its text."""

    target: str
    mark: str = ""


def _no_link(_target: str) -> Goal | None:
    return None


def _no_picture(source: str, _alt: str) -> Picture:
    raise TypesetError(f"the picture {source} cannot be loaded here")


@dataclass(frozen=True)
class Reader:
    """What the tree cannot know by itself.

    `resolve` turns a link's target into its goal, or None where plain text is to stand;
    `load` fetches a picture by its source and alternative text.
    """

    resolve: Callable[[str], Goal | None] = _no_link
    load: Callable[[str, str], Picture] = _no_picture


TEXT_ONLY = Reader()


def from_tree(element: Element, reader: Reader = TEXT_ONLY) -> tuple[Block, ...]:
    """Convert the children of `element` to blocks.

    Raises TypesetError naming a tag that is outside the subset.
    """
    return tuple(_children(element, reader))


def _children(element: Element, reader: Reader) -> Iterator[Block]:
    """Give the blocks inside `element`; loose text between blocks becomes paragraphs."""
    loose: list[Run] = [Text(element.text)] if element.text else []
    for child in element:
        if child.tag in INLINE:
            loose.extend(_runs(child, reader))
        else:
            yield from _paragraph(loose)
            loose = []
            yield from _block(child, reader)
        if child.tail:
            loose.append(Text(child.tail))
    yield from _paragraph(loose)


def _paragraph(runs: list[Run]) -> Iterator[Block]:
    tidy = _tidy(runs)
    if tidy:
        yield Paragraph(tidy)


def _block(element: Element, reader: Reader) -> Iterator[Block]:
    convert = BLOCKS.get(element.tag)
    if convert is None:
        raise TypesetError(f"the tag <{element.tag}> is outside what can be printed")
    yield from convert(element, reader)


def _heading(element: Element, reader: Reader) -> Iterator[Block]:
    yield Heading(HEADINGS[element.tag], _inline(element, reader), element.get("id", ""))


def _bullets(element: Element, reader: Reader) -> Iterator[Block]:
    yield BulletList(tuple(from_tree(item, reader) for item in element.findall("li")))


def _numbers(element: Element, reader: Reader) -> Iterator[Block]:
    yield NumberedList(tuple(from_tree(item, reader) for item in element.findall("li")))


def _table(element: Element, reader: Reader) -> Iterator[Block]:
    rows = [tuple(_inline(cell, reader) for cell in row) for row in element.iter("tr")]
    if not rows:
        raise TypesetError("a table without rows cannot be printed")
    yield Table(rows[0], tuple(rows[1:]), _widths(rows))


def _widths(rows: list[tuple[Inline, ...]]) -> tuple[float, ...]:
    """Share the line by the square root of each column's longest cell: fair to both ends."""
    longest = [max(len(_letters(cell)) for cell in column) for column in zip(*rows, strict=True)]
    return tuple(round(max(length, 6) ** 0.5, 2) for length in longest)


def _letters(cell: Inline) -> str:
    return "".join(run.text for run in cell)


def _division(element: Element, reader: Reader) -> Iterator[Block]:
    if "admonition" not in element.get("class", "").split():
        yield from _children(element, reader)
        return
    title, *rest = element
    body = Element("div")
    body.extend(rest)
    yield Note(_letters(_inline(title, reader)), from_tree(body, reader))


def _image(element: Element, reader: Reader) -> Iterator[Block]:
    yield reader.load(element.get("src", ""), element.get("alt", ""))


BLOCKS: dict[str, Callable[[Element, Reader], Iterator[Block]]] = {
    **dict.fromkeys(HEADINGS, _heading),
    "p": _children,
    "ul": _bullets,
    "ol": _numbers,
    "table": _table,
    "div": _division,
    "img": _image,
}


def _inline(element: Element, reader: Reader) -> Inline:
    return _tidy(list(_inside(element, reader, strong=False)))


def _inside(element: Element, reader: Reader, *, strong: bool) -> Iterator[Run]:
    """Give the runs of text inside `element`, in order."""
    if element.text:
        yield Text(element.text, strong)
    for child in element:
        if child.tag not in INLINE:
            raise TypesetError(f"the tag <{child.tag}> cannot stand inside a line of text")
        yield from _runs(child, reader, strong=strong)
        if child.tail:
            yield Text(child.tail, strong)


def _runs(element: Element, reader: Reader, *, strong: bool = False) -> Iterator[Run]:
    if element.tag == "br":
        yield Text(" ", strong)
    elif element.tag == "a":
        yield _link("".join(element.itertext()), element.get("href", ""), reader, strong)
    else:
        yield from _inside(element, reader, strong=strong or element.tag == "strong")


def _link(text: str, target: str, reader: Reader, strong: bool) -> Run:
    goal = reader.resolve(target)
    if goal is None:
        return Text(text, strong)
    return Link(SPACE.sub(" ", text), goal.target, goal.mark)


def _tidy(runs: list[Run]) -> Inline:
    """Fold white space as a browser does, and join neighbours of the same kind."""
    joined: list[Run] = []
    for run in runs:
        previous = joined[-1] if joined else None
        if isinstance(run, Text) and isinstance(previous, Text) and run.strong == previous.strong:
            joined[-1] = Text(previous.text + run.text, run.strong)
        else:
            joined.append(run)
    return _trim(joined)


def _trim(runs: list[Run]) -> Inline:
    folded: list[Run] = []
    ends_with_space = True
    for run in runs:
        text = BOUND.sub("\u00a0", SPACE.sub(" ", run.text))
        text = text.lstrip(" ") if ends_with_space else text
        ends_with_space = text.endswith(" ") if text else ends_with_space
        if text:
            folded.append(Text(text, run.strong) if isinstance(run, Text) else run)
    if folded and isinstance(folded[-1], Text):
        last = folded.pop()
        text = last.text.rstrip(" ")
        folded += [Text(text, isinstance(last, Text) and last.strong)] if text else []
    return tuple(folded)
