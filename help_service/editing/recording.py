"""How a command is carried out: judged on what is there, appended if nothing came between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from help_service.editing.errors import Moved, Reason, Refused
from help_service.editing.history import History
from help_service.editing.ports import Trial
from help_service.editing.records import (
    Body,
    Deed,
    Editor,
    Event,
    LivePage,
    LocalNote,
    Overlay,
    Version,
)
from help_service.editing.rules import check_can_go_live, check_can_remark
from help_service.editing.shelf import Shelf

_TRIES = 8
"""How often a command is judged anew because others were faster."""


@dataclass(frozen=True)
class Recorder:
    """Appends to histories, and tries what is to be live before it is."""

    shelf: Shelf
    trial: Trial
    went_live: Callable[[], None]
    """Called after each change of what readers see, in the process that made it."""

    def record(
        self, topic: str, make: Callable[[History], list[Event]], live: bool = False
    ) -> History:
        """Append what ``make`` returns for the history as it is; return the new history.

        Where others were faster, it is judged anew on what is there then.

        Raises:
            Refused: others were faster again and again; and whatever ``make`` raises.
        """
        for _ in range(_TRIES):
            # The revision first: what goes live after this line is seen below, or refused.
            revision = self.shelf.store.revision()
            history = self.shelf.history(topic)
            events = make(history)
            try:
                self.shelf.store.append(events, revision if live else None)
            except Moved:
                continue
            if live:
                self.went_live()
            return History(topic, (*history.events, *events))
        raise Refused(Reason.BUSY)

    def record_note(self, make: Callable[[], LocalNote]) -> LocalNote:
        """Append the note that ``make`` returns; raises as ``record`` does."""
        for _ in range(_TRIES):
            revision = self.shelf.store.revision()
            note = make()
            try:
                self.shelf.store.add_note(note, revision)
            except Moved:
                continue
            self.went_live()
            return note
        raise Refused(Reason.BUSY)

    def check_builds(self, version: Version) -> None:
        """Raise BrokenText where the version has faults, or would break the guidance if live."""
        faults = self.trial.of_text(version.body)
        live = with_page(self.shelf.store.overlay(), version)
        check_can_go_live(faults, () if faults else self.trial.of_overlay(live))

    def check_note(self, note: LocalNote) -> None:
        """Raise BrokenText where the note is outside the subset or leads nowhere."""
        check_can_go_live((), self.trial.of_note(note))


def with_page(overlay: Overlay, version: Version) -> Overlay:
    """Return an overlay in which a version is live."""
    page = LivePage(version.topic, version.number, version.body)
    pages = [page, *(each for each in overlay.pages if each.topic != page.topic)]
    ordered = sorted(pages, key=lambda each: each.topic)
    return Overlay(overlay.revision, tuple(ordered), overlay.notes)


def event(
    history: History,
    deed: Deed,
    version: int,
    editor: Editor,
    at: datetime,
    why: str = "",
    body: Body | None = None,
    due: datetime | None = None,
) -> Event:
    """Return the next event of a history. Raises Refused where the words can't stand in it."""
    number = len(history.events) + 1
    said = why.strip()
    check_can_remark(said)
    return Event(history.topic, number, deed, version, at, editor.id, editor.name, said, due, body)


def known(history: History, number: int) -> Version:
    """Return a version. Raises Refused where there is none."""
    version = history.version(number)
    if version is None:
        raise Refused(Reason.UNKNOWN_VERSION)
    return version
