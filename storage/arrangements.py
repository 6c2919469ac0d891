"""How people have arranged their lists, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from planning.alphabet import swedish
from planning.ports import Assigned, SavedFilter


class MemoryArrangements:
    """Saved filters, assigned and hidden messages, in dictionaries."""

    def __init__(self) -> None:
        self._filters: dict[tuple[str, str], SavedFilter] = {}
        self._assigned: dict[tuple[str, str, int], Assigned] = {}
        self._hidden: set[tuple[str, str, str, int]] = set()

    def save_filter(self, saved: SavedFilter) -> None:
        """Insert, or replace the person's filter of that name."""
        self._filters[saved.user, saved.name] = saved

    def filters(self, user: str) -> Sequence[SavedFilter]:
        """The person's filters, by name."""
        own = (each for each in self._filters.values() if each.user == user)
        return sorted(own, key=lambda each: (swedish(each.name), each.name))

    def delete_filter(self, user: str, name: str) -> None:
        """Forget the filter; nothing happens when there is none."""
        self._filters.pop((user, name), None)

    def assign(self, assigned: Assigned) -> None:
        """Ask somebody to take care of a message, instead of whoever was asked before."""
        self._assigned[assigned.unit, assigned.case_id, assigned.number] = assigned

    def unassign(self, unit: str, case_id: str, number: int) -> None:
        """The message is the whole unit's again."""
        self._assigned.pop((unit, case_id, number), None)

    def assigned(self, unit: str, cases: frozenset[str]) -> Sequence[Assigned]:
        """Who takes care of what at the unit, in these cases; by case and number."""
        found = (a for a in self._assigned.values() if a.unit == unit and a.case_id in cases)
        return sorted(found, key=lambda each: (each.case_id, each.number))

    def hide(self, user: str, unit: str, case_id: str, number: int) -> None:
        """Take a message out of this person's view of the unit's inbox, and nobody else's."""
        self._hidden.add((user, unit, case_id, number))

    def show_again(self, user: str, unit: str, case_id: str, number: int) -> None:
        """Undo `hide`."""
        self._hidden.discard((user, unit, case_id, number))

    def hidden(self, user: str, unit: str, cases: frozenset[str]) -> frozenset[tuple[str, int]]:
        """The messages, as case and number, that the person has hidden in these cases."""
        own = (each for each in self._hidden if each[:2] == (user, unit))
        return frozenset((case_id, number) for _, _, case_id, number in own if case_id in cases)
