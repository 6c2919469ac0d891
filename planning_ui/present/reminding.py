"""Reminders in words: what, about whom, since when or until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planning.reminders import Reminder, ReminderKind, Urgency
from planning_ui.present.header import written_number
from planning_ui.present.rows import Onlooker
from planning_ui.present.strip import Look, look_of_due
from planning_ui.said import Said, say


@dataclass(frozen=True, slots=True)
class Nudge:
    """One line of the page. `phone` is whom to ring, when that is what is to be done."""

    case_href: str
    step: str
    href: str
    name: str
    number: str
    title: str
    told: str
    phone: str
    due: Said
    look: Look


@dataclass(frozen=True, slots=True)
class Heap:
    """The late ones, or those that are soon due."""

    id: str
    title: str
    nudges: tuple[Nudge, ...]


HEAPS: Mapping[Urgency, str] = {Urgency.OVERDUE: "Försenat", Urgency.SOON: "Snart"}


def heaps(found: Iterable[Reminder], onlooker: Onlooker) -> tuple[Heap, ...]:
    """Late and soon, each in the order of time."""
    found = tuple(found)
    return tuple(
        Heap(urgency, title, tuple(_nudge(r, onlooker) for r in found if r.urgency is urgency))
        for urgency, title in HEAPS.items()
    )


def _nudge(reminder: Reminder, onlooker: Onlooker) -> Nudge:
    row, watch = reminder.row, reminder.watch
    return Nudge(
        case_href=f"/arende/{row.case_id}",
        step=watch.step,
        href=f"/arende/{row.case_id}/steg/{watch.step}#nu",
        name=row.name,
        number=written_number(row.identity),
        title=onlooker.rulebook.steps[watch.step].title,
        told=_told(reminder, onlooker),
        phone=_phone(reminder, onlooker),
        due=say(watch.due, onlooker.now),
        look=look_of_due(watch.due, onlooker.now),
    )


def _told(reminder: Reminder, onlooker: Onlooker) -> str:
    watch = reminder.watch
    if watch.kind is ReminderKind.ESCALATED:
        name = onlooker.organisation.name(watch.about)
        return f"{name} har inte kvitterat ett meddelande från er. Ring enheten."
    return TOLD[watch.kind]


def _phone(reminder: Reminder, onlooker: Onlooker) -> str:
    """The number of the unit to ring, or nothing."""
    if reminder.watch.kind is not ReminderKind.ESCALATED:
        return ""
    unit = onlooker.organisation.unit(reminder.watch.about)
    return unit.phone if unit else ""


TOLD: Mapping[ReminderKind, str] = {
    ReminderKind.DEADLINE: "Det är er tur.",
    ReminderKind.UNREAD: "Ett meddelande till er är inte kvitterat.",
    ReminderKind.FORGOTTEN: (
        "Beräknat datum har passerat. Skriv ut patienten, eller ange ett nytt datum."
    ),
}
