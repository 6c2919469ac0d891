"""The declared contexts: every place in the map that an application can ask about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from help_service.contexts import DEFAULT_APP, AppMap, Context, ContextMap
from help_service.library import Library
from help_service.lookup import topics_asked


def declared_contexts(context_map: ContextMap) -> Iterator[Context]:
    """Yield every declared context, for each role and for nobody in particular."""
    for name, app in context_map.apps.items():
        for roll in (None, *app.tables.get("roll", {})):
            yield Context(app=name, roll=roll)
            for kind, key, _ in app.entries():
                yield from _of_entry(name, app, kind, key, roll)


def _of_entry(name: str, app: AppMap, kind: str, key: str, roll: str | None) -> Iterator[Context]:
    # An entry for one role only is reached through its plain id and that role.
    plain = key.partition("@")[0]
    if kind == "roll":
        return
    if kind == "falt":
        yield Context(app=name, roll=roll, falt=plain)
        for step in _steps_of(app, plain):
            yield Context(app=name, steg=step, roll=roll, falt=plain)
        return
    yield replace(Context(app=name, roll=roll), **{kind: plain})


def _steps_of(app: AppMap, field: str) -> Iterator[str]:
    """The step whose page explains a field: the one whose topic the field's entry points at."""
    entry = app.entry("falt", field)
    for step, candidate in app.tables.get("steg", {}).items():
        if entry is not None and candidate.place.topic == entry.place.topic:
            yield step


@dataclass(frozen=True)
class Declared:
    """A declared context with the query strings in which clients ask for it."""

    context: Context
    queries: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """All declared contexts of a map, and which of them a topic's text may change."""

    declared: tuple[Declared, ...]
    by_topic: Mapping[str, tuple[int, ...]]
    """By topic id, places in ``declared``."""


def make_plan(context_map: ContextMap, library: Library) -> Plan:
    """Work out the plan of a map; it holds as long as the map does."""
    by_topic: dict[str, list[int]] = {}
    declared = []
    for place, context in enumerate(declared_contexts(context_map)):
        declared.append(Declared(context, tuple(query_strings(context))))
        for topic in topics_asked(context, context_map, library):
            by_topic.setdefault(topic, []).append(place)
    return Plan(tuple(declared), {topic: tuple(some) for topic, some in by_topic.items()})


def query_strings(context: Context) -> Iterator[str]:
    """Yield the query strings in which a client usually asks for a context."""
    named = list(context.parameters())
    yield urlencode(named)
    if context.app == DEFAULT_APP:
        yield urlencode(named[1:])
