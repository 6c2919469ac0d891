"""Law: references that the table of references does not know."""

import re
from collections.abc import Iterator

import yaml

from help_service.editing.checking.prose import prose_lines
from help_service.editing.checking.remarks import Remark, Subject, advise, fault
from help_service.editing.checking.word_tables import WordTables
from help_service.findings import BrokenGuidance
from help_service.front_matter import split_front_matter
from help_service.yaml_loader import compose

_SECTION = re.compile(
    r"(?:(\d+) kap\. )?(\d+)(?: ([a-z]))?(?:( ?[–-] ?| och )(\d+)(?: [a-z])?)? §§?"
)
_LONGEST_RANGE = 100
_HEAD_KEY = "lagrum"
_ADVICE = "Kontrollera paragrafen. Är den rätt: för in den i tabellen över lagrum."
Place = tuple[str, str]
"""Chapter (empty where the act has none) and section with its letter."""


def find_unknown_law(source: str, tables: WordTables) -> Iterator[Remark]:
    """Yield a fault for each reference in the head, and advice for each in the text, not known.

    In the text the act is often left out, so a section is known when any act in the table has it.
    """
    if not tables.law:
        return
    yield from _in_head(source, tables)
    known = {place for reference in tables.law for place in places(reference)}
    for line in prose_lines(source):
        for match in _SECTION.finditer(line.text):
            unknown = [place for place in _places(match) if place not in known]
            if unknown:
                what = f"Lagrummet {match[0]} finns inte i tabellen över lagrum."
                yield advise(line.line, Subject.LAGRUM, what, _ADVICE, match.start(), match.end())


def places(reference: str) -> list[Place]:
    """Return the sections that a written reference names, a range counted out."""
    return [place for match in _SECTION.finditer(reference) for place in _places(match)]


def _places(match: re.Match[str]) -> list[Place]:
    chapter, first, letter, between, last = match.groups()
    named = [(chapter or "", first + (letter or ""))]
    if last is None:
        return named
    if between.strip() == "och":
        return [*named, (chapter or "", last)]
    rest = range(int(first) + 1, min(int(last), int(first) + _LONGEST_RANGE) + 1)
    return [*named, *((chapter or "", str(each)) for each in rest)]


def _in_head(source: str, tables: WordTables) -> Iterator[Remark]:
    acts = {reference.partition(")")[0] + ")" for reference in tables.law if ")" in reference}
    for line, reference in _head_references(source):
        if reference not in tables.law and reference not in acts:
            what = f"Lagrummet {reference} finns inte i tabellen över lagrum."
            yield fault(line, Subject.LAGRUM, what, _ADVICE)


def _head_references(source: str) -> Iterator[tuple[int, str]]:
    try:
        node = compose(split_front_matter(source, "")[0])
    except (BrokenGuidance, yaml.YAMLError):
        return  # A head that cannot be read is a fault of its own, told by the check of the form.
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == _HEAD_KEY and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                yield item.start_mark.line + 2, str(item.value).strip()
