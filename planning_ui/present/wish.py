"""What a person wants to see in Översikt, as the address of the list says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from planning.moments import local_day
from planning.organisation import KOMMUNER
from planning.ports import CaseRow
from planning.vocabulary import CaseState
from planning_ui.words import TRACKS

NAME_LENGTH_MAX = 40
_ID = re.compile(r"[a-z0-9-]{1,60}\Z")
_MANY_DIGITS = re.compile(r"\d[\d -]{4,}\d")

Chooses = Callable[[CaseRow, str, datetime], bool]


def _ours(row: CaseRow, unit: str, now: datetime) -> bool:
    return unit in row.own_steps


def _unread(row: CaseRow, unit: str, now: datetime) -> bool:
    return row.unread.get(unit, 0) > 0


def _late(row: CaseRow, unit: str, now: datetime) -> bool:
    return row.next_due is not None and row.next_due < now


def _due_today(row: CaseRow, unit: str, now: datetime) -> bool:
    due = row.next_due
    return due is not None and due >= now and local_day(due) == local_day(now)


def _home_within(days: int) -> Chooses:
    def fits(row: CaseRow, unit: str, now: datetime) -> bool:
        day, today = row.estimated_discharge, local_day(now)
        waits = day is not None and row.discharged_at is None
        return waits and day is not None and day <= today + timedelta(days=days)

    return fits


# What a unit asks its list first; each is shown with its number.
CHOICES: Mapping[str, tuple[str, Chooses]] = {
    "mina": ("Vår tur", _ours),
    "olasta": ("Okvitterat", _unread),
    "sena": ("Sena", _late),
    "i-dag": ("Förfaller i dag", _due_today),
    "hem-0": ("Hem senast i dag", _home_within(0)),
    "hem-1": ("Hem senast i morgon", _home_within(1)),
    "hem-3": ("Hem inom 3 dygn", _home_within(3)),
}
GROUPS: Mapping[str, str] = {
    "avdelning": "Avdelning",
    "kommun": "Kommun",
    "tillstand": "Tillstånd",
    "dag": "Dag för hemgång",
}
SORT_IDS = ("namn", "personnummer", "avdelning", "kommun", "datum", "tillstand", "spar", "senast",
            "olasta", "kontakt", "sip", "klar", "betalning")  # fmt: skip
USUAL_SORT = "senast"
# The key in the address of each field, in the order of the address.
KEYS: Mapping[str, str] = {
    "avdelning": "ward",
    "kommun": "kommun",
    "tillstand": "state",
    "spar": "track",
    "urval": "choice",
    "avslutade": "closed",
    "grupp": "group",
    "sortera": "sort",
    "ordning": "order",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A list as somebody wants it. Every field is text that the address may hold."""

    ward: str = ""
    kommun: str = ""
    state: str = ""
    track: str = ""
    choice: str = ""
    closed: str = ""
    group: str = ""
    sort: str = USUAL_SORT
    order: str = ""

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> Wish:
        """Read the address; what is not known there is left out."""
        read = {name: asked.get(key, "") for key, name in KEYS.items()}
        known = {name: text for name, text in read.items() if text and KNOWN[name](text)}
        return cls(**known)

    @classmethod
    def from_query(cls, query: str) -> Wish:
        """Read what `query` wrote."""
        return cls.from_address(dict(parse_qsl(query)))

    @property
    def falling(self) -> bool:
        """Whether the order is turned."""
        return self.order == "fallande"

    @property
    def query(self) -> str:
        """The wishes as an address holds them; what is as usual is left out."""
        return self._query({})

    def address(self, **changes: str) -> str:
        """The address of this list with some wishes changed."""
        query = self._query(changes)
        return f"/oversikt?{query}" if query else "/oversikt"

    def _query(self, changes: Mapping[str, str]) -> str:
        usual = {each.name: each.default for each in fields(Wish)}
        said = {key: changes.get(key, getattr(self, name)) for key, name in KEYS.items()}
        return urlencode({k: v for k, v in said.items() if v and v != usual[KEYS[k]]})

    @property
    def narrowed(self) -> bool:
        """Whether any filter is on."""
        return bool(self.ward or self.kommun or self.state or self.track or self.choice)

    def chooses(self, row: CaseRow, unit: str, now: datetime) -> bool:
        """Whether the row is among those asked for, beyond what the store has narrowed."""
        fits = not self.choice or CHOICES[self.choice][1](row, unit, now)
        return fits and (not self.track or row.track == self.track)


def can_be_name(text: str) -> bool:
    """Whether a saved filter may be called so: short, and with no number of a person in it."""
    return 0 < len(text) <= NAME_LENGTH_MAX and text.isprintable() and not _MANY_DIGITS.search(text)


KNOWN: Mapping[str, Callable[[str], bool]] = {
    "ward": lambda text: bool(_ID.match(text)),
    "kommun": lambda text: text in KOMMUNER,
    "state": lambda text: text in {each.value for each in CaseState},
    "track": lambda text: text in TRACKS,
    "choice": lambda text: text in CHOICES,
    "closed": lambda text: text == "ja",
    "group": lambda text: text in GROUPS,
    "sort": lambda text: text in SORT_IDS,
    "order": lambda text: text == "fallande",
}
