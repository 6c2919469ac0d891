"""`ledstang docs`: published edits written back to files, and which of them need a person's eye."""

from __future__ import annotations

from pathlib import Path

from help_service.app import WORDS
from help_service.editing import Shelf, TopicLine
from help_service.editing.baseline import FolderBaseline
from help_service.editing.exporting import add_ties, export_pages
from help_service.editing.overlay_source import write_whole
from help_service.ports import HelpStores
from help_service.search.word_source import export_words
from ledstang.commands.database import help_stores_of, settings_of
from ledstang.settings import Settings

MAP = "context_map.yaml"
SETTLE = "the shipped text has changed under the edit; compare and save it in the editor"


def export(data: Path, out: Path | None) -> int:
    """Write what is published back to docs, or under another folder.

    Exit 1 when an edit was kept back because its shipped text has changed since.
    """
    settings, stores = _opened(data)
    docs = out or settings.docs
    done = export_pages(stores.editing, FolderBaseline(settings.docs), docs)
    shared = [*_export_words(settings, stores, docs), *_export_map(settings, stores, out)]
    for written in (*done.written, *shared):
        print(f"written: {written}")
    for path in done.kept_back:
        print(f"kept back: {path}: {SETTLE}")
    print(f"{len(done.written) + len(shared)} written, {len(done.kept_back)} kept back")
    return 1 if done.kept_back else 0


def status(data: Path) -> int:
    """List every topic that somebody has edited; exit 1 when a shipped text changed under one."""
    settings, stores = _opened(data)
    shelf = Shelf(stores.editing, FolderBaseline(settings.docs))
    lines = [line for line in shelf.topics() if line.head is not None]
    for line in lines:
        print(_told(line))
    changed = [line for line in lines if line.shipped_changed]
    print(f"{len(lines)} edited, {len(changed)} with a changed shipped text")
    return 1 if changed else 0


def _told(line: TopicLine) -> str:
    head = line.head
    assert head is not None  # only edited topics are told
    live = f"version {line.live} live" if line.live else "shipped text live"
    newest = f"newest {head.number} {head.state.value} by {head.author_name} {head.at:%Y-%m-%d}"
    note = f"; {SETTLE}" if line.shipped_changed else ""
    return f"{line.path}: {live}, {newest}{note}"


def _opened(data: Path) -> tuple[Settings, HelpStores]:
    settings = settings_of(data)
    return settings, help_stores_of(settings)


def _export_words(settings: Settings, stores: HelpStores, docs: Path) -> list[str]:
    shipped = settings.docs / WORDS
    before = shipped.read_text(encoding="utf-8") if shipped.exists() else ""
    after = export_words(before, stores.words.words())
    return _written(docs / WORDS, before, after)


def _export_map(settings: Settings, stores: HelpStores, out: Path | None) -> list[str]:
    before = settings.context_map.read_text(encoding="utf-8")
    after = add_ties(before, stores.editing.overlay().pages)
    return _written(out / MAP if out else settings.context_map, before, after)


def _written(file: Path, before: str, after: str) -> list[str]:
    if after == before:
        return []
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, after.encode("utf-8"))
    return [file.name]
