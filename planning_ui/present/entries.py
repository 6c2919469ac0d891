"""What was done with a case, as entries of a section: what, who, when, with its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planning.events import EVENT_OF, Event
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact, facts
from planning_ui.said import Said


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a section: what, who, when, with its rows."""

    title: str
    by: str
    when: Said | None
    facts: tuple[Fact, ...] = ()
    tag: str = ""


def entries_of(scene: Scene, commands: Iterable[str], hidden: frozenset[str]) -> tuple[Entry, ...]:
    """What these commands did, oldest first; the fields in `hidden` are told elsewhere."""
    wanted = {EVENT_OF[each]: each for each in commands}
    return tuple(
        _entry(event, wanted[event.kind], scene, hidden)
        for event in scene.opened.events
        if event.kind in wanted
    )


def _entry(event: Event, command_id: str, scene: Scene, hidden: frozenset[str]) -> Entry:
    command = scene.command(command_id)
    return Entry(
        scene.rulebook.steps[command.step].title,
        f"{scene.user_name(event.user)}, {scene.unit(event.unit)}",
        scene.say(event.occurred_at),
        facts(command, event.data, scene, hidden),
    )
