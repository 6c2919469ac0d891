"""Writes the hashes of the numbered instructions anew, once somebody has tried them on the screen.

`python -m tests.journeys.instruction_table` keeps every place and every comment of the table, and
changes nothing but the hashes of the lines that are there; a line without a row is named.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from help_service.instructions import ROOM, TABLE, load_bindings, numbered_instructions
from help_service.library import read_library
from ledstang.loading import ROOT

DOCS = ROOT / "docs"
HEADING = re.compile(r"^( *)([\w-]+):$")
ROW = re.compile(r'^(    - {nr: (\d+), text: ")\w+')

Key = tuple[str, str, int]


def main() -> int:
    """Write the table; the exit code tells how many lines lack a row."""
    found = {
        (each.topic, each.roll, each.number): each.hash
        for topic in read_library(DOCS).library.topics.values()
        if topic.room == ROOM
        for each in numbered_instructions(topic)
    }
    table = DOCS / TABLE
    lines = list(_rewritten(table.read_text(encoding="utf-8").splitlines(), found))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    missing = sorted(set(found) - set(load_bindings(DOCS)))
    for key in missing:
        print("no row for", *key, file=sys.stderr)
    return len(missing)


def _rewritten(lines: Iterable[str], found: Mapping[Key, str]) -> Iterator[str]:
    topic = role = ""
    for line in lines:
        if heading := HEADING.match(line):
            topic, role = (topic, heading[2]) if heading[1] else (heading[2], "")
        if row := ROW.match(line):
            fresh = found.get((topic, role, int(row[2])))
            line = ROW.sub(rf"\g<1>{fresh}", line) if fresh else line
        yield line


if __name__ == "__main__":
    raise SystemExit(main())
