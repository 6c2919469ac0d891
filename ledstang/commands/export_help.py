"""`ledstang export-help`: the published guidance as a folder that works without a server."""

from __future__ import annotations

import os
from pathlib import Path

from help_service.app import help_service
from help_service.findings import BrokenGuidance
from help_service.reserve import write_reserve
from help_service.service import HelpService
from ledstang import clock
from ledstang.commands.texts import progress
from ledstang.edited_guidance import source_of
from ledstang.loading import BrokenFile
from ledstang.settings import read_settings
from storage import StorageError, open_help_stores


def export_help(out: Path, data: Path) -> int:
    """Write the reserve copy into a folder, with what is published in the data folder's database.

    Without a database the shipped guidance is copied. Raises BrokenFile when there is none.
    """
    try:
        snapshot = _published(data).snapshot
    except BrokenGuidance as error:
        raise BrokenFile("\n".join(str(each) for each in error.findings)) from error
    with progress(f"Help copy {out}"):
        count = write_reserve(snapshot, clock.today(), out)
    print(f"{out / 'index.html'}: {count} files, revision {snapshot.revision}")
    return 0


def _published(data: Path) -> HelpService:
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    settings = read_settings()
    if settings.database.startswith("sqlite:") and not (settings.data / "ledstang.db").exists():
        return help_service(settings.docs, settings.context_map)
    try:
        stores = open_help_stores(settings.database)
    except StorageError as error:
        raise BrokenFile(str(error)) from error
    source = source_of(settings, stores)
    return help_service(settings.docs, settings.context_map, words=stores.words, source=source)
