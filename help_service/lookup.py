"""The lookup: from where a person is to the guidance that helps, along a chain that always ends.

reason → field for the role → field → step for the role → step → phase → view → role → search with
the words of the context → start page. The first link that leads somewhere answers, and the answer
tells which links were tried.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from help_service.contexts import AppMap, Context, ContextMap, Entry, Place
from help_service.library import Library
from help_service.personal import holds_number


class Led(StrEnum):
    """A link of the chain."""

    HINDER = "hinder"
    FALT_ROLL = "falt+roll"
    FALT = "falt"
    STEG_ROLL = "steg+roll"
    STEG = "steg"
    FAS = "fas"
    VY = "vy"
    ROLL = "roll"
    SOK = "sok"
    START = "start"


_TABLE_OF = {
    Led.HINDER: "hinder",
    Led.FALT_ROLL: "falt",
    Led.FALT: "falt",
    Led.STEG_ROLL: "steg",
    Led.STEG: "steg",
    Led.FAS: "fas",
    Led.VY: "vy",
    Led.ROLL: "roll",
}
"""The table of the map that a link looks in."""


@dataclass(frozen=True)
class Tried:
    """One link of the chain, what it looked for, and whether it answered."""

    led: Led
    nyckel: str
    traff: bool


@dataclass(frozen=True)
class Resolution:
    """Where the chain ended."""

    place: Place
    lankar: tuple[Place, ...]
    kedja: tuple[Tried, ...]

    @property
    def traff(self) -> Led:
        """The link that answered: the last one tried."""
        return self.kedja[-1].led


@dataclass(frozen=True)
class _Question:
    """One link to try: how it is told, and how its entry is found."""

    led: Led
    nyckel: str
    find: Callable[[], Entry | None]


SearchPlace = Callable[[str, Context], Place | None]
"""Takes words and the context; returns the best section, or None when nothing fits."""


def resolve(
    context: Context, context_map: ContextMap, library: Library, search: SearchPlace
) -> Resolution:
    """Return the guidance for a context. Never fails: the chain ends at the start page."""
    tried: list[Tried] = []
    for question in _questions(context, context_map, library, search):
        entry = question.find()
        hit = entry is not None and library.has(entry.place.topic, entry.place.anchor)
        tried.append(Tried(question.led, question.nyckel, hit))
        if entry is not None and hit:
            return Resolution(entry.place, entry.lankar, tuple(tried))
    tried.append(Tried(Led.START, str(context_map.start), True))
    return Resolution(context_map.start, (), tuple(tried))


def topics_asked(context: Context, context_map: ContextMap, library: Library) -> frozenset[str]:
    """Return the topics that the map's links for a context lead to, hit or not.

    While these are unchanged, and one of them answers, so is the resolution.
    """
    app = context_map.app(context.app)
    asked = _questions(context, context_map, library, lambda words, where: None)
    entries = (
        app.entry(_TABLE_OF[each.led], each.nyckel) for each in asked if each.led in _TABLE_OF
    )
    return frozenset(entry.place.topic for entry in entries if entry is not None)


def _questions(
    context: Context, context_map: ContextMap, library: Library, search: SearchPlace
) -> Iterator[_Question]:
    app = context_map.app(context.app)
    if context.hinder:
        yield _ask(app, Led.HINDER, "hinder", context.hinder)
    if context.falt:
        yield from _ask_field(app, context)
    if context.steg:
        yield from _ask_step(app, context, library)
    phase = context.fas or app.phase_of_step.get(context.steg or "")
    if phase:
        yield _ask(app, Led.FAS, "fas", phase)
    if context.vy:
        yield _ask(app, Led.VY, "vy", context.vy)
    words = context_words(context)
    if context.roll and not words:
        yield _ask(app, Led.ROLL, "roll", context.roll)
    if words:
        yield _Question(Led.SOK, words, lambda: _found(search(words, context)))


def _ask(app: AppMap, led: Led, kind: str, key: str) -> _Question:
    return _Question(led, key, lambda: app.entry(kind, key))


def _ask_field(app: AppMap, context: Context) -> Iterator[_Question]:
    # A field may be named without its command where the step says which form it stands in.
    named = context.falt or ""
    key = named if "." in named or not context.steg else f"{context.steg}.{named}"
    if context.roll:
        yield _ask(app, Led.FALT_ROLL, "falt", f"{key}@{context.roll}")
    yield _ask(app, Led.FALT, "falt", key)


def _ask_step(app: AppMap, context: Context, library: Library) -> Iterator[_Question]:
    steg, roll = context.steg or "", context.roll
    if roll:
        key = f"{steg}@{roll}"
        yield _Question(Led.STEG_ROLL, key, lambda: _step_for_role(app, steg, roll, library))
    yield _ask(app, Led.STEG, "steg", steg)


def _step_for_role(app: AppMap, steg: str, roll: str, library: Library) -> Entry | None:
    """The map's own entry for the role, or the step's topic if it tells that role what to do."""
    own = app.entry("steg", f"{steg}@{roll}")
    if own is not None:
        return own
    entry = app.entry("steg", steg)
    topic = library.topics.get(entry.place.topic) if entry else None
    return entry if topic and topic.role_section(roll) else None


def context_words(context: Context) -> str:
    """Return the words for the search: the application's own, else those its ids are made of.

    Words that may name a person are passed over, since the answer tells what was tried. Empty if
    there are none.
    """
    if context.ord and not holds_number(context.ord):
        return context.ord
    ids = (context.falt, context.hinder, context.steg, context.vy, context.fas)
    words = " ".join(each for each in ids if each)
    return " ".join(words.replace("-", " ").replace("_", " ").replace(".", " ").split())


def _found(place: Place | None) -> Entry | None:
    return None if place is None else Entry(place)
