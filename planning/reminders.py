"""Reminders: what is late, what is soon due, what nobody has read, a discharge that was forgotten.

A case says in its row at which moments somebody should be reminded (`watches_of`). The list of a
unit is those moments against the clock, so that no case has to be read for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from planning.case import Case
from planning.guidance import Next
from planning.moments import end_of_day
from planning.ports import CaseRow
from planning.rules import World

FEATURE = "paminnelser"
READING = "kvittera"


class ReminderKind(StrEnum):
    """Why somebody is reminded."""

    DEADLINE = "frist"
    UNREAD = "okvitterat"
    ESCALATED = "eskalerat"
    FORGOTTEN = "glomd-utskrivning"


class Urgency(StrEnum):
    """Whether the time has passed or is near."""

    OVERDUE = "forsenad"
    SOON = "snart"


@dataclass(frozen=True, slots=True)
class Watch:
    """One thing that a unit is reminded of: from `soon` on, and as late after `due`.

    `about` is the unit that has not read, when the sender is told.
    """

    unit: str
    kind: ReminderKind
    step: str
    soon: datetime
    due: datetime
    about: str = ""

    def as_data(self) -> dict[str, Any]:
        """Plain data for the row of the case."""
        return {
            "unit": self.unit,
            "kind": self.kind.value,
            "step": self.step,
            "soon": self.soon.isoformat(),
            "due": self.due.isoformat(),
            "about": self.about,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Watch:
        """Read what `as_data` wrote."""
        return cls(
            data["unit"],
            ReminderKind(data["kind"]),
            data["step"],
            datetime.fromisoformat(data["soon"]),
            datetime.fromisoformat(data["due"]),
            data["about"],
        )


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a unit is reminded of at a moment."""

    row: CaseRow
    watch: Watch
    urgency: Urgency


def reminders(rows: Iterable[CaseRow], unit: str, now: datetime) -> tuple[Reminder, ...]:
    """What the unit is reminded of now, the longest overdue first."""
    found = [
        Reminder(row, watch, urgency)
        for row in rows
        for watch in map(Watch.from_data, row.watches)
        if watch.unit == unit and (urgency := _urgency(watch, now))
    ]
    return tuple(sorted(found, key=lambda each: (each.watch.due, each.row.case_id)))


def _urgency(watch: Watch, now: datetime) -> Urgency | None:
    if now > watch.due:
        return Urgency.OVERDUE
    return Urgency.SOON if watch.soon <= now and watch.soon < watch.due else None


# What a case asks to be reminded of --------------------------------------------------------------


def watches_of(case: Case, moves: Iterable[Next], world: World) -> tuple[Watch, ...]:
    """Everything in the case that some unit will be reminded of unless it is done before.

    Nothing for a patient who has died or a case that has ended: then all timers stop.
    """
    if case.deceased_at or case.ended or not world.agreement.has(FEATURE):
        return ()
    return (*_of_moves(moves, world), *_of_unread(case, world), *_of_discharge(case, world))


def _of_moves(moves: Iterable[Next], world: World) -> Iterator[Watch]:
    for move in moves:
        if move.due is not None and move.step != READING:
            for unit in move.units:
                yield _ahead(world, unit, ReminderKind.DEADLINE, move.step, move.due)


def _ahead(world: World, unit: str, kind: ReminderKind, step: str, due: datetime) -> Watch:
    """A watch that reminds the agreed number of hours before it is due."""
    hours = timedelta(hours=world.agreement.hours("paminnelse_timmar") or 0)
    return Watch(unit, kind, step, due - hours, due)


def _of_unread(case: Case, world: World) -> Iterator[Watch]:
    """The oldest message that each unit has not read; later its sender is told as well."""
    hours = world.agreement.hours("kvittens_timmar")
    if hours is None:
        return
    more = world.agreement.hours("eskalering_timmar")
    for (sender, receiver), at in _oldest_unread(case).items():
        due = at + timedelta(hours=hours)
        yield _ahead(world, receiver, ReminderKind.UNREAD, READING, due)
        if more is not None and case.party(sender):
            told = due + timedelta(hours=more)
            yield Watch(sender, ReminderKind.ESCALATED, READING, told, told, receiver)


def _oldest_unread(case: Case) -> dict[tuple[str, str], datetime]:
    """Since when something from the one unit waits to be read at the other."""
    oldest: dict[tuple[str, str], datetime] = {}
    for message, delivery in case.unread():
        pair = (message.sender.unit, delivery.receiver.unit)
        oldest[pair] = min(delivery.at, oldest.get(pair, delivery.at))
    return oldest


def _of_discharge(case: Case, world: World) -> Iterator[Watch]:
    """The estimated day has passed and nobody has registered a discharge."""
    day = case.estimated_discharge
    if case.admitted and not case.over and day is not None and case.ward:
        hours = timedelta(hours=world.agreement.number("glomd_utskrivning_timmar"))
        due = end_of_day(day) + hours
        yield Watch(case.ward, ReminderKind.FORGOTTEN, "utskrivning", due, due)
