"""The rows of Översikt: narrowed, sorted, grouped and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from planning.alphabet import numbered, swedish
from planning.flags import standing
from planning.identity import Identity, IdentityKind, age_years
from planning.moments import local_day
from planning.organisation import KOMMUNER, Organisation
from planning.ports import CaseRow
from planning.process import Rulebook
from planning.vocabulary import CaseState, SipStatus
from planning_ui.present.header import written_number
from planning_ui.present.paging import Sheet
from planning_ui.present.strip import Look, look_of_due
from planning_ui.present.wish import CHOICES, Wish
from planning_ui.said import Said, say, say_the_day
from planning_ui.words import FLAGS, SIPS, STATES, TRACKS, role_words

NO_DAY = "Utan beräknat datum"


@dataclass(frozen=True, slots=True)
class Line:
    """One patient in Översikt."""

    href: str
    name: str
    number: str
    age: str
    ward: str
    kommun: str
    day: Said | None
    day_changed: bool
    state: str
    state_style: str
    track: str
    track_style: str
    next_step: str
    next_step_id: str
    next_href: str
    next_who: str
    next_due: Said | None
    next_look: Look | None
    mine: bool
    own_step: str
    own_step_id: str
    own_href: str
    unread: int
    contact: str
    sip: str
    days_ready: int | None
    payment: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines that stand together under a heading; the only group of an ungrouped list has none.

    `number` counts all rows of the group, also those of other sheets.
    """

    title: str
    lines: tuple[Line, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Count:
    """A choice of the list as a link, with how many it would show."""

    title: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column heading as a link that sorts."""

    id: str
    title: str
    href: str
    sorted: str


@dataclass(frozen=True)
class Onlooker:
    """Who looks at the list, when, and with which names for things."""

    unit: str
    now: datetime
    organisation: Organisation
    rulebook: Rulebook


def counts(rows: Iterable[CaseRow], wish: Wish, onlooker: Onlooker) -> tuple[Count, ...]:
    """How many rows each choice would show, all of them first."""
    every = list(rows)
    found = [Count("Alla", len(every), wish.address(urval=""), not wish.choice)]
    for key, (title, fits) in CHOICES.items():
        number = sum(1 for row in every if fits(row, onlooker.unit, onlooker.now))
        found.append(Count(title, number, wish.address(urval=key), wish.choice == key))
    return tuple(found)


def arranged(rows: Iterable[CaseRow], wish: Wish, onlooker: Onlooker) -> Sequence[CaseRow]:
    """The rows that the wish leaves, in the order of the list."""
    wanted = [row for row in rows if wish.chooses(row, onlooker.unit, onlooker.now)]
    wanted.sort(key=lambda row: swedish(row.name))
    wanted.sort(key=lambda row: SORTS[wish.sort][1](row, onlooker), reverse=wish.falling)
    if wish.group:
        wanted.sort(key=lambda row: GROUPED[wish.group][0](row, onlooker))
    return wanted


def groups(
    wanted: Sequence[CaseRow], sheet: Sheet, wish: Wish, onlooker: Onlooker
) -> tuple[LineGroup, ...]:
    """The arranged rows of a sheet in words, under their headings."""
    shown = sheet.of(wanted)
    if not wish.group:
        found = tuple(line_of(row, onlooker) for row in shown)
        return (LineGroup("", found, len(wanted)),) if found else ()
    order, title = GROUPED[wish.group]
    numbers = Counter(order(row, onlooker) for row in wanted)
    together = groupby(shown, key=lambda row: order(row, onlooker))
    heaps = [(key, list(same)) for key, same in together]
    return tuple(
        LineGroup(
            title(same[0], onlooker), tuple(line_of(row, onlooker) for row in same), numbers[key]
        )
        for key, same in heaps
    )


def lines(rows: Iterable[CaseRow], wish: Wish, onlooker: Onlooker) -> tuple[Line, ...]:
    """All rows that the wish leaves, in words and without headings."""
    return tuple(line_of(row, onlooker) for row in arranged(rows, wish, onlooker))


def line_of(row: CaseRow, onlooker: Onlooker) -> Line:
    """The row in words, for the person who looks."""
    now, organisation = onlooker.now, onlooker.organisation
    step = onlooker.rulebook.steps.get(row.next_step)
    waits = step is not None and row.active
    return Line(
        href=f"/arende/{row.case_id}",
        name=row.name,
        number=written_number(row.identity),
        age=age_of(row.identity, local_day(now)),
        ward=organisation.name(row.ward) if row.ward else "",
        kommun=KOMMUNER.get(row.kommun or "", ""),
        day=say_the_day(row.estimated_discharge, now) if row.estimated_discharge else None,
        day_changed=row.date_changed,
        state=STATES[CaseState(row.state)],
        state_style=row.state,
        track=TRACKS.get(row.track, ""),
        track_style=row.track,
        next_step=step.title if step and waits else "",
        next_step_id=row.next_step,
        next_href=f"/arende/{row.case_id}/steg/{row.next_step}#nu" if waits else "",
        next_who=_who(row, onlooker),
        next_due=say(row.next_due, now) if waits and row.next_due else None,
        next_look=look_of_due(row.next_due, now) if waits else None,
        mine=onlooker.unit in row.own_steps and row.active,
        own_step=_own_step(row, onlooker),
        own_step_id=row.own_steps.get(onlooker.unit, ""),
        own_href=f"/arende/{row.case_id}/steg/{row.own_steps.get(onlooker.unit, '')}#nu",
        unread=row.unread.get(onlooker.unit, 0),
        contact=row.contact,
        sip=_sip(row),
        days_ready=days_since(row.ready_since, now),
        payment=_payment(row, now),
        flags=flags_in_words(row, now),
    )


def flags_in_words(row: CaseRow, now: datetime) -> tuple[str, ...]:
    """What to know of the patient before acting, as it stands now."""
    return tuple(FLAGS.get(flag, flag) for flag in standing(row.flags, now))


def age_of(number: str, today: date) -> str:
    """The age that a stored number tells; nothing for a reserve number."""
    if not (number.isdigit() and len(number) == 12):
        return ""
    # A coordination number holds its day plus 60, which `age_years` takes off again.
    kind = IdentityKind.COORDINATION if int(number[6:8]) > 60 else IdentityKind.PERSONAL
    return f"{age_years(Identity(kind, number), today)} år"


def _who(row: CaseRow, onlooker: Onlooker) -> str:
    if not row.next_step:
        return ""
    return "Din enhet" if onlooker.unit in row.next_units else role_words(row.next_role)


def _own_step(row: CaseRow, onlooker: Onlooker) -> str:
    """The title of the unit's own step, when that is not the first of all; else nothing."""
    step = onlooker.rulebook.steps.get(row.own_steps.get(onlooker.unit, ""))
    return step.title if step and row.active and step.id != row.next_step else ""


def sip_status(row: CaseRow) -> SipStatus:
    """Where the SIP of the row stands; a row without a word on it has none."""
    return SipStatus(row.sip_status) if row.sip_status else SipStatus.NONE


def _sip(row: CaseRow) -> str:
    status = sip_status(row)
    return "" if status is SipStatus.NONE else SIPS[status]


def _payment(row: CaseRow, now: datetime) -> str:
    """When liability begins, or which day of it this is; the first day is day 1."""
    if row.liable_from is None:
        return ""
    days = (local_day(now) - row.liable_from).days
    if days < 0:
        return f"betalning från {say_the_day(row.liable_from, now).words}"
    return f"betalningsdag {days + 1}"


def days_since(moment: datetime | None, now: datetime) -> int | None:
    """Whole days since the day of the moment: that day is day 0."""
    return (local_day(now) - local_day(moment)).days if moment else None


def _due(row: CaseRow, onlooker: Onlooker) -> Any:
    return row.next_due.timestamp() if row.next_due else float("inf")


def _ready(row: CaseRow, onlooker: Onlooker) -> Any:
    days = days_since(row.ready_since, onlooker.now)
    return -1 if days is None else days


def _state_order(row: CaseRow, onlooker: Onlooker) -> Any:
    return list(CaseState).index(CaseState(row.state))


SORTS: Mapping[str, tuple[str, Callable[[CaseRow, Onlooker], Any]]] = {
    "namn": ("Namn", lambda row, by: swedish(row.name)),
    "personnummer": ("Personnummer", lambda row, by: row.identity),
    "avdelning": ("Avdelning", lambda row, by: numbered(by.organisation.name(row.ward))),
    "kommun": ("Kommun", lambda row, by: swedish(KOMMUNER.get(row.kommun or "", ""))),
    "datum": ("Beräknat datum", lambda row, by: row.estimated_discharge or date.max),
    "tillstand": ("Tillstånd", _state_order),
    "spar": ("Spår", lambda row, by: -list(TRACKS).index(row.track) if row.track else 1),
    "senast": ("Nästa steg", _due),
    "olasta": ("Olästa", lambda row, by: -row.unread.get(by.unit, 0)),
    "kontakt": ("Fast vårdkontakt", lambda row, by: (not row.contact, swedish(row.contact))),
    "sip": ("SIP", lambda row, by: list(SIPS).index(sip_status(row))),
    "klar": ("Dygn sedan utskrivningsklar", _ready),
    "betalning": ("Betalning", lambda row, by: row.liable_from or date.max),
}


# What stands together in a column: the second line of a cell sorts by its own heading.
COLUMNS = (
    ("namn", "personnummer"),
    ("avdelning", "kommun"),
    ("datum",),
    ("tillstand", "spar"),
    ("senast",),
    ("olasta",),
    ("kontakt", "sip"),
    ("klar", "betalning"),
)


def columns(wish: Wish, *, with_tracks: bool = True) -> tuple[tuple[Column, ...], ...]:
    """The column headings, one or two to a column; pressing the sorted one turns the order.

    Without tracks, where the agreement has none, nothing speaks of them.
    """
    shown = [[key for key in keys if with_tracks or key != "spar"] for keys in COLUMNS]
    return tuple(tuple(_column(key, SORTS[key][0], wish) for key in keys) for keys in shown)


def _column(key: str, title: str, wish: Wish) -> Column:
    chosen = key == wish.sort
    order = "fallande" if chosen and not wish.falling else ""
    now = ("descending" if wish.falling else "ascending") if chosen else ""
    return Column(key, title, wish.address(sortera=key, ordning=order), now)


def _day_title(row: CaseRow, onlooker: Onlooker) -> str:
    day = row.estimated_discharge
    return say_the_day(day, onlooker.now).words.capitalize() if day else NO_DAY


Named = Callable[[CaseRow, Onlooker], str]
# By what the rows are put under headings: the order of the headings, and their words.
GROUPED: Mapping[str, tuple[Callable[[CaseRow, Onlooker], Any], Named]] = {
    "avdelning": (
        lambda row, by: numbered(by.organisation.name(row.ward) if row.ward else ""),
        lambda row, by: by.organisation.name(row.ward) if row.ward else "Utan avdelning",
    ),
    "kommun": (
        lambda row, by: swedish(KOMMUNER.get(row.kommun or "", "")),
        lambda row, by: KOMMUNER.get(row.kommun or "", "Utan kommun"),
    ),
    "tillstand": (_state_order, lambda row, by: STATES[CaseState(row.state)]),
    "dag": (lambda row, by: row.estimated_discharge or date.max, _day_title),
}
