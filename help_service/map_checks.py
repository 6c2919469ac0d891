"""Checks of the map against the library: every entry leads to a page and heading that exist."""

from collections.abc import Iterator

from help_service.contexts import ContextMap, Place
from help_service.findings import Finding, error
from help_service.library import Library


def find_broken_entries(context_map: ContextMap, library: Library) -> list[Finding]:
    """Return a finding for each entry of the map, or link in it, that leads nowhere."""
    findings = []
    for app, kind, key, place, line in _places(context_map):
        if not library.has(place.topic, place.anchor):
            what = f"{app}.{kind}.{key} leder ingenstans: {place}."
            advice = _advice(place, library)
            findings.append(error(context_map.path, line, what, advice))
    return findings


def _places(context_map: ContextMap) -> Iterator[tuple[str, str, str, Place, int]]:
    yield "karta", "start", "start", context_map.start, 1
    for name, app in context_map.apps.items():
        for kind, key, entry in app.entries():
            for place in (entry.place, *entry.lankar):
                yield name, kind, key, place, entry.line


def _advice(place: Place, library: Library) -> str:
    topic = library.topics.get(place.topic)
    if topic is None:
        return f"Skriv sidan {place.topic}.md eller rätta posten."
    return f"Lägg till rubriken i {library.shown(topic)} eller rätta posten."
