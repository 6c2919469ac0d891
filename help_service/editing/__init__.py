"""Editing the guidance: drafts, review by a second person, publishing, local notes.

``make_editing(store, baseline, trial, went_live)`` returns an ``Editing`` with five parts::

    editing.shelf.topics()                                  -> [TopicLine]
    editing.shelf.open_topic(topic)                         -> OpenTopic(history, newest, shown ...)
    editing.shelf.history(topic)                            -> History(versions, head, live ...)
    editing.writing.new_topic(editor, NewTopic(...), at)    -> Version
    editing.writing.save_draft(editor, Written(...), at)    -> Version; raises Conflict
    editing.writing.submit(editor, topic, number, at)       -> Version; raises BrokenText
    editing.writing.take_back(editor, topic, number, at)    -> Version
    editing.writing.comment(editor, topic, number, text, at)
    editing.judging.approve(editor, topic, number, at, due=None, why="") -> Version
    editing.judging.refuse(editor, topic, number, why, at)  -> Version
    editing.judging.roll_back(editor, topic, number, at, why="")         -> Version
    editing.judging.publish_due(now)                        -> int
    editing.notes.own(editor, topic)                        -> [LocalNote], the last one is shown
    editing.notes.write(editor, topic, text, base, at)      -> LocalNote; raises Conflict
    editing.at_work.keep_typed(editor, topic, text, base, at), typed, drop_typed
    editing.at_work.is_here(editor, topic, at), others_here(editor, topic, since)
    editing.at_work.add_picture(editor, data, ending, at)   -> path under docs

Every command may raise ``Refused`` (``reasons``; ``str()`` is what the person reads). Whether a
button is shown is asked of ``rules.can_…``. Versions of a topic are one line: 1, 2, 3 …; a text is
saved on top of the newest one (``base``), and version 0 (``BASELINE``) is the text that ships with
the program. A version that has been published is never changed: an edit is a new one, and so is
rolling back. People, times and ids are arguments; the wiring tells who asks, as an ``Editor``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from help_service.editing.at_work import AtWork
from help_service.editing.errors import BrokenText, Conflict, Moved, Reason, Refused
from help_service.editing.history import History
from help_service.editing.judging import Judging
from help_service.editing.local_notes import Notes
from help_service.editing.ports import Baseline, EditingStore, Shipped, Trial
from help_service.editing.recording import Recorder
from help_service.editing.records import (
    BASELINE,
    Comment,
    Deed,
    Editor,
    LocalNote,
    Overlay,
    Right,
    State,
    Tie,
    Version,
)
from help_service.editing.shelf import OpenTopic, Shelf, TopicLine
from help_service.editing.writing import NewTopic, Writing, Written


@dataclass(frozen=True)
class Editing:
    """What people do with the guidance, by who does it."""

    shelf: Shelf
    writing: Writing
    judging: Judging
    notes: Notes
    at_work: AtWork


def _nothing() -> None:
    """Nobody in this process waits for what goes live."""


def make_editing(
    store: EditingStore,
    baseline: Baseline,
    trial: Trial,
    went_live: Callable[[], None] = _nothing,
) -> Editing:
    """Return the editing.

    Args:
        store: what keeps it.
        baseline: the texts that ship with the program.
        trial: tells what would break, before anything goes live.
        went_live: called after each change of what readers see, in the process that made it.
    """
    shelf = Shelf(store, baseline)
    recorder = Recorder(shelf, trial, went_live)
    return Editing(shelf, Writing(recorder), Judging(recorder), Notes(recorder), AtWork(store))


__all__ = [
    "BASELINE",
    "Baseline",
    "BrokenText",
    "Comment",
    "Conflict",
    "Deed",
    "Editing",
    "EditingStore",
    "Editor",
    "History",
    "LocalNote",
    "Moved",
    "NewTopic",
    "OpenTopic",
    "Overlay",
    "Reason",
    "Refused",
    "Right",
    "Shelf",
    "Shipped",
    "State",
    "Tie",
    "TopicLine",
    "Trial",
    "Version",
    "Written",
    "make_editing",
]
