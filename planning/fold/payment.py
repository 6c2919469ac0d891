"""Disputes of payment: made, withdrawn, answered. Nothing that was counted is changed by them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning.case import Case
from planning.disputes import Dispute, DisputeAnswer, DisputeGround
from planning.events import Event
from planning.fold.reading import day_of


def disputed(case: Case, event: Event) -> Case:
    party = case.party(event.unit)
    data = event.data
    dispute = Dispute(
        number=len(case.disputes) + 1,
        period=int(data["period"]),
        kommun=party.receiver.kommun if party else None,
        unit=event.unit,
        user=event.user,
        at=event.occurred_at,
        ground=DisputeGround(data.get("skal", DisputeGround.OTHER)),
        text=data.get("orsak", ""),
        right_day=day_of(data.get("ratt_dag")),
    )
    return replace(case, disputes=(*case.disputes, dispute))


def dispute_withdrawn(case: Case, event: Event) -> Case:
    why = event.data.get("orsak", "")
    return _changed(case, event, withdrawn_at=event.occurred_at, withdrawn_because=why)


def dispute_answered(case: Case, event: Event) -> Case:
    return _changed(
        case,
        event,
        answered_at=event.occurred_at,
        answered_by=event.unit,
        answered_user=event.user,
        answer=DisputeAnswer(event.data["svar"]),
        answer_text=event.data.get("orsak", ""),
    )


def _changed(case: Case, event: Event, **changes: Any) -> Case:
    number = event.data["bestridande"]
    disputes = (replace(d, **changes) if d.number == number else d for d in case.disputes)
    return replace(case, disputes=tuple(disputes))
