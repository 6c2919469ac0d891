"""What a picture of a process shows: rails for those who act, and a stop for each thing to do."""

from __future__ import annotations

from dataclasses import dataclass

from ledstang.process_facts import LANE_NAMES, Lane, ProcessFacts, StepFacts


@dataclass(frozen=True)
class Stop:
    """One row: what is done, on whose rails, and at the latest when."""

    number: str
    title: str
    rails: tuple[str, ...]
    latest: str = ""
    optional: bool = False
    is_statutory: bool = False
    """Whether the statute itself sets the time."""


@dataclass(frozen=True)
class Band:
    """Rows that belong together under one name."""

    title: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Chart:
    """All of a picture; `what` and `when` stand above its two columns of words."""

    title: str
    rails: tuple[tuple[str, str], ...]
    """Id and name of each, in the order they are drawn."""
    bands: tuple[Band, ...]
    what: str = "Steg"
    when: str = "Senast"

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All rows, in order."""
        return tuple(stop for band in self.bands for stop in band.stops)


PARTIES = tuple((lane.value, LANE_NAMES[lane]) for lane in Lane)
"""The rails of the process itself."""


def process_chart(process: ProcessFacts) -> Chart:
    """Give the whole of one process."""
    bands = tuple(
        Band(phase.title, tuple(stop_of(step) for step in phase.steps)) for phase in process.phases
    )
    return Chart(f"{process.title}: hela vårdkedjan", PARTIES, bands)


def stop_of(step: StepFacts) -> Stop:
    """Give the row of a step."""
    rails = tuple(lane.value for lane in step.lanes)
    return Stop(step.number, step.title, rails, step.latest, step.optional, step.is_statutory)
