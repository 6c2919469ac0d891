"""Ready to leave, and leaving: periods, answers, obstacles, moves, discharge, death."""

from __future__ import annotations

from datetime import date

from planning.case import Case
from planning.copying import changed
from planning.events import MESSAGE_KINDS, Event
from planning.fold.messages import (
    party_added,
)
from planning.fold.periods import ended
from planning.fold.planning import (
    read,
)
from planning.fold.reading import (
    day_of,
    moment_of,
)
from planning.moments import local_day
from planning.organisation import Receiver
from planning.parts import Leave, Obstacle, Party, Period
from planning.vocabulary import Ending, Role


def ready(case: Case, event: Event) -> Case:
    judged = moment_of(event.data.get("bedomt")) or event.occurred_at
    kind = MESSAGE_KINDS[event.kind]
    period = Period(len(case.periods) + 1, event.number, kind, event.occurred_at, judged)
    return changed(case, periods=(*case.periods, period), homecoming_answers={})


def withdrawn(case: Case, event: Event) -> Case:
    return ended(case, event.occurred_at, Ending.WITHDRAWN)


def homecoming(case: Case, event: Event) -> Case:
    answers = {**case.homecoming_answers, event.unit: event.occurred_at}
    case = changed(case, homecoming_answers=answers)
    period = case.active_period
    return read(case, period.message, event) if period else case


def home_ready(case: Case, event: Event) -> Case:
    ready = {**case.home_ready, event.unit: bool(event.data.get("klar", True))}
    return changed(case, home_ready=ready)


def patient_told(case: Case, event: Event) -> Case:
    return changed(case, patient_informed_at=event.occurred_at)


def obstacle(case: Case, event: Event) -> Case:
    since = day_of(event.data.get("fran")) or local_day(event.occurred_at)
    obstacle = Obstacle(since, day_of(event.data.get("till")), event.data.get("orsak", ""))
    kept = (each for each in case.obstacles if each.since != since)
    return changed(case, obstacles=(*(_closed_by(each, since) for each in kept), obstacle))


def _closed_by(earlier: Obstacle, since: date) -> Obstacle:
    """An obstacle without an end lasts until a later one says how it is from its first day."""
    runs_on = earlier.until is None and earlier.since < since
    return changed(earlier, until=since) if runs_on else earlier


def leave(case: Case, event: Event) -> Case:
    """A leave; one that begins when an earlier one does takes its place, with the new end."""
    since = moment_of(event.data.get("fran")) or event.occurred_at
    until = moment_of(event.data.get("till")) or since
    kept = (each for each in case.leaves if not each.begins_at(since))
    return changed(case, leaves=(*kept, Leave(since, until)))


def ward_changed(case: Case, event: Event) -> Case:
    new = Receiver.from_data(event.data["till_avdelning"])
    parties = tuple(
        changed(p, active=False) if p.role is Role.WARD and p.active else p for p in case.parties
    )
    kept = tuple(p for p in parties if p.unit != new.unit)
    return changed(case, ward=new.unit, parties=(*kept, Party(new, event.occurred_at)))


def kommun_changed(case: Case, event: Event) -> Case:
    lives, decided = event.data.get("till_kommun"), event.data.get("beslutande_kommun")
    patient = changed(case.patient, kommun=lives) if case.patient and lives else case.patient
    case = changed(case, patient=patient, placing_kommun=decided or None)
    wanted = {lives, decided} - {None, ""}
    parties = tuple(
        changed(p, active=False)
        if p.role is Role.MUNICIPALITY and p.receiver.kommun not in wanted
        else p
        for p in case.parties
    )
    return party_added(changed(case, parties=parties), event)


def died(case: Case, event: Event) -> Case:
    at = moment_of(event.data.get("tidpunkt")) or event.occurred_at
    return changed(ended(case, at, Ending.DECEASED), deceased_at=at)


def left(case: Case, event: Event) -> Case:
    at = moment_of(event.data.get("tidpunkt")) or event.occurred_at
    to = event.data.get("till", "hem")
    return changed(ended(case, at, Ending.DISCHARGED), discharged_at=at, discharged_to=to)


def called_home(case: Case, event: Event) -> Case:
    at = moment_of(event.data.get("tidpunkt")) or event.occurred_at
    return changed(case, follow_up_at=min(at, case.follow_up_at or at))


def closed(case: Case, event: Event) -> Case:
    return changed(case, closed_at=event.occurred_at)
