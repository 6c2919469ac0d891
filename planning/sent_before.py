"""The very same form sent twice: a button pressed twice, or sent again after going back.

A form tells the version of the case that it was made from. If the same person has since made an
event that holds exactly what the form says, the form has done its work already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from planning.access import Request
from planning.case import Case
from planning.decide import Order, attempt_of, data_of
from planning.desk import Desk, Done
from planning.errors import Refusal
from planning.events import EVENT_OF, Event
from planning.fold import fold
from planning.moments import local_day
from planning.organisation import Actor
from planning.same_person import with_identity

OPENED_JUST_NOW = timedelta(minutes=10)


def sent_before(
    desk: Desk, actor: Actor, case_id: str, order: Order, version: int | None
) -> Done | None:
    """What the form made the first time, or None when it is new. `version` is that of the form."""
    if version is None:
        return None
    events = desk.files.read(case_id).events
    newer = [each for each in events[version:] if _own(each, actor, order)]
    before = fold(case_id, events[:version])
    return _found(desk, actor, order, before, newer) if newer else None


def opened_before(
    desk: Desk, actor: Actor, order: Order, number: str, request: Request
) -> Done | None:
    """The case that the same form opened moments ago, or None. The look for it is logged.

    Raises Refusal for a number that cannot be read.
    """
    typed = {**order.values, "personnummer": number}
    order = replace(order, values=with_identity(order.command, typed, local_day(order.now)))
    for row in desk.find_patient(actor, number, order.now, request):
        first = desk.files.read(row.case_id).events[:1]
        fresh = [each for each in first if order.now - each.recorded_at <= OPENED_JUST_NOW]
        own = [each for each in fresh if _own(each, actor, order)]
        found = _found(desk, actor, order, Case(row.case_id), own)
        if found:
            return found
    return None


def _own(event: Event, actor: Actor, order: Order) -> bool:
    whose = (event.user, event.unit, event.kind)
    return whose == (actor.user, actor.unit, EVENT_OF[order.command])


def _found(
    desk: Desk, actor: Actor, order: Order, before: Case, events: Sequence[Event]
) -> Done | None:
    same = _with(_told(desk, actor, order, before), events)
    return Done(before.id, same.number, (), same) if same else None


def _with(told: Mapping[str, Any] | None, events: Iterable[Event]) -> Event | None:
    return next((each for each in events if dict(each.data) == told), None)


def _told(desk: Desk, actor: Actor, order: Order, before: Case) -> Mapping[str, Any] | None:
    """What an event of the form holds; None for values that cannot be used."""
    try:
        return data_of(attempt_of(order, before, actor, desk.world(before)))
    except Refusal:
        return None
