"""The real system on a free port with the demo region, and a real Chromium against it."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from ledstang.loading import ROOT
from tests.journeys.people import Person

START_SECONDS_MAX = 120
WORKSTATION = {"width": 1366, "height": 768}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Server:
    """The system as `ledstang serve` starts it, in a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / "server.log"

    def start(self) -> None:
        """Start and wait until the first page answers."""
        words = [sys.executable, "-m", "ledstang.cli", "serve"]
        words += ["--port", str(self.port), "--data", str(self.data)]
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdout=self.log.open("ab"), stderr=subprocess.STDOUT
        )
        until = time.monotonic() + START_SECONDS_MAX
        while not self._answers():
            assert time.monotonic() < until, self.log.read_text(encoding="utf-8")
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/help/", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """Stop and wait for the end."""
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def built_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo region, lathund and manual; made once, copied for each server.

    The first of the workers that run side by side makes it, the others wait for it.
    """
    base = tmp_path_factory.getbasetemp()
    data = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "byggd"
    with data.with_suffix(".las").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            _build(data.with_suffix(".halv")).rename(data)
    return data


def _build(data: Path) -> Path:
    for words in (["demo", "--data", str(data)], ["build", "--data", str(data)]):
        subprocess.run([sys.executable, "-m", "ledstang.cli", *words], cwd=ROOT, check=True)
    return data


def running_on_a_copy_of(built: Path, folder: Path) -> Iterator[Server]:
    """The system on a copy of the data, stopped when the journeys are over."""
    data = folder / "var"
    shutil.copytree(built, data)
    running = Server(data)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def server(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running system; each module that asks for it has a fresh demo region."""
    yield from running_on_a_copy_of(built_data, tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def shared(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running system for all journeys that only read, or that bring patients of their own."""
    yield from running_on_a_copy_of(built_data, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one person, in the size of a ward's workstation."""
    opened = browser.new_context(viewport=WORKSTATION, locale="sv-SE")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page; an error in its scripts fails the journey."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"script error on the page: {error}"))
    return opened


@pytest.fixture(scope="session")
def cards() -> dict[tuple[str, str], StorageState]:
    """What each person's browser got at sign-in, so that nobody signs in for every journey."""
    return {}


@pytest.fixture
def arrives(
    browser: Browser, shared: Server, cards: dict[tuple[str, str], StorageState]
) -> Iterator[Callable[..., Person]]:
    """Lets somebody sit down, signed in, at a browser of their own."""
    opened: list[BrowserContext] = []

    def sit_down(who: tuple[str, str], **more: object) -> Person:
        settings = {"viewport": WORKSTATION, "locale": "sv-SE", **more}
        context = browser.new_context(storage_state=cards.get(who), **settings)
        opened.append(context)
        person = Person(context.new_page(), shared.url)
        if who not in cards or not person.is_signed_in():
            cards[who] = person.signs_in_as(who).page.context.storage_state()
        return person

    yield sit_down
    for context in opened:
        context.close()
