"""When things are due: one function per rule, in one table. Each deadline tells how it was counted.

Times are UTC moments; days are added to dates in Europe/Stockholm (see `moments`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planning.agreement import Agreement
from planning.case import Case
from planning.moments import (
    end_of_day,
    local_day,
    next_working_day,
    say_day,
    say_moment,
)
from planning.parts import Message, Period
from planning.vocabulary import DeadlineStatus, Ending, Mark, Need, Role, SipDecision


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty with its latest time. `due` is None while the end is not known.

    `derivation` says in Swedish how the time was counted and what moves it.
    """

    step: str
    due: datetime | None
    status: DeadlineStatus
    mark: Mark
    law: str
    derivation: tuple[str, ...]
    done_at: datetime | None = None


Rule = Callable[[Case, Agreement, datetime], Deadline | None]


def deadlines(case: Case, agreement: Agreement, now: datetime) -> tuple[Deadline, ...]:
    """The deadlines that apply to the case at the moment, in the order of the process."""
    if case.annulled_at:
        return ()
    found = (
        rule(case, agreement, now)
        for name, rule in DEADLINES.items()
        if agreement.has(FEATURE_OF.get(name))
    )
    return tuple(each for each in found if each is not None)


def status_of(due: datetime | None, done_at: datetime | None, now: datetime) -> DeadlineStatus:
    """How a deadline stands: done in time, done late, running, or passed."""
    if done_at is not None:
        late = due is not None and done_at > due
        return DeadlineStatus.LATE if late else DeadlineStatus.IN_TIME
    passed = due is not None and now > due
    return DeadlineStatus.PASSED if passed else DeadlineStatus.RUNNING


def admission_notice_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """Within 24 h of admission, or of the judgement when the need is found later (2 kap. 3 §)."""
    notice = case.admission_notice
    not_needed = notice is None and case.needs == (Need.NONE,)
    if case.opened_at is None or not_needed:
        return None
    done = notice.rightly_sent_at if notice else None
    if done is None and case.deceased_at:
        return None
    hours = agreement.number("inskrivningsmeddelande_timmar")
    start = max(case.opened_at, _judged_before(case, notice) or case.opened_at)
    due = start + timedelta(hours=hours)
    policy = agreement.policies["inskrivningsmeddelande_timmar"]
    return Deadline(
        "inskrivningsmeddelande",
        due,
        status_of(due, done, now),
        policy.mark,
        policy.law,
        _admission_derivation(case, start, due, hours, notice),
        done,
    )


def _judged_before(case: Case, notice: Message | None) -> datetime | None:
    """When the need was judged; a judgement after the notice was sent cannot excuse it."""
    judged = case.need_judged_at
    return None if judged and notice and judged > notice.sent_at else judged


def _admission_derivation(
    case: Case, start: datetime, due: datetime, hours: int, notice: Message | None
) -> tuple[str, ...]:
    judged = _judged_before(case, notice)
    since = "Patienten skrevs in" if start == case.opened_at else "Läkaren bedömde behovet"
    told = [
        f"{since} {say_moment(start)}.",
        f"Meddelandet ska skickas inom {hours} timmar: senast {say_moment(due)}.",
    ]
    if not judged:
        told.append("Ingen behovsbedömning var sparad. Därför räknas tiden från inskrivningen.")
    if notice and notice.rightly_sent_at and notice.rightly_sent_at != notice.sent_at:
        told.append("Meddelandet gick först fel. Tiden bedöms efter den första rätta sändningen.")
    told.append("Om behovet upptäcks senare räknas tiden från den bedömningen.")
    return tuple(told)


def acknowledgement_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """Receipts within the agreed hours; the statute says nothing about receipts.

    While something is unread the oldest unread message is the one that is due; when all is read
    the slowest receipt is judged.
    """
    hours = agreement.hours("kvittens_timmar")
    sent = [d for m in case.messages if m.valid for d in m.deliveries]
    unread = [each.at for _, each in case.unread()]
    read = [(d.acknowledged_at or d.rejected_at or d.at, d.at) for d in sent if not d.open]
    ended_by_death = unread and case.deceased_at
    if hours is None or ended_by_death or not (unread or read):
        return None
    allowed = timedelta(hours=hours)
    done, at = max(read, key=lambda pair: pair[0] - pair[1]) if not unread else (None, min(unread))
    return Deadline(
        "kvittera",
        at + allowed,
        status_of(at + allowed, done, now),
        agreement.policies["kvittens_timmar"].mark,
        "",
        (
            f"Mottagarna ska kvittera inom {hours} timmar efter att ett meddelande skickats: "
            f"senast {say_moment(at + allowed)}.",
            "Tiden gäller enligt er överenskommelse. Lagen säger inget om kvittens.",
        ),
        done,
    )


def contact_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """Before the patient is discharged (2 kap. 5 §)."""
    notice = case.admission_notice
    if notice is None or notice.reached(Role.OPEN_CARE) is None or case.deceased_at:
        return None
    done = min((each.first_at for each in case.contacts), default=None)
    due = case.discharged_at
    told = ["Verksamhetschefen i öppenvården ska utse en fast vårdkontakt före utskrivningen."]
    told.append(
        f"Patienten skrevs ut {say_moment(due)}."
        if due
        else "Patienten är inte utskriven, så tiden har ännu inget slut."
    )
    return Deadline(
        "fast-vardkontakt",
        due,
        status_of(due, done, now),
        Mark.LAW,
        "lag (2017:612) 2 kap. 5 §",
        tuple(told),
        done,
    )


