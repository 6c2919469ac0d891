"""A small guidance on disk that tests may break, and a help service over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from help_service.app import help_service
from help_service.library import Library, load_library
from help_service.ports import Hit
from help_service.service import HelpService
from help_service.topics import Topic

HEAD = """---
id: {id}
titel: {titel}
lagrum: []
sokord: []
granskad: 2026-11-22
granskas_senast: 2027-05-22
---
# {titel}

"""
KVITTERA = """Kvittera betyder att ni har läst.

## När

Så fort ni har läst. Se [inkorgen](../vyer/inkorg.md).

## Gör så här

### Kommunen

1. Tryck på **Kvittera** i [inkorgen](../vyer/inkorg.md#nar).

### Öppenvården

1. Ring avdelningen.

## Fält

### Meddelande

Välj det meddelande ni har läst.

### Orsak

Skriv varför.
"""
MAP = """start: index
appar:
  ledstang:
    steg: {kvittera: kvittera, "kvittera@superanvandare": "inkorg#nar", borttaget: finns-inte}
    fas_for_steg: {kvittera: planering, okand: planering, borttaget: planering}
    fas: {planering: fas-planering}
    vy: {inkorg: {amne: inkorg, lankar: [kvittera]}}
    falt:
      kvittera.meddelande: kvittera#meddelande
      kvittera.orsak: kvittera#orsak
      "kvittera.orsak@kommun": inkorg#nar
    hinder: {ej-mottagare: ej-mottagare}
    roll: {kommun: kommun, oppenvard: kommun, slutenvard: kommun, superanvandare: kommun}
  annat-system:
    steg: {bekrafta: kvittera}
"""


@dataclass(frozen=True)
class WordSearcher:
    """A searcher over whole words, enough to see that the lookup asks it."""

    topics: tuple[Topic, ...]

    def search(self, query: str, roll: str | None, steg: str | None, limit: int) -> list[Hit]:
        """Return the topics whose title holds a word of the query."""
        words = set(query.lower().split())
        found = [topic for topic in self.topics if words & set(topic.titel.lower().split())]
        return [Hit(each.id, each.titel, each.titel, each.kort, "", 1.0) for each in found[:limit]]


def word_searcher(topics: Iterable[Topic]) -> WordSearcher:
    """Build the searcher of these tests."""
    return WordSearcher(tuple(topics))


@dataclass(frozen=True)
class Guidance:
    """A folder of guidance with its map."""

    docs: Path
    map_file: Path

    def write(self, path: str, titel: str, body: str, head: str = HEAD) -> Path:
        """Write a topic; the id comes from the path."""
        file = self.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(head.format(id=file.stem, titel=titel) + body, encoding="utf-8")
        return file

    def library(self) -> Library:
        """Read it all; raises what is wrong."""
        return load_library(self.docs)

    def service(self) -> HelpService:
        """Publish it."""
        return help_service(self.docs, self.map_file, word_searcher)


@pytest.fixture
def guidance(tmp_path: Path) -> Guidance:
    """Six sound topics and a map that has one entry too many, see ``MAP``."""
    made = Guidance(tmp_path / "docs", tmp_path / "context_map.yaml")
    made.write("index.md", "Hjälp", "Här börjar hjälpen.\n")
    made.write("steg/kvittera.md", "Kvittera", KVITTERA)
    made.write("vyer/inkorg.md", "Inkorg", "Här kommer meddelanden.\n\n## När\n\nVarje dag.\n")
    made.write("faser/fas-planering.md", "Planering", "Nu planeras hemgången.\n")
    made.write("hinder/ej-mottagare.md", "Inte mottagare", "Ni har inte fått meddelandet.\n")
    made.write("roller/kommun.md", "Kommun", "Kommunen tar emot patienten.\n")
    made.map_file.write_text(MAP.replace(", borttaget: finns-inte", ""), encoding="utf-8")
    return made


@pytest.fixture
def service(guidance: Guidance) -> HelpService:
    """The small guidance, published."""
    return guidance.service()
