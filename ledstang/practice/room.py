"""A room: one person's own store for one script. Nothing in it reaches the real data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from ledstang.demo import save_demo_organisation
from ledstang.practice.progress import Progress, progress
from ledstang.practice.script import Part, Script, players
from planning.access import Request
from planning.desk import Desk
from planning.errors import Refusal
from planning.organisation import Actor
from planning.ports import Directory, Session, Stores
from planning.process import FieldKind
from planning_ui.forms.read import Texts, read_form
from planning_ui.parts import Parts
from planning_ui.settings import UiSettings
from planning_ui.signin.actors import make_actor
from storage import open_stores
from storage.memory import memory_stores

CASE = "ovning-1"
METHOD = "ovning"
FILE = re.compile(r"-(\d+)\.db$")
ROOMS_OPEN = 32


@lru_cache(maxsize=1)
def made_up_region() -> Directory:
    """Units and people of the made-up region, shared by all rooms; nobody writes to it."""
    directory = memory_stores().directory
    save_demo_organisation(directory)
    return directory


@lru_cache(maxsize=ROOMS_OPEN)
def _stores(path: Path) -> Stores:
    return open_stores(f"sqlite:///{path}")


@dataclass(frozen=True)
class PracticeSessions:
    """The learner's session as the room sees it: the person of the script, at the room's time."""

    person: str
    now: datetime
    real: Session | None = None

    def get(self, token_hash: str) -> Session | None:
        """The session of the learner, or None for anybody else."""
        if self.real is None or token_hash != self.real.token_hash:
            return None
        player = players()[self.person]
        return replace(
            self.real,
            user=player.user.id,
            assignment=player.assignment.id,
            method=METHOD,
            started_at=self.now,
            seen_at=self.now,
        )

    def save(self, session: Session) -> None:
        """Nothing: the real session is kept where it belongs."""

    def delete(self, token_hash: str) -> None:
        """Nothing: one signs out in the real system."""


@dataclass(frozen=True)
class Room:
    """One script with its store; `desk` is the core over it."""

    script: Script
    stores: Stores
    desk: Desk

    @property
    def progress(self) -> Progress:
        """How far the practice has come."""
        return progress(self.script, self.stores.cases.events(CASE))

    def parts(self, session: Session | None, settings: UiSettings) -> Parts:
        """What the screens work with in this room, now."""
        now = self.progress.now
        return Parts(
            desk=self.desk,
            directory=self.stores.directory,
            sessions=PracticeSessions(self.script.person, now, session),
            drafts=self.stores.drafts,
            clock=lambda: now,
            settings=settings,
        )

    def go_on(self) -> bool:
        """Let the others make their moves up to the learner's next; False when one cannot."""
        for part in self.progress.others:
            try:
                self._play(part)
            except Refusal:
                return False
        return True

    def _play(self, part: Part) -> None:
        actor = self.actor(part.person)
        command = self.desk.rulebook.commands[part.command]
        texts = {**part.typed, **self._message(part, actor)}
        values = read_form(command, texts, part.at).values
        case = CASE if self.desk.stores.cases.events(CASE) else None
        self.desk.do(actor, case, part.command, values, part.at, Request(METHOD))

    def actor(self, person: str) -> Actor:
        """A person of the script in their assignment."""
        player = players()[person]
        organisation = self.stores.directory.organisation()
        return make_actor(player.user, player.assignment, organisation, "", METHOD)

    def _message(self, part: Part, actor: Actor) -> Texts:
        """The oldest unread message to the unit, for a move that needs one named."""
        fields = self.desk.rulebook.commands[part.command].fields
        wanted = [f.id for f in fields if f.kind is FieldKind.MESSAGE and f.id not in part.typed]
        if not wanted:
            return {}
        unread = self.stores.cases.inbox(frozenset({actor.unit}), unread_only=True)
        return {wanted[0]: (str(unread[-1].number),)} if unread else {}


@dataclass(frozen=True)
class Rooms:
    """All rooms, as files below one folder; a person's rooms bear a name that tells nobody who."""

    folder: Path
    desk: Desk

    def open(self, user: str, script: Script) -> Room | None:
        """The person's room for the script, or None when they have not begun."""
        found = self._files(user, script)
        return self._room(found[-1], script) if found else None

    def begin(self, user: str, script: Script) -> Room:
        """A new room; an older one of the same script is thrown away."""
        old = self._files(user, script)
        number = _number(old[-1]) + 1 if old else 1
        folder = self._folder(user)
        folder.mkdir(parents=True, exist_ok=True)
        room = self._room(folder / f"{script.id}-{number}.db", script)
        for path in old:
            _remove(path)
        room.go_on()
        return room

    def _room(self, path: Path, script: Script) -> Room:
        stores = replace(_stores(path), directory=made_up_region())
        return Room(script, stores, replace(self.desk, stores=stores, new_id=_ids(stores)))

    def _folder(self, user: str) -> Path:
        return self.folder / hashlib.sha256(user.encode()).hexdigest()[:24]

    def _files(self, user: str, script: Script) -> Sequence[Path]:
        found = self._folder(user).glob(f"{script.id}-*.db")
        return sorted(found, key=_number)


def _number(path: Path) -> int:
    found = FILE.search(path.name)
    return int(found.group(1)) if found else 0


def _remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink(missing_ok=True)


def _ids(stores: Stores) -> Callable[[], str]:
    return lambda: f"ovning-{len(stores.cases.case_ids()) + 1}"
