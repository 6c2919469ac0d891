"""From records to PDF: the template is fixed, everything else reaches it as JSON data."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, time
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import cast

import typst

from typeset.blocks import (
    Columns,
    Document,
    Link,
    StepCard,
    Table,
    Text,
    Ways,
    field_names,
    records,
)
from typeset.errors import TypesetError
from typeset.fonts import fonts
from typeset.seams import at_seams

TEMPLATE = Path(__file__).with_name("template.typ")
# Accessible for people, and kept readable for archives: Typst holds both at once.
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]

# Signs that no font is asked to show: they are invisible, or steer a terminal.
CONTROL_SIGNS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# Signs whose meaning is agreed in private: no font can know them, and archives refuse them.
PRIVATE_SIGNS = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# In narrow columns words of ten letters may be parted at the end of a line. In shorter ones and on
# wide lines it hinders more than it helps, and Typst tries a line for each place to part at.
NARROW = {
    (StepCard, "facts"),
    (StepCard, "foot"),
    (Ways, "parts"),
    (Columns, "blocks"),
    (Table, "rows"),
}
LONG_WORD = re.compile(r"([^\W\d_]{10,})")
# In a table of hundreds of rows only what hardly fits a column is parted, and its lines are broken
# one by one: both cost time with every word, and such a list is wanted at once.
MANY_ROWS = 100
LONGEST_WORD = re.compile(r"([^\W\d_]{16,})")
UNSHOWABLE = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Each attempt numbers every sign the one before complained of, so one is nearly always enough.
MOST_ATTEMPTS = 6


def render_pdf(document: Document) -> bytes:
    """Set `document` as a tagged PDF that claims PDF/UA-1 and PDF/A-2a.

    The same document gives the same bytes. A sign that no font holds is printed as its
    Unicode number, such as [U+1F600]: a name must never stop a print.
    Raises TypesetError when the document cannot be set.
    """
    _check_links(document)
    data = json.dumps(as_data(document), ensure_ascii=False)
    created = datetime.combine(document.created, time(), tzinfo=UTC)
    for _ in range(MOST_ATTEMPTS):
        try:
            return _compile(data, created)
        except typst.TypstError as problem:
            data = _numbered(data, problem)
    raise TypesetError("Typst finds ever more signs that no font holds")


def _numbered(data: str, problem: typst.TypstError) -> str:
    """Write the signs that `problem` complains of as numbers; raise if it is about anything else.

    ASCII is left alone: it is in every font, and it is what the JSON itself is written with.
    """
    found = "".join(_unescaped(text) for text in UNSHOWABLE.findall(problem.diagnostic))
    unshowable = {sign for sign in found if not sign.isascii() and sign in data}
    if not unshowable:
        raise TypesetError(f"Typst could not set the document: {problem.diagnostic}") from problem
    return data.translate({ord(sign): _number(sign) for sign in unshowable})


def _number(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _compile(data: str, created: datetime) -> bytes:
    compiler = typst.Compiler(_template(), font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf",
        sys_inputs={"document": data},
        pdf_standards=STANDARDS,
        timestamp=created,
    )
    return cast(bytes, made)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _check_links(document: Document) -> None:
    found = tuple(records(document))
    links = [each for each in found if type(each) is Link and each.target.startswith("#")]
    anchors = {getattr(record, "anchor", "") for record in found} if links else set()
    for link in links:
        _check_anchor(link, anchors - {""})


def _check_anchor(link: Link, anchors: set[str]) -> None:
    if link.target[1:] not in anchors:
        raise TypesetError(f"the link {link.text!r} leads to {link.target}, which is not here")


def as_data(value: object, parted: re.Pattern[str] | None = None) -> object:
    """Turn records into what JSON can hold; each record names its kind.

    In a narrow column the words that are `parted` stand apart in a run.
    """
    if isinstance(value, str):
        return _shown(value)
    if isinstance(value, tuple):
        return [as_data(item, parted) for item in value]
    if (names := field_names(type(value))) is not None:
        return _record(value, names, parted)
    if isinstance(value, bytes):
        return _bytes(value)
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, int | float | None) else str(value)


def _shown(text: str) -> str:
    # Nearly every text is made of ordinary signs, and then there is nothing to look for.
    if text.isprintable() and text.isascii():
        return text
    return PRIVATE_SIGNS.sub(lambda sign: _number(sign[0]), CONTROL_SIGNS.sub("", text))


def _bytes(value: bytes) -> object:
    """Give a drawing as the text it is, which is quick to read; any other picture as numbers."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return list(value)


def _record(
    value: object, names: tuple[str, ...], parted: re.Pattern[str] | None
) -> dict[str, object]:
    kind = type(value)
    content = {
        name: as_data(getattr(value, name), parted or _parted_in(value, name)) for name in names
    }
    if kind in (Text, Link):
        text = str(content["text"])
        content["text"] = _parts(text, parted) if parted else [text]
    if isinstance(value, Table):
        content["long"] = len(value.rows) > MANY_ROWS
    return {"kind": kind.__name__, **content}


def _parted_in(value: object, name: str) -> re.Pattern[str] | None:
    if (type(value), name) not in NARROW:
        return None
    many = isinstance(value, Table) and len(value.rows) > MANY_ROWS
    return LONGEST_WORD if many else LONG_WORD


def _parts(text: str, parted: re.Pattern[str]) -> list[str]:
    """Part a run so that a word may be parted at the end of a line in every second piece only.

    Typst asks the letter after the hyphen: of a compound, that is the first one after a seam.
    """
    parts = [""]
    for index, piece in enumerate(parted.split(text)):
        first, *rest = at_seams(piece) if index % 2 else (piece,)
        if index % 2 and not rest:
            parts += [piece, ""]
            continue
        parts[-1] += first
        for part in rest:
            parts += [part[0], part[1:]]
    return parts
