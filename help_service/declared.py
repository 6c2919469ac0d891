"""The declared contexts: every place in the map that an application can ask about."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from help_service.contexts import DEFAULT_APP, AppMap, Context, ContextMap


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


def query_strings(context: Context) -> Iterator[str]:
    """Yield the query strings in which a client usually asks for a context."""
    named = list(context.parameters())
    yield urlencode(named)
    if context.app == DEFAULT_APP:
        yield urlencode(named[1:])
