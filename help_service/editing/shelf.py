"""The topics as the editing sees them: shipped text, history, and what readers see."""

from collections.abc import Sequence
from dataclasses import dataclass

from help_service.editing.errors import Reason, Refused
from help_service.editing.history import History, fold
from help_service.editing.ports import Baseline, EditingStore, Shipped
from help_service.editing.records import BASELINE, Event, Version
from help_service.topics import content_hash


@dataclass(frozen=True)
class OpenTopic:
    """All that a page about one topic shows."""

    topic: str
    path: str
    history: History
    shipped: Shipped | None
    """The text that came along; None for a topic that was written here."""
    newest: str
    """The text to go on with: that of the newest version."""
    shown: str
    """The text that readers see; empty for a topic that is not published yet."""
    shipped_before: str | None
    """Where the shipped text has changed under the newest version: what it was before."""

    @property
    def shipped_changed(self) -> bool:
        """Whether a new release changed the text under a local edit."""
        return self.shipped_before is not None


@dataclass(frozen=True)
class TopicLine:
    """One line of the list of topics."""

    topic: str
    path: str
    head: Version | None
    """The newest version, without its text; None where nobody has edited the topic."""
    live: int
    """Number of the version that readers see; ``BASELINE`` for the shipped text."""
    shipped_changed: bool


@dataclass(frozen=True)
class Shelf:
    """All topics, shipped or written here."""

    store: EditingStore
    baseline: Baseline

    def history(self, topic: str) -> History:
        """Return what has happened to a topic; empty where nobody has edited it."""
        return fold(topic, self.store.history(topic))

    def open_topic(self, topic: str) -> OpenTopic:
        """Return a topic with its history and texts.

        Raises:
            Refused: there is no such topic.
        """
        history, shipped = self.history(topic), self.baseline.page(topic)
        head = history.version(history.head)
        if shipped is None and head is None:
            raise Refused(Reason.UNKNOWN_TOPIC)
        return OpenTopic(
            topic=topic,
            path=_path(head, shipped),
            history=history,
            shipped=shipped,
            newest=text_of(history, history.head, shipped),
            shown=text_of(history, history.live, shipped),
            shipped_before=self._shipped_before(head, shipped),
        )

    def topics(self) -> list[TopicLine]:
        """Return a line for every topic, by path."""
        shipped = {page.topic: page for page in self.baseline.pages()}
        edited = _by_topic(self.store.histories())
        names = shipped.keys() | edited.keys()
        lines = [self._line(fold(name, edited.get(name, ())), shipped.get(name)) for name in names]
        return sorted(lines, key=lambda line: line.path)

    def shown(self, history: History) -> str:
        """Return the text that readers see; empty for a topic that is not published yet."""
        return text_of(history, history.live, self.baseline.page(history.topic))

    def began_with(self, history: History, base: int, shipped: Shipped | None) -> str:
        """Return the text that somebody who saw version ``base`` began with."""
        if base == BASELINE and history.versions:
            mark = history.versions[0].body.baseline
            return self.store.shipped(history.topic, mark) or ""
        return text_of(history, base, shipped)

    def _shipped_before(self, head: Version | None, shipped: Shipped | None) -> str | None:
        if head is None or shipped is None or _knows(head, shipped):
            return None
        return self.store.shipped(head.topic, head.body.baseline) or ""

    def _line(self, history: History, shipped: Shipped | None) -> TopicLine:
        head = history.version(history.head)
        changed = False
        if head is not None and shipped is not None and head.body.baseline != shipped.mark:
            # The list comes without texts: only here the text is needed.
            whole = self.history(history.topic).version(history.head)
            changed = whole is not None and not _knows(whole, shipped)
        return TopicLine(history.topic, _path(head, shipped), head, history.live, changed)


def text_of(history: History, number: int, shipped: Shipped | None) -> str:
    """Return the text of a version; the shipped one for ``BASELINE``, empty where there is none."""
    version = history.version(number)
    if version is not None:
        return version.text
    return shipped.text if shipped else ""


def _by_topic(events: Sequence[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.topic, []).append(event)
    return found


def _path(head: Version | None, shipped: Shipped | None) -> str:
    if head is not None:
        return head.body.path
    return shipped.path if shipped else ""


def _knows(version: Version, shipped: Shipped) -> bool:
    """Whether a version takes account of the shipped text, or has become it by an export."""
    return shipped.mark in (version.body.baseline, content_hash(version.text))
