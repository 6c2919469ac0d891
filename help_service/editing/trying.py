"""Tries what is to be live before it is: the whole guidance is read with it, and checked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from help_service.addresses import TOPIC, split_topic_address
from help_service.checks import Expected, find_gaps
from help_service.contexts import ContextMap
from help_service.editing.checking.page import Around, find_faults
from help_service.editing.checking.word_tables import KeptTables
from help_service.editing.overlay_source import OverlaySource
from help_service.editing.records import Body, LocalNote, Overlay
from help_service.findings import BrokenGuidance, Finding, Severity, error
from help_service.layer import read_note
from help_service.library import Library, find_broken_references
from help_service.map_checks import find_broken_entries


@dataclass(frozen=True)
class Trying:
    """The trial that the editing asks."""

    source: OverlaySource
    published: Callable[[], Library]
    """The library that readers see now: what has not changed in it is not read again."""
    expected: Callable[[], Expected] | None = None
    """What must have guidance; a text that opens a new gap is not published."""
    tables: KeptTables = field(default_factory=KeptTables)

    def of_overlay(self, overlay: Overlay) -> Sequence[Finding]:
        """Return what would break, or what would be missing that is there now."""
        older = self.published()
        try:
            merged = self.source.merged(overlay)
        except BrokenGuidance as broken:
            return broken.findings
        reading, context_map = merged.read(), merged.context_map()
        findings = [
            *reading.findings,
            *find_broken_references(reading.library),
            *find_broken_entries(context_map, reading.library),
            *self._new_gaps(older, reading.library, context_map),
        ]
        return sorted({each for each in findings if each.severity is Severity.ERROR})

    def of_text(self, body: Body) -> Sequence[Finding]:
        """Return what the editor marks as faults while the text is written."""
        library = self.published()
        self.source.place_pictures(body)
        expected = self.expected() if self.expected else None
        tables, context_map = self.tables.of(library), self.source.context_map()
        return find_faults(body.text, body.path, Around(library, context_map, tables, expected))

    def of_note(self, note: LocalNote) -> Sequence[Finding]:
        """Return what is wrong with a local note; an empty one takes a note away."""
        library = self.published()
        topic = library.topics.get(note.topic)
        if not note.text or topic is None:
            return ()
        try:
            text = read_note(note.organisation, note.heading, note.text, topic.path)
        except BrokenGuidance as broken:
            return broken.findings
        return [
            error("notering", each.line, "Länken leder ingenstans.", "Rätta adressen.")
            for each in text.references
            if each.address.startswith(TOPIC)
            and not library.has(*split_topic_address(each.address))
        ]

    def _new_gaps(self, older: Library, new: Library, context_map: ContextMap) -> list[Finding]:
        if self.expected is None:
            return []
        wanted = self.expected()
        before = {_gap(each) for each in find_gaps(older, context_map, wanted)}
        found = find_gaps(new, context_map, wanted)
        return [each for each in found if _gap(each) not in before]


def _gap(finding: Finding) -> tuple[str, str]:
    return finding.path, finding.what
