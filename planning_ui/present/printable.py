"""What can be printed of the case, as links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.events import EventKind
from planning_ui.present.scene import Scene


@dataclass(frozen=True, slots=True)
class Printable:
    """A print that can be made now."""

    title: str
    href: str


def printable(scene: Scene) -> tuple[Printable, ...]:
    """The prints of the case; a message has its own link in the thread."""
    return tuple(_printable(scene))


def _printable(scene: Scene) -> Iterator[Printable]:
    yield Printable("Hela ärendet", scene.path("utskrift", "arende.pdf"))
    # Nothing more goes to a person who has died; what was given stands in the whole case.
    if scene.case.deceased_at:
        return
    if scene.case.sip and scene.case.sip.versions:
        yield Printable("SIP till patienten", scene.path("utskrift", "sip.pdf"))
    if any(each.kind is EventKind.PATIENT_INFORMED for each in scene.opened.events):
        yield Printable("Information till patienten", scene.path("utskrift", "information.pdf"))
