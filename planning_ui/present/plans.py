"""SIP-översikt: every plan that is needed, called to or under way, by its next follow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planning.alphabet import swedish
from planning.moments import local_day
from planning.ports import CaseRow
from planning.vocabulary import SipStatus
from planning_ui.present.rows import Line, Onlooker, line_of, sip_status
from planning_ui.present.strip import Look
from planning_ui.said import Said, say, say_the_day
from planning_ui.words import LEADS

SOON = timedelta(days=14)
Holds = Callable[[CaseRow, date], bool]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One person with a SIP. `look` is how the next follow-up stands.

    `met` says that the called meeting lies behind, though nobody has registered it.
    """

    line: Line
    status: str
    follow_up: Said | None
    look: Look | None
    lead: str
    ended: bool
    meeting: Said | None
    met: bool


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A choice of plans as a link, with how many it holds."""

    title: str
    number: int
    href: str
    chosen: bool


def _late(row: CaseRow, today: date) -> bool:
    return row.follow_up is not None and row.follow_up < today


def _soon(row: CaseRow, today: date) -> bool:
    return row.follow_up is not None and today <= row.follow_up <= today + SOON


def _not_called(row: CaseRow, today: date) -> bool:
    return sip_status(row) is SipStatus.NEEDED


def _without_day(row: CaseRow, today: date) -> bool:
    drawn_up = sip_status(row) in (SipStatus.DRAWN_UP, SipStatus.FOLLOW_UP)
    return drawn_up and row.follow_up is None


CHOICES: Mapping[str, tuple[str, Holds]] = {
    "": ("Alla", lambda row, today: True),
    "behovs": ("Behövs, ingen kallad", _not_called),
    "sena": ("Uppföljning passerad", _late),
    "snart": ("Uppföljning inom 14 dagar", _soon),
    "utan": ("Utan datum för uppföljning", _without_day),
}


def plan_choices(
    rows: Iterable[CaseRow], chosen: str, onlooker: Onlooker
) -> tuple[PlanChoice, ...]:
    """Each choice with its number."""
    every, today = list(rows), local_day(onlooker.now)
    return tuple(
        PlanChoice(
            title,
            sum(1 for row in every if holds(row, today)),
            f"/sip?visa={key}" if key else "/sip",
            key == chosen,
        )
        for key, (title, holds) in CHOICES.items()
    )


def chosen_plans(rows: Iterable[CaseRow], chosen: str, onlooker: Onlooker) -> Sequence[CaseRow]:
    """The rows of the chosen plans, the next meeting or follow-up first."""
    today = local_day(onlooker.now)
    wanted = [row for row in rows if CHOICES[chosen][1](row, today)]
    return sorted(wanted, key=lambda row: (_next_day(row), swedish(row.name)))


def _next_day(row: CaseRow) -> date:
    days = (row.follow_up, local_day(row.meeting) if row.meeting else None)
    return min((day for day in days if day), default=date.max)


def plan_lines(wanted: Iterable[CaseRow], onlooker: Onlooker) -> tuple[PlanLine, ...]:
    """The plans in words."""
    today = local_day(onlooker.now)
    return tuple(_plan(row, today, onlooker) for row in wanted)


def _plan(row: CaseRow, today: date, onlooker: Onlooker) -> PlanLine:
    line = line_of(row, onlooker)
    day = row.follow_up
    return PlanLine(
        line=line,
        status=line.sip,
        follow_up=say_the_day(day, onlooker.now) if day else None,
        look=_look(day, today) if day else None,
        lead=LEADS.get(row.plan_lead, ""),
        ended=not row.active,
        meeting=say(row.meeting, onlooker.now) if row.meeting else None,
        met=row.meeting is not None and row.meeting < onlooker.now,
    )


def _look(day: date, today: date) -> Look:
    if day < today:
        return Look("!", "sen", "sen")
    if day <= today + SOON:
        return Look("◔", "snart", "snart")
    return Look("●", "pågår", "pagar")
