"""The law in the manual: each reference in a text tells its gist when a reader rests on it."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from help_service.findings import BrokenGuidance
from help_service.law_table import LawTable, load_law_table
from ledstang.loading import BrokenFile

# The act may stand before the place, with or without its number: `LPT (1991:1128) 7 a §`.
WRITTEN = re.compile(
    r"(?:(?P<act>[A-Za-z]+(?P<number> \(\d{4}:\d+\))?) )?"
    r"(?P<place>(?P<chapter>\d+ kap\. )?\d+(?:–\d+)?(?: [a-z])? §§?)"
)
HEADING, RULE = "#", "---"
"""How lines begin that take no tooltips: headings become navigation, where none can stand, and
between two rules at the top stands what the page says of itself."""


def law_of(docs: Path) -> LawTable:
    """The table of a folder of guidance. Raises BrokenFile, naming every fault."""
    try:
        return load_law_table(docs)
    except BrokenGuidance as broken:
        raise BrokenFile(str(broken)) from broken


def with_law(source: str, table: LawTable) -> str:
    """Return a page with a tooltip on each reference in its text that the table knows."""
    lines = source.split("\n")
    begins = lines.index(RULE, 1) if lines[0] == RULE else 0
    text = (line if line.startswith(HEADING) else _line(line, table) for line in lines[begins:])
    return "\n".join([*lines[:begins], *text])


def _line(line: str, table: LawTable) -> str:
    return WRITTEN.sub(lambda written: _with_tooltip(written, table), line)


def _with_tooltip(written: re.Match[str], table: LawTable) -> str:
    act, place = written["act"] or "", written["place"]
    is_whole = bool(written["chapter"] or written["number"] or table.is_act(act))
    found = table.find(act, place) if is_whole else None
    if found is None:
        return written[0]
    before = written[0].removesuffix(place)
    return f'{before}<abbr title="{escape(found.told)}">{place}</abbr>'
