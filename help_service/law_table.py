"""The table of law: each reference that a text may make, with its gist in plain words.

It is ``begrepp/lagrum.yaml`` under docs, and superusers own it. The checks of texts and the manual
read it here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from help_service.findings import BrokenGuidance, error
from help_service.yaml_loader import read_mapping

LAW = Path("begrepp") / "lagrum.yaml"
_NEEDED = ("id", "paragraf", "innebord")


@dataclass(frozen=True)
class LawReference:
    """One row of the table."""

    id: str
    paragraph: str
    """As texts write it: ``lag (2017:612) 2 kap. 3 §``."""
    gist: str
    since: date | None = None
    """The day it came into force; None where nobody has checked."""

    @property
    def act(self) -> str:
        """The act with its number: ``LPT (1991:1128)``."""
        return self.paragraph.partition(")")[0] + ")"

    @property
    def place(self) -> str:
        """Chapter and section, without the act: ``2 kap. 3 §``."""
        return self.paragraph.partition(") ")[2]

    @property
    def told(self) -> str:
        """The gist, with the day since which it holds."""
        return f"{self.gist} Gäller sedan {self.since}." if self.since else self.gist


@dataclass(frozen=True)
class LawTable:
    """All references; the first one's act is the one that texts mean when they name no act."""

    references: tuple[LawReference, ...] = ()

    @property
    def paragraphs(self) -> frozenset[str]:
        """Every reference as it is written."""
        return frozenset(each.paragraph for each in self.references)

    def find(self, act: str, place: str) -> LawReference | None:
        """Return the reference to a place in an act, which texts may name without its number.

        A word that is no act, such as *lagen*, means the act of the first reference.
        """
        acts = {each.act for each in self.references if f"{each.act} ".startswith(f"{act} ")}
        wanted = acts if act and acts else {each.act for each in self.references[:1]}
        same = (each for each in self.references if each.act in wanted and each.place == place)
        return next(same, None)

    def is_act(self, word: str) -> bool:
        """Return whether a word is the short name of an act in the table."""
        return any(each.act.startswith(f"{word} ") for each in self.references)


def load_law_table(docs: Path) -> LawTable:
    """Return the table of a folder of guidance; empty where it has none.

    Raises:
        BrokenGuidance: the table is there and cannot be read.
    """
    return LawTable(tuple(_rows(read_mapping(docs / LAW).get("lagrum") or (), docs / LAW)))


def _rows(rows: Iterable[Any], file: Path) -> Iterator[LawReference]:
    for number, row in enumerate(rows, start=1):
        lacking = [key for key in _NEEDED if not isinstance(row, Mapping) or key not in row]
        if lacking:
            what = f"Rad {number} under lagrum saknar {' och '.join(lacking)}."
            where = f"{file.parent.name}/{file.name}"
            raise BrokenGuidance([error(where, 1, what, "Skriv den som i de andra raderna.")])
        yield LawReference(row["id"], str(row["paragraf"]), row["innebord"], row.get("sedan"))
