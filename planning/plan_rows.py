"""The content of a SIP: needs, goals, part goals and efforts, each with who and until when.

A plan is a list of efforts in the order of the form. An effort whose need, goal or part goal is
left empty belongs to the one written last above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.organisation import Organisation

# Who may be responsible besides a unit: they do something of their own in the plan. Measures by
# somebody other than region and kommun belong in it (HSL 16 kap. 4 §): a school, an employer.
PERSON, RELATIVE, OTHER = "personen", "narstaende", "annan"
OUTSIDE = frozenset({PERSON, RELATIVE, OTHER})
KEYS = ("behov", "mal", "delmal", "insats", "ansvarig", "klart")
WIDTH = len(KEYS)


class InvalidPlan(ValueError):
    """The value is no plan; the message names the row, in English."""


@dataclass(frozen=True, slots=True)
class Effort:
    """One effort. `responsible` is a unit or one of OUTSIDE; `due` may be open."""

    need: str
    goal: str
    part_goal: str
    effort: str
    responsible: str
    due: date | None = None


def read_plan(value: Any, organisation: Organisation) -> list[dict[str, str]]:
    """A plan as it is stored: every row checked. Raises InvalidPlan."""
    if not isinstance(value, list | tuple):
        raise InvalidPlan("a plan is a list of rows")
    return [_row(number, each, organisation) for number, each in enumerate(value, start=1)]


def _row(number: int, row: Any, organisation: Organisation) -> dict[str, str]:
    if not isinstance(row, Mapping) or set(row) - set(KEYS):
        raise InvalidPlan(f"row {number} is no mapping of {', '.join(KEYS)}")
    found = {key: str(row.get(key) or "").strip() for key in KEYS}
    who = found["ansvarig"]
    if not found["insats"] or not (who in OUTSIDE or organisation.unit(who) is not None):
        raise InvalidPlan(f"row {number} lacks an effort or a known unit")
    if found["klart"]:
        try:
            date.fromisoformat(found["klart"])
        except ValueError as error:
            raise InvalidPlan(f"row {number}: the day is none") from error
    return found


def efforts(data: Mapping[str, Any]) -> tuple[Effort, ...]:
    """The efforts of a drawn-up plan, each with the need, goal and part goal that hold for it."""
    return tuple(_with_headings(data.get("plan") or ()))


def _with_headings(rows: Iterable[Mapping[str, str]]) -> Iterator[Effort]:
    need = goal = part = ""
    for row in rows:
        if row.get("behov"):
            need, goal, part = row["behov"], "", ""
        if row.get("mal"):
            goal, part = row["mal"], ""
        part = row.get("delmal") or part
        due = row.get("klart")
        yield Effort(
            need, goal, part, row["insats"], row["ansvarig"],
            date.fromisoformat(due) if due else None,
        )  # fmt: skip


def responsible_units(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The units that have promised something in the plan, in its order."""
    who = (each.responsible for each in efforts(data))
    return tuple(dict.fromkeys(each for each in who if each not in OUTSIDE))
