"""What the editing asks of others: a store, the shipped texts, a trial of what is to be live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from help_service.editing.records import (
    Body,
    Event,
    LocalNote,
    Overlay,
    Picture,
    Presence,
    Typed,
)
from help_service.findings import Finding


class EditingStore(Protocol):
    """Keeps histories, notes, pictures and what is typed. Each method is one transaction.

    Histories, notes, pictures and shipped texts only grow. ``revision`` rises by one with every
    change of what is live, in the transaction that makes the change.
    """

    def revision(self) -> int:
        """Return the revision of what is live; cheap enough to ask for many times a second."""
        ...

    def history(self, topic: str) -> Sequence[Event]:
        """Return a topic's events in order; empty when nobody has edited it."""
        ...

    def histories(self) -> Sequence[Event]:
        """Return the events of all topics, by topic and number, without the texts' bodies."""
        ...

    def append(self, events: Sequence[Event], live_from: int | None) -> None:
        """Append events of one topic, numbered from where its history ends.

        Args:
            events: at least one.
            live_from: None where nothing changes for readers; else the revision on which the
                change was judged, which rises by one.

        Raises:
            Moved: the history or the revision is not as it was.
        """
        ...

    def due(self, now: datetime) -> Sequence[tuple[str, int]]:
        """Return topic and version of what is scheduled, still waiting, and due."""
        ...

    def overlay(self) -> Overlay:
        """Return everything live, as of one moment."""
        ...

    def add_note(self, note: LocalNote, live_from: int) -> None:
        """Append a local note.

        Raises:
            Moved: its number is taken, or the revision is not as it was.
        """
        ...

    def notes(self, topic: str, organisation: str) -> Sequence[LocalNote]:
        """Return the notes of an organisation on a topic, oldest first."""
        ...

    def add_picture(self, picture: Picture) -> None:
        """Keep a picture; nothing happens when it is there already."""
        ...

    def picture(self, name: str) -> bytes | None:
        """Return a picture's bytes, or None."""
        ...

    def keep_shipped(self, topic: str, mark: str, text: str) -> None:
        """Keep a shipped text by its hash, so that a later release can be compared with it."""
        ...

    def shipped(self, topic: str, mark: str) -> str | None:
        """Return a shipped text that was kept, or None."""
        ...

    def keep_typed(self, typed: Typed) -> None:
        """Keep what somebody has typed in a topic, replacing what was kept before."""
        ...

    def typed(self, topic: str, user: str) -> Typed | None:
        """Return what somebody has typed and not saved, or None."""
        ...

    def drop_typed(self, topic: str, user: str) -> None:
        """Forget what was typed: it is saved."""
        ...

    def keep_presence(self, presence: Presence) -> None:
        """Tell that somebody has the topic open."""
        ...

    def present(self, topic: str, since: datetime) -> Sequence[Presence]:
        """Return who had the topic open after a moment, by name."""
        ...


@dataclass(frozen=True)
class Shipped:
    """A text that came with the program."""

    topic: str
    path: str
    text: str
    mark: str
    """Its hash, as ``help_service.topics.content_hash`` counts it."""


class Baseline(Protocol):
    """The texts that came with the program."""

    def page(self, topic: str) -> Shipped | None:
        """Return a topic's shipped text, or None."""
        ...

    def pages(self) -> Sequence[Shipped]:
        """Return all shipped texts, by path."""
        ...


class Trial(Protocol):
    """Tries what is to be live before it is: what would break is told, not published."""

    def of_overlay(self, overlay: Overlay) -> Sequence[Finding]:
        """Return what is wrong with the guidance under an overlay; empty when it can be live."""
        ...

    def of_text(self, body: Body) -> Sequence[Finding]:
        """Return the faults in a text that stop publishing; advice is not among them."""
        ...

    def of_note(self, note: LocalNote) -> Sequence[Finding]:
        """Return what is wrong with a local note; empty when it can be live."""
        ...
