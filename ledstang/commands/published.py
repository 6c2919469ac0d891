"""What readers see, for commands: the shipped guidance, and over it what is published."""

from __future__ import annotations

from pathlib import Path

from help_service.findings import Severity
from help_service.layer import NO_NOTES, OwnNotes
from help_service.library import Library, find_broken_references
from help_service.ports import HelpStores
from ledstang import clock
from ledstang.commands.database import has_database, help_stores_of, settings_of
from ledstang.edited_guidance import source_of
from ledstang.editors import organisations_above
from ledstang.loading import BrokenFile
from ledstang.settings import Settings
from ledstang.site_facts import SiteFacts, site_facts
from storage import open_stores


def library_in(data: Path) -> Library:
    """The guidance as a server over this data folder shows it. Raises BrokenFile."""
    settings = settings_of(data)
    if not has_database(settings):
        raise BrokenFile(f"--data {data}: there is no database; leave --data out to use docs/")
    return published_library(settings, help_stores_of(settings))


def facts_in(data: Path) -> SiteFacts:
    """What is asked for and what is new, as the database of this data folder tells it."""
    settings = settings_of(data)
    return facts_of(settings, help_stores_of(settings))


def facts_of(settings: Settings, stores: HelpStores) -> SiteFacts:
    """What the database knows and the files do not, for the manual."""
    organisation = open_stores(settings.database).directory.organisation()
    return site_facts(stores, organisation, clock.today())


def published_library(settings: Settings, stores: HelpStores) -> Library:
    """The guidance as readers see it. Raises BrokenFile, naming every fault."""
    reading = source_of(settings, stores).read(None)
    found = [*reading.findings, *find_broken_references(reading.library)]
    errors = [str(each) for each in sorted(found) if each.severity is Severity.ERROR]
    if errors:
        raise BrokenFile("\n".join(errors))
    return reading.library


def notes_for(settings: Settings, library: Library, unit: str) -> OwnNotes:
    """The local notes that people of a unit see; none for an empty id. Raises BrokenFile."""
    if not unit:
        return NO_NOTES
    organisation = open_stores(settings.database).directory.organisation()
    if organisation.unit(unit) is None:
        raise BrokenFile(f"--enhet: there is no unit {unit!r} in {settings.database}")
    return library.layer.own(organisations_above(organisation, unit))
