"""The rows of Översikt and Inkorg: filtered, sorted and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from planning.moments import local_day
from planning.organisation import KOMMUNER, Organisation
from planning.ports import CaseRow, InboxRow
from planning.process import Rulebook
from planning.vocabulary import CaseState
from planning_ui.present.header import written_number
from planning_ui.present.strip import Look, look_of_due
from planning_ui.said import Said, say, say_the_day
from planning_ui.words import FLAGS, STATES, role_words


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants to see, as the address says it."""

    ward: str = ""
    kommun: str = ""
    state: str = ""
    mine: bool = False
    closed: bool = False
    sort: str = "senast"
    falling: bool = False

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> Wish:
        """Read the address; what is not known there is left out."""
        state = asked.get("tillstand", "")
        sort = asked.get("sortera", "senast")
        return cls(
            ward=asked.get("avdelning", ""),
            kommun=asked.get("kommun", "") if asked.get("kommun", "") in KOMMUNER else "",
            state=state if state in {each.value for each in CaseState} else "",
            mine=asked.get("mina") == "ja",
            closed=asked.get("avslutade") == "ja",
            sort=sort if sort in SORTS else "senast",
            falling=asked.get("ordning") == "fallande",
        )

    def address(self, **changes: str) -> str:
        """The address of this list with some wishes changed."""
        said = {
            "avdelning": self.ward,
            "kommun": self.kommun,
            "tillstand": self.state,
            "mina": "ja" if self.mine else "",
            "avslutade": "ja" if self.closed else "",
            "sortera": self.sort if self.sort != "senast" else "",
            "ordning": "fallande" if self.falling else "",
            **changes,
        }
        query = urlencode({key: value for key, value in said.items() if value})
        return f"/oversikt?{query}" if query else "/oversikt"

    @property
    def narrowed(self) -> bool:
        """Whether any filter is on."""
        return bool(self.ward or self.kommun or self.state or self.mine)


@dataclass(frozen=True, slots=True)
class Line:
    """One patient in Översikt."""

    href: str
    name: str
    number: str
    ward: str
    kommun: str
    day: Said | None
    day_changed: bool
    state: str
    state_style: str
    next_step: str
    next_href: str
    next_who: str
    next_due: Said | None
    next_look: Look | None
    mine: bool
    own_step: str
    own_href: str
    unread: int
    days_ready: int | None
    flags: tuple[str, ...]


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


def lines(rows: Iterable[CaseRow], wish: Wish, onlooker: Onlooker) -> tuple[Line, ...]:
    """The rows that the wish leaves, sorted, in words."""
    wanted = [row for row in rows if not wish.mine or onlooker.unit in row.own_steps]
    wanted.sort(key=lambda row: row.name.casefold())
    wanted.sort(key=lambda row: SORTS[wish.sort][1](row, onlooker), reverse=wish.falling)
    return tuple(_line(row, onlooker) for row in wanted)


def _line(row: CaseRow, onlooker: Onlooker) -> Line:
    now, organisation = onlooker.now, onlooker.organisation
    step = onlooker.rulebook.steps.get(row.next_step)
    waits = step is not None and row.active
    return Line(
        href=f"/arende/{row.case_id}",
        name=row.name,
        number=written_number(row.identity),
        ward=organisation.name(row.ward) if row.ward else "",
        kommun=KOMMUNER.get(row.kommun or "", ""),
        day=say_the_day(row.estimated_discharge, now) if row.estimated_discharge else None,
        day_changed=row.date_changed,
        state=STATES[CaseState(row.state)],
        state_style=row.state,
        next_step=step.title if step and waits else "",
        next_href=f"/arende/{row.case_id}/steg/{row.next_step}#nu" if waits else "",
        next_who=_who(row, onlooker),
        next_due=say(row.next_due, now) if waits and row.next_due else None,
        next_look=look_of_due(row.next_due, now) if waits else None,
        mine=onlooker.unit in row.own_steps and row.active,
        own_step=_own_step(row, onlooker),
        own_href=f"/arende/{row.case_id}/steg/{row.own_steps.get(onlooker.unit, '')}#nu",
        unread=row.unread.get(onlooker.unit, 0),
        days_ready=days_since(row.ready_since, now),
        flags=tuple(FLAGS.get(flag, flag) for flag in row.flags),
    )


