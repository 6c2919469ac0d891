"""The outline of a page while it is written: its headings, and those of its template it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from help_service.editing.checking.prose import body_start
from help_service.editing.page_template import DO, HEADING_OF_ROLE, HEADINGS
from help_service.outline import Heading, read_headings


@dataclass(frozen=True)
class OutlineRow:
    """One heading of a page, there or missing."""

    rubrik: str
    niva: int
    line: int
    """Line of the heading; where it is missing, the line before which it belongs."""
    is_missing: bool = False

    @property
    def text(self) -> str:
        """The heading as it is written."""
        return f"{'#' * self.niva} {self.rubrik}"


def outline(source: str, room: str, roles: Iterable[str] = ()) -> list[OutlineRow]:
    """Return the headings of a page in order, with those that its template has and it lacks.

    Args:
        source: the page as it is written, however broken.
        room: the room whose template is asked.
        roles: ids of the roles that act, each of which has a heading under *Gör så här*.
    """
    lines = source.split("\n")
    first = body_start(lines)
    found = read_headings(lines[first:], first + 1)
    rows = [OutlineRow(each.rubrik, each.niva, each.line) for each in found]
    end = len(lines) + 1
    missing = _missing_parts(found, HEADINGS.get(room, ()), end)
    missing += _missing_roles(found, roles, end)
    return sorted([*rows, *missing], key=lambda row: (row.line, not row.is_missing))


def _missing_parts(found: list[Heading], wanted: tuple[str, ...], end: int) -> list[OutlineRow]:
    there = {each.rubrik: each.line for each in found if each.niva == 2}
    rows = []
    for index, rubrik in enumerate(wanted):
        if rubrik not in there:
            later = [there[each] for each in wanted[index + 1 :] if each in there]
            rows.append(OutlineRow(rubrik, 2, min(later, default=end), is_missing=True))
    return rows


def _missing_roles(found: list[Heading], roles: Iterable[str], end: int) -> list[OutlineRow]:
    how = next((each for each in found if each.niva == 2 and each.rubrik == DO), None)
    there = {each.roll for each in found if how and each.parent == how.anchor}
    after = [each.line for each in found if how and each.niva < 3 and each.line > how.line]
    return [
        OutlineRow(HEADING_OF_ROLE[role], 3, min(after, default=end), is_missing=True)
        for role in roles
        if how and role in HEADING_OF_ROLE and role not in there
    ]


def insert_heading(source: str, row: OutlineRow) -> str:
    """Return the page with a missing heading put where it belongs, blank lines around it."""
    lines = source.rstrip("\n").split("\n")
    at = min(row.line - 1, len(lines))
    before = lines[:at]
    gap = [""] if before and before[-1].strip() else []
    after = lines[at:]
    return "\n".join([*before, *gap, row.text, *(["", *after] if after else [])]) + "\n"
