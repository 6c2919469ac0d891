"""Payment liability: who pays from which day, which days count, and why (lag (2017:612) 5 kap.)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planning.agreement import PREVENTS, Agreement
from planning.case import Case
from planning.deadlines import admission_notice_deadline, summons_due
from planning.moments import after_noon, local_day, say_day, say_moment
from planning.parts import Message, Period
from planning.vocabulary import DeadlineStatus, Ending, Role, SipDecision

# Codes with which a payment explains itself; each has a guidance topic, as reasons have.
CODES = frozenset(
    {"makulerad", "im-saknas", "mottagare-saknas", "kallelse-saknas", "im-forsenat"}
    | {"hinder-oppenvard", "pa-permission"}
)


@dataclass(frozen=True, slots=True)
class ExcludedDay:
    """A day after the start that is not counted, with the code that says why."""

    day: date
    code: str


@dataclass(frozen=True, slots=True)
class Payment:
    """Liability for one period as utskrivningsklar.

    `starts` is None where liability does not arise; `hindrances` says why. `until` is the first day
    no longer counted, or None while the period runs. `amount` is kronor, None when it is not known.
    """

    period: int
    kommun: str | None
    sent_at: datetime
    starts: date | None
    until: date | None
    days: int
    hindrances: tuple[str, ...]
    excluded: tuple[ExcludedDay, ...]
    disputed: tuple[str, ...]
    amount_a_day: int | None
    amount: int | None
    derivation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Start:
    """The first day of liability with how it was found."""

    day: date | None
    hindrances: tuple[str, ...]
    disputed: tuple[str, ...]
    told: tuple[str, ...]


def payments(case: Case, agreement: Agreement, now: datetime) -> tuple[Payment, ...]:
    """Liability for every period of the case, as known at the moment."""
    return tuple(_payment(case, period, agreement, now) for period in case.periods)


def can_be_disputed(payment: Payment) -> bool:
    """Whether liability arises in the period: it has a first day, and did not end before it."""
    if payment.starts is None:
        return False
    return payment.until is None or payment.starts < payment.until


def follows_average(agreement: Agreement) -> bool:
    """Whether the agreement has chosen the average model, in which no period has an amount."""
    return agreement.word("modell") == "genomsnitt"


def first_day_by_date_rule(sent_at: datetime, agreement: Agreement) -> date:
    """Three days after the notice was sent, four when it was sent after 12:00 (5 kap. 4 §)."""
    late = after_noon(sent_at)
    name = "betalning_dagar_efter_tolv" if late else "betalning_dagar"
    return local_day(sent_at) + timedelta(days=agreement.number(name))


def _payment(case: Case, period: Period, agreement: Agreement, now: datetime) -> Payment:
    start = _start(case, period, agreement)
    until = local_day(period.ended_at) if period.ended_at else None
    if until and agreement.holds("sista_dagen_raknas"):
        until += timedelta(days=1)
    stop = until or local_day(now)
    excluded = tuple(excluded_days(case, start.day, stop, agreement))
    counted = _counted_days(start.day, stop, excluded)
    daily, amount = _amounts(counted, start.day, agreement)
    return Payment(
        period.number,
        case.liable_kommun,
        period.sent_at,
        start.day,
        until,
        len(counted),
        start.hindrances,
        excluded,
        start.disputed,
        daily,
        amount,
        (
            *start.told,
            *_days_told(start.day, until, counted, excluded),
            *_amount_told(counted, agreement),
        ),
    )


def _start(case: Case, period: Period, agreement: Agreement) -> _Start:
    hindrances = tuple(_hindrances(case, period, agreement))
    notice = _notice(case, period)
    reached = notice.reached(Role.MUNICIPALITY, case.liable_kommun) if notice else None
    if hindrances or reached is None:
        told = tuple(HINDRANCE_TOLD[code] for code in hindrances)
        return _Start(None, hindrances, (), (_sent_told(period), *told))
    return _start_when_met(case, period, agreement, max(reached, period.sent_at))


def _announced_at(case: Case) -> datetime | None:
    """When the inskrivningsmeddelande had reached a right receiver, or None."""
    return case.admission_notice.rightly_sent_at if case.admission_notice else None


def _notice(case: Case, period: Period) -> Message | None:
    return case.message(period.message)


def _hindrances(case: Case, period: Period, agreement: Agreement) -> Iterator[str]:
    """The preconditions of 5 kap. 3 § that are not met."""
    if period.ending is Ending.ANNULLED or case.annulled_at:
        yield "makulerad"
    if _announced_at(case) is None:
        yield "im-saknas"
    notice = _notice(case, period)
    if notice is None or notice.reached(Role.MUNICIPALITY, case.liable_kommun) is None:
        yield "mottagare-saknas"
    if _sip_is_due(case, agreement) and case.first_summons is None:
        yield "kallelse-saknas"
    if agreement.word("sen_forutsattning") == PREVENTS:
        yield from dict(_late(case, period, agreement))


def _sip_is_due(case: Case, agreement: Agreement) -> bool:
    refused = case.sip_decision is SipDecision.REFUSED
    if refused:
        return agreement.holds("nekad_sip_kraver_kallelse")
    return case.sip_decision is SipDecision.NEEDED


def _late(case: Case, period: Period, agreement: Agreement) -> Iterator[tuple[str, date]]:
    """Preconditions that were met too late for the date rule alone, with the day they were met."""
    sent = _announced_at(case)
    if sent and sent > period.sent_at:
        yield "im-saknas", local_day(sent)
    summons = case.first_summons
    if _sip_is_due(case, agreement) and summons and summons.at > summons_due(period, agreement)[0]:
        yield "kallelse-saknas", local_day(summons.at)


def _start_when_met(case: Case, period: Period, agreement: Agreement, reached: datetime) -> _Start:
    by_date = first_day_by_date_rule(reached, agreement)
    met = dict(_late(case, period, agreement))
    day = max((by_date, *met.values()))
    told = [_sent_told(period), *_date_rule_told(period, reached, by_date, agreement)]
    told += [f"{_LATE_TOLD[code]} {say_day(when)}." for code, when in met.items()]
    if met:
        told.append(f"Betalningsansvaret räknas därför från {say_day(day)} och kan bestridas.")
    disputed = (*met, *_notice_was_late(case, agreement, reached))
    return _Start(day, (), disputed, tuple(told))


def _notice_was_late(case: Case, agreement: Agreement, now: datetime) -> tuple[str, ...]:
    """An inskrivningsmeddelande sent after its 24 hours is a point that a kommun may dispute."""
    deadline = admission_notice_deadline(case, agreement, now)
    late = deadline is not None and deadline.status is DeadlineStatus.LATE
    return ("im-forsenat",) if late else ()


def excluded_days(
    case: Case, start: date | None, stop: date, agreement: Agreement
) -> Iterator[ExcludedDay]:
    """The days from `start` up to, not including, `stop` that are not counted, and why."""
    for day in _days(start, stop):
        if any(each.covers(day) for each in case.obstacles):
            yield ExcludedDay(day, "hinder-oppenvard")
        elif not agreement.holds("permission_raknas") and _away(case, day):
            yield ExcludedDay(day, "pa-permission")


def _away(case: Case, day: date) -> bool:
    return any(local_day(each.since) < day < local_day(each.until) for each in case.leaves)


def _days(start: date | None, stop: date) -> Iterator[date]:
    day = start or stop
    while day < stop:
        yield day
        day += timedelta(days=1)


def _counted_days(
    start: date | None, stop: date, excluded: Sequence[ExcludedDay]
) -> tuple[date, ...]:
    left_out = {each.day for each in excluded}
    return tuple(day for day in _days(start, stop) if day not in left_out)


def _amounts(
    counted: Sequence[date], start: date | None, agreement: Agreement
) -> tuple[int | None, int | None]:
    """The amount of the first day's year, and the sum; None as soon as one day is unknown."""
    if start is None or follows_average(agreement):
        return None, None
    first = agreement.amount_on(counted[0] if counted else start)
    amounts = [agreement.amount_on(day) for day in counted]
    known = [each.kronor for each in amounts if each is not None]
    daily = first.kronor if first else None
    if len(known) < len(amounts) or daily is None:
        return daily, None
    return daily, sum(known)


