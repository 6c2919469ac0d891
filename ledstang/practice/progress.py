"""How far a practice has come: read from the events alone, so that nothing can disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ledstang.practice.script import Part, Script, players
from planning.events import EVENT_OF, Event


@dataclass(frozen=True, slots=True)
class Progress:
    """Which parts are done. The next is the first that is not."""

    script: Script
    done: frozenset[int]

    @property
    def next(self) -> Part | None:
        """The first part that is not done, or None at the end."""
        return next((part for part in self.script.parts if part.number not in self.done), None)

    @property
    def task(self) -> Part | None:
        """What the learner is to do now, or None when it is the others' move or the end."""
        part = self.next
        return part if part and part.mine else None

    @property
    def others(self) -> tuple[Part, ...]:
        """The moves of the others that come before the learner's next."""
        found: list[Part] = []
        for part in self.script.parts:
            if part.number in self.done:
                continue
            if part.mine:
                break
            found.append(part)
        return tuple(found)

    @property
    def finished(self) -> bool:
        """Whether every part is done."""
        return self.next is None

    @property
    def tasks_done(self) -> int:
        """How many of the learner's tasks are done."""
        return sum(1 for part in self.script.tasks if part.number in self.done)

    @property
    def now(self) -> datetime:
        """What the clock of the practice shows: the time of the task, else of the last move."""
        if self.task:
            return self.task.at
        part = self.next
        before = part.number - 1 if part else len(self.script.parts) - 1
        return self.script.parts[max(before, 0)].at


def progress(script: Script, events: Iterable[Event]) -> Progress:
    """Match what has happened with the script; what it does not name is left out."""
    done: set[int] = set()
    for event in events:
        part = next((p for p in script.parts if p.number not in done and _is(p, event)), None)
        if part is not None:
            done.add(part.number)
    return Progress(script, frozenset(done))


def _is(part: Part, event: Event) -> bool:
    unit = players()[part.person].assignment.unit
    return event.kind is EVENT_OF[part.command] and event.unit == unit
