"""Everything the system says about a course at one moment, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from planning.case import Case
from planning.deadlines import deadlines
from planning.disputes import Dispute
from planning.errors import Reason
from planning.guidance import blocked_commands, case_warnings, next_moves
from planning.moments import write_moment
from planning.organisation import Actor
from planning.payment import payments
from planning.progress import views_with
from planning.rules import World
from planning.scenario.course import Happening, Scenario
from planning.scenario.playing import Played, play
from planning.telling import (
    blocked_as_data,
    deadline_as_data,
    move_as_data,
    payment_as_data,
    reason_as_data,
)
from planning.vocabulary import CARE_ROLES, Role


def answer(scenario: Scenario, world: World) -> dict[str, Any]:
    """Everything the system says about the course at the moment asked about, as plain data."""
    return answer_about(play(scenario, world), scenario, world)


def answer_about(played: Played, scenario: Scenario, world: World) -> dict[str, Any]:
    """What the system says about a course that has been played."""
    case, now = played.case, scenario.until
    counted = deadlines(case, world.agreement, now)
    views = views_with(case, world, counted)
    return {
        "tillstand": case.state.value,
        "avvisade": [_refused(each, reasons) for each, reasons in played.refused],
        "varningar": [{"nr": each.number, "kod": code} for each, code in played.warned],
        "steg": {view.step.id: view.status.value for view in views},
        "frister": [deadline_as_data(each) for each in counted],
        "nasta": [move_as_data(each) for each in next_moves(case, views, world)],
        "sparrade": list(_blocked(case, scenario, world, now)),
        "betalning": list(_payments((*played.before, case), world, now)),
        "sip": {"status": case.sip_status.value},
        "paminnelser": list(case_warnings(case, world, now)),
    }


def _refused(each: Happening, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    return {"nr": each.number, "gor": each.command, "skal": [reason_as_data(r) for r in reasons]}


def _blocked(
    case: Case, scenario: Scenario, world: World, now: datetime
) -> Iterator[dict[str, Any]]:
    if not case.exists:
        return
    actors = tuple(_representative(role, case, scenario) for role in CARE_ROLES)
    known = [each for each in actors if case.party(each.unit)]
    for blocked in blocked_commands(case, known, world, now):
        yield blocked_as_data(blocked)


def _representative(role: Role, case: Case, scenario: Scenario) -> Actor:
    units = [party.unit for party in case.parties_of(role)]
    holder = next((each.unit for each in case.contacts if each.unit in units), None)
    first = case.ward if role is Role.WARD else next(iter(units), "")
    return Actor(user=f"scenario-{role.value}", name="", role=role, unit=holder or first)


def _payments(stays: Sequence[Case], world: World, now: datetime) -> Iterator[dict[str, Any]]:
    """The periods of every stay, numbered through."""
    found = [(stay, each) for stay in stays for each in payments(stay, world.agreement, now)]
    for number, (stay, each) in enumerate(found, start=1):
        disputes = [_dispute(d) for d in stay.disputes if d.period == each.period]
        yield payment_as_data(number, each) | {"bestridanden": disputes}


def _dispute(each: Dispute) -> dict[str, Any]:
    return {
        "nr": each.number,
        "kommun": each.kommun,
        "tid": write_moment(each.at),
        "skal": each.ground.value,
        "status": each.status.value,
        "svar": each.answer.value if each.answer else None,
    }
