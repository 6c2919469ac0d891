"""While somebody writes: what is typed is kept, others are told, pictures are taken in."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from help_service.editing import rules
from help_service.editing.errors import Reason, Refused
from help_service.editing.ports import EditingStore
from help_service.editing.records import Editor, Picture, Presence, Typed

ENDINGS = ("png", "jpg", "svg")


@dataclass(frozen=True)
class AtWork:
    """Commands while a topic is open. Each raises Refused for others than superusers."""

    store: EditingStore

    def keep_typed(self, editor: Editor, topic: str, text: str, base: int, at: datetime) -> None:
        """Keep what is typed and not saved, in place of what was kept before."""
        rules.check_can_type(editor, text)
        self.store.keep_typed(Typed(topic, editor.id, text, base, at))

    def typed(self, editor: Editor, topic: str) -> Typed | None:
        """Return what the person has typed and not saved, or None."""
        return self.store.typed(topic, editor.id)

    def drop_typed(self, editor: Editor, topic: str) -> None:
        """Throw away what the person has typed and not saved."""
        self.store.drop_typed(topic, editor.id)

    def is_here(self, editor: Editor, topic: str, at: datetime) -> None:
        """Tell others that the person has the topic open; repeat it now and then."""
        rules.check_can_edit(editor)
        self.store.keep_presence(Presence(topic, editor.id, editor.name, at))

    def others_here(self, editor: Editor, topic: str, since: datetime) -> list[Presence]:
        """Return who else has had the topic open after a moment."""
        return [each for each in self.store.present(topic, since) if each.user != editor.id]

    def add_picture(self, editor: Editor, data: bytes, ending: str, at: datetime) -> str:
        """Keep a cleaned picture; return its path under docs, to be linked to from the text.

        Args:
            editor: who adds it.
            data: the picture as it will be served: cleaned and within limits.
            ending: one of ``ENDINGS``.
            at: now.
        """
        rules.check_can_edit(editor)
        if ending not in ENDINGS or not data:
            raise Refused(Reason.BAD_PICTURE)
        name = f"{hashlib.sha256(data).hexdigest()}.{ending}"
        self.store.add_picture(Picture(name, data, at, editor.id))
        return f"bilder/{name}"
