"""What the process picture and the reference page tell, read from the process files.

Only the words about time stand here: the files hold no prose, and what an agreement sets
differs from place to place, so the words name the rule and not the local figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import yaml


class Lane(Enum):
    """The three parties, in the order they are drawn; the value is the role's id."""

    WARD = "slutenvard"
    OPEN_CARE = "oppenvard"
    MUNICIPALITY = "kommun"


LANE_NAMES = {
    Lane.WARD: "Slutenvården",
    Lane.OPEN_CARE: "Öppenvården",
    Lane.MUNICIPALITY: "Kommunen",
}
MARK_WORDS = {
    "L": "enligt lagen",
    "R": "enligt rutin, kan skilja",
    "D": "så gör systemet",
}
# Latest, in a few words. A § in the picture is set where the step's paragraph sets the time.
LATEST = {
    "vardbegaran": "när personen skickas till sjukhuset",
    "oppna-arende": "vid inskrivningen",
    "inskrivningsmeddelande": "inom 24 timmar",
    "kvittera": "enligt er överenskommelse",
    "fast-vardkontakt": "före utskrivningen",
    "planeringsunderlag": "enligt er överenskommelse",
    "andrat-utskrivningsdatum": "så snart som möjligt",
    "planera-insatser": "genast",
    "kallelse-sip": "inom 3 dagar från steg 18",
    "utskrivningsklar": "så snart som möjligt",
    "aterta-utskrivningsklar": "genast",
    "utskrivningsinformation": "samma dag som utskrivningen",
    "information-till-patienten": "vid utskrivningen",
    "kontakt-efter-hemgang": "enligt er rutin",
    "sip-initiera": "utan dröjsmål vid utskrivning",
    "sip-kartlaggning": "före mötet",
    "sip-mote": "enligt er rutin",
    "sip-uppratta": "börja utan dröjsmål",
    "sip-uppfoljning": "den dag som står i planen",
    "sip-utvardering": "före avslutet",
    "samordnad-vardplan": "före beslutet",
    "justera-vardplan": "före beslutet",
    "beslut-oppen-tvangsvard": "så snart som möjligt",
}
SIGNS = {"sip": "S", "tvangsvard": "T"}
"""What stands before the number of a step, so that no two steps bear the same one."""
STATUTORY_TIMES = frozenset(
    {
        "inskrivningsmeddelande",
        "fast-vardkontakt",
        "andrat-utskrivningsdatum",
        "planera-insatser",
        "kallelse-sip",
        "utskrivningsklar",
        "utskrivningsinformation",
        "information-till-patienten",
        "sip-initiera",
        "sip-uppratta",
        "beslut-oppen-tvangsvard",
    }
)


@dataclass(frozen=True)
class StepFacts:
    """One step as the process file declares it."""

    number: str
    id: str
    title: str
    phase: str
    lanes: tuple[Lane, ...]
    optional: bool
    mark: str
    paragraphs: tuple[str, ...]

    @property
    def latest(self) -> str:
        """The time limit in a few words, or nothing."""
        return LATEST.get(self.id, "")

    @property
    def is_statutory(self) -> bool:
        """Whether the statute itself sets the time."""
        return self.id in STATUTORY_TIMES


@dataclass(frozen=True)
class PhaseFacts:
    """One phase with its steps, in order."""

    id: str
    title: str
    steps: tuple[StepFacts, ...]


@dataclass(frozen=True)
class ProcessFacts:
    """One process file: its phases, and the exceptions that have topics of their own."""

    id: str
    title: str
    phases: tuple[PhaseFacts, ...]
    exceptions: tuple[tuple[str, str], ...]

    @property
    def steps(self) -> tuple[StepFacts, ...]:
        """All steps, in order."""
        return tuple(step for phase in self.phases for step in phase.steps)


def load_process(file: Path) -> ProcessFacts:
    """Read one process file; the core has judged it when the system starts."""
    raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    sign = SIGNS.get(raw["id"], "")
    steps = [_step(entry, sign) for entry in raw["steg"]]
    phases = tuple(
        PhaseFacts(phase["id"], phase["titel"], tuple(s for s in steps if s.phase == phase["id"]))
        for phase in raw["faser"]
    )
    exceptions = tuple((entry["id"], entry["titel"]) for entry in raw.get("undantag", []))
    return ProcessFacts(raw["id"], raw["titel"], phases, exceptions)


def _step(entry: dict[str, Any], sign: str) -> StepFacts:
    return StepFacts(
        number=f"{sign}{entry['nr']}",
        id=entry["id"],
        title=entry["titel"],
        phase=entry["fas"],
        lanes=tuple(lane for lane in Lane if lane.value in entry["aktorer"]),
        optional=bool(entry.get("frivilligt")),
        mark=entry["marke"],
        paragraphs=tuple(entry["lagrum"]),
    )
