"""A guidance of five pages, so that a house of its own for each test costs next to nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from help_service.checks import Expected

HEAD = """---
id: {id}
titel: {titel}
lagrum: []
sokord: []
granskad: 2026-11-22
granskas_senast: 2027-05-22
{more}---
# {titel}

"""
KVITTERA = """Tryck på **Kvittera** när du har läst ett meddelande. Det betyder läst.

## När

Kvittera varje meddelande som din enhet får. Är det fel, se [Vidarebefordra](vidarebefordra.md).

## Gör så här

### Slutenvården

1. Öppna **Inkorg**.
2. Tryck på **Kvittera**.

### Kommunen

1. Läs meddelandet.
2. Tryck på **Kvittera**.

## Senast

Så snart du har läst.

## Fält

Inga fält.

## Vanliga fel

- Du kvitterar utan att läsa.

## Ångra och rätta

Det går inte att ångra.

## Om systemet ligger nere

Ring avsändaren.
"""
PAGES = {
    "index.md": ("Start", "Välkommen till hjälpen.\n", ""),
    "steg/kvittera.md": ("Kvittera", KVITTERA, ""),
    "steg/vidarebefordra.md": ("Vidarebefordra", "Skicka vidare till rätt enhet.\n", ""),
    "steg/utskrivningsklar.md": ("Utskrivningsklar", "Läkaren bedömer.\n", "sakerhet: ja\n"),
    "admin/betalningsansvar.md": ("Betalningsansvar", "Så räknas dagarna.\n", ""),
}
MAP = """start: index
appar:
  ledstang:
    steg:
      kvittera: kvittera
      vidarebefordra: vidarebefordra
      utskrivningsklar: utskrivningsklar
    vy:
      betalningsansvar: betalningsansvar
"""


def write_docs(folder: Path) -> tuple[Path, Path]:
    """Write pages and map; return the folder of pages and the map's file."""
    docs, map_file = folder / "docs", folder / "context_map.yaml"
    for path, (titel, body, more) in PAGES.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        head = HEAD.format(id=file.stem, titel=titel, more=more)
        file.write_text(head + body, encoding="utf-8")
    (docs / "bilder").mkdir(exist_ok=True)
    (docs / "bilder" / "process.svg").write_text("<svg/>", encoding="utf-8")
    map_file.write_text(MAP, encoding="utf-8")
    return docs, map_file


def wanted(missing: str = "") -> Expected:
    """What must have guidance in it, and one step more."""
    steps = {"kvittera": ["slutenvard", "kommun"], **({missing: ["kommun"]} if missing else {})}
    today = date(2026, 11, 23)
    return Expected(steps, ["betalningsansvar"], [], [], ["index"], today)
