"""Days and times as people write them: `3/3 14`, `tis 14:00`, `2026-03-03 14:00`, `i morgon 9`.

Reading is strict about what it does not understand: it says so in Swedish and never guesses at
half a text. Which year or week is meant follows from the direction of the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from planning.moments import STOCKHOLM, local


class Direction(Enum):
    """Where on the calendar a field looks when the text does not say."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


class NotUnderstood(ValueError):
    """The text is no day or time that the system can rely on; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was understood. `clock` is None when only a day was written."""

    day: date
    clock: time | None = None


EXAMPLES_MOMENT = "Skriv till exempel 3/3 14, tis 14:00 eller i dag 9:30."
EXAMPLES_DAY = "Skriv till exempel 3/3, tis eller 2026-03-03."

RELATIVE = {
    "i förrgår": -2, "i går": -1, "i dag": 0, "i morgon": 1, "i övermorgon": 2,
    "förrgår": -2, "igår": -1, "idag": 0, "imorgon": 1, "imorron": 1, "övermorgon": 2,
    "i morron": 1, "nu": 0,
}  # fmt: skip
WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_RELATIVE = re.compile(
    "|".join(sorted(map(re.escape, RELATIVE), key=len, reverse=True)) + r"(?!\w)"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)t?|(\d{4})(\d{2})(\d{2})(?!\d)")
_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?:[-/ ](\d{4}))?(?!\d)")
_MONTH = re.compile(
    rf"(?:den )?(\d{{1,2}})(?::?e)? ?({'|'.join(MONTHS)})[a-zå-ö]*\.?(?: (\d{{4}}))?(?!\d)"
)
_WEEKDAY = re.compile(
    r"(?:på |nu på )?(mån|tis|ons|tors|tor|fre|lör|sön)(?:dag|sdag)?(?:en)?\.?(?!\w)"
)
_CLOCK = re.compile(
    r"(?:kl\.? ?|klockan )?(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?(?!\d)"
    r"|(?:kl\.? ?)?(\d{2})(\d{2})(?!\d)"
)


def read_moment(text: str, now: datetime, direction: Direction) -> datetime:
    """The moment that the text means, in UTC.

    Raises NotUnderstood, with a Swedish sentence, also for a time that the clock skips.
    """
    with _examples(EXAMPLES_MOMENT):
        return _moment(_plain(text), now, direction)


def _moment(plain: str, now: datetime, direction: Direction) -> datetime:
    if plain == "nu":
        return now.astimezone(UTC).replace(second=0, microsecond=0)
    written = _read(plain, now, direction)
    if written.clock is None:
        raise NotUnderstood("Klockslaget saknas.")
    return _on_the_clock(datetime.combine(written.day, written.clock))


def read_day(text: str, now: datetime, direction: Direction) -> date:
    """The day that the text means; a clock time beside it is understood and left out.

    Raises NotUnderstood, with a Swedish sentence.
    """
    with _examples(EXAMPLES_DAY):
        return _read(_plain(text), now, direction).day


@contextmanager
def _examples(examples: str) -> Iterator[None]:
    """Whatever is not understood is told together with how it can be written."""
    try:
        yield
    except NotUnderstood as fault:
        raise NotUnderstood(f"{fault} {examples}") from fault


def _plain(text: str) -> str:
    if any(sign.isdigit() and not sign.isascii() for sign in text):
        raise NotUnderstood("Skriv vanliga siffror.")
    return " ".join(text.lower().replace(",", " ").split())


def _read(plain: str, now: datetime, direction: Direction) -> Written:
    today = local(now).date()
    for pattern, day_of in READERS:
        found = pattern.match(plain)
        if found:
            day = day_of(found, today, direction)
            return Written(day, _clock(plain[found.end() :].strip()))
    clock = _clock(plain)
    if clock is None:
        raise NotUnderstood("Tiden går inte att förstå.")
    return Written(today, clock)


def _clock(rest: str) -> time | None:
    if not rest:
        return None
    found = _CLOCK.fullmatch(rest)
    if not found:
        raise NotUnderstood("Tiden går inte att förstå.")
    hour, minute = found.group(1) or found.group(3), found.group(2) or found.group(4) or "0"
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise NotUnderstood("Klockslaget finns inte.") from error


def _on_the_clock(naive: datetime) -> datetime:
    moment = naive.replace(tzinfo=STOCKHOLM).astimezone(UTC)
    if local(moment).replace(tzinfo=None) != naive:
        raise NotUnderstood("Den tiden finns inte: klockan ställs om den natten.")
    return moment


# Days --------------------------------------------------------------------------------------------


def _relative(found: re.Match[str], today: date, direction: Direction) -> date:
    return today + timedelta(days=RELATIVE[found.group()])


def _iso(found: re.Match[str], today: date, direction: Direction) -> date:
    year, month, day = (each for each in found.groups() if each)
    return _existing(int(year), int(month), int(day))


def _slash(found: re.Match[str], today: date, direction: Direction) -> date:
    day, month, year = found.groups()
    return _in_year(int(day), int(month), year, today, direction)


def _month(found: re.Match[str], today: date, direction: Direction) -> date:
    day, month, year = found.groups()
    return _in_year(int(day), MONTHS.index(month) + 1, year, today, direction)


def _weekday(found: re.Match[str], today: date, direction: Direction) -> date:
    name = "tors" if found.group(1) == "tor" else found.group(1)
    ahead = (WEEKDAYS.index(name) - today.weekday()) % 7
    back = ahead - 7 if ahead else 0
    return today + timedelta(days=back if direction is Direction.PAST else ahead)


def _in_year(day: int, month: int, year: str | None, today: date, direction: Direction) -> date:
    if year:
        return _existing(int(year), month, day)
    found = [each for each in _in_years_around(day, month, today) if _fits(each, today, direction)]
    if not found:
        raise NotUnderstood("Den dagen finns inte.")
    return min(found, key=lambda each: abs(each - today))


def _in_years_around(day: int, month: int, today: date) -> Iterator[date]:
    for year in range(today.year - 1, today.year + 2):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _fits(day: date, today: date, direction: Direction) -> bool:
    if direction is Direction.PAST:
        return day <= today
    return direction is Direction.NEAREST or day >= today


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotUnderstood("Den dagen finns inte.") from error


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, Direction], date]], ...] = (
    (_RELATIVE, _relative),
    (_ISO, _iso),
    (_SLASH, _slash),
    (_MONTH, _month),
    (_WEEKDAY, _weekday),
)
