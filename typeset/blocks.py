"""The plain records a printed document is made of.

They hold text as data: nothing in them is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum

from typeset.errors import TypesetError

HIGHEST_LEVEL, LOWEST_LEVEL = 1, 4


@dataclass(frozen=True)
class Text:
    """A run of plain or strong text. A line feed in it becomes a line break."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Link:
    """A run of text that leads somewhere: `#anchor` in the document, or a full address.

    `mark` is printed small after the text, so that paper shows where it leads: a number.
    """

    text: str
    target: str
    mark: str = ""


Run = Text | Link
Inline = tuple[Run, ...]


def plain(text: str) -> Inline:
    """Give `text` as one plain run."""
    return (Text(text),)


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; `listed` says whether it becomes a bookmark."""

    level: int
    text: Inline
    anchor: str = ""
    listed: bool = True

    def __post_init__(self) -> None:
        if not HIGHEST_LEVEL <= self.level <= LOWEST_LEVEL:
            raise TypesetError(f"heading level {self.level} is not between 1 and 4")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs."""

    runs: Inline


@dataclass(frozen=True)
class Lead:
    """The opening paragraph, set a little larger."""

    runs: Inline


@dataclass(frozen=True)
class NumberedList:
    """A numbered list; each item is a sequence of blocks, so lists nest."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class BulletList:
    """A bulleted list; each item is a sequence of blocks, so lists nest."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table with one row of column headings; `widths` are shares of the line, or empty."""

    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.header:
            raise TypesetError("a table needs a row of column headings")
        if any(len(row) != len(self.header) for row in self.rows):
            raise TypesetError("every table row needs as many cells as there are headings")
        if self.widths and len(self.widths) != len(self.header):
            raise TypesetError("a table needs one width for each column, or none at all")


@dataclass(frozen=True)
class Note:
    """A boxed remark with a title of its own."""

    title: str
    blocks: tuple[Block, ...]


class PictureForm(Enum):
    """The forms of picture that can be printed."""

    SVG = "svg"
    PNG = "png"
    JPEG = "jpg"


@dataclass(frozen=True)
class Picture:
    """A picture with its alternative text; `width_mm` 0 means the full line.

    `height_mm` is told where the height is needed to plan a page; it never stretches a picture.
    """

    data: bytes
    form: PictureForm
    alt: str
    width_mm: float = 0
    centred: bool = False
    height_mm: float = 0

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise TypesetError("a picture needs an alternative text")


@dataclass(frozen=True)
class KeyValue:
    """Pairs of name and value, the names in a column of their own."""

    pairs: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True)
class SmallPrint:
    """What is there to be checked rather than read: versions, sources."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True)
class Columns:
    """Blocks that flow through columns side by side, set a little smaller."""

    blocks: tuple[Block, ...]
    count: int = 2


@dataclass(frozen=True)
class Labelled:
    """Blocks under a small heading of their own."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Ways:
    """What several readers do, each in a column of their own; `shares` are of the width.

    A column without a label has no heading.
    """

    parts: tuple[Labelled, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class StepCard:
    """One step of a guide on about half a page, kept together.

    `facts` stand in a narrow column beside `main`, or above it where `side_mm` is 0; `deadline` is
    a band across; `foot` are two or three small columns at the end, and `after` is what else
    belongs to the step. `typeset.balance` chooses the widths and estimates `height_mm`; `size` is
    how large the step is set, 1 as all else.
    A `whole` one keeps its foot; else the foot may stand on the next page, under number, title and
    `continued`. It takes at least `least_mm`, so that what follows begins there.
    `chapter` is the heading of level 1 that the step begins a chapter with, or empty.
    `source` says in small print which text the step was printed from.
    `notes` heads ruled lines to write on, which take what is left of the page; empty for none.
    """

    number: str
    title: str
    tags: tuple[str, ...]
    lead: Inline
    facts: tuple[Labelled, ...]
    main: Labelled | None
    deadline: Labelled | None
    foot: tuple[Labelled, ...]
    anchor: str = ""
    remark: str = ""
    continued: str = "fortsättning"
    source: str = ""
    side_mm: float = 41
    facts_shares: tuple[float, ...] = ()
    foot_shares: tuple[float, ...] = ()
    chapter: str = ""
    after: tuple[Block, ...] = ()
    height_mm: float = 0
    least_mm: float = 0
    notes: str = ""
    size: float = 1
    breakable: bool = False
    whole: bool = False


Block = (
    Heading
    | Paragraph
    | Lead
    | NumberedList
    | BulletList
    | Table
    | Note
    | Picture
    | KeyValue
    | SmallPrint
    | PageBreak
    | Columns
    | Ways
    | StepCard
)


@dataclass(frozen=True)
class Cover:
    """The top of the first page: a line above the title, one below, and a code to scan."""

    above: str = ""
    below: str = ""
    code: Picture | None = None


@dataclass(frozen=True)
class Document:
    """A whole document, ready to be set.

    `created` is the date in the file; `footer` the short texts at the foot of each page,
    such as version, date and content hash; `running_head` stands on every page but the first.
    `code` is a code to scan, small at the foot of every page; what it leads to must also stand
    in the text or on the cover, since the foot of a page is not read aloud. With `one_page`
    all is set as large as one page holds, between four fifths and six fifths of the usual size.
    """

    title: str
    blocks: tuple[Block, ...]
    created: date
    cover: Cover = Cover()
    running_head: str = ""
    footer: tuple[str, ...] = ()
    code: Picture | None = None
    one_page: bool = False
    language: str = "sv"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise TypesetError("a document needs a title")


_NAMES: dict[type[object], tuple[str, ...] | None] = {}
"""Looked up once for each kind: a long list has thousands of records of a few kinds."""


def field_names(kind: type[object]) -> tuple[str, ...] | None:
    """The names of the fields of a kind of record, or None for what is no record."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
    return _NAMES[kind]


def records(value: object) -> Iterator[object]:
    """Walk through `value` and every record inside it, in reading order."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            waiting.extend(reversed(found))
        elif (names := field_names(type(found))) is not None:
            yield found
            waiting.extend(getattr(found, name) for name in reversed(names))