def _who(row: CaseRow, onlooker: Onlooker) -> str:
    if not row.next_step:
        return ""
    return "Din enhet" if onlooker.unit in row.next_units else role_words(row.next_role)


def _own_step(row: CaseRow, onlooker: Onlooker) -> str:
    """The title of the unit's own step, when that is not the first of all; else nothing."""
    step = onlooker.rulebook.steps.get(row.own_steps.get(onlooker.unit, ""))
    return step.title if step and row.active and step.id != row.next_step else ""


def days_since(moment: datetime | None, now: datetime) -> int | None:
    """Whole days since the day of the moment: that day is day 0."""
    return (local_day(now) - local_day(moment)).days if moment else None


def _due(row: CaseRow, onlooker: Onlooker) -> Any:
    return row.next_due.timestamp() if row.next_due else float("inf")


def _ready(row: CaseRow, onlooker: Onlooker) -> Any:
    days = days_since(row.ready_since, onlooker.now)
    return -1 if days is None else days


SORTS: Mapping[str, tuple[str, Callable[[CaseRow, Onlooker], Any]]] = {
    "namn": ("Namn", lambda row, by: row.name.casefold()),
    "personnummer": ("Personnummer", lambda row, by: row.identity),
    "avdelning": ("Avdelning", lambda row, by: by.organisation.name(row.ward)),
    "kommun": ("Kommun", lambda row, by: KOMMUNER.get(row.kommun or "", "")),
    "datum": ("Beräknat datum", lambda row, by: row.estimated_discharge or date.max),
    "tillstand": ("Tillstånd", lambda row, by: list(CaseState).index(CaseState(row.state))),
    "senast": ("Nästa steg", _due),
    "olasta": ("Olästa", lambda row, by: -row.unread.get(by.unit, 0)),
    "klar": ("Dygn sedan utskrivningsklar", _ready),
}


# What stands together in a column: the second line of a cell sorts by its own heading.
COLUMNS = (
    ("namn", "personnummer"),
    ("avdelning", "kommun"),
    ("datum",),
    ("tillstand",),
    ("senast",),
    ("olasta",),
    ("klar",),
)


def columns(wish: Wish) -> tuple[tuple[Column, ...], ...]:
    """The column headings, one or two to a column; pressing the sorted one turns the order."""
    return tuple(tuple(_column(key, SORTS[key][0], wish) for key in keys) for keys in COLUMNS)


def _column(key: str, title: str, wish: Wish) -> Column:
    chosen = key == wish.sort
    order = "fallande" if chosen and not wish.falling else ""
    now = ("descending" if wish.falling else "ascending") if chosen else ""
    return Column(key, title, wish.address(sortera=key, ordning=order), now)


@dataclass(frozen=True, slots=True)
class Post:
    """One message in Inkorg."""

    case_id: str
    href: str
    number: int
    kind: str
    name: str
    identity: str
    sender: str
    when: Said
    acknowledged: Said | None
    by: str
    answer_wanted: bool
    annulled: bool


def posts(
    rows: Iterable[InboxRow], onlooker: Onlooker, user_name: Callable[[str], str]
) -> tuple[Post, ...]:
    """The messages in words, in the order they came."""
    return tuple(_post(row, onlooker, user_name) for row in rows)


def _post(row: InboxRow, onlooker: Onlooker, user_name: Callable[[str], str]) -> Post:
    command = onlooker.rulebook.commands.get(row.kind)
    step = onlooker.rulebook.steps[command.step] if command else None
    read_at = row.acknowledged_at
    return Post(
        case_id=row.case_id,
        href=f"/arende/{row.case_id}#meddelande-{row.number}",
        number=row.number,
        kind=step.title if step else row.kind,
        name=row.name,
        identity=written_number(row.identity),
        sender=onlooker.organisation.name(row.sender),
        when=say(row.sent_at, onlooker.now),
        acknowledged=say(read_at, onlooker.now) if read_at else None,
        by=user_name(row.acknowledged_by) if row.acknowledged_by else "",
        answer_wanted=row.answer_wanted,
        annulled=row.annulled,
    )
