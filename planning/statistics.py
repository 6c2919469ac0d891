"""The indicators that people follow, with their definitions; small numbers are hidden.

Who may ask is told here too: everybody for the own unit, administrators for what they look after.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planning.errors import Refusal
from planning.indicators import INDICATORS, Indicator
from planning.measures import Counts, total
from planning.organisation import Actor, Organisation
from planning.reasons import reason
from planning.vocabulary import CARE_ROLES, Role

FEWEST = 5
"""A figure that rests on fewer stays than this is hidden: it could tell of a person."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of all stays that ended in a month, at a ward, of people of a kommun."""

    month: str
    kommun: str
    ward: str
    counts: Counts


class Group(StrEnum):
    """What the figures are shown by."""

    MONTH = "manad"
    KOMMUN = "kommun"
    WARD = "avdelning"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. It is hidden when it rests on too few; a missing one has nothing to count."""

    value: float | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one month, kommun or ward, by indicator."""

    key: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Figures:
    """The lines and, beneath them, all together."""

    lines: tuple[Line, ...]
    whole: Line


KEYS: Mapping[Group, Callable[[Tally], str]] = {
    Group.MONTH: lambda tally: tally.month,
    Group.KOMMUN: lambda tally: tally.kommun,
    Group.WARD: lambda tally: tally.ward,
}


def figures(tallies: Sequence[Tally], group: Group) -> Figures:
    """All indicators by group and together, with what rests on too few hidden."""
    key = KEYS[group]
    names = sorted({key(each) for each in tallies})
    sums = {n: total(each.counts for each in tallies if key(each) == n) for n in names}
    hidden = {each.id: _hidden(each, sums) for each in INDICATORS}
    lines = (_line(n, counts, {i for i in hidden if n in hidden[i]}) for n, counts in sums.items())
    whole = total(each.counts for each in tallies)
    few = {each.id for each in INDICATORS if _few(each, whole)}
    return Figures(tuple(lines), _line("", whole, few))


def _line(key: str, counts: Counts, hidden: Collection[str]) -> Line:
    return Line(key, {each.id: _cell(each, counts, each.id in hidden) for each in INDICATORS})


def _cell(indicator: Indicator, counts: Counts, hidden: bool) -> Cell:
    return Cell(None, True) if hidden else Cell(indicator.value(counts))


def _few(indicator: Indicator, counts: Counts) -> bool:
    return 0 < indicator.rests_on(counts) < FEWEST


def _hidden(indicator: Indicator, sums: Mapping[str, Counts]) -> frozenset[str]:
    """The lines to hide: those with too few, and one more where the sum would give one away."""
    rests = {name: indicator.rests_on(counts) for name, counts in sums.items()}
    few = {name for name, number in rests.items() if 0 < number < FEWEST}
    told = [name for name, number in rests.items() if number >= FEWEST]
    given_away = len(few) == 1 or sum(rests[name] for name in few) < FEWEST
    if few and told and given_away:
        few.add(min(told, key=lambda name: (rests[name], name)))
    return frozenset(few)


def check_can_see_statistics(actor: Actor) -> None:
    """Raise Refusal with `fel-roll` for a role that follows no figures."""
    if actor.role not in (*CARE_ROLES, Role.LOCAL_ADMIN, Role.CENTRAL):
        raise Refusal([reason("fel-roll")])


def can_see_statistics(actor: Actor) -> bool:
    """Whether the role follows figures."""
    try:
        check_can_see_statistics(actor)
    except Refusal:
        return False
    return True


def units_of(actor: Actor, organisation: Organisation) -> frozenset[str] | None:
    """The units whose stays the person sees figures of; None means all of the region.

    Raises Refusal as `check_can_see_statistics`.
    """
    check_can_see_statistics(actor)
    if actor.role is Role.CENTRAL:
        return None
    if actor.role is Role.LOCAL_ADMIN:
        return organisation.within(actor.unit)
    return frozenset({actor.unit})
