"""The list views, derived from a case: one row for Översikt, one row per message and receiver."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from planning.case import Case
from planning.flags import flags_of
from planning.guidance import Next, next_moves
from planning.measures import counts_of, month_of_end, values_of
from planning.payment import payments
from planning.payment_index import payment_headings
from planning.payment_kept import kept_sums
from planning.ports import CaseRow, InboxRow
from planning.progress import step_views
from planning.reminders import watches_of
from planning.rules import World
from planning.vocabulary import CaseState


def case_row(case: Case, world: World, now: datetime) -> CaseRow:
    """The line of the case in Översikt."""
    moves = next_moves(case, step_views(case, world, now), world)
    first = moves[0] if moves else None
    period = case.active_period
    return CaseRow(
        case_id=case.id,
        version=case.version,
        name=case.patient.name if case.patient else "",
        identity=_identity(case),
        ward=case.ward,
        kommun=case.patient.kommun if case.patient else None,
        state=case.state.value,
        estimated_discharge=case.estimated_discharge,
        date_changed=len(case.estimates) > 1,
        next_step=first.step if first else "",
        next_role=first.role.value if first else "",
        next_units=first.units if first else (),
        next_due=first.due if first else None,
        ready_since=period.sent_at if period else None,
        flags=tuple(flags_of(case)),
        units=tuple(party.unit for party in case.parties if party.active),
        unread=dict(Counter(each.receiver.unit for _, each in case.unread())),
        contact=case.contacts[-1].name if case.contacts else "",
        sip_status=case.sip_status.value,
        protected=bool(case.patient and case.patient.protected),
        active=is_active(case),
        admitted_at=case.opened_at,
        discharged_at=case.stay_over_at,
        own_steps=_own_steps(moves),
        staying=case.staying,
        watches=tuple(each.as_data() for each in watches_of(case, moves, world)),
        track=case.track or "",
        plan=_has_plan(case),
        follow_up=case.sip.next_follow_up if case.sip and case.sip_open else None,
        plan_lead=_plan_lead(case),
        meeting=_meeting(case),
        **_payment(case, world, now),
        **_statistics(case, world),
    )


def _payment(case: Case, world: World, now: datetime) -> dict[str, Any]:
    return {
        "liable_from": _liable_from(case, world, now),
        "payment": payment_headings(case),
        "payment_sums": kept_sums(case, world.agreement, now),
    }


def _liable_from(case: Case, world: World, now: datetime) -> date | None:
    """The first day of liability in the period that runs, or None while nothing says one."""
    if case.active_period is None:
        return None
    return payments(case, world.agreement, now)[-1].starts


def _plan_lead(case: Case) -> str:
    """Which huvudman has the overall responsibility by the plan in force."""
    versions = case.sip.versions if case.sip else ()
    return str(versions[-1].data.get("huvudansvarig", "")) if versions else ""


def _meeting(case: Case) -> datetime | None:
    """When the SIP meeting is that somebody has called to; None once it is held."""
    summons, sip = case.active_summons, case.sip
    held = summons and sip and sip.met_at and sip.met_at >= summons.at
    return summons.meeting_at if summons and not held and _has_plan(case) else None


def _has_plan(case: Case) -> bool:
    """Whether a SIP is needed, called to or under way; it outlives the stay."""
    if case.annulled_at or case.deceased_at:
        return case.sip_open
    called = case.active_summons is not None and case.sip is None
    return case.sip_open or case.sip_waits or called


def _statistics(case: Case, world: World) -> dict[str, Any]:
    counts = counts_of(case, world)
    measured = values_of(counts) if counts else ()
    return {"ended_month": month_of_end(case), "measured": measured}


def is_active(case: Case) -> bool:
    """Whether the case belongs in the list of cases under way."""
    return case.state not in (CaseState.CLOSED, CaseState.ANNULLED)


def _identity(case: Case) -> str:
    identity = case.patient.identity if case.patient else None
    return identity.value if identity else ""


def _own_steps(moves: tuple[Next, ...]) -> dict[str, str]:
    """Each unit with its first step; the moves come by urgency."""
    return {unit: move.step for move in reversed(moves) for unit in move.units}


def inbox_rows(case: Case) -> tuple[InboxRow, ...]:
    """One row per message and receiving unit; a unit that has left the case lists it no more.

    What a unit has rejected stays for the sender to see. A unit that receives a message anew, after
    it has rejected it, has one row: that of the new receipt.
    """
    rows = (
        InboxRow(
            case_id=case.id,
            number=message.number,
            unit=delivery.receiver.unit,
            kind=message.kind,
            name=case.patient.name if case.patient else "",
            identity=_identity(case),
            sender=message.sender.unit,
            sent_at=delivery.at,
            acknowledged_at=delivery.acknowledged_at or delivery.rejected_at,
            acknowledged_by=delivery.acknowledged_by,
            answer_wanted=bool(message.data.get("svar_kravs")),
            annulled=not message.valid or case.annulled_at is not None,
            active=is_active(case),
            rejected=delivery.rejected_at is not None,
            listed=case.party(delivery.receiver.unit) is not None,
            annulment_unread=delivery.annulment_unread and bool(case.party(delivery.receiver.unit)),
        )
        for message in case.messages
        for delivery in message.deliveries
        if case.party(delivery.receiver.unit) or delivery.rejected_at
    )
    return tuple({(row.number, row.unit): row for row in rows}.values())
