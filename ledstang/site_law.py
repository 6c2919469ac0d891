"""The law in the manual: each reference in a text tells its gist when a reader rests on it.

The gists stand in one table, `begrepp/lagrum.yaml` under docs, which the checks of texts read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from ledstang.loading import BrokenFile, read_yaml

TABLE = Path("begrepp") / "lagrum.yaml"
# The act may stand before the place, with or without its number: `LPT (1991:1128) 7 a §`.
WRITTEN = re.compile(
    r"(?:(?P<act>[A-Za-z]+(?P<number> \(\d{4}:\d+\))?) )?"
    r"(?P<place>(?P<chapter>\d+ kap\. )?\d+(?:–\d+)?(?: [a-z])? §§?)"
)
FENCED = ("#", "---")
"""How lines begin that take no tooltips: headings become navigation, where none can stand."""


@dataclass(frozen=True)
class LawReference:
    """One row of the table; `since` is the day it came into force, None where nobody checked."""

    id: str
    paragraph: str
    gist: str
    since: date | None = None

    @property
    def act(self) -> str:
        """The act with its number: `LPT (1991:1128)`."""
        return self.paragraph.partition(")")[0] + ")"

    @property
    def place(self) -> str:
        """Chapter and section, without the act: `2 kap. 3 §`."""
        return self.paragraph.partition(") ")[2]

    @property
    def told(self) -> str:
        """The gist, with the day since which it holds."""
        return f"{self.gist} Gäller sedan {self.since}." if self.since else self.gist


@dataclass(frozen=True)
class LawTable:
    """All references; the first one's act is the one that texts mean when they name no act."""

    references: tuple[LawReference, ...]

    def find(self, act: str, place: str) -> LawReference | None:
        """The reference to a place in an act, which texts may name without its number.

        A word that is no act, such as *lagen*, means the act of the first reference.
        """
        acts = {each.act for each in self.references if f"{each.act} ".startswith(f"{act} ")}
        wanted = acts if act and acts else {each.act for each in self.references[:1]}
        same = (each for each in self.references if each.act in wanted and each.place == place)
        return next(same, None)

    def _is_act(self, word: str) -> bool:
        return any(each.act.startswith(f"{word} ") for each in self.references)

    def explained(self, source: str) -> str:
        """Return a page with a tooltip on each reference that the table knows."""
        lines = source.split("\n")
        return "\n".join(line if line.startswith(FENCED) else self._line(line) for line in lines)

    def _line(self, line: str) -> str:
        return WRITTEN.sub(self._with_tooltip, line)

    def _with_tooltip(self, written: re.Match[str]) -> str:
        act, place = written["act"] or "", written["place"]
        is_whole = bool(written["chapter"] or written["number"] or self._is_act(act))
        found = self.find(act, place) if is_whole else None
        if found is None:
            return written[0]
        before = written[0].removesuffix(place)
        return f'{before}<abbr title="{escape(found.told)}">{place}</abbr>'


NO_LAW = LawTable(())


def load_law(docs: Path) -> LawTable:
    """The table of a folder of guidance; empty where it has none. Raises BrokenFile."""
    file = docs / TABLE
    if not file.exists():
        return NO_LAW
    try:
        return LawTable(tuple(_rows(read_yaml(file)["lagrum"])))
    except (KeyError, TypeError) as error:
        raise BrokenFile(f"{file}: cannot be read as a table of law: {error!r}") from error


def _rows(rows: list[dict[str, Any]]) -> Iterator[LawReference]:
    for row in rows:
        yield LawReference(row["id"], row["paragraf"], row["innebord"], row.get("sedan"))
