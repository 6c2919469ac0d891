"""`ledstang build`: lathund and manual into the data folder, from what is published."""

from __future__ import annotations

from pathlib import Path

from help_service.ports import HelpStores
from ledstang.building import (
    Progress,
    built_mark,
    live_mark,
    only_builder,
    set_built,
    tell_progress,
)
from ledstang.commands.database import help_stores_of, settings_of
from ledstang.commands.published import facts_of, published_library
from ledstang.commands.texts import progress, write_guides
from ledstang.loading import BrokenFile
from ledstang.settings import Settings
from ledstang.site import SiteError, build_site, put_back

STEPS = ("Lathundarna", "Manualen")


def build(data: Path) -> int:
    """Build what is missing or older than the guidance, edits in the database included."""
    settings = settings_of(data)
    settings.data.mkdir(parents=True, exist_ok=True)
    stores = help_stores_of(settings)
    with only_builder(settings, wait=True):
        put_back(settings.manual)
        mark = live_mark(settings, stores.editing)
        if built_mark(settings) != mark or not settings.manual.is_dir():
            _build(settings, stores)
            set_built(settings, mark)
    return 0


def _build(settings: Settings, stores: HelpStores) -> None:
    library, facts = published_library(settings, stores), facts_of(settings, stores)
    tell_progress(settings, Progress(STEPS[0], 0, len(STEPS)))
    write_guides(library, settings.guides)
    tell_progress(settings, Progress(STEPS[1], 1, len(STEPS)))
    with progress(STEPS[1]):
        try:
            build_site(settings.docs, settings.manual, library, settings.guides, facts=facts)
        except SiteError as error:
            raise BrokenFile(str(error)) from error
