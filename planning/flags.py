"""The flags of a patient in a list: what to know before acting, some of them for a time only.

A flag is an id, and for one that comes and goes the time as well: `permission FROM/TO`. Rows are
written when something happens in the case, and read whenever; so the reader's clock decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from planning.case import Case
from planning.moments import start_of_day
from planning.vocabulary import Consent


def flags_of(case: Case) -> Iterator[str]:
    """The flags of the case, as its row keeps them."""
    if case.patient and case.patient.protected:
        yield "skyddade-uppgifter"
    if case.consent is Consent.YES_COMPULSORY or case.care_plan:
        yield "tvangsvard"
    if case.consent is None and case.admitted:
        yield "samtycke-saknas"
    if case.patient and case.patient.language:
        yield "tolk"
    if not case.over:
        yield from (_for_a_time("permission", each.since, each.until) for each in case.leaves)
        yield from (_for_days(each.since, each.until) for each in case.obstacles)


def standing(flags: Iterable[str], now: datetime) -> tuple[str, ...]:
    """The ids of the flags that hold now, each once."""
    return tuple(dict.fromkeys(each.partition(" ")[0] for each in flags if _holds(each, now)))


def _for_days(since: date, until: date | None) -> str:
    return _for_a_time(
        "hinder-oppenvard", start_of_day(since), start_of_day(until) if until else None
    )


def _for_a_time(flag: str, since: datetime, until: datetime | None) -> str:
    return f"{flag} {since.isoformat()}/{until.isoformat() if until else ''}"


def _holds(flag: str, now: datetime) -> bool:
    """A flag without a time always holds; so does one of a row that an earlier version wrote."""
    since, _, until = flag.partition(" ")[2].partition("/")
    begun = not since or datetime.fromisoformat(since) <= now
    return begun and (not until or now < datetime.fromisoformat(until))
