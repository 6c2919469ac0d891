"""An attempt: somebody tries a command on a case at a moment, in the world as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planning.agreement import Agreement
from planning.case import Case
from planning.organisation import Actor, Organisation, Receiver
from planning.parts import Message
from planning.process import Command, Rulebook


@dataclass(frozen=True)
class World:
    """What holds around every case: the processes, the organisation, the agreement."""

    rulebook: Rulebook
    organisation: Organisation
    agreement: Agreement


@dataclass(frozen=True)
class Attempt:
    """Somebody tries a command on a case at a moment, with filled-in values.

    `now` is when the system is told, `at` the actual time (earlier for a later registration).
    """

    case: Case
    command: Command
    actor: Actor
    values: Mapping[str, Any]
    now: datetime
    at: datetime
    world: World
    earlier: Case | None = None

    @property
    def receivers(self) -> tuple[Receiver, ...]:
        """The receivers that the values name."""
        return tuple(self.values.get("mottagare", ()))

    @property
    def message(self) -> Message | None:
        """The message that the values name, or None."""
        number = self.values.get("meddelande")
        return self.case.message(number) if isinstance(number, int) else None

    def moment(self, field_id: str) -> datetime | None:
        """A moment among the values, or None."""
        text = self.values.get(field_id)
        return datetime.fromisoformat(text) if text else None

    def day(self, field_id: str) -> date | None:
        """A day among the values, or None."""
        text = self.values.get(field_id)
        return date.fromisoformat(text) if text else None


Condition = Callable[[Attempt], str | None]
