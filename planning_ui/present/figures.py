"""The statistics as a page: what was asked for, the figures in words, and the chart's bars."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from planning.alphabet import numbered
from planning.indicators import BY_ID, INDICATORS, Indicator, Unit
from planning.moments import MONTHS
from planning.organisation import KOMMUNER, Organisation
from planning.statistics import Cell, Figures, Group, Line
from planning_ui.present.charts import Bar
from planning_ui.words import lowered

MONTHS_BACK = 24
MONTHS_SHOWN = 6
GROUPS: Mapping[Group, str] = {
    Group.KOMMUN: "Kommun",
    Group.WARD: "Avdelning",
    Group.MONTH: "Månad",
}
HIDDEN, NOTHING = "färre än 5", "–"
UNKNOWN = "okänd"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures somebody wants to see, as the address says it."""

    first: str
    last: str
    group: Group
    indicator: Indicator

    @classmethod
    def from_address(cls, asked: Mapping[str, str], today: date) -> Asked:
        """Read the address; what is not known there takes the usual."""
        known = months(today)
        first, last = asked.get("fran", ""), asked.get("till", "")
        first = first if first in known else known[MONTHS_SHOWN - 1]
        last = last if last in known else known[0]
        group = asked.get("gruppera", "")
        return cls(
            min(first, last),
            max(first, last),
            Group(group) if group in {each.value for each in Group} else Group.KOMMUN,
            BY_ID.get(asked.get("matt", ""), BY_ID["dagar"]),
        )

    def address(self, path: str, **changes: str) -> str:
        """The address of a page of these figures, with some of it changed."""
        said = {
            "fran": self.first,
            "till": self.last,
            "gruppera": self.group.value,
            "matt": self.indicator.id,
        }
        return f"{path}?{urlencode({**said, **changes})}"


def months(today: date) -> tuple[str, ...]:
    """The months that can be asked for, the present one first."""
    count = today.year * 12 + today.month - 1
    return tuple(
        f"{(count - back) // 12}-{(count - back) % 12 + 1:02}" for back in range(MONTHS_BACK)
    )


def month_words(month: str) -> str:
    """A month as people write it: `mars 2026`."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def name_of(key: str, group: Group, organisation: Organisation) -> str:
    """What the line is called."""
    if group is Group.MONTH:
        return month_words(key)
    if group is Group.KOMMUN:
        return KOMMUNER.get(key, UNKNOWN)
    return organisation.name(key) if key else UNKNOWN


def written(cell: Cell, indicator: Indicator) -> str:
    """A figure in words: `4,2 dagar`, `83 %`, or why there is none."""
    if cell.hidden:
        return HIDDEN
    if cell.value is None:
        return NOTHING
    if indicator.unit is Unit.PERCENT:
        return f"{cell.value:.0f} %"
    decimals = 1 if indicator.of else 0
    return f"{cell.value:.{decimals}f} {indicator.unit.value}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a table: name and figure."""

    name: str
    figure: str
    href: str = ""
    note: str = ""


def summary(found: Figures, asked: Asked) -> tuple[Shown, ...]:
    """Every indicator for all together, each a link to its own chart."""
    return tuple(
        Shown(
            each.title,
            written(found.whole.cells[each.id], each),
            asked.address("/statistik", matt=each.id) + "#diagram",
            each.definition,
        )
        for each in INDICATORS
    )


def by_group(found: Figures, asked: Asked, organisation: Organisation) -> tuple[Shown, ...]:
    """The chosen indicator, a line for each month, kommun or ward."""
    return tuple(
        Shown(
            name_of(line.key, asked.group, organisation),
            written(line.cells[asked.indicator.id], asked.indicator),
        )
        for line in _in_order(found, asked, organisation)
    )


def bars(found: Figures, asked: Asked, organisation: Organisation) -> tuple[Bar, ...]:
    """The bars of the chart; what is hidden or missing has none."""
    return tuple(
        Bar(name_of(line.key, asked.group, organisation), value)
        for line in _in_order(found, asked, organisation)
        if (value := line.cells[asked.indicator.id].value) is not None
    )


def _in_order(found: Figures, asked: Asked, organisation: Organisation) -> list[Line]:
    """The lines by name; months, whose keys tell their order, as they come."""
    if asked.group is Group.MONTH:
        return list(found.lines)
    return sorted(
        found.lines, key=lambda each: numbered(name_of(each.key, asked.group, organisation))
    )


def told(found: Figures, asked: Asked, organisation: Organisation) -> str:
    """The alternative text of the chart: what it shows, the highest and the lowest."""
    known = [(line, line.cells[asked.indicator.id]) for line in found.lines]
    with_value = [(line, cell) for line, cell in known if cell.value is not None]
    begun = f"Stapeldiagram: {lowered(asked.indicator.title)} per {GROUPS[asked.group].lower()}."
    if not with_value:
        return f"{begun} Det finns inget att visa."
    by_value = sorted(with_value, key=lambda pair: pair[1].value or 0)
    lowest, highest = (_named(pair, asked, organisation) for pair in (by_value[0], by_value[-1]))
    return f"{begun} Högst {highest}, lägst {lowest}. Alla tal står i tabellen."


def _named(pair: tuple[Line, Cell], asked: Asked, organisation: Organisation) -> str:
    line, cell = pair
    return f"{name_of(line.key, asked.group, organisation)} {written(cell, asked.indicator)}"


def as_csv(found: Figures, asked: Asked, organisation: Organisation) -> str:
    """All indicators by group, for a spreadsheet: semicolons and decimal commas."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([GROUPS[asked.group], *(f"{i.title} ({i.unit.value})" for i in INDICATORS)])
    for line in _in_order(found, asked, organisation):
        name = name_of(line.key, asked.group, organisation)
        writer.writerow([name, *_plain_cells(line)])
    writer.writerow(["Tillsammans", *_plain_cells(found.whole)])
    return file.getvalue()


def _plain_cells(line: Line) -> Iterator[str]:
    for each in INDICATORS:
        cell = line.cells[each.id]
        if cell.hidden:
            yield HIDDEN
        else:
            yield "" if cell.value is None else f"{cell.value:.2f}".replace(".", ",")


def choices_of_months(today: date) -> Sequence[tuple[str, str]]:
    """The months with their words, the present one first."""
    return [(each, month_words(each)) for each in months(today)]
