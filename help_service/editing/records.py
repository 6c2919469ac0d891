"""The records of the editing: who, what happened to a topic, and what is live."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

BASELINE = 0
"""The number of the text that came with the program, before any version."""


class Right(StrEnum):
    """What somebody may do with the guidance, as the directory names it."""

    EDIT = "redigera"
    REVIEW = "granskare"
    SAFETY = "granskare-sakerhet"
    """Reviews topics that bear on patient safety; a reviewer has this besides."""
    LOCAL = "lokal-notering"
    """Writes local notes for the own organisation."""


@dataclass(frozen=True)
class Editor:
    """Somebody at work with the guidance, as the wiring tells it."""

    id: str
    name: str
    rights: frozenset[Right] = frozenset()
    organisation: str = ""
    """Id of the organisation whose local notes the person may write; else empty."""
    organisation_name: str = ""
    """As the note is headed: ``I Sundsvalls kommun``."""

    def has(self, right: Right) -> bool:
        """Return whether the person has a right."""
        return right in self.rights


class Deed(StrEnum):
    """What was done with a version; the history of a topic is a list of these."""

    SAVED = "sparad"
    SUBMITTED = "skickad"
    COMMENTED = "kommenterad"
    TAKEN_BACK = "aterkallad"
    REFUSED = "avslagen"
    SCHEDULED = "schemalagd"
    PUBLISHED = "publicerad"


class State(StrEnum):
    """How far a version has come."""

    DRAFT = "utkast"
    REVIEW = "granskning"
    REFUSED = "avslagen"
    SCHEDULED = "schemalagd"
    PUBLISHED = "publicerad"
    """Live now."""
    REPLACED = "ersatt"
    """Was live, until a newer one was published."""


@dataclass(frozen=True)
class Tie:
    """A place in the map that a new topic belongs to, such as ``steg`` and ``kvittera``."""

    kind: str
    key: str


@dataclass(frozen=True)
class Body:
    """What a saved version says."""

    path: str
    """Under docs, with slashes: ``steg/kvittera.md``."""
    text: str
    base: int
    """The version that its author began with; ``BASELINE`` for the text that came along."""
    baseline: str = ""
    """Hash of the shipped text that this version takes account of; empty for a new topic."""
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Event:
    """One line of a topic's history; never changed once recorded."""

    topic: str
    number: int
    """1, 2, 3 … within the topic."""
    deed: Deed
    version: int
    at: datetime
    by: str
    by_name: str
    why: str = ""
    """Summary of the change, reason for the refusal, or the comment."""
    due: datetime | None = None
    """When a scheduled version goes live."""
    body: Body | None = None
    """For ``SAVED`` only."""


@dataclass(frozen=True)
class Version:
    """One version of a topic with what has become of it."""

    topic: str
    number: int
    body: Body
    author: str
    author_name: str
    at: datetime
    why: str
    state: State
    due: datetime | None = None
    """When it goes live, while it is scheduled."""
    decision: str = ""
    """Why it was refused."""
    decided_by: str = ""
    """Name of who published, scheduled or refused it."""

    @property
    def text(self) -> str:
        """The whole Markdown file."""
        return self.body.text


@dataclass(frozen=True)
class Comment:
    """What somebody said of a version."""

    version: int
    text: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class LocalNote:
    """What one organisation adds to a topic for its own people; an empty text takes it away."""

    topic: str
    organisation: str
    number: int
    """1, 2, 3 … for the topic and organisation."""
    text: str
    heading: str
    """``I Sundsvalls kommun``."""
    at: datetime
    by: str
    by_name: str


@dataclass(frozen=True)
class Picture:
    """A picture by the hash of its content: it can be added, never changed."""

    name: str
    """``<64 hexadecimal digits>.png``; its path under docs is ``bilder/<name>``."""
    data: bytes
    at: datetime
    by: str


@dataclass(frozen=True)
class Typed:
    """What somebody has typed and not saved yet, kept so that nothing is lost."""

    topic: str
    user: str
    text: str
    base: int
    at: datetime


@dataclass(frozen=True)
class Presence:
    """Somebody has a topic open."""

    topic: str
    user: str
    name: str
    at: datetime


@dataclass(frozen=True)
class LivePage:
    """A published text that lies over the shipped one."""

    topic: str
    version: int
    body: Body


@dataclass(frozen=True)
class Overlay:
    """Everything published in the database, as of one revision."""

    revision: int
    pages: tuple[LivePage, ...] = ()
    notes: tuple[LocalNote, ...] = ()


EMPTY_OVERLAY = Overlay(0)
