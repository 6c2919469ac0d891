"""What the sums of a payment basis need of a case, as text that is kept beside it.

An ended period says the same for ever: its days in each month are counted when it ends. A running
one says from which day it counts, and every midnight adds a day. So a month of thousands of stays
is summed without reading one of them. Where days may be left out of a period that still runs, the
text is empty: then the case itself is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from planning.agreement import Agreement
from planning.case import Case
from planning.moments import local_day
from planning.payment_average import CountedStay
from planning.payment_counting import CaseCount, PeriodCount, count_case
from planning.payment_index import DISPUTED, RUNNING, payment_headings
from planning.payment_month import Month

READ_AT_ONCE = 16_384
"""So many texts are kept as they were read; more than the cases of one basis."""
MONTHS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """What one period comes to in a month: days told, days counted, disputes that wait.

    `parties` are the units of the case, `former` those that have left it and may look back.
    """

    case_id: str
    number: int
    sent_at: datetime
    told: int
    counted: int
    open_disputes: int
    parties: tuple[str, ...]
    former: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseSums:
    """The periods of a case in a month, and the stay that a mean counts.

    `agreement` is the reference of what the case was opened under.
    """

    agreement: str
    periods: tuple[PeriodSum, ...]
    stay: CountedStay | None


def kept_sums(case: Case, agreement: Agreement, now: datetime) -> dict[str, str]:
    """The text of the case under each of its headings that a basis is made from.

    It follows from the case and its agreement alone, whenever it is written.
    """
    count = count_case(case, agreement, now)
    headings = (each.partition(":") for each in payment_headings(case))
    found = {
        f"{kommun}:{under}": _kept(case, count, under)
        for kommun, _, under in headings
        if kommun == case.liable_kommun and under != DISPUTED
    }
    return {each: json.dumps(kept) if kept else "" for each, kept in found.items()}


def sums_of_case(case: Case, count: CaseCount, month: Month) -> CaseSums:
    """The same from a case that has been read and counted."""
    parties, former = _parties(case)
    periods = tuple(
        PeriodSum(case.id, *_told(case, each, month), parties, former) for each in count.periods
    )
    return CaseSums(case.agreement, tuple(each for each in periods if each.told), count.stay)


def read_sums(case_id: str, kept: str, first: date, today: date) -> CaseSums:
    """Read a text of `kept_sums` for the month with this first day, as it is known today."""
    read, (name, last) = _read(case_id, kept), _until(first, today)
    if read.begun and first <= last >= read.begun:
        return _running_sums(case_id, kept, first, last)
    return read.inside if read.under == name else read.outside


@dataclass(frozen=True, slots=True)
class _Running:
    """A period that goes on: the days it has begun on and counts from, and no sums yet."""

    begun: date
    counts_from: date | None
    period: PeriodSum


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it was read: its sums inside its own month and outside it, and what runs since.

    What ended in another month stands there for the mean alone.
    """

    under: str
    inside: CaseSums
    outside: CaseSums
    running: tuple[_Running, ...]
    begun: date | None


@lru_cache(maxsize=READ_AT_ONCE)
def _read(case_id: str, kept: str) -> _Read:
    """Read once what serves for every month: whoever looks at one looks at the next."""
    data = json.loads(kept)
    stay, agreement = _stay(case_id, data["stay"]), data["agreement"]
    parties = tuple(data["parties"]), tuple(data["former"])
    ended = (_ended_sum(case_id, each, parties) for each in data["ended"])
    inside = CaseSums(agreement, tuple(each for each in ended if each.told), stay)
    running = tuple(_read_running(case_id, each, parties) for each in data["running"])
    begun = min((each.begun for each in running), default=None)
    return _Read(data["under"], inside, _outside(agreement, stay), running, begun)


def _outside(agreement: str, stay: CountedStay | None) -> CaseSums:
    return CaseSums(agreement, (), stay) if stay else _nothing(agreement)


@lru_cache(maxsize=MONTHS_AT_ONCE)
def _nothing(agreement: str) -> CaseSums:
    """One for all: what lies in memory by the thousand is looked through again and again."""
    return CaseSums(agreement, (), None)


