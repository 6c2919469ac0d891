"""`ledstang export-help`: the published guidance as a folder that works without a server."""

from __future__ import annotations

from pathlib import Path

from help_service.app import help_service
from help_service.findings import BrokenGuidance
from help_service.reserve import write_reserve
from help_service.service import HelpService
from ledstang import clock
from ledstang.commands.database import has_database, help_stores_of, settings_of
from ledstang.commands.published import notes_for
from ledstang.commands.texts import progress
from ledstang.edited_guidance import source_of
from ledstang.loading import BrokenFile
from ledstang.settings import Settings


def export_help(out: Path, data: Path, unit: str = "") -> int:
    """Write the reserve copy into a folder, with what is published in the data folder's database.

    Without a database the shipped guidance is copied. With the id of a unit, its people's local
    notes are in the copy. Raises BrokenFile when there is no guidance, or no such unit.
    """
    settings = settings_of(data)
    try:
        snapshot = _published(settings).snapshot
    except BrokenGuidance as error:
        raise BrokenFile("\n".join(str(each) for each in error.findings)) from error
    own = notes_for(settings, snapshot.library, unit)
    with progress(f"Help copy {out}"):
        count = write_reserve(snapshot, clock.today(), out, own)
    print(f"{out / 'index.html'}: {count} files, revision {snapshot.revision}")
    return 0


def _published(settings: Settings) -> HelpService:
    if not has_database(settings):
        return help_service(settings.docs, settings.context_map)
    stores = help_stores_of(settings)
    source = source_of(settings, stores)
    return help_service(settings.docs, settings.context_map, words=stores.words, source=source)
