"""Local notes in answers: what the asker's own organisation adds to a topic."""

import re
from collections.abc import Callable, Collection
from threading import Lock
from typing import Any

from help_service.answers import Answer, context_answer, make_answer, to_json
from help_service.contexts import Context
from help_service.layer import NO_NOTES, LocalText, OwnNotes
from help_service.lookup import Resolution
from help_service.serialise import to_html, topic_url
from help_service.snapshot import Snapshot

OrganisationsOf = Callable[[str], Collection[str]]
"""Takes a unit's id; returns the ids of the organisations it belongs to, told at wiring."""
_UNIT = re.compile(r"(?:^|&)enhet=([a-z0-9-]*)(?=&|$)")
_MOST_UNITS = 4096


def nowhere(unit: str) -> Collection[str]:
    """Return no organisations: for help that runs without an organisation."""
    return ()


class Local:
    """Which notes belong to whom, as of one snapshot after the other."""

    def __init__(self, organisations_of: OrganisationsOf) -> None:
        self._organisations_of = organisations_of
        self._of: Snapshot | None = None
        self._without: set[str] = set()
        self._lock = Lock()

    def without_unit(self, query: str, snapshot: Snapshot) -> str | None:
        """Return a query without its unit, where the unit changes nothing; else None.

        Nearly all units have no notes: their people share the answers that are made already.
        """
        named = _UNIT.search(query)
        if named is None or not self._has_no_notes(named[1], snapshot):
            return None
        return (query[: named.start()] + query[named.end() :]).lstrip("&")

    def notes(self, snapshot: Snapshot, topic: str, unit: str | None) -> tuple[LocalText, ...]:
        """Return the notes on a topic for people of a unit."""
        layer = snapshot.library.layer
        if not unit or topic not in layer.notes:
            return ()
        return layer.notes_for(topic, self._organisations_of(unit))

    def own(self, snapshot: Snapshot, unit: str | None) -> OwnNotes:
        """Return all notes that people of a unit see."""
        layer = snapshot.library.layer
        if not unit or not layer.notes:
            return NO_NOTES
        return layer.own(self._organisations_of(unit))

    def answer(self, snapshot: Snapshot, context: Context) -> Answer:
        """Return the answer to a context, with the notes of the asker's organisations in it."""
        found = snapshot.resolve(context)
        notes = self.notes(snapshot, found.place.topic, context.enhet)
        if not notes:
            return snapshot.answer(context)
        return make_answer(to_json(_with_notes(snapshot, found, context, notes)))

    def _has_no_notes(self, unit: str, snapshot: Snapshot) -> bool:
        with self._lock:
            if self._of is not snapshot:
                self._of, self._without = snapshot, set()
            if unit in self._without:
                return True
        noted = {
            note.organisation for notes in snapshot.library.layer.notes.values() for note in notes
        }
        if noted and not noted.isdisjoint(self._organisations_of(unit)):
            return False
        with self._lock:
            if self._of is snapshot and len(self._without) < _MOST_UNITS:
                self._without.add(unit)
        return True


def noted_by(own: OwnNotes) -> tuple[str, ...]:
    """Return the ids of the organisations that have written these notes."""
    return tuple(sorted({note.organisation for notes in own.values() for note in notes}))


def with_notes(html: str, snapshot: Snapshot, topic: str, notes: Collection[LocalText]) -> str:
    """Return a topic's HTML with notes after the short answer.

    Links in a note that lead nowhere any more become text.
    """
    short = snapshot.fragments.body(snapshot.library.topics[topic], None)
    return short + written(snapshot, notes) + html.removeprefix(short)


def written(snapshot: Snapshot, notes: Collection[LocalText]) -> str:
    """Return notes as HTML, one box each."""
    return "".join(to_html(note.tree, snapshot.library.has) for note in notes)


def _with_notes(
    snapshot: Snapshot, found: Resolution, context: Context, notes: tuple[LocalText, ...]
) -> dict[str, Any]:
    """The answer with the notes: after the short answer, or last where a heading answers."""
    answer, place = context_answer(found, context.roll, snapshot.fragments), found.place
    html = answer["html"]
    whole = html + written(snapshot, notes)
    told = whole if place.anchor else with_notes(html, snapshot, place.topic, notes)
    page = topic_url(place.topic, place.anchor, context.enhet or "")
    return answer | {"html": told, "lank": page, "lokalt": [note.rubrik for note in notes]}
