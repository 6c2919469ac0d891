"""Lathund and manual follow what is published: once for each edit, and never two at a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
import yaml

from help_service.editing.memory import MemoryEditing
from help_service.editing.records import Body, Deed, LocalNote
from help_service.editing.records import Event as Done
from help_service.layer import Layer
from help_service.library import Library
from help_service.rooms import ROOMS
from ledstang.building import (
    Progress,
    built_mark,
    is_building,
    keep_built,
    live_mark,
    only_builder,
    read_progress,
    set_built,
    tell_progress,
)
from ledstang.edit_pages import under_way
from ledstang.settings import Settings
from ledstang.site import CONFIG, put_back
from ledstang.site_pages import TABS, with_added_pages

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SAVED = Done("kvittera", 1, Deed.SAVED, 1, NOW, "a", "A", body=Body("steg/kvittera.md", "x", 0))
LIVE = Done("kvittera", 2, Deed.PUBLISHED, 1, NOW, "b", "B")
NOTE = LocalNote("kvittera", "kommun-x", 1, "Ring.", "I X kommun", NOW, "c", "C")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("text", encoding="utf-8")
    map_file = tmp_path / "karta.yaml"
    map_file.write_text("start: index", encoding="utf-8")
    (tmp_path / "data").mkdir()
    return Settings(tmp_path / "data", "memory:", docs=docs, context_map=map_file)


def test_an_edit_or_a_new_file_asks_for_a_build_and_a_local_note_does_not(
    settings: Settings,
) -> None:
    store = MemoryEditing()
    first = live_mark(settings, store)
    store.add_note(NOTE, 0)
    assert live_mark(settings, store) == first
    store.append([SAVED, LIVE], 1)
    second = live_mark(settings, store)
    (settings.docs / "ny.md").write_text("ny", encoding="utf-8")
    assert len({first, second, live_mark(settings, store)}) == 3


def test_each_edit_is_built_once(settings: Settings) -> None:
    store, built = MemoryEditing(), []

    def build(data: Path) -> int:
        built.append(live_mark(settings, store))
        set_built(settings, built[-1])
        return 0

    stop = Event()
    thread = keep_built(settings, store, stop, build, every=0.01)
    wait_for(lambda: len(built) == 1)
    store.append([SAVED, LIVE], 0)
    wait_for(lambda: len(built) == 2)
    time.sleep(0.1)
    stop.set()
    thread.join()
    assert len(built) == 2
    assert built_mark(settings) == live_mark(settings, store)


def test_what_fails_is_told_and_tried_again_after_the_next_edit(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    store, tried = MemoryEditing(), []

    def build(data: Path) -> int:
        tried.append(data)
        return 1

    stop = Event()
    thread = keep_built(settings, store, stop, build, every=0.01)
    wait_for(lambda: len(tried) == 1)
    time.sleep(0.1)
    assert len(tried) == 1
    store.append([SAVED, LIVE], 0)
    wait_for(lambda: len(tried) == 2)
    stop.set()
    thread.join()
    assert caplog.text.count("the old ones stay") == 2


def test_progress_is_told_while_somebody_builds(settings: Settings) -> None:
    assert read_progress(settings) is None
    with only_builder(settings, wait=True) as mine:
        assert mine
        tell_progress(settings, Progress("Manual", 1, 2))
        with only_builder(settings, wait=False) as other:
            assert not other
        assert read_progress(settings) == Progress("Manual", 1, 2)
        assert under_way(settings) == "Manual byggs om, del 2 av 2. De gamla visas så länge."
    assert read_progress(settings) is None
    assert under_way(settings) == ""


HOLDING = """
import sys, time
from pathlib import Path
from ledstang.building import only_builder
from ledstang.edit_pages import under_way
from ledstang.settings import Settings
with only_builder(Settings(Path(sys.argv[1]), "memory:"), wait=True):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_build_that_is_killed_leaves_no_lock(settings: Settings) -> None:
    command = [sys.executable, "-c", HOLDING, str(settings.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert is_building(settings)
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    assert not is_building(settings)


def test_the_old_manual_comes_back_after_a_kill_between_old_and_new(tmp_path: Path) -> None:
    out, before = tmp_path / "manual", tmp_path / "manual.old"
    before.mkdir()
    (before / "index.html").write_text("den gamla", encoding="utf-8")
    put_back(out)
    put_back(out)
    assert (out / "index.html").read_text(encoding="utf-8") == "den gamla"
    assert not before.exists()


def test_every_room_has_its_tab_in_the_manual() -> None:
    config = CONFIG.read_text(encoding="utf-8")
    assert set(TABS) == set(ROOMS)
    assert all(f"\n  - {tab}:\n" in config for tab in TABS.values())


def test_a_page_that_superusers_added_stands_in_the_navigation(library: Library) -> None:
    added = replace(library, layer=Layer(texts={"hinder/ny-kod.md": "x", "steg/kvittera.md": "x"}))
    config = CONFIG.read_text(encoding="utf-8")
    grown = with_added_pages(config, added)
    assert grown.replace("      - hinder/ny-kod.md\n", "") == config
    navigation = yaml.safe_load(grown[grown.index("\nnav:") :])["nav"]
    blocked = next(tab["Spärrar"] for tab in navigation if "Spärrar" in tab)
    assert blocked[0] == "hinder/ny-kod.md"


def wait_for(happened: object) -> None:
    """Wait until it has, at most ten seconds."""
    assert callable(happened)
    limit = time.monotonic() + 10
    while not happened() and time.monotonic() < limit:
        time.sleep(0.01)
    assert happened()


def test_nothing_is_left_of_the_old_stamp(settings: Settings) -> None:
    set_built(settings, "ett")
    set_built(settings, "två")
    assert built_mark(settings) == "två"
    shutil.rmtree(settings.data)
    assert built_mark(settings) == ""
