"""From a command to events: complete the values, ask the rules, answer with what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.case import Case
from planning.events import EVENT_OF, STREAM_OF, Event, EventKind, Stream
from planning.organisation import Actor, Receiver
from planning.readmission import carried_over
from planning.rules import (
    WITHOUT_CASE,
    Attempt,
    World,
    check_can_do,
    check_may_try,
    warnings_for,
)
from planning.values import complete


@dataclass(frozen=True, slots=True)
class Order:
    """A command as a person gives it: which, with what, told when, done when.

    `earlier` is the person's latest other case, which a readmission carries over from.
    """

    command: str
    values: Mapping[str, Any]
    now: datetime
    at: datetime
    earlier: Case | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The events that an accepted command makes, with warnings to show."""

    events: tuple[Event, ...]
    warnings: tuple[str, ...] = ()


def attempt_of(order: Order, case: Case, actor: Actor, world: World) -> Attempt:
    """The order with its values completed, ready for the rules.

    Raises KeyError for an unknown command and Refusal for a value that cannot be used.
    """
    command = world.rulebook.commands[order.command]
    values = complete(command, order.values, case, actor, order.at, world.organisation)
    if command.id == "skriv-in" and order.earlier is not None:
        values = carried_over(values, order.earlier)
    return Attempt(case, command, actor, values, order.now, order.at, world, order.earlier)


def decide(order: Order, case: Case, actor: Actor, world: World) -> Decision:
    """What happens when this person does this now.

    Raises Refusal, with reasons, when it may not be done.
    """
    command = world.rulebook.commands[order.command]
    check_may_try(Attempt(case, command, actor, {}, order.now, order.at, world))
    attempt = attempt_of(order, case, actor, world)
    check_can_do(attempt)
    kinds = (EVENT_OF[order.command], *_also(attempt))
    return Decision(
        tuple(_event(attempt, kind, place) for place, kind in enumerate(kinds, start=1)),
        warnings_for(attempt),
    )


def _also(attempt: Attempt) -> tuple[EventKind, ...]:
    """A kallelse is the beginning of a SIP: it appends to both streams at once."""
    begins = attempt.command.id == "kallelse-sip" and not attempt.case.sip_open
    return (EventKind.SIP_STARTED,) if begins else ()


def _event(attempt: Attempt, kind: EventKind, place: int) -> Event:
    return Event(
        number=attempt.case.version + place,
        kind=kind,
        recorded_at=attempt.now,
        occurred_at=attempt.at,
        role=attempt.actor.role,
        unit=attempt.actor.unit,
        user=attempt.actor.user,
        data=data_of(attempt),
        stream=STREAM_OF.get(kind, Stream.CASE),
    )


def data_of(attempt: Attempt) -> dict[str, Any]:
    """What an event keeps of the attempt: its values as plain data."""
    data = {name: _plain(value) for name, value in attempt.values.items()}
    if attempt.command.id == "skriv-in":
        data["process"] = attempt.world.rulebook.version
        data["avtal"] = attempt.world.agreement.reference
    elif attempt.command.id in WITHOUT_CASE:
        data["avsandare"] = _plain(attempt.world.organisation.receiver(attempt.actor.unit))
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Receiver):
        return value.as_data()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
