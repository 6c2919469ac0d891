"""A topic's history: its events folded into versions. The same events give the same versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from help_service.editing.records import BASELINE, Comment, Deed, Event, State, Version

_STATE_AFTER = {
    Deed.SAVED: State.DRAFT,
    Deed.SUBMITTED: State.REVIEW,
    Deed.TAKEN_BACK: State.DRAFT,
    Deed.REFUSED: State.REFUSED,
    Deed.SCHEDULED: State.SCHEDULED,
    Deed.PUBLISHED: State.PUBLISHED,
}
"""By deed: what it makes of the version. A comment makes nothing of it."""
_DECISIONS = (Deed.REFUSED, Deed.SCHEDULED, Deed.PUBLISHED)


@dataclass(frozen=True)
class History:
    """Everything that has happened to a topic."""

    topic: str
    events: tuple[Event, ...] = ()

    @cached_property
    def head(self) -> int:
        """Number of the newest version; ``BASELINE`` where nobody has saved one."""
        return max((event.version for event in self.events), default=BASELINE)

    @cached_property
    def live(self) -> int:
        """Number of the version that readers see; ``BASELINE`` for the shipped text."""
        shown = [event.version for event in self.events if event.deed is Deed.PUBLISHED]
        return shown[-1] if shown else BASELINE

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """All versions, oldest first."""
        return tuple(self._versions())

    def version(self, number: int) -> Version | None:
        """Return a version, or None."""
        return next((each for each in self.versions if each.number == number), None)

    def comments(self, number: int) -> tuple[Comment, ...]:
        """Return what has been said of a version, oldest first."""
        return tuple(
            Comment(event.version, event.why, event.by_name, event.at)
            for event in self.events
            if event.deed is Deed.COMMENTED and event.version == number
        )

    def was_live(self, number: int) -> bool:
        """Return whether readers have ever seen a version."""
        return number == BASELINE or any(
            event.deed is Deed.PUBLISHED and event.version == number for event in self.events
        )

    def contributors(self, number: int) -> frozenset[str]:
        """Return ids of those whose words a version may hold that nobody has reviewed.

        That is its author, and the authors of what it was built on, back to what was published.
        """
        bases = {each.number: each for each in self.versions}
        found: set[str] = set()
        while number in bases and not (self.was_live(number) and found):
            found.add(bases[number].author)
            number = bases[number].body.base
        return frozenset(found)

    def _versions(self) -> Iterator[Version]:
        for event in self.events:
            if event.deed is Deed.SAVED and event.body is not None:
                yield self._version(event)

    def _version(self, saved: Event) -> Version:
        own = [event for event in self.events if event.version == saved.version]
        last = next(event for event in reversed(own) if event.deed in _STATE_AFTER)
        assert saved.body is not None
        return Version(
            topic=self.topic,
            number=saved.version,
            body=saved.body,
            author=saved.by,
            author_name=saved.by_name,
            at=saved.at,
            why=saved.why,
            state=self._state(last),
            due=last.due,
            decision=last.why if last.deed is Deed.REFUSED else "",
            decided_by=last.by_name if last.deed in _DECISIONS else "",
        )

    def _state(self, last: Event) -> State:
        state = _STATE_AFTER[last.deed]
        if state is State.PUBLISHED and last.version != self.live:
            return State.REPLACED
        return state


def fold(topic: str, events: Sequence[Event]) -> History:
    """Return the history that a topic's events make."""
    return History(topic, tuple(events))
