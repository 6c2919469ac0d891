"""`ledstang build`: lathund and manual into the data folder, from what is published."""

from __future__ import annotations

import os
from pathlib import Path

from help_service.findings import Severity
from help_service.library import Library, find_broken_references
from help_service.ports import HelpStores
from ledstang.building import (
    Progress,
    built_mark,
    live_mark,
    only_builder,
    set_built,
    tell_progress,
)
from ledstang.commands.texts import progress, write_guides
from ledstang.edited_guidance import source_of
from ledstang.loading import BrokenFile
from ledstang.settings import Settings, read_settings
from ledstang.site import SiteError, build_site, put_back
from storage import StorageError, open_help_stores

STEPS = ("Lathundarna", "Manualen")


def build(data: Path) -> int:
    """Build what is missing or older than the guidance, edits in the database included."""
    os.environ["LEDSTANG_DATA"] = str(data.resolve())
    settings = read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        stores = open_help_stores(settings.database)
    except StorageError as error:
        raise BrokenFile(str(error)) from error
    with only_builder(settings, wait=True):
        put_back(settings.manual)
        mark = live_mark(settings, stores.editing)
        if built_mark(settings) != mark or not settings.manual.is_dir():
            _build(settings, published_library(settings, stores))
            set_built(settings, mark)
    return 0


def _build(settings: Settings, library: Library) -> None:
    tell_progress(settings, Progress(STEPS[0], 0, len(STEPS)))
    write_guides(library, settings.guides)
    tell_progress(settings, Progress(STEPS[1], 1, len(STEPS)))
    with progress(STEPS[1]):
        try:
            build_site(settings.docs, settings.manual, library, settings.guides)
        except SiteError as error:
            raise BrokenFile(str(error)) from error


def published_library(settings: Settings, stores: HelpStores) -> Library:
    """The guidance as readers see it. Raises BrokenFile, naming every fault."""
    reading = source_of(settings, stores).read(None)
    found = [*reading.findings, *find_broken_references(reading.library)]
    errors = [str(each) for each in sorted(found) if each.severity is Severity.ERROR]
    if errors:
        raise BrokenFile("\n".join(errors))
    return reading.library
