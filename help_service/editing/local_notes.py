"""Local notes: what one organisation adds to a topic, for its own people only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from help_service.editing import rules
from help_service.editing.errors import Conflict
from help_service.editing.recording import Recorder
from help_service.editing.records import Editor, LocalNote
from help_service.topics import canonical_source


@dataclass(frozen=True)
class Notes:
    """Commands on the local notes of the person's own organisation. Each raises Refused."""

    recorder: Recorder

    def own(self, editor: Editor, topic: str) -> Sequence[LocalNote]:
        """Return the organisation's notes on a topic, oldest first; the last one is shown."""
        rules.check_can_note(editor)
        return self.recorder.shelf.store.notes(topic, editor.organisation)

    def write(self, editor: Editor, topic: str, text: str, base: int, at: datetime) -> LocalNote:
        """Show a note in the organisation from now on; an empty text takes it away.

        Args:
            editor: the local superuser; the note is for that person's organisation.
            topic: its id; the common text is not touched.
            text: short paragraphs or lists, with links to topics.
            base: number of the newest note that the person has seen; 0 for none.
            at: now.

        Raises:
            Conflict: somebody in the organisation has written a note after ``base``.
            BrokenText: the note is outside the subset, or a link leads nowhere.
        """
        said = canonical_source(text).strip()
        rules.check_can_write_note(editor, said)
        self.recorder.shelf.open_topic(topic)

        def make() -> LocalNote:
            before = self.own(editor, topic)
            if base != len(before):
                raise _conflict(before, base, said)
            note = LocalNote(
                topic=topic,
                organisation=editor.organisation,
                number=base + 1,
                text=said,
                heading=f"I {editor.organisation_name}",
                at=at,
                by=editor.id,
                by_name=editor.name,
            )
            self.recorder.check_note(note)
            return note

        return self.recorder.record_note(make)


def _conflict(before: Sequence[LocalNote], base: int, mine: str) -> Conflict:
    texts = {note.number: note.text for note in before}
    newest = before[-1] if before else None
    by, text = (newest.by_name, newest.text) if newest else ("", "")
    return Conflict(texts.get(base, ""), mine, text, len(before), by)
