"""The front matter of a topic: read strictly, each mistake told with its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from help_service.findings import BrokenGuidance, Finding, error
from help_service.slugs import slugify
from help_service.yaml_loader import compose, mistake

_FENCE = "---"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class AskedHere:
    """A question that a topic answers, in the words of those who ask."""

    text: str
    rubrik: str
    """The heading it is answered under, the page's own too; empty where none is named."""
    line: int = field(compare=False)


@dataclass(frozen=True)
class FrontMatter:
    """What the head of a topic file says."""

    id: str
    titel: str
    lagrum: tuple[str, ...]
    sokord: tuple[str, ...]
    granskad: date
    granskas_senast: date
    byggd: bool
    sakerhet: bool
    agare: str
    fragor: tuple[AskedHere, ...]


@dataclass(frozen=True)
class _Entry:
    line: int
    node: yaml.Node


class _BadValue(Exception):
    """A value that its key does not take; the text says what the key takes."""


def split_front_matter(source: str, path: str) -> tuple[str, int]:
    """Return the YAML text of the head and the number of the first body line, counted from 1.

    Raises:
        BrokenGuidance: the file does not begin with a head between two ``---`` lines.
    """
    lines = source.split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        what = "Filen saknar sidhuvud."
        advice = "Börja filen med en rad ---, sedan id, titel med mera, sedan en rad --- till."
        raise BrokenGuidance([error(path, 1, what, advice)])
    end = next(nr for nr, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    return "\n".join(lines[1:end]), end + 2


def parse_front_matter(text: str, path: str, file_id: str) -> FrontMatter:
    """Return the front matter of a topic, whose id must equal the file's name.

    Raises:
        BrokenGuidance: with one finding for each mistake.
    """
    entries = _entries(text, path)
    findings = _check_keys(entries, path)
    values: dict[str, Any] = {}
    for key, (_, read, default) in _KEYS.items():
        if key not in entries:
            values[key] = default
            continue
        try:
            values[key] = read(entries[key].node)
        except _BadValue as bad:
            line = entries[key].line
            findings.append(error(path, line, f"Nyckeln {key} har ett ogiltigt värde.", str(bad)))
    findings += _check_whole(values, entries, path, file_id)
    if findings:
        raise BrokenGuidance(findings)
    return FrontMatter(**values)


def _entries(text: str, path: str) -> dict[str, _Entry]:
    # The first line of the head is line 2 of the file, after the fence.
    try:
        node = compose(text)
    except yaml.YAMLError as broken:
        line, problem = mistake(broken)
        line += 1  # The line of dashes comes before the head.
        what = f"Sidhuvudet går inte att läsa ({problem})."
        advice = "Skriv varje rad som nyckel: värde; sätt texter med kolon inom citattecken."
        raise BrokenGuidance([error(path, line, what, advice)]) from broken
    if not isinstance(node, yaml.MappingNode):
        what, advice = "Sidhuvudet är tomt eller en lista.", "Skriv varje rad som nyckel: värde."
        raise BrokenGuidance([error(path, 2, what, advice)])
    return _unique(node, path)


def _unique(node: yaml.MappingNode, path: str) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for key, value in node.value:
        line = key.start_mark.line + 2
        if str(key.value) in entries:
            what = f"Nyckeln {key.value} står två gånger."
            raise BrokenGuidance([error(path, line, what, "Ta bort den ena.")])
        entries[str(key.value)] = _Entry(line, value)
    return entries


def _check_keys(entries: Mapping[str, _Entry], path: str) -> list[Finding]:
    known = ", ".join(_KEYS)
    unknown = [
        error(path, entry.line, f"Nyckeln {key} finns inte.", f"Använd någon av: {known}.")
        for key, entry in entries.items()
        if key not in _KEYS
    ]
    missing = [
        error(path, 1, f"Nyckeln {key} saknas i sidhuvudet.", f"Lägg till en rad: {key}: …")
        for key, (needed, _, _) in _KEYS.items()
        if needed and key not in entries
    ]
    return unknown + missing


def _check_whole(
    values: Mapping[str, Any], entries: Mapping[str, _Entry], path: str, file_id: str
) -> list[Finding]:
    findings = []
    if values.get("id") is not None and values["id"] != file_id:
        what = f"id är {values['id']} men filen heter {file_id}.md."
        findings.append(error(path, entries["id"].line, what, "Låt id och filnamn vara lika."))
    first, last = values.get("granskad"), values.get("granskas_senast")
    if first and last and last <= first:
        what, advice = "granskas_senast är inte efter granskad.", "Sätt ett senare datum."
        findings.append(error(path, entries["granskas_senast"].line, what, advice))
    return findings


# Values are read as the text that stands there: YAML would make a number of "2:7" and of "nej" a
# word of its own liking.
def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
        raise _BadValue("Skriv en text.")
    return str(node.value).strip()


def _id(node: yaml.Node) -> str:
    text = _text(node)
    if text != slugify(text):
        raise _BadValue("Använd små bokstäver a–z, siffror och bindestreck.")
    return text


def _texts(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise _BadValue("Skriv en lista: [ett, två] eller [] om den är tom.")
    return tuple(_text(item) for item in node.value)


def _asked(node: yaml.Node) -> tuple[AskedHere, ...]:
    if isinstance(node, yaml.SequenceNode):
        return _under("", node)
    if not isinstance(node, yaml.MappingNode):
        raise _BadValue("Skriv frågorna som en lista, eller under rubriker: Senast: [ett, två].")
    return tuple(asked for heading, some in node.value for asked in _under(_text(heading), some))


def _under(heading: str, node: yaml.Node) -> tuple[AskedHere, ...]:
    line = node.start_mark.line + 2
    return tuple(AskedHere(text, heading, line) for text in _texts(node))


def _date(node: yaml.Node) -> date:
    text = _text(node)
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # A date that is not in the calendar gets the same advice as one written wrongly.
    raise _BadValue("Skriv datum som 2026-11-22.")


def _yes_no(node: yaml.Node) -> bool:
    answers = {"ja": True, "nej": False}
    if _text(node) not in answers:
        raise _BadValue("Skriv ja eller nej.")
    return answers[_text(node)]


# Key: must it stand there, how is it read, what holds when it does not stand there.
_KEYS: dict[str, tuple[bool, Callable[[yaml.Node], Any], Any]] = {
    "id": (True, _id, None),
    "titel": (True, _text, None),
    "lagrum": (True, _texts, None),
    "sokord": (True, _texts, None),
    "granskad": (True, _date, None),
    "granskas_senast": (True, _date, None),
    "byggd": (False, _yes_no, True),
    "sakerhet": (False, _yes_no, False),
    "agare": (False, _text, ""),
    "fragor": (False, _asked, ()),
}
