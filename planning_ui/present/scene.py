"""An opened case with who looks at it and when: what the patient page is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from planning.case import Case
from planning.desk import Opened
from planning.moments import local_day
from planning.organisation import Actor
from planning.parts import Message
from planning.process import Command, Rulebook
from planning_ui.said import Said, say, say_the_day


@dataclass(frozen=True)
class Scene:
    """One person looking at one case at one moment. `user_name` turns a user id into a name."""

    opened: Opened
    actor: Actor
    now: datetime
    rulebook: Rulebook
    user_name: Callable[[str], str]

    @property
    def case(self) -> Case:
        """The case."""
        return self.opened.case

    @property
    def today(self) -> date:
        """The day in Stockholm."""
        return local_day(self.now)

    def unit(self, unit_id: str) -> str:
        """What people call the unit."""
        return self.opened.organisation.name(unit_id)

    def say(self, moment: datetime) -> Said:
        """The moment in words, seen from now."""
        return say(moment, self.now)

    def say_day(self, day: date) -> Said:
        """The day in words, seen from now."""
        return say_the_day(day, self.now)

    def command(self, command_id: str) -> Command:
        """The command with this id."""
        return self.rulebook.commands[command_id]

    def message_title(self, message: Message) -> str:
        """What a message is called; numbered when the case holds several of its kind."""
        title = self.rulebook.steps[self.command(message.kind).step].title
        several = sum(1 for each in self.case.messages if each.kind == message.kind) > 1
        return f"{title} {message.ordinal}" if several else title

    def path(self, *rest: str) -> str:
        """The address of the case, or of something below it."""
        return "/".join(("/arende", self.case.id, *rest))

    def step_path(self, step_id: str, command_id: str = "") -> str:
        """The address of a step, with a chosen command when there are several."""
        chosen = f"?gor={command_id}" if command_id else ""
        return f"{self.path('steg', step_id)}{chosen}#nu"
