"""The editing's store in memory: for tests, and as the plainest description of the port."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from threading import RLock

from help_service.editing.errors import Moved
from help_service.editing.history import fold
from help_service.editing.records import (
    Deed,
    Event,
    LivePage,
    LocalNote,
    Overlay,
    Picture,
    Presence,
    State,
    Typed,
)


class MemoryEditing:
    """Everything in dictionaries, forgotten with the object."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._revision = 0
        self._events: dict[str, list[Event]] = {}
        self._notes: dict[tuple[str, str], list[LocalNote]] = {}
        self._pictures: dict[str, Picture] = {}
        self._shipped: dict[tuple[str, str], str] = {}
        self._typed: dict[tuple[str, str], Typed] = {}
        self._present: dict[tuple[str, str], Presence] = {}

    def revision(self) -> int:
        """Return the revision of what is live."""
        return self._revision

    def history(self, topic: str) -> Sequence[Event]:
        """Return a topic's events in order."""
        return tuple(self._events.get(topic, ()))

    def histories(self) -> Sequence[Event]:
        """Return the events of all topics, the texts left out."""
        with self._lock:
            topics = sorted(self._events.items())
        return [_without_text(event) for _, events in topics for event in events]

    def append(self, events: Sequence[Event], live_from: int | None) -> None:
        """Append events of one topic. Raises Moved when the store is not as it was."""
        with self._lock:
            kept = self._events.setdefault(events[0].topic, [])
            if [event.number for event in events] != _numbers(len(kept), len(events)):
                raise Moved
            self._go_live(live_from)
            kept.extend(events)

    def due(self, now: datetime) -> Sequence[tuple[str, int]]:
        """Return topic and version of what is scheduled, still waiting, and due."""
        with self._lock:
            return sorted(self._due(now))

    def overlay(self) -> Overlay:
        """Return everything live."""
        with self._lock:
            pages = tuple(self._pages())
            newest = (notes[-1] for _, notes in sorted(self._notes.items()))
            return Overlay(self._revision, pages, tuple(note for note in newest if note.text))

    def add_note(self, note: LocalNote, live_from: int) -> None:
        """Append a local note. Raises Moved when the store is not as it was."""
        with self._lock:
            kept = self._notes.setdefault((note.topic, note.organisation), [])
            if note.number != len(kept) + 1:
                raise Moved
            self._go_live(live_from)
            kept.append(note)

    def notes(self, topic: str, organisation: str) -> Sequence[LocalNote]:
        """Return the notes of an organisation on a topic, oldest first."""
        return tuple(self._notes.get((topic, organisation), ()))

    def add_picture(self, picture: Picture) -> None:
        """Keep a picture."""
        self._pictures.setdefault(picture.name, picture)

    def picture(self, name: str) -> bytes | None:
        """Return a picture's bytes, or None."""
        found = self._pictures.get(name)
        return found.data if found else None

    def keep_shipped(self, topic: str, mark: str, text: str) -> None:
        """Keep a shipped text by its hash."""
        self._shipped.setdefault((topic, mark), text)

    def shipped(self, topic: str, mark: str) -> str | None:
        """Return a shipped text that was kept, or None."""
        return self._shipped.get((topic, mark))

    def keep_typed(self, typed: Typed) -> None:
        """Keep what somebody has typed in a topic."""
        self._typed[typed.topic, typed.user] = typed

    def typed(self, topic: str, user: str) -> Typed | None:
        """Return what somebody has typed and not saved, or None."""
        return self._typed.get((topic, user))

    def drop_typed(self, topic: str, user: str) -> None:
        """Forget what was typed."""
        self._typed.pop((topic, user), None)

    def keep_presence(self, presence: Presence) -> None:
        """Tell that somebody has the topic open."""
        self._present[presence.topic, presence.user] = presence

    def present(self, topic: str, since: datetime) -> Sequence[Presence]:
        """Return who had the topic open after a moment, by name."""
        found = [each for each in list(self._present.values()) if each.topic == topic]
        return sorted((each for each in found if each.at > since), key=lambda each: each.name)

    def _go_live(self, live_from: int | None) -> None:
        if live_from is None:
            return
        if live_from != self._revision:
            raise Moved
        self._revision += 1

    def _due(self, now: datetime) -> Iterator[tuple[str, int]]:
        for topic, events in self._events.items():
            for version in fold(topic, events).versions:
                waits = version.state is State.SCHEDULED and version.due is not None
                if waits and version.due is not None and version.due <= now:
                    yield topic, version.number

    def _pages(self) -> Iterator[LivePage]:
        for topic, events in sorted(self._events.items()):
            live = [event.version for event in events if event.deed is Deed.PUBLISHED]
            version = fold(topic, events).version(live[-1]) if live else None
            if version is not None:
                yield LivePage(topic, version.number, version.body)


def _numbers(before: int, more: int) -> list[int]:
    return list(range(before + 1, before + more + 1))


def _without_text(event: Event) -> Event:
    return event if event.body is None else replace(event, body=replace(event.body, text=""))