# Words -------------------------------------------------------------------------------------------

HINDRANCE_TOLD = {
    "makulerad": "Meddelandet är makulerat och räknas inte.",
    "im-saknas": "Inget inskrivningsmeddelande är skickat. Då uppstår inget betalningsansvar "
    "(5 kap. 3 §).",
    "mottagare-saknas": "Utskrivningsklar har inte skickats till den betalande kommunens enhet "
    "(5 kap. 3 §).",
    "kallelse-saknas": "En SIP behövs men ingen kallelse är skickad. Tills den är skickad uppstår "
    "inget betalningsansvar (5 kap. 3 §).",
}
_EXCLUDED_TOLD = {
    "hinder-oppenvard": "hinder i regionens öppenvård (5 kap. 5 §)",
    "pa-permission": "patienten var på permission (enligt er överenskommelse)",
}
_LATE_TOLD = {
    "im-saknas": "Inskrivningsmeddelandet skickades efter utskrivningsklar:",
    "kallelse-saknas": "Kallelsen till SIP skickades efter sista dagen för kallelse:",
}


def _sent_told(period: Period) -> str:
    return f"Utskrivningsklar skickades {say_moment(period.sent_at)}."


def _date_rule_told(
    period: Period, reached: datetime, by_date: date, agreement: Agreement
) -> Iterator[str]:
    if reached > period.sent_at:
        yield f"Det nådde den betalande kommunen {say_moment(reached)} och räknas därifrån."
    late = after_noon(reached)
    name = "betalning_dagar_efter_tolv" if late else "betalning_dagar"
    when = "efter kl. 12:00" if late else "senast kl. 12:00"
    yield (
        f"Det var {when}. Då räknas {agreement.number(name)} kalenderdagar från "
        f"{say_day(local_day(reached))}: ansvaret kan börja {say_day(by_date)} (5 kap. 4 §)."
    )


def _days_told(
    start: date | None,
    until: date | None,
    counted: Sequence[date],
    excluded: Sequence[ExcludedDay],
) -> Iterator[str]:
    if start is None:
        return
    if until:
        yield f"Perioden slutade. Första dag som inte räknas är {say_day(until)} (vår tolkning)."
    for code, why in _EXCLUDED_TOLD.items():
        left_out = sum(1 for each in excluded if each.code == code)
        if left_out:
            yield f"{left_out} dygn räknas inte: {why}."
    yield f"Räknade dygn: {len(counted)}."


def _amount_told(counted: Sequence[date], agreement: Agreement) -> Iterator[str]:
    if follows_average(agreement):
        yield "Överenskommelsen räknar ett genomsnitt per kommun. Perioden har inget eget belopp."
        return
    unknown = sorted({day.year for day in counted if agreement.amount_on(day) is None})
    for year in unknown:
        yield f"Beloppet för {year} är inte känt eller inte bekräftat. Systemet gissar inte."
