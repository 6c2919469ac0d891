"""What one stay says for the statistics: counts only, nothing that tells who it was.

The counts of stays are added up; `planning/statistics.py` makes indicators of the sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from planning.case import Case
from planning.deadlines import Deadline, deadlines
from planning.moments import local_day
from planning.parts import Period
from planning.rules import World
from planning.vocabulary import DeadlineStatus, Ending


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of a stay that is over, or of many; every field is a sum.

    `ready` are stays with a notice of utskrivningsklar that counts, `ready_with_days` those of
    them with at least one day; a day is a midnight passed. `*_due` are duties that applied, and
    the field after each is how many of them were done in time.
    """

    stays: int = 0
    ready: int = 0
    ready_with_days: int = 0
    ready_days: int = 0
    home_same_day: int = 0
    notice_due: int = 0
    notice_in_time: int = 0
    receipts: int = 0
    receipt_minutes: int = 0
    contact_due: int = 0
    contact_in_time: int = 0
    basis_due: int = 0
    basis_in_time: int = 0
    summons_due: int = 0
    summons_in_time: int = 0
    date_changes: int = 0
    sip_needed: int = 0
    sip_drawn_up: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(values_of(self), values_of(other), strict=True)))


COUNTED = tuple(each.name for each in fields(Counts))
NO_MONTH = ""
DUTIES = {
    "inskrivningsmeddelande": "notice",
    "fast-vardkontakt": "contact",
    "planeringsunderlag": "basis",
    "kallelse-sip": "summons",
}


def values_of(counts: Counts) -> tuple[int, ...]:
    """The counts in the order of the fields."""
    return tuple(getattr(counts, name) for name in COUNTED)


def total(several: Iterable[Counts]) -> Counts:
    """All counts together."""
    return sum(several, Counts())


def month_of_end(case: Case) -> str:
    """The month in which the stay ended, as `2026-03`; empty while it goes on or when annulled."""
    over = case.stay_over_at
    if over is None or not case.admitted or case.annulled_at:
        return NO_MONTH
    return local_day(over).strftime("%Y-%m")


def counts_of(case: Case, world: World) -> Counts | None:
    """What the stay counts for, or None while it goes on or when it is annulled.

    It depends on the case alone, not on when it is asked: rows that are rebuilt come out the same.
    """
    over = case.stay_over_at
    if over is None or not month_of_end(case):
        return None
    periods = [each for each in case.periods if each.ending is not Ending.ANNULLED]
    days = sum(_days(each) for each in periods)
    return Counts(
        stays=1,
        ready=int(bool(periods)),
        ready_with_days=int(days > 0),
        ready_days=days,
        home_same_day=int(bool(periods) and days == 0),
        date_changes=max(len(case.estimates) - 1, 0),
        sip_needed=int(_sip_wanted(case)),
        sip_drawn_up=int(bool(case.sip and case.sip.versions)),
        **_receipts(case),
        **_duties(deadlines(case, world.agreement, over)),
    )


def _days(period: Period) -> int:
    """The midnights between notice and end; the day of the notice is day 0."""
    ended = period.ended_at or period.sent_at
    return (local_day(ended) - local_day(period.sent_at)).days


def _sip_wanted(case: Case) -> bool:
    wanted = case.sip_decision is not None and case.sip_decision.value == "behovs"
    return wanted or case.sip is not None


def _receipts(case: Case) -> dict[str, int]:
    read = [
        (each.acknowledged_at - each.at).total_seconds()
        for message in case.messages
        if message.valid
        for each in message.deliveries
        if each.acknowledged_at
    ]
    return {"receipts": len(read), "receipt_minutes": round(sum(read) / 60)}


def _duties(found: Iterable[Deadline]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for each in found:
        if name := DUTIES.get(each.step):
            counted[f"{name}_due"] = 1
            counted[f"{name}_in_time"] = int(each.status is DeadlineStatus.IN_TIME)
    return counted
