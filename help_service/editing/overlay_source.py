"""Files and database in one picture: what is published lies over the folder of guidance."""

import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import get_ident
from time import monotonic
from types import MappingProxyType

from help_service.contexts import DEFAULT_APP, AppMap, ContextMap, Entry, Place
from help_service.editing.ports import EditingStore
from help_service.editing.records import (
    BASELINE,
    EMPTY_OVERLAY,
    Body,
    LivePage,
    LocalNote,
    Overlay,
)
from help_service.findings import BrokenGuidance, Finding
from help_service.layer import Layer, LocalText, read_note
from help_service.library import Library, Reading
from help_service.publisher import Source
from help_service.topics import Topic, parse_topic

_log = logging.getLogger("ledstang.help")
_PICTURES = "bilder"
_ADDED_PICTURE = re.compile(rf"{_PICTURES}/([0-9a-f]{{64}}\.(?:png|jpg|svg))")
_FILES_EVERY = 1.0
"""Seconds between looks at the files: an upgrade changes them, nobody waits for that."""


@dataclass(frozen=True)
class Merged:
    """The shipped guidance with one overlay over it."""

    shipped: Reading
    shipped_map: ContextMap
    overlay: Overlay
    pictures: Path
    """A folder like docs, where the overlay's pictures have been put."""

    def read(self) -> Reading:
        """Lay the overlay over what was shipped."""
        findings = list(self.shipped.findings)
        laid: dict[str, Topic] = {}
        for page in self.overlay.pages:
            try:
                topic = _parsed(page.body.text, page.body.path, self.shipped.library.docs.name)
            except BrokenGuidance as broken:
                # The shipped text, where there is one, is shown instead.
                findings += broken.findings
                continue
            laid[topic.id] = topic
        return Reading(self._library(laid), _without(findings, laid, self.shipped))

    def context_map(self) -> ContextMap:
        """Return the map, with the places that new topics belong to."""
        return with_ties(self.shipped_map, self.overlay.pages)

    def _library(self, laid: Mapping[str, Topic]) -> Library:
        shipped = self.shipped.library
        topics = sorted({**shipped.topics, **laid}.values(), key=lambda topic: topic.path)
        texts = {
            page.body.path: page.body.text for page in self.overlay.pages if page.topic in laid
        }
        paths = {topic.id: topic.path for topic in topics}
        notes = _notes(self.overlay.notes, paths)
        by_id = MappingProxyType({topic.id: topic for topic in topics})
        layer = Layer(texts, self.pictures, notes)
        return Library(shipped.docs, by_id, layer, shipped.bindings)


class OverlaySource:
    """What the publisher reads: the folder, and over it what is live in the database."""

    def __init__(
        self,
        files: Source,
        store: EditingStore,
        pictures: Path,
        tick: Callable[[], float] = monotonic,
    ) -> None:
        self._files, self._store, self._pictures, self._tick = files, store, pictures, tick
        self._looked = -_FILES_EVERY
        self._files_revision = ""
        self._revision, self._away = EMPTY_OVERLAY.revision, False
        self._shipped: tuple[str, Reading, ContextMap] | None = None
        self._merged: Merged | None = None

    def revision(self) -> str:
        """Return a mark of both. The database is asked each time, the files now and then."""
        self._look_in_store()
        return f"{self._files_mark()} {self._revision}"

    def read(self, older: Library | None) -> Reading:
        """Read the folder and what is live in the database, as of one moment."""
        self._merged = self.merged(self._store.overlay())
        return self._merged.read()

    def context_map(self) -> ContextMap:
        """Return the map, with the new topics of what ``read`` has returned."""
        merged = self._merged or self.merged(self._store.overlay())
        return merged.context_map()

    def merged(self, overlay: Overlay) -> Merged:
        """Return the folder with an overlay over it, its pictures in place."""
        put_pictures(overlay.pages, self._store, self._pictures)
        _, shipped, context_map = self._read_shipped()
        return Merged(shipped, context_map, overlay, self._pictures)

    def place_pictures(self, body: Body) -> None:
        """Put the pictures that a text shows where a library finds them."""
        put_pictures([LivePage("", BASELINE, body)], self._store, self._pictures)

    def _files_mark(self) -> str:
        """What marks the files, as of the last look at them: each look takes some milliseconds."""
        if self._tick() - self._looked >= _FILES_EVERY:
            self._files_revision, self._looked = self._files.revision(), self._tick()
        return self._files_revision

    def _read_shipped(self) -> tuple[str, Reading, ContextMap]:
        """Read the folder; what has not changed is not read again."""
        known, revision = self._shipped, self._files_mark()
        if known is None or known[0] != revision:
            older = known[1].library if known else None
            known = (revision, self._files.read(older), self._files.context_map())
            self._shipped = known
        return known

    def _look_in_store(self) -> None:
        """While the store is away, what was live stays live; the operator is told once."""
        try:
            self._revision, away = self._store.revision(), False
        except OSError as error:
            away = True
            if not self._away:
                _log.error("Edits not looked for: %s. What is published stays.", error)
        if self._away and not away:
            _log.info("Edits are looked for again.")
        self._away = away


def with_ties(context_map: ContextMap, pages: Iterable[LivePage]) -> ContextMap:
    """Return a map in which each tied place without guidance leads to its topic."""
    app = context_map.app(DEFAULT_APP)
    tables = {kind: dict(table) for kind, table in app.tables.items()}
    for page in pages:
        for tie in page.body.ties:
            tables.setdefault(tie.kind, {}).setdefault(tie.key, Entry(Place(page.topic)))
    grown = AppMap(
        {kind: MappingProxyType(table) for kind, table in tables.items()}, app.phase_of_step
    )
    return replace(context_map, apps={**context_map.apps, DEFAULT_APP: grown})


def put_pictures(pages: Iterable[LivePage], store: EditingStore, folder: Path) -> None:
    """Write the pictures that pages show and that were added since; those there are left alone."""
    for page in pages:
        for name in picture_names(page.body.text):
            file = folder / _PICTURES / name
            data = None if file.exists() else store.picture(name)
            if data is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(file, data)


def picture_names(text: str) -> set[str]:
    """Return the names of the added pictures that a text shows."""
    return set(_ADDED_PICTURE.findall(text))


def write_whole(file: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, whatever happens meanwhile."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.{get_ident()}")
    beside.write_bytes(data)
    beside.replace(file)


@lru_cache(maxsize=1024)
def _parsed(text: str, path: str, docs: str) -> Topic:
    # A text is tried before it is published, and then read again with every later one.
    return parse_topic(text, path, f"{docs}/{path}")


def _without(
    findings: Iterable[Finding], laid: Mapping[str, Topic], reading: Reading
) -> tuple[Finding, ...]:
    """The findings, but for those on shipped pages that readers do not see."""
    hidden = {reading.library.shown(topic) for topic in laid.values()}
    return tuple(each for each in findings if each.path not in hidden)


def _notes(
    notes: Iterable[LocalNote], paths: Mapping[str, str]
) -> Mapping[str, tuple[LocalText, ...]]:
    found: dict[str, tuple[LocalText, ...]] = {}
    for note in notes:
        try:
            path = paths[note.topic]
            text = read_note(note.organisation, note.heading, note.text, path)
        except (KeyError, BrokenGuidance) as left_out:
            where = f"{note.organisation} on {note.topic}"
            _log.error("Local note of %s not shown: %s. Write it anew.", where, left_out)
            continue
        found[note.topic] = (*found.get(note.topic, ()), text)
    return found
