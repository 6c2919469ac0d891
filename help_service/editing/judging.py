"""What reviewers do: publish now or later, send back, and show an earlier text again."""

from dataclasses import dataclass
from datetime import datetime

from help_service.editing import rules
from help_service.editing.errors import BrokenText, Reason, Refused
from help_service.editing.history import History
from help_service.editing.ports import Shipped
from help_service.editing.recording import Recorder, event, known
from help_service.editing.records import BASELINE, Body, Deed, Editor, Event, State, Version

_SYSTEM = Editor("", "Ledstång")


@dataclass(frozen=True)
class Judging:
    """Commands on versions in review. Every one raises Refused where a rule says no."""

    recorder: Recorder

    def approve(
        self,
        editor: Editor,
        topic: str,
        number: int,
        at: datetime,
        due: datetime | None = None,
        why: str = "",
    ) -> Version:
        """Publish a version that another person wrote: now, or at a later time ``due``.

        Raises:
            BrokenText: the text would break the guidance.
        """
        deed = Deed.PUBLISHED if due is None else Deed.SCHEDULED

        def make(history: History) -> list[Event]:
            shown = self.recorder.shelf.shown(history)
            rules.check_can_approve(editor, history, number, shown, at, due)
            self.recorder.check_builds(known(history, number))
            return [event(history, deed, number, editor, at, why, due=due)]

        return known(self.recorder.record(topic, make, live=due is None), number)

    def refuse(self, editor: Editor, topic: str, number: int, why: str, at: datetime) -> Version:
        """Send a version back to its author, with the reason."""

        def make(history: History) -> list[Event]:
            shown = self.recorder.shelf.shown(history)
            rules.check_can_refuse(editor, history, number, shown, why)
            return [event(history, Deed.REFUSED, number, editor, at, why)]

        return known(self.recorder.record(topic, make), number)

    def roll_back(
        self, editor: Editor, topic: str, number: int, at: datetime, why: str = ""
    ) -> Version:
        """Show an earlier published text again, as a new version that is live at once.

        Args:
            editor: a reviewer.
            topic: its id.
            number: of the version to show again; ``BASELINE`` for the shipped text.
            at: now.
            why: in a few words.

        Raises:
            BrokenText: the text no longer fits the rest of the guidance.
        """
        shelf = self.recorder.shelf
        shipped = shelf.open_topic(topic).shipped

        def make(history: History) -> list[Event]:
            rules.check_can_roll_back(editor, history, number, shelf.shown(history))
            body = _body_again(history, number, shipped)
            new = history.head + 1
            told = why or f"Tillbaka till version {number}."
            saved = event(history, Deed.SAVED, new, editor, at, told, body=body)
            after = History(topic, (*history.events, saved))
            self.recorder.check_builds(known(after, new))
            return [saved, event(after, Deed.PUBLISHED, new, editor, at)]

        if shipped is not None:
            shelf.store.keep_shipped(topic, shipped.mark, shipped.text)
        history = self.recorder.record(topic, make, live=True)
        return known(history, history.live)

    def publish_due(self, now: datetime) -> int:
        """Publish what is scheduled and due; return how many. Safe to call from every worker.

        What can't be published any more goes back to its author, with the reason.
        """
        return sum(
            self._publish_one(topic, number, now)
            for topic, number in self.recorder.shelf.store.due(now)
        )

    def _publish_one(self, topic: str, number: int, now: datetime) -> bool:
        def make(history: History) -> list[Event]:
            version = known(history, number)
            if version.state is not State.SCHEDULED:
                raise Refused(Reason.NOT_WAITING)
            why = self._hindrance(history, version)
            deed = Deed.REFUSED if why else Deed.PUBLISHED
            return [event(history, deed, number, _SYSTEM, now, why)]

        try:
            history = self.recorder.record(topic, make, live=True)
        except Refused:
            # Another worker was faster, or somebody took the version back in this moment.
            return False
        return history.live == number

    def _hindrance(self, history: History, version: Version) -> str:
        try:
            if version.number < history.live:
                raise Refused(Reason.NEWER_IS_LIVE)
            self.recorder.check_builds(version)
        except (Refused, BrokenText) as hindrance:
            return f"Kunde inte publiceras på utsatt tid. {hindrance}"[: rules.LONGEST_REMARK]
        return ""


def _body_again(history: History, number: int, shipped: Shipped | None) -> Body:
    version = history.version(number)
    if version is not None:
        old = version.body
        return Body(old.path, old.text, number, old.baseline, old.ties)
    if number != BASELINE or shipped is None:
        raise Refused(Reason.UNKNOWN_VERSION)
    return Body(shipped.path, shipped.text, BASELINE, shipped.mark)