def basis_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """The planeringsunderlag within the agreed hours after the notice (a routine)."""
    hours = agreement.hours("planeringsunderlag_timmar")
    notice = case.admission_notice
    if hours is None or notice is None or case.deceased_at:
        return None
    sent = notice.rightly_sent_at or notice.sent_at
    due = sent + timedelta(hours=hours)
    expected = {each.unit for each in case.parties_of(Role.OPEN_CARE, Role.MUNICIPALITY)}
    complete = {each.unit: each.completed_at for each in case.bases if each.completed_at}
    all_done = bool(expected) and expected <= set(complete)
    done = max(complete.values()) if all_done else None
    return Deadline(
        "planeringsunderlag",
        due,
        status_of(due, done, now),
        agreement.policies["planeringsunderlag_timmar"].mark,
        "",
        (
            f"Inskrivningsmeddelandet skickades {say_moment(sent)}.",
            f"Underlaget ska vara klart inom {hours} timmar: senast {say_moment(due)}.",
            "Tiden är en rutin och kan skilja mellan regioner.",
        ),
        done,
    )


def last_notice(case: Case) -> Period | None:
    """The latest period that was neither withdrawn nor annulled."""
    gone = (Ending.WITHDRAWN, Ending.ANNULLED)
    return next((each for each in reversed(case.periods) if each.ending not in gone), None)


def summons_due(period: Period, agreement: Agreement) -> tuple[datetime, date, date]:
    """When the kallelse is due: the moment, its day, and the day before the holiday rule."""
    days = agreement.number("kallelse_dagar")
    counted = local_day(period.sent_at) + timedelta(days=days)
    moved = next_working_day(counted, agreement.holidays)
    last = moved if agreement.holds("helgregel") else counted
    return end_of_day(last), last, counted


def summons_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """The kallelse at the latest three days after the notice (4 kap. 3 §)."""
    period = last_notice(case)
    due_for = case.sip_decision is SipDecision.NEEDED
    if period is None or not due_for or case.deceased_at:
        return None
    due, last, counted = summons_due(period, agreement)
    summons = case.first_summons
    policy = agreement.policies["kallelse_dagar"]
    return Deadline(
        "kallelse-sip",
        due,
        status_of(due, summons.at if summons else None, now),
        policy.mark,
        policy.law,
        _summons_derivation(period, agreement, last, counted),
        summons.at if summons else None,
    )


def _summons_derivation(
    period: Period, agreement: Agreement, last: date, counted: date
) -> tuple[str, ...]:
    told = [
        f"Utskrivningsklar skickades {say_moment(period.sent_at)}.",
        f"Kallelsen ska skickas senast {agreement.number('kallelse_dagar')} dagar därefter: "
        f"{say_day(counted)}.",
    ]
    if last != counted:
        told.append(
            f"Den dagen är lördag, söndag eller helgdag. Därför får det göras senast "
            f"{say_day(last)} (lag (1930:173) 2 §; att den gäller här är vår tolkning)."
        )
    told.append("Det är kallelsen som ska skickas i tid. Mötet kan hållas senare.")
    return tuple(told)


def information_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """Necessary information at the latest the day of discharge (3 kap. 2 §)."""
    if case.discharged_at is None:
        return None
    day = local_day(case.discharged_at)
    due = end_of_day(day)
    sent = next(case.valid_messages("utskrivningsinformation"), None)
    done = sent.sent_at if sent else None
    return Deadline(
        "utskrivningsinformation",
        due,
        status_of(due, done, now),
        Mark.LAW,
        "lag (2017:612) 3 kap. 2 §",
        (
            f"Patienten skrevs ut {say_moment(case.discharged_at)}.",
            f"Informationen ska föras över senast samma dag: {say_day(day)}.",
        ),
        done,
    )


def follow_up_contact_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """A call after homecoming within the agreed hours (a routine, for chosen patients)."""
    hours = agreement.hours("kontakt_efter_hemgang_timmar")
    if hours is None or case.discharged_at is None:
        return None
    due = case.discharged_at + timedelta(hours=hours)
    return Deadline(
        "kontakt-efter-hemgang",
        due,
        status_of(due, case.follow_up_at, now),
        Mark.ROUTINE,
        "",
        (
            f"Patienten skrevs ut {say_moment(case.discharged_at)}.",
            f"Kontakten ska tas inom {hours} timmar: senast {say_moment(due)}.",
        ),
        case.follow_up_at,
    )


def sip_follow_up_deadline(case: Case, agreement: Agreement, now: datetime) -> Deadline | None:
    """The follow-up on the day that the plan names."""
    sip = case.sip
    if sip is None or sip.next_follow_up is None or sip.closed_at or case.deceased_at:
        return None
    due = end_of_day(sip.next_follow_up)
    return Deadline(
        "sip-uppfoljning",
        due,
        status_of(due, None, now),
        Mark.ROUTINE,
        "",
        (f"Planen anger uppföljning senast {say_day(sip.next_follow_up)}.",),
    )


DEADLINES: Mapping[str, Rule] = {
    "inskrivningsmeddelande": admission_notice_deadline,
    "kvittens": acknowledgement_deadline,
    "fast-vardkontakt": contact_deadline,
    "planeringsunderlag": basis_deadline,
    "kallelse-sip": summons_deadline,
    "utskrivningsinformation": information_deadline,
    "kontakt-efter-hemgang": follow_up_contact_deadline,
    "sip-uppfoljning": sip_follow_up_deadline,
}
DEADLINE_NAMES = frozenset(DEADLINES)
# What an agreement has switched off is due never.
FEATURE_OF: Mapping[str, str] = {"kontakt-efter-hemgang": "kontakt-efter-hemgang"}
