"""The outline of a topic: its headings, what they mean, and whether they stand in order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from help_service.findings import Finding, error
from help_service.slugs import slugify

_HEADING = re.compile(r"^(#{1,3}) +(.+?) *#*$")
_NOT_A_PARAGRAPH = re.compile(r"^(#|[-*+] |\d+\. |\||!!!|!\[)")


class Kind(StrEnum):
    """What a section is about, told by its ``##`` heading."""

    NAR = "nar"
    GOR = "gor"
    SENAST = "senast"
    FALT = "falt"
    FEL = "fel"
    ANGRA = "angra"
    NERE = "nere"
    ANNAT = "annat"


KIND_OF_HEADING: Mapping[str, Kind] = {
    "När": Kind.NAR,
    "Gör så här": Kind.GOR,
    "Senast": Kind.SENAST,
    "Fält": Kind.FALT,
    "Vanliga fel": Kind.FEL,
    "Ångra och rätta": Kind.ANGRA,
    "Om systemet ligger nere": Kind.NERE,
}

ROLE_OF_HEADING: Mapping[str, str] = {
    "Slutenvården": "slutenvard",
    "Öppenvården": "oppenvard",
    "Kommunen": "kommun",
    "Lokala administratören": "lokal-administrator",
    "Centrala förvaltningen": "central-forvaltning",
    "Superanvändaren": "superanvandare",
}


@dataclass(frozen=True)
class Heading:
    """One heading with its place in the outline."""

    rubrik: str
    niva: int
    line: int
    anchor: str
    parent: str
    """Anchor of the ``##`` heading above a ``###``; empty for a ``##``."""
    kind: Kind
    roll: str | None


def read_headings(lines: list[str], first_line: int) -> list[Heading]:
    """Return the headings of a body, the title included, in the order they stand."""
    headings: list[Heading] = []
    above: Heading | None = None
    for number, line in enumerate(lines, start=first_line):
        match = _HEADING.match(line)
        if match:
            headings.append(_heading(match, number, above))
            above = headings[-1] if headings[-1].niva == 2 else above
    return headings


def _heading(match: re.Match[str], number: int, above: Heading | None) -> Heading:
    level, text = len(match[1]), match[2].replace("**", "")
    own_kind = KIND_OF_HEADING.get(text, Kind.ANNAT)
    inner = level == 3 and above is not None
    return Heading(
        rubrik=text,
        niva=level,
        line=number,
        anchor=slugify(text),
        parent=above.anchor if inner and above else "",
        kind=above.kind if inner and above else own_kind,
        roll=ROLE_OF_HEADING.get(text) if level == 3 else None,
    )


def check_outline(
    lines: list[str], headings: list[Heading], titel: str, path: str, first_line: int
) -> list[Finding]:
    """Return what is wrong with title, short answer, order and names of the headings."""
    titles = [heading for heading in headings if heading.niva == 1]
    if not titles or titles[0] is not headings[0] or titles[0].rubrik != titel:
        line = headings[0].line if headings else first_line
        what, advice = "Texten börjar inte med sidans titel.", f"Börja med en rad: # {titel}"
        return [error(path, line, what, advice)]
    findings = [
        error(path, extra.line, "Sidan har två titlar.", "Låt bara titeln ha ett enda #.")
        for extra in titles[1:]
    ]
    return [
        *findings,
        *_check_short_answer(lines, titles[0], path, first_line),
        *_check_levels(headings, path),
        *_check_anchors(headings[1:], path),
    ]


def _check_short_answer(
    lines: list[str], title: Heading, path: str, first_line: int
) -> list[Finding]:
    after = lines[title.line - first_line + 1 :]
    first = next((line for line in after if line.strip()), "#")
    if not _NOT_A_PARAGRAPH.match(first.lstrip()):
        return []
    what = "Det korta svaret saknas efter titeln."
    return [error(path, title.line, what, "Skriv ett stycke på 1–3 korta meningar.")]


def _check_levels(headings: list[Heading], path: str) -> list[Finding]:
    what, advice = "En ###-rubrik står utan ##-rubrik över sig.", "Lägg till en ##-rubrik före."
    return [
        error(path, heading.line, what, advice)
        for heading in headings
        if heading.niva == 3 and not heading.parent
    ]


def _check_anchors(headings: list[Heading], path: str) -> list[Finding]:
    seen: set[str] = set()
    findings = []
    for heading in headings:
        if heading.anchor in seen or not heading.anchor:
            what = f"Rubriken {heading.rubrik} finns redan på sidan eller saknar bokstäver."
            findings.append(error(path, heading.line, what, "Ge rubriken ett eget namn."))
        seen.add(heading.anchor)
    return findings
