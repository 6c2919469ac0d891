"""Every day of a period, counted or not, each with its reason and its amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planning.agreement import Agreement
from planning.moments import local_day
from planning.parts import Period
from planning.payment import HINDRANCE_TOLD, Payment

COUNTED = "raknas"
BEFORE_START = "fore-start"
LAST_DAY = "sista-dagen"
DAY_CODES: Mapping[str, str] = {
    COUNTED: "Räknas.",
    BEFORE_START: "Ansvaret har inte börjat (5 kap. 4 §).",
    LAST_DAY: "Dagen då perioden slutade räknas inte (vår tolkning).",
    "hinder-oppenvard": "Hinder i regionens öppenvård (5 kap. 5 §).",
    "pa-permission": "Patienten var på permission (enligt er överenskommelse).",
    **HINDRANCE_TOLD,
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day: whether it counts, the code that says why, and what it costs.

    `kronor` is 0 for a day that does not count, and None for a day whose amount is not known.
    """

    day: date
    code: str
    kronor: int | None

    @property
    def counted(self) -> bool:
        """Whether the day is one of liability."""
        return self.code == COUNTED

    @property
    def text(self) -> str:
        """Why the day counts or does not, in a sentence."""
        return DAY_CODES[self.code]


def day_lines(
    payment: Payment, period: Period, agreement: Agreement, now: datetime
) -> tuple[DayLine, ...]:
    """The days from the notice to the end of the period, or to yesterday while it runs."""
    ended = local_day(period.ended_at) if period.ended_at else None
    last = ended or local_day(now) - timedelta(days=1)
    excluded = {each.day: each.code for each in payment.excluded}
    return tuple(
        _line(day, _code(day, payment, excluded), agreement)
        for day in _days(local_day(payment.sent_at), last)
    )


def _line(day: date, code: str, agreement: Agreement) -> DayLine:
    if code != COUNTED:
        return DayLine(day, code, 0)
    amount = agreement.amount_on(day)
    return DayLine(day, code, amount.kronor if amount else None)


def _code(day: date, payment: Payment, excluded: Mapping[date, str]) -> str:
    if payment.starts is None:
        return payment.hindrances[0]
    if day < payment.starts:
        return BEFORE_START
    if payment.until is not None and day >= payment.until:
        return LAST_DAY
    return excluded.get(day, COUNTED)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
