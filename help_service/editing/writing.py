"""What superusers do: drafts, sending to review, comments, new topics."""

from dataclasses import dataclass
from datetime import datetime

from help_service.editing import rules
from help_service.editing.errors import Conflict, Reason, Refused
from help_service.editing.history import History
from help_service.editing.ports import Shipped
from help_service.editing.recording import Recorder, event, known
from help_service.editing.records import BASELINE, Body, Deed, Editor, Event, Tie, Version
from help_service.editing.shelf import text_of
from help_service.topics import canonical_source


@dataclass(frozen=True)
class Written:
    """A text that somebody wants to save."""

    topic: str
    text: str
    """The whole file."""
    base: int
    """Number of the newest version that the person has seen."""
    why: str = ""
    """The change in a few words."""
    mark: str | None = None
    """Hash of the shipped text that was taken account of; as before if None."""


@dataclass(frozen=True)
class NewTopic:
    """A topic that is not there yet."""

    topic: str
    """Its id, as the text's head says it too."""
    room: str
    text: str
    """The whole file, such as the template of the room."""
    ties: tuple[Tie, ...] = ()
    """Places in the map that lack guidance and will lead here."""


@dataclass(frozen=True)
class Writing:
    """Commands on drafts. Every one raises Refused where a rule says no."""

    recorder: Recorder

    def new_topic(self, editor: Editor, new: NewTopic, at: datetime) -> Version:
        """Begin a topic; its first version is a draft."""
        shipped = self.recorder.shelf.baseline.page(new.topic)

        def make(history: History) -> list[Event]:
            taken = bool(history.events) or shipped is not None
            rules.check_can_add_topic(editor, new.topic, new.room, taken)
            rules.check_can_tie(new.ties)
            rules.check_can_save(editor, new.text, "")
            path = f"{new.room}/{new.topic}.md"
            body = Body(path, canonical_source(new.text), BASELINE, ties=new.ties)
            return [event(history, Deed.SAVED, 1, editor, at, body=body)]

        return known(self.recorder.record(new.topic, make), 1)

    def save_draft(self, editor: Editor, written: Written, at: datetime) -> Version:
        """Save a text as the next version of its topic, a draft.

        Raises:
            Conflict: somebody has saved a version after ``written.base``.
        """
        topic, mine = written.topic, canonical_source(written.text)
        shelf = self.recorder.shelf
        shipped = shelf.open_topic(topic).shipped

        def make(history: History) -> list[Event]:
            newest = text_of(history, history.head, shipped)
            settles = written.mark is not None and written.mark != _mark(history)
            rules.check_can_save(editor, mine, "" if settles else newest)
            if written.base != history.head:
                began = shelf.began_with(history, written.base, shipped)
                raise _conflict(history, began, mine, newest)
            body = _next_body(history, shipped, mine, written.mark)
            number = history.head + 1
            return [event(history, Deed.SAVED, number, editor, at, written.why, body=body)]

        if shipped is not None:
            shelf.store.keep_shipped(topic, shipped.mark, shipped.text)
        history = self.recorder.record(topic, make)
        shelf.store.drop_typed(topic, editor.id)
        return known(history, history.head)

    def submit(self, editor: Editor, topic: str, number: int, at: datetime) -> Version:
        """Send a draft to review.

        Raises:
            BrokenText: the text would break the guidance.
        """

        def make(history: History) -> list[Event]:
            rules.check_can_submit(editor, history, number)
            self.recorder.check_builds(known(history, number))
            return [event(history, Deed.SUBMITTED, number, editor, at)]

        return known(self.recorder.record(topic, make), number)

    def take_back(self, editor: Editor, topic: str, number: int, at: datetime) -> Version:
        """Make a version that waits, for review or for its time, a draft again."""

        def make(history: History) -> list[Event]:
            rules.check_can_take_back(editor, history, number)
            return [event(history, Deed.TAKEN_BACK, number, editor, at)]

        return known(self.recorder.record(topic, make), number)

    def comment(self, editor: Editor, topic: str, number: int, text: str, at: datetime) -> None:
        """Say something of a version; it stays in the history."""

        def make(history: History) -> list[Event]:
            rules.check_can_comment(editor, history, number, text)
            return [event(history, Deed.COMMENTED, number, editor, at, text)]

        self.recorder.record(topic, make)


def _mark(history: History) -> str:
    head = history.version(history.head)
    return head.body.baseline if head else ""


def _conflict(history: History, began: str, mine: str, newest: str) -> Conflict:
    head = history.version(history.head)
    by = head.author_name if head else ""
    return Conflict(began, mine, newest, history.head, by)


def _next_body(history: History, shipped: Shipped | None, text: str, mark: str | None) -> Body:
    head = history.version(history.head)
    if head is not None:
        taken = head.body.baseline if mark is None else mark
        return Body(head.body.path, text, head.number, taken, head.body.ties)
    if shipped is None:
        raise Refused(Reason.UNKNOWN_TOPIC)
    return Body(shipped.path, text, BASELINE, shipped.mark)
