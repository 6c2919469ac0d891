"""Gaps: what the process, the screens and the law of the house expect and the guidance lacks."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from help_service.contexts import DEFAULT_APP, AppMap, ContextMap, load_context_map
from help_service.findings import BrokenGuidance, Finding, error, info, warning
from help_service.instructions import TABLE, check_bindings
from help_service.library import Library, find_broken_references, read_library
from help_service.map_checks import find_broken_entries
from help_service.topics import Topic


@dataclass(frozen=True)
class Expected:
    """What must have guidance, as plain ids given by the caller."""

    steps: Mapping[str, Collection[str]]
    """Each step and the roles that act in it."""
    views: Collection[str]
    fields: Collection[str]
    """``<command>.<field>``."""
    reasons: Collection[str]
    """Reason codes and warning codes."""
    navigation: Collection[str]
    """Ids of the topics that the site's navigation lists."""
    today: date
    phases: Collection[str] = ()
    roles: Collection[str] = ()


def check_guidance(docs: Path, map_file: Path, expected: Expected) -> list[Finding]:
    """Return everything that is wrong with the guidance in a folder and its map, sorted."""
    reading = read_library(docs)
    findings = [*reading.findings, *find_broken_references(reading.library)]
    findings += find_untried(reading.library)
    try:
        context_map = load_context_map(map_file)
    except BrokenGuidance as broken:
        return sorted([*findings, *broken.findings])
    findings += find_broken_entries(context_map, reading.library)
    findings += find_gaps(reading.library, context_map, expected)
    return sorted(findings)


def find_untried(library: Library) -> list[Finding]:
    """Return a warning for each numbered instruction whose evidence is not there or out of date."""
    if not library.bindings:
        return []
    table = f"{library.docs.name}/{TABLE.as_posix()}"
    return check_bindings(library.topics.values(), library.bindings, table)


def find_gaps(library: Library, context_map: ContextMap, expected: Expected) -> list[Finding]:
    """Return a finding for each thing that lacks guidance, and for each page nobody can reach."""
    return [
        *_missing_entries(library, context_map, expected),
        *_needless_entries(context_map, expected),
        *_missing_roles(library, context_map, expected),
        *_unreachable_pages(library, context_map, expected),
        *_empty_headings(library),
        *_pages_by_state(library, expected.today),
    ]


def _wanted(expected: Expected) -> Mapping[str, tuple[str, Collection[str]]]:
    """By kind of context: what it is called in findings, and the ids that must be in the map."""
    return {
        "steg": ("Steget", expected.steps),
        "vy": ("Vyn", expected.views),
        "falt": ("Fältet", expected.fields),
        "hinder": ("Hindret", expected.reasons),
        "fas": ("Fasen", expected.phases),
        "roll": ("Rollen", expected.roles),
    }


def _own(context_map: ContextMap) -> AppMap:
    return context_map.app(DEFAULT_APP)


def _missing_entries(
    library: Library, context_map: ContextMap, expected: Expected
) -> Iterator[Finding]:
    for kind, (name, ids) in _wanted(expected).items():
        for each in ids:
            if _own(context_map).entry(kind, each) is None:
                what = f"{name} {each} saknar vägledning."
                line = _line_of_map(kind, each, library) or each
                advice = f"Lägg till {line} under {DEFAULT_APP}.{kind} i kartan."
                yield error(context_map.path, 1, what, advice)


def _line_of_map(kind: str, key: str, library: Library) -> str:
    """The line that the map lacks, where there is a page or heading of that name; else empty."""
    page, _, field = key.partition(".") if kind == "falt" else (key, "", "")
    anchor = field.replace("_", "-")
    for topic in (page, f"{kind}-{page}"):
        if library.has(topic, anchor):
            return f"”{key}: {topic}#{anchor}”" if anchor else f"”{key}: {topic}”"
    return ""


def _needless_entries(context_map: ContextMap, expected: Expected) -> Iterator[Finding]:
    for kind, (name, ids) in _wanted(expected).items():
        if not ids:
            continue
        for key, entry in _own(context_map).tables.get(kind, {}).items():
            if key.partition("@")[0] not in ids:
                what = f"{name} {key} finns i kartan men inte i systemet."
                yield warning(context_map.path, entry.line, what, "Ta bort posten.")


def _missing_roles(
    library: Library, context_map: ContextMap, expected: Expected
) -> Iterator[Finding]:
    for step, roles in expected.steps.items():
        entry = _own(context_map).entry("steg", step)
        topic = library.topics.get(entry.place.topic) if entry else None
        for role in roles if topic else ():
            if topic and not _guides(topic, role, step, context_map):
                what = f"Steget {step} saknar vägledning för rollen {role}."
                advice = "Lägg till rollens rubrik under Gör så här."
                yield error(library.shown(topic), 1, what, advice)


def _guides(topic: Topic, role: str, step: str, context_map: ContextMap) -> bool:
    own = _own(context_map).entry("steg", f"{step}@{role}")
    return own is not None or topic.role_section(role) is not None


def _unreachable_pages(
    library: Library, context_map: ContextMap, expected: Expected
) -> Iterator[Finding]:
    reached = {context_map.start.topic, *expected.navigation}
    for app in context_map.apps.values():
        for _, _, entry in app.entries():
            reached |= {entry.place.topic, *(link.topic for link in entry.lankar)}
    for topic in library.topics.values():
        if topic.id not in reached:
            what = f"Sidan {topic.id} finns varken i kartan eller i navigationen."
            yield error(library.shown(topic), 1, what, "Lägg till den eller ta bort sidan.")


def _empty_headings(library: Library) -> Iterator[Finding]:
    for topic in library.topics.values():
        for section in topic.sections:
            if not section.text and not topic.children(section.anchor):
                what = f"Rubriken {section.rubrik} har ingen text under sig."
                advice = "Skriv texten eller ta bort rubriken."
                yield error(library.shown(topic), section.line, what, advice)


def _pages_by_state(library: Library, today: date) -> Iterator[Finding]:
    for topic in library.topics.values():
        shown = library.shown(topic)
        if topic.granskas_senast < today:
            what = f"Sidan skulle ha granskats senast {topic.granskas_senast}."
            yield warning(shown, 1, what, "Läs igenom sidan och sätt nya datum.")
        if not topic.byggd:
            what = "Systemet gör inte detta än (byggd: nej)."
            yield info(shown, 1, what, "Ta bort raden när funktionen finns.")
