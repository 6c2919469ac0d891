"""Everything that can be said of one page while it is written, in the order of its lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from help_service.checks import Expected, find_gaps
from help_service.contexts import ContextMap
from help_service.editing.checking.evidence import find_untried
from help_service.editing.checking.language import (
    find_abbreviations,
    find_empty_alt,
    find_empty_links,
    find_english,
)
from help_service.editing.checking.law import find_unknown_law
from help_service.editing.checking.persons import find_names, find_numbers
from help_service.editing.checking.readability import find_hard_reading
from help_service.editing.checking.remarks import Remark, Subject, advise, fault
from help_service.editing.checking.word_tables import ABBREVIATIONS, WordTables
from help_service.findings import BrokenGuidance, Finding, Severity, error
from help_service.library import Library, find_broken_references
from help_service.map_checks import find_broken_entries
from help_service.topics import Topic, parse_topic

GLOSSARY = "ordlista"
"""The topic that lists words of other languages on purpose."""
MOST = 200
"""Most remarks told of one page: more help nobody."""
_MARK = re.compile(r"^(?:<{7}|={7}$|>{7})")


@dataclass(frozen=True)
class Around:
    """What a page is judged against: all other pages, the map, and what must have guidance."""

    library: Library
    context_map: ContextMap
    tables: WordTables
    expected: Expected | None = None
    """None where no process is known, as when help runs alone."""


def check_page(source: str, path: str, around: Around) -> list[Remark]:
    """Return every remark on a page, by line.

    Args:
        source: the whole file as it is written.
        path: its path under docs; the file name is the topic's id.
        around: what it is judged against.
    """
    remarks = [*_conflict_marks(source), *_of_form(source, path, around)]
    remarks += _of_language(source, path, around.tables)
    return sorted(set(remarks))[:MOST]


def find_faults(source: str, path: str, around: Around) -> list[Finding]:
    """Return the remarks on a page that stop publishing, as findings; advice is left out."""
    remarks = check_page(source, path, around)
    return [error(path, each.line, each.what, each.advice) for each in remarks if each.stops]


def _of_language(source: str, path: str, tables: WordTables) -> Iterator[Remark]:
    topic = path.rpartition("/")[2].removesuffix(".md")
    yield from find_numbers(source)
    yield from find_names(source)
    yield from find_unknown_law(source, tables)
    yield from find_hard_reading(source)
    yield from find_empty_links(source)
    yield from find_empty_alt(source)
    if topic != ABBREVIATIONS:
        yield from find_abbreviations(source, tables)
    if topic != GLOSSARY:
        yield from find_english(source, tables)


def _conflict_marks(source: str) -> Iterator[Remark]:
    for number, line in enumerate(source.split("\n"), start=1):
        if _MARK.match(line):
            what = "Här står två texter efter varandra som inte är sammanförda."
            yield fault(number, Subject.FORM, what, "Välj eller skriv ihop, och ta bort märkena.")


def _of_form(source: str, path: str, around: Around) -> Iterator[Remark]:
    try:
        topic = parse_topic(source, path)
    except BrokenGuidance as broken:
        yield from (_remark(finding, Subject.FORM, finding.path) for finding in broken.findings)
        return
    yield from _among_others(topic, around)
    yield from find_untried(source, topic, around.library.bindings)


def _among_others(topic: Topic, around: Around) -> Iterator[Remark]:
    """Judge the page in its place: a fault that the other pages had before is not told."""
    library = with_topic(around.library, topic)
    shown = library.shown(topic)
    for subject, before, after in (
        (Subject.LANK, find_broken_references(around.library), find_broken_references(library)),
        (Subject.FORM, _entries(around, around.library), _entries(around, library)),
        (Subject.FORM, _gaps(around, around.library), _gaps(around, library)),
    ):
        elsewhere = set(before)
        for finding in after:
            if finding.path == shown or finding not in elsewhere:
                yield from _told(finding, subject, shown)


def with_topic(library: Library, topic: Topic) -> Library:
    """Return the library with one topic put in or replaced."""
    topics = MappingProxyType({**library.topics, topic.id: topic})
    return replace(library, topics=topics)


def _entries(around: Around, library: Library) -> list[Finding]:
    return find_broken_entries(around.context_map, library)


def _gaps(around: Around, library: Library) -> list[Finding]:
    if around.expected is None:
        return []
    return find_gaps(library, around.context_map, around.expected)


def _told(finding: Finding, subject: Subject, shown: str) -> Iterator[Remark]:
    if finding.severity is not Severity.INFO:
        yield _remark(finding, subject, shown)


def _remark(finding: Finding, subject: Subject, shown: str) -> Remark:
    own = finding.path == shown
    what = finding.what if own else f"{finding.path}, rad {finding.line}: {finding.what}"
    make = fault if finding.severity is Severity.ERROR else advise
    return make(finding.line if own else 1, subject, what, finding.advice)
