"""The table of contents of the guide: `contents.yaml`, read strictly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

COMPLETE = "komplett"
WHOLE_PROCESS = "process.svg"
CONTENTS_FILE = Path(__file__).with_name("contents.yaml")
ROLE_NAMES = {
    "slutenvard": "Slutenvården",
    "oppenvard": "Öppenvården",
    "kommun": "Kommunen",
}


class GuideError(ValueError):
    """The guide cannot be built; the message names the place and what to do, for operators."""


@dataclass(frozen=True)
class Entry:
    """One step of the guide: its number in the process picture, its topic, who acts.

    A topic that is no step has no number, belongs to no role, and is printed whole.
    """

    number: str
    topic: str
    roles: tuple[str, ...]
    kommun_groups: tuple[str, ...] = ()
    """Who in the kommun most often does the step; told where only the kommun reads."""
    who: tuple[str, ...] = ()
    """On whose rails of the picture a topic that is no step has a stop."""
    when: str = ""
    """When they have it to do, in a few words."""


@dataclass(frozen=True)
class Chapter:
    """Steps under one heading, and the editions that print it (empty: every edition)."""

    title: str
    entries: tuple[Entry, ...]
    editions: tuple[str, ...] = ()

    def for_role(self, role: str | None) -> tuple[Entry, ...]:
        """Give the entries that `role` acts in; all of them for no role."""
        return tuple(entry for entry in self.entries if role is None or role in entry.roles)


@dataclass(frozen=True)
class Edition:
    """One printed guide; without a role it tells what all roles do."""

    id: str
    title: str
    subtitle: str
    role: str | None
    start: str = ""
    """Topic where the manual begins for the readers of this edition; empty for its first page."""
    picture: str = WHOLE_PROCESS
    """File below `docs/bilder` of the picture on the first page."""
    rails: tuple[tuple[str, str], ...] = ()
    """Id and name of each rail of the picture, where those are not the parties of the process."""
    chapters_on_new_page: bool = False
    most_pages: int = 0
    """Above this, steps go on across pages so that the edition gets shorter; 0 for any number."""


@dataclass(frozen=True)
class BackPiece:
    """A part of a topic on the last page; without sections it is the short answer."""

    title: str
    topic: str
    sections: tuple[str, ...]
    in_column: bool


@dataclass(frozen=True)
class Shot:
    """A picture of the screen: a PNG below `docs/bilder`, and what stands below and instead of it.

    It stands on the first page of the `first` editions; in the others once, at the first of the
    `steps` that is there.
    """

    file: str
    title: str
    text: str
    alt: str
    width_mm: float
    first: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """All editions, chapters, pieces of the last page and pictures of the screen."""

    editions: tuple[Edition, ...]
    chapters: tuple[Chapter, ...]
    back: tuple[BackPiece, ...]
    shots: tuple[Shot, ...] = ()

    def edition(self, edition_id: str) -> Edition:
        """Give an edition by its id; raises GuideError, naming those that exist."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        known = ", ".join(edition.id for edition in self.editions)
        raise GuideError(f"there is no guide called {edition_id!r}; there are: {known}")

    def chapters_of(self, edition: Edition) -> tuple[Chapter, ...]:
        """Give the chapters of an edition, each with the steps its role acts in."""
        mine = [
            replace(chapter, entries=chapter.for_role(edition.role))
            for chapter in self.chapters
            if not chapter.editions or edition.id in chapter.editions
        ]
        return tuple(chapter for chapter in mine if chapter.entries)

    def first_shots(self, edition: Edition) -> tuple[Shot, ...]:
        """Give the pictures of the screen on the first page of an edition."""
        return tuple(shot for shot in self.shots if edition.id in shot.first)

    def shots_of(self, edition: Edition) -> dict[str, Shot]:
        """Give the pictures that stand at steps of an edition, by the step's topic."""
        printed = self.topics_of(edition)
        later = (shot for shot in self.shots if edition.id not in shot.first)
        places = ((next((s for s in shot.steps if s in printed), ""), shot) for shot in later)
        return {step: shot for step, shot in places if step}

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic id the guide prints from, in order."""
        return self._printed(self.chapters)

    def topics_of(self, edition: Edition) -> tuple[str, ...]:
        """Every topic id that one edition prints from, in order."""
        return self._printed(self.chapters_of(edition))

    def needed_by(self, edition: Edition) -> frozenset[str]:
        """Every topic id without which an edition cannot be built."""
        start = {edition.start} if edition.start else set()
        return frozenset(self.topics_of(edition)) | start

    def _printed(self, chapters: Iterable[Chapter]) -> tuple[str, ...]:
        steps = [entry.topic for chapter in chapters for entry in chapter.entries]
        return tuple(dict.fromkeys([*steps, *(piece.topic for piece in self.back)]))


@lru_cache(maxsize=1)
def load_contents(file: Path = CONTENTS_FILE) -> Contents:
    """Read the table of contents, once; raises GuideError naming the file and what is wrong."""
    try:
        raw: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Contents(
            tuple(_edition(item) for item in raw["utgavor"]),
            tuple(_chapter(item) for item in raw["kapitel"]),
            tuple(_piece(item) for item in raw["sist"]),
            tuple(_shot(item) for item in raw.get("bilder", ())),
        )
    except (yaml.YAMLError, KeyError, TypeError, OSError) as problem:
        raise GuideError(f"{file}: cannot be read as a table of contents: {problem!r}") from problem


def _edition(raw: dict[str, Any]) -> Edition:
    role = _known(raw.get("roll"))
    return Edition(
        id=raw["id"],
        title=raw["titel"],
        subtitle=raw["underrubrik"],
        role=role,
        start=raw.get("borjar", ""),
        picture=raw.get("bild", WHOLE_PROCESS),
        rails=tuple(raw.get("banor", {}).items()),
        chapters_on_new_page=raw.get("ny_sida", False),
        most_pages=raw.get("flest_sidor", 0),
    )


def _chapter(raw: dict[str, Any]) -> Chapter:
    entries = tuple(_entry(item) for item in raw.get("steg", ()))
    entries += tuple(_article(item) for item in raw.get("amnen", ()))
    return Chapter(raw["titel"], entries, tuple(raw.get("utgavor", ())))


def _entry(raw: dict[str, Any]) -> Entry:
    roles = tuple(role for role in raw["for"] if _known(role))
    return Entry(str(raw["nr"]), raw["amne"], roles, tuple(raw.get("i_kommunen", ())))


def _article(raw: dict[str, Any]) -> Entry:
    return Entry("", raw["amne"], (), who=tuple(raw.get("vem", ())), when=raw.get("nar", ""))


def _piece(raw: dict[str, Any]) -> BackPiece:
    sections = tuple(raw.get("avsnitt", ()))
    return BackPiece(raw["rubrik"], raw["amne"], sections, bool(raw.get("spalt")))


def _shot(raw: dict[str, Any]) -> Shot:
    words = (raw["fil"], raw["rubrik"], raw["text"], raw["alt"])
    return Shot(*words, raw["bredd"], tuple(raw.get("forst", ())), tuple(raw.get("steg", ())))


def _known(role: str | None) -> str | None:
    if role is not None and role not in ROLE_NAMES:
        raise GuideError(f"{CONTENTS_FILE.name}: the role {role!r} has no name in ROLE_NAMES")
    return role
