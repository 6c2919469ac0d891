"""The readable text of a page: what people read, with the markup blanked out, place by place.

Markup is replaced by as many blanks, so that a place in the readable text is the same place in the
source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_FENCE = "---"
_HEADING = re.compile(r"^(#{1,6}) +")
_NOTE = re.compile(r'^\s*!!! note "(.*)"\s*$')
_ITEM = re.compile(r"^ *(?:[-*+]|\d+\.) +")
_TABLE_RULE = re.compile(r"^\s*\|?[\s|:-]+\|?\s*$")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](\([^()]*\))")
_BOLD = re.compile(r"\*\*")
# A full stop after these ends no sentence.
_ABBREVIATED = re.compile(r"\b(?:kl|ca|nr|t\.ex|bl\.a|m\.m|dvs|kap|st|tel)\.$", re.IGNORECASE)
_END = re.compile(r"[.!?:](?=\s|$)")


class Block(StrEnum):
    """What a line of text belongs to."""

    RUBRIK = "rubrik"
    PUNKT = "punkt"
    CELL = "cell"
    TEXT = "text"


@dataclass(frozen=True)
class ProseLine:
    """One line of the source as people read it."""

    line: int
    """Number of the line in the source, counted from 1."""
    text: str
    """As long as the line in the source, with blanks in place of markup."""
    block: Block


@dataclass(frozen=True)
class Sentence:
    """One sentence, with the place where it begins."""

    line: int
    start: int
    end: int
    """The column after its last sign on the first line."""
    text: str


def body_start(lines: list[str]) -> int:
    """Return the index of the first line after the front matter; 0 where there is none."""
    if not lines or lines[0].strip() != _FENCE:
        return 0
    ends = (nr for nr, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    return next(ends, -1) + 1


def prose_lines(source: str) -> list[ProseLine]:
    """Return the readable lines of a page, front matter, addresses and markup left out."""
    lines = source.split("\n")
    first = body_start(lines)
    found = []
    for index, line in enumerate(lines[first:], start=first):
        block, text = _readable(line)
        if text.strip():
            found.append(ProseLine(index + 1, text, block))
    return found


def _readable(line: str) -> tuple[Block, str]:
    heading, note, item = _HEADING.match(line), _NOTE.match(line), _ITEM.match(line)
    if heading:
        return Block.RUBRIK, _without_markup(_blank(line, heading.start(), heading.end()))
    if note:
        return Block.RUBRIK, " " * note.start(1) + note[1] + " "
    if line.lstrip().startswith("|"):
        rule = _TABLE_RULE.match(line)
        return Block.CELL, " " * len(line) if rule else _without_markup(line)
    if item:
        return Block.PUNKT, _without_markup(_blank(line, item.start(), item.end()))
    return Block.TEXT, _without_markup(line)


def _blank(line: str, start: int, end: int) -> str:
    return line[:start] + " " * (end - start) + line[end:]


def _without_markup(line: str) -> str:
    for match in _PICTURE.finditer(line):
        line = _blank(line, match.start(), match.end())
    line = _LINK.sub(lambda found: f" {found[1]} " + " " * len(found[2]), line)
    return _BOLD.sub("  ", line)


def sentences(source: str) -> list[Sentence]:
    """Return the sentences of a page's paragraphs and list items; headings and tables left out.

    A list item ends a sentence even without a full stop; a wrapped line does not.
    """
    found: list[Sentence] = []
    for paragraph in _paragraphs(prose_lines(source)):
        found += _split(paragraph)
    return found


def _paragraphs(lines: list[ProseLine]) -> Iterator[list[ProseLine]]:
    open_one: list[ProseLine] = []
    for line in lines:
        goes_on = open_one and line.block is Block.TEXT and line.line == open_one[-1].line + 1
        if open_one and not goes_on:
            yield open_one
            open_one = []
        if line.block in (Block.TEXT, Block.PUNKT):
            open_one.append(line)
    if open_one:
        yield open_one


def _split(paragraph: list[ProseLine]) -> Iterator[Sentence]:
    pending: list[str] = []
    place = (0, 0, 0)
    for line in paragraph:
        for start, end, is_whole in _pieces(line.text):
            place = place if pending else (line.line, start, end)
            pending.append(line.text[start:end])
            if is_whole:
                yield _sentence(place, pending)
                pending = []
    if pending:
        yield _sentence(place, pending)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for match in _END.finditer(text):
        if not _ABBREVIATED.search(text[start : match.end()]):
            yield *_trimmed(text, start, match.end()), True
            start = match.end()
    if text[start:].strip():
        yield *_trimmed(text, start, len(text)), False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _sentence(place: tuple[int, int, int], pieces: list[str]) -> Sentence:
    return Sentence(*place, " ".join(" ".join(pieces).split()))