@lru_cache(maxsize=READ_AT_ONCE)
def _running_sums(case_id: str, kept: str, first: date, last: date) -> CaseSums:
    """Count the days up to `last`, on which a period of the text has begun; no mean counts it."""
    read = _read(case_id, kept)
    begun = (each for each in read.running if each.begun <= last)
    periods = tuple(_so_far(each, first, last) for each in begun)
    return CaseSums(read.inside.agreement, periods, None)


@lru_cache(maxsize=MONTHS_AT_ONCE)
def _until(first: date, today: date) -> tuple[str, date]:
    """The name of the month, and its last day that is over; asked once for thousands of texts."""
    month = Month.of(first)
    return str(month), min(month.last, today - timedelta(days=1))


def _stay(case_id: str, kept: list[Any] | None) -> CountedStay | None:
    return CountedStay(case_id, date.fromisoformat(kept[0]), kept[1]) if kept else None


_Told = tuple[int, datetime, int, int, int]
_Parties = tuple[tuple[str, ...], tuple[str, ...]]


def _kept(case: Case, count: CaseCount, under: str) -> dict[str, Any] | None:
    parties, former = _parties(case)
    about: dict[str, Any] = {"under": under, "agreement": case.agreement}
    about |= {"parties": parties, "former": former}
    if under == RUNNING:
        running = _begun(case, count)
        return about | {"stay": None} | running if running else None
    month = Month.read(under)
    stay = count.stay if count.stay and month.contains(count.stay.left) else None
    left = [stay.left.isoformat(), stay.days] if stay else None
    return about | {"stay": left, "ended": list(_ended(case, count, month)), "running": []}


def _ended(case: Case, count: CaseCount, month: Month) -> Iterator[list[Any]]:
    for each in count.periods:
        if each.period.ended_at is not None:
            number, sent_at, *told = _told(case, each, month)
            yield [number, sent_at.isoformat(), *told]


def _begun(case: Case, count: CaseCount) -> dict[str, Any] | None:
    """The running period, or None where a day of it may be left out."""
    if case.obstacles or case.leaves:
        return None
    running = [each for each in count.periods if each.period.ended_at is None]
    return {"ended": [], "running": [_from_its_start(case, each) for each in running]}


def _from_its_start(case: Case, each: PeriodCount) -> list[Any]:
    sent, starts = each.payment.sent_at, each.payment.starts
    counts_from = starts.isoformat() if starts else None
    begun, waiting = local_day(sent).isoformat(), _waiting(case, each)
    return [each.period.number, sent.isoformat(), begun, counts_from, waiting]


def _ended_sum(case_id: str, kept: list[Any], parties: _Parties) -> PeriodSum:
    number, sent_at, told, counted, waiting = kept
    return PeriodSum(case_id, number, _moment(sent_at), told, counted, waiting, *parties)


def _read_running(case_id: str, kept: list[Any], parties: _Parties) -> _Running:
    number, sent_at, begun, counts_from, waiting = kept
    period = PeriodSum(case_id, number, _moment(sent_at), 0, 0, waiting, *parties)
    counts = date.fromisoformat(counts_from) if counts_from else None
    return _Running(date.fromisoformat(begun), counts, period)


def _so_far(each: _Running, first: date, last: date) -> PeriodSum:
    """What a running period comes to in the month, up to its last day that is over."""
    told = _days(max(each.begun, first), last)
    counted = _days(max(each.counts_from, first), last) if each.counts_from else 0
    return replace(each.period, told=told, counted=counted)


def _told(case: Case, each: PeriodCount, month: Month) -> _Told:
    inside = [day for day in each.days if month.contains(day.day)]
    counted = sum(1 for day in inside if day.counted)
    return each.period.number, each.payment.sent_at, len(inside), counted, _waiting(case, each)


def _waiting(case: Case, each: PeriodCount) -> int:
    own = [dispute for dispute in case.disputes if dispute.period == each.period.number]
    return sum(1 for dispute in own if dispute.open)


def _parties(case: Case) -> _Parties:
    """The units in the case, and those that were: a protected case knows no former ones."""
    inside = {each.unit for each in case.parties if each.active}
    gone = {each.unit for each in case.parties} - inside
    protected = case.patient is not None and case.patient.protected
    return tuple(sorted(inside)), () if protected else tuple(sorted(gone))


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
