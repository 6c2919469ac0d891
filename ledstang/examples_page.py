"""`python -m ledstang.examples_page`: writes the page "Så räknar systemet" from the examples."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ledstang.examples import Chapter, Table, read_chapters
from ledstang.generated import write_or_check
from ledstang.loading import ROOT
from planning.moments import WEEKDAYS
from planning.organisation import KOMMUNER

PAGE = ROOT / "docs" / "begrepp" / "sa-raknar-systemet.md"
HEAD = """\
---
id: sa-raknar-systemet
titel: Så räknar systemet
lagrum: ["lag (2017:612)"]
sokord: [räkneexempel, exempel, hur räknas, räkna dagar, räkna timmar, tolv, klockan tolv, \
midnatt, sommartid, vintertid, skottår, helgdagar, betalningsdagar, kontrollera uträkning]
fragor: [hur räknar systemet tiden, exempel på hur dagarna räknas, exempel på 24 timmar, räknas \
lördagar och söndagar, vad händer om uk skickas klockan tolv, räkneexempel med datum, hur \
räknas tiden vid röd dag, från när räknas tjugofyra timmar, hur blir det på nyårsafton, går \
dagarna under helgen, visa ett exempel med klockslag, räknas timmarna på natten, vilken minut \
räknas, räknas trettondagen och kristi himmelsfärd]
granskad: 2026-11-22
granskas_senast: 2027-05-22
---
# Så räknar systemet

Här står exempel på hur tider och dagar räknas, paragraf för paragraf. Varje rad prövas mot \
systemet innan en ny version lämnas ut. Stämmer en rad inte lämnas versionen inte ut.

Tycker du att en rad är fel? Lämna ett [behov](../admin/behovsfangst.md) och skriv vilken rad \
du menar.

Ett streck betyder att det inte gjordes, eller att svaret är tomt.
"""
RESTS_ON: Mapping[str, str] = {
    "L": "Enligt lagen",
    "R": "Enligt rutin, kan skilja",
    "D": "Vår tolkning",
}
WORDS: Mapping[Any, str] = {
    None: "–",
    True: "ja",
    False: "nej",
    "i-tid": "i tid",
    "forsenad": "för sent",
    "lopande": "tid kvar",
    "passerad": "tiden gick ut",
    "inskriven": "inskriven",
    "oppnat": "öppnat",
    "im-saknas": "inskrivningsmeddelande saknas",
    "kallelse-saknas": "kallelse saknas",
    "makulerad": "makulerad",
    **KOMMUNER,
}


def page(chapters: Sequence[Chapter]) -> str:
    """The whole page as Markdown: a heading for each part, a table for each rule."""
    parts = [HEAD]
    for chapter in chapters:
        parts.append(f"## {chapter.title}\n")
        parts += [_section(table) for table in chapter.tables]
    return "\n".join(parts)


def _section(table: Table) -> str:
    rests_on = RESTS_ON[table.mark] + (f": {table.law}" if table.law else "") + "."
    given = [name for name in table.given if any(row.get(name) for row in table.rows)]
    titles = [table.given[name].title for name in given]
    titles += [asked.title for asked in table.asked.values()]
    lines = [_line(["Exempel", *titles]), "|---" * (len(titles) + 1) + "|"]
    for row in table.rows:
        cells = [row.get(name, table.given[name].otherwise) for name in given]
        lines.append(_line([row["nar"], *(said(each) for each in cells), *_answers(table, row)]))
    return f"### {table.title}\n\n{table.text}\n\n{rests_on}\n\n" + "\n".join(lines) + "\n"


def _answers(table: Table, row: Mapping[str, Any]) -> list[str]:
    return [
        f"**{said(row[name])}**" if row[name] not in (None, []) else "–" for name in table.asked
    ]


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def said(value: Any) -> str:
    """A value of an example as people read it: `mån 2026-03-02 11:59:59`, `ja`, `för sent`."""
    if isinstance(value, list):
        return ", ".join(said(each) for each in value) or "–"
    if value is None or isinstance(value, bool):
        return WORDS[value]
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    return WORDS.get(value) or _dated(value)


def _dated(text: str) -> str:
    day = datetime.fromisoformat(text).date() if " " in text else date.fromisoformat(text)
    return f"{WEEKDAYS[day.weekday()][:3]} {text}"


def main(arguments: list[str] | None = None, at: Path = PAGE) -> int:
    """Write the page, or with --check tell whether it is current."""
    text = page(read_chapters())
    return write_or_check("ledstang.examples_page", __doc__, at, text, arguments)


if __name__ == "__main__":
    sys.exit(main())
