"""Lathund and manual follow what is published: built apart, the old ones served meanwhile."""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread

from help_service.editing.overlay_source import write_whole
from help_service.editing.ports import EditingStore
from help_service.publisher import FileSource
from ledstang import __version__
from ledstang.settings import Settings
from ledstang.site import CONFIG

_log = logging.getLogger("ledstang.building")
_STAMP = "byggt"
_PROGRESS = "bygge.json"
_LOCK = "bygge.las"
LOOK_EVERY = 1.0
"""Seconds between looks for something to build."""
_KINDNESS = 10
"""How much the build stands back for those who are at work."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build has come, as the superusers' pages show it."""

    what: str
    """What is being built, in Swedish."""
    done: int
    of: int


def live_mark(settings: Settings, store: EditingStore) -> str:
    """A mark of all that lathund and manual are built from; local notes are not."""
    pages = [(page.topic, page.version) for page in store.overlay().pages]
    told = f"{_files_mark(settings)} {pages}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _files_mark(settings: Settings) -> str:
    files, config = FileSource(settings.docs, settings.context_map).revision(), CONFIG.stat()
    return f"{__version__} {files} {config.st_size} {config.st_mtime_ns}"


def built_mark(settings: Settings) -> str:
    """The mark of what lies in the data folder; empty where nothing is built."""
    with suppress(FileNotFoundError):
        return (settings.data / _STAMP).read_text(encoding="utf-8").strip()
    return ""


def set_built(settings: Settings, mark: str) -> None:
    """Tell that the data folder holds what was built from this; the build is over."""
    write_whole(settings.data / _STAMP, mark.encode())
    (settings.data / _PROGRESS).unlink(missing_ok=True)


def tell_progress(settings: Settings, progress: Progress) -> None:
    """Tell every worker how far the build has come."""
    write_whole(settings.data / _PROGRESS, json.dumps(asdict(progress)).encode())


def read_progress(settings: Settings) -> Progress | None:
    """How far the build has come, or None when nothing is being built."""
    if not is_building(settings):
        return None
    try:
        return Progress(**json.loads((settings.data / _PROGRESS).read_bytes()))
    except FileNotFoundError:
        return None


@contextmanager
def only_builder(settings: Settings, wait: bool) -> Iterator[bool]:
    """Hold the data folder's lock; gives False when another process has it and `wait` is off.

    The lock goes with the process: a build that was killed leaves none behind.
    """
    with (settings.data / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def is_building(settings: Settings) -> bool:
    """Whether some process builds lathund and manual now."""
    with only_builder(settings, wait=False) as free:
        return not free


def build_apart(data: Path) -> int:
    """Build in a process of its own; its exit code.

    Setting a PDF starts threads and takes all of a processor: a worker that is copied, or that
    answers people, must do neither.
    """
    words = [sys.executable, "-m", "ledstang.cli", "build", "--data", str(data.resolve())]
    with subprocess.Popen(words) as building:
        with suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, building.pid, _KINDNESS)
        return building.wait()


def keep_built(
    settings: Settings,
    store: EditingStore,
    stop: Event | None = None,
    build: Callable[[Path], int] = build_apart,
    every: float = LOOK_EVERY,
) -> Thread:
    """Start a thread that builds anew after each edit until `stop` is set; return it.

    What fails is told once and tried again after the next edit.
    """
    stopped = stop or Event()

    def look() -> None:
        tried, mark, seen = "", "", ""
        while not stopped.wait(every):
            state = _state_or_nothing(settings, store)
            if state != seen:
                # All edited texts are read from the database only when something has changed.
                mark = _mark_or_nothing(settings, store)
                seen = state if mark else ""
            if mark in ("", tried, built_mark(settings)) or is_building(settings):
                continue
            tried = mark
            if build(settings.data) != 0:
                _log.error("Lathund and manual not built; the old ones stay. See the lines above.")

    thread = Thread(target=look, name="guidance-build", daemon=True)
    thread.start()
    return thread


def _state_or_nothing(settings: Settings, store: EditingStore) -> str:
    """What is cheap to ask for and changes with the mark; nothing while the store is away."""
    try:
        return f"{_files_mark(settings)} {store.revision()}"
    except OSError:
        return ""


def _mark_or_nothing(settings: Settings, store: EditingStore) -> str:
    """What there is to build from; nothing while the store is away, which others tell of."""
    try:
        return live_mark(settings, store)
    except OSError:
        return ""
