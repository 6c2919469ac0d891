"""Plain data of an event as what it stands for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from planning.case import Case
from planning.events import Event
from planning.organisation import Receiver


def moment_of(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def day_of(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def receivers_of(event: Event) -> tuple[Receiver, ...]:
    return tuple(Receiver.from_data(each) for each in event.data.get("mottagare", ()))


def sender_of(case: Case, event: Event) -> Receiver:
    party = case.party(event.unit)
    return party.receiver if party else Receiver(event.unit, event.role)
