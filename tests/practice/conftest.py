"""The whole system with practice mounted, over stores in memory and a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from werkzeug.test import Client

from ledstang.clock import now
from ledstang.demo import save_demo_organisation
from ledstang.practice.assembly import practice_over, with_practice
from ledstang.practice.progress import Progress
from ledstang.practice.room import Room, Rooms
from ledstang.practice.script import Script, load_scripts
from ledstang.settings import Settings
from ledstang.wiring import make_desk
from planning.ports import Stores
from planning_ui import create_ui
from planning_ui.settings import UiSettings
from storage.memory import memory_stores
from tests.ui.conftest import ANNA, Person


@dataclass
class Whole:
    """The real screens with practice mounted."""

    real: Flask
    rooms: Rooms
    stores: Stores
    wsgi: WSGIApplication

    def test_client(self) -> Client:
        """A browser."""
        return Client(self._on_this_machine)

    def _on_this_machine(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self.wsgi({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)

    def room(self, script: str, user: str = "anna-avd11") -> Room:
        """The person's room for the script."""
        found = self.rooms.open(user, load_scripts()[script])
        assert found is not None
        return found


@pytest.fixture
def whole(tmp_path: Path) -> Whole:
    stores = memory_stores()
    save_demo_organisation(stores.directory)
    settings = Settings(data=tmp_path, database="memory:", demo=True)
    desk, ui = make_desk(stores, settings), UiSettings(demo_sign_in=True)
    real = create_ui(desk, stores.directory, stores.sessions, stores.drafts, now, ui)
    screens, rooms = practice_over(real, desk, settings, ui)
    return Whole(real, rooms, stores, with_practice(real, real, screens, rooms))


@pytest.fixture
def learner(whole: Whole) -> Person:
    """Somebody who is signed in and wants to practise."""
    return Person(whole).sign_in(ANNA)  # type: ignore[arg-type]  # it has a test_client too


def begins(person: Person, script: Script) -> str:
    """Begin the script; the address of its screens."""
    answer = person.send("/ovning", ovning=script.id)
    assert answer.status_code == 303, answer.text
    assert answer.location == f"/ovning/{script.id}/oversikt"
    return f"/ovning/{script.id}"


def follows_the_instruction(person: Person, base: str, room: Room) -> Progress:
    """Do what the band says: go where it leads, fill in what it shows, and send."""
    page = person.get(f"{base}/oversikt")
    now = room.progress
    if now.task is None:
        assert "Nu är det de andras tur." in page
        answer = person.send(f"{base}/ovning-vidare")
        assert answer.location == f"{base}/oversikt"
        return room.progress
    assert now.task.told in page
    place = re.search(r'<a href="([^"]+)">Gå dit</a>', page)
    assert place, page[:2000]
    sends_the_form(person, unescape(place.group(1)), now)
    return room.progress


def sends_the_form(person: Person, address: str, now: Progress) -> None:
    """Send the form of the task from the page that the instruction leads to."""
    assert now.task is not None
    shown = person.get(address.partition("#")[0])
    action, hidden = form_for(now.task.command, shown)
    fields = {key: list(texts) for key, texts in now.task.typed.items()}
    answer = person.post(action, **{**hidden, **fields})
    assert answer.status_code == 303, (now.task, answer.text[:3000])
    assert answer.location.startswith(f"/ovning/{now.script.id}/")


def form_for(command: str, page: str) -> tuple[str, dict[str, str]]:
    """Where the page sends the command, with what it sends along by itself."""
    for opening, inside in re.findall(r"<form([^>]*)>(.*?)</form>", page, re.S):
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inside))
        own = re.search(rf'action="([^"]+/{command})"', opening)
        if own and "/arende/" in own.group(1):
            return own.group(1), hidden
        button = rf'<button formaction="([^"]+/{command})" name="([^"]+)" value="([^"]+)"'
        if found := re.search(button, inside):
            return found.group(1), {**hidden, found.group(2): found.group(3)}
    raise AssertionError(f"no form for {command} in {page[:2000]}")
