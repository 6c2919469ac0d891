"""The guidance as it is edited: the help service over folder and database, and its editing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event, Thread

from help_service.app import help_service, watch
from help_service.editing import Editing, make_editing
from help_service.editing.baseline import FolderBaseline
from help_service.editing.overlay_source import OverlaySource
from help_service.editing.trying import Trying
from help_service.local import OrganisationsOf
from help_service.ports import HelpStores
from help_service.publisher import FileSource
from help_service.service import HelpService
from ledstang import clock
from ledstang.expected import expected_guidance
from ledstang.settings import Settings

_log = logging.getLogger("ledstang.help")
LOOK_EVERY = 0.02
"""Seconds between looks for edits of other processes. On SQLite a look asks one number of the file,
and reads only after a commit; on PostgreSQL it is two small reads."""
DUE_EVERY = 1.0
"""Seconds between looks for texts whose time has come."""


@dataclass(frozen=True)
class EditedGuidance:
    """What readers see, and what is done with it."""

    service: HelpService
    editing: Editing


def edited_guidance(
    settings: Settings, stores: HelpStores, organisations_of: OrganisationsOf
) -> EditedGuidance:
    """Return help and editing over the shipped folder and the database.

    `organisations_of` tells whose local notes the people of a unit see.
    """
    source = source_of(settings, stores)
    bare = help_service(settings.docs, settings.context_map, words=stores.words, source=source)
    service = HelpService(bare.publisher, organisations_of)
    trial = Trying(
        source, lambda: service.snapshot.library, lambda: expected_guidance(clock.today())
    )
    baseline = FolderBaseline(settings.docs)
    editing = make_editing(stores.editing, baseline, trial, partial(_take_up, service))
    return EditedGuidance(service, editing)


def _take_up(service: HelpService) -> None:
    service.refresh()


def source_of(settings: Settings, stores: HelpStores) -> OverlaySource:
    """Return where guidance comes from: the folder, and over it what is live in the database."""
    files = FileSource(settings.docs, settings.context_map)
    return OverlaySource(files, stores.editing, settings.added)


def keep_live(guidance: EditedGuidance, stop: Event | None = None) -> None:
    """Start the threads that take up what other processes publish, and publish what is due."""
    stopped = stop or Event()
    watch(guidance.service, stopped, LOOK_EVERY)
    publish = partial(_publish_due, guidance.editing, stopped, clock.now)
    Thread(target=publish, name="guidance-due", daemon=True).start()


def _publish_due(editing: Editing, stopped: Event, now: Callable[[], datetime]) -> None:
    away = False
    while not stopped.wait(DUE_EVERY):
        try:
            editing.judging.publish_due(now())
            away = False
        except OSError as error:
            # The store is away; a later look finds what was due meanwhile.
            if not away:
                _log.error("Scheduled texts not looked for: %s.", error)
            away = True
