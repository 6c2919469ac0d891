"""The publisher: reads the guidance, builds a snapshot, and swaps it in as one reference."""

import gc
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Protocol

from help_service.contexts import ContextMap, parse_context_map
from help_service.findings import BrokenGuidance, Finding, Severity
from help_service.library import Library, Reading, find_broken_references, read_library
from help_service.map_checks import find_broken_entries
from help_service.ports import Searcher
from help_service.snapshot import Snapshot, build_snapshot
from help_service.topics import Topic

_log = logging.getLogger("ledstang.help")

BuildSearcher = Callable[[Iterable[Topic]], Searcher]
"""Makes a searcher over all topics; called once for each snapshot."""


class Source(Protocol):
    """Where guidance comes from."""

    def revision(self) -> str:
        """Return a mark that changes whenever the guidance may have changed; cheap to ask for."""
        ...

    def read(self, older: Library | None) -> Reading:
        """Read all topics, taking unchanged ones from an older library."""
        ...

    def context_map(self) -> ContextMap:
        """Read the map."""
        ...


@dataclass(frozen=True)
class FileSource:
    """Guidance in a folder of Markdown files, with the map in a file beside it."""

    docs: Path
    map_file: Path

    def revision(self) -> str:
        """Return a hash over names, sizes and times of the files."""
        digest = hashlib.sha256()
        for file in (self.map_file, *sorted(self.docs.rglob("*.*"))):
            if file.exists():
                state = file.stat()
                digest.update(f"{file} {state.st_size} {state.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    def read(self, older: Library | None) -> Reading:
        """Read every topic under the folder."""
        return read_library(self.docs, older)

    def context_map(self) -> ContextMap:
        """Read the map from its file."""
        return _parsed_map(self.map_file.read_text(encoding="utf-8"), self.map_file.name)


@lru_cache(maxsize=8)
def _parsed_map(text: str, path: str) -> ContextMap:
    # Most edits are to the pages: the map is parsed again only when its text is another one.
    return parse_context_map(text, path)


class Publisher:
    """Holds the published snapshot. Reading it is safe from any thread, at any time.

    The first snapshot leaves out broken pages, since help with a gap is better than none. After
    that, broken guidance changes nothing: the last good snapshot stays.
    """

    def __init__(
        self,
        source: Source,
        build_searcher: BuildSearcher,
        words_revision: Callable[[], str] = str,
    ) -> None:
        """Take where guidance comes from, and the search with a mark of what else it is made of."""
        self._source = source
        self._build_searcher = build_searcher
        self._words_revision = words_revision
        self._swap = Lock()
        self._seen = self._revision()
        self._whole = True
        with _collector_paused():
            self.snapshot = self._first()

    def refresh(self) -> bool:
        """Publish anew if the source has changed since last time; return whether it was done."""
        with self._swap:
            try:
                return self._refresh()
            except OSError as gone:
                # A file that is being replaced can be away for a moment: the next look finds it.
                if self._seen:
                    _log.warning("Guidance not read: %s. The last good guidance is kept.", gone)
                self._seen = ""
                return False

    def _refresh(self) -> bool:
        revision = self._revision()
        if revision == self._seen:
            return False
        self._seen = revision
        return self._publish()

    def _revision(self) -> str:
        return self._source.revision() + self._words_revision()

    def _publish(self) -> bool:
        try:
            library, context_map, findings = self._read(self.snapshot)
            if findings:
                raise BrokenGuidance(findings)
            # Text written while links were broken has lost those links: it is not taken over.
            older = self.snapshot if self._whole else None
            snapshot = self._build(library, context_map, older)
        except BrokenGuidance as broken:
            _tell(broken.findings, "the last good guidance is kept")
            return False
        self.snapshot = snapshot
        self._whole = True
        _log.info("Guidance published: revision %s.", self.snapshot.revision)
        return True

    def _first(self) -> Snapshot:
        library, context_map, findings = self._read(None)
        if not library.topics:
            raise BrokenGuidance(findings)
        if findings:
            self._whole = False
            _tell(findings, "the help starts without what is broken")
        return self._build(library, context_map, None)

    def _read(self, older: Snapshot | None) -> tuple[Library, ContextMap, list[Finding]]:
        reading = self._source.read(older.library if older else None)
        context_map = self._source.context_map()
        library = reading.library
        findings = [
            *reading.findings,
            *find_broken_references(library),
            *find_broken_entries(context_map, library),
        ]
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        return library, context_map, errors

    def _build(self, library: Library, context_map: ContextMap, older: Snapshot | None) -> Snapshot:
        searcher = self._build_searcher(library.topics.values())
        return build_snapshot(library, context_map, searcher, older)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Let Python's collector of garbage rest while a whole library is read for the first time.

    What is made then stays, and the collector would walk through all of it again and again: a
    fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tell(findings: Iterable[Finding], consequence: str) -> None:
    for finding in sorted(findings):
        _log.error("Guidance not published (%s). %s", consequence, finding)
