"""Plain data of an event as what it stands for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from planning.case import Case
from planning.events import Event
from planning.organisation import Receiver


def moment_of(value: Any) -> datetime | None:
    """A moment from ISO text, or None for nothing."""
    return datetime.fromisoformat(value) if value else None


def day_of(value: Any) -> date | None:
    """A day from ISO text, or None for nothing."""
    return date.fromisoformat(value) if value else None


def receivers_of(event: Event) -> tuple[Receiver, ...]:
    """The receivers that the event names."""
    return tuple(Receiver.from_data(each) for each in event.data.get("mottagare", ()))


def sender_of(case: Case, event: Event) -> Receiver:
    """The unit that did it, as a party where it is one."""
    party = case.party(event.unit)
    return party.receiver if party else Receiver(event.unit, event.role)
