"""Persons: numbers and names that may be a patient's, which guidance must never hold."""

import re
from calendar import monthrange
from collections.abc import Iterator

from help_service.editing.checking.first_names import FIRST_NAMES
from help_service.editing.checking.prose import prose_lines
from help_service.editing.checking.remarks import Remark, Subject, advise, fault

# Any digits a person may type, in any script: each is read by its value.
_NUMBER = re.compile(
    r"(?<!\d)(?:(?P<century>\d{2})[ -]?)?\d{2}[ -]?(?P<month>\d{2})[ -]?(?P<day>\d{2})"
    r" ?[-+–−]? ?(?:\d{4}|[A-Za-zÅÄÖåäö]\d{3})(?!\d)"
)
_CENTURIES = (18, 19, 20)
_COORDINATION = 60
"""Added to the day in a coordination number."""
_NAMED = re.compile(
    r"\b(?i:patienten|pat\.?|brukaren|klienten|herr|fru|fröken)\s+(?:heter\s+)?"
    r"([A-ZÅÄÖ][a-zåäöé]+(?:\s+[A-ZÅÄÖ][a-zåäöé]+)*)",
)
# Looks ahead, so that the word before a name does not take the first name with it.
_TWO_NAMES = re.compile(r"\b(?=(([A-ZÅÄÖ][a-zåäöé]+)\s+([A-ZÅÄÖ][a-zåäöé]+)\b))")
_ONE_NAME = re.compile(r"\b[A-ZÅÄÖ][a-zåäöé]+\b")
_ALSO_WORDS = frozenset({"inga", "linda", "maj", "per", "sten", "stig", "tuva"})
"""First names that are words too: alone they say nothing of a person."""
_EXAMPLES = frozenset({"Test", "Exempel", "Testsson"})


def find_numbers(source: str) -> Iterator[Remark]:
    """Yield a fault for each number that reads as a personal or coordination number.

    The whole file is read: search words and titles are shown to people too.
    """
    what = "Texten innehåller något som ser ut som ett personnummer."
    advice = "Ta bort det. Vägledningen får aldrig handla om en verklig person."
    for number, line in enumerate(source.split("\n"), start=1):
        for match in _NUMBER.finditer(line):
            if _is_birth_number(match):
                yield fault(number, Subject.PERSON, what, advice, match.start(), match.end())


def holds_birth_number(text: str) -> bool:
    """Return whether a text holds what reads as a personal or coordination number."""
    return any(_is_birth_number(match) for match in _NUMBER.finditer(text))


def _is_birth_number(match: re.Match[str]) -> bool:
    century, month, day = match["century"], match["month"], match["day"]
    if century is not None and int(century) not in _CENTURIES:
        return False
    if not 1 <= int(month) <= 12:
        return False
    born = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    # 29 February is taken in any year: a typing error is a person's number all the same.
    return 1 <= born <= monthrange(2000, int(month))[1]


def find_names(source: str) -> Iterator[Remark]:
    """Yield advice on what may be a person's name."""
    advice = "Skriv patienten, eller rollen. Vägledningen får aldrig handla om en verklig person."
    for line in prose_lines(source):
        for start, end in _names(line.text):
            what = f"”{line.text[start:end]}” kan vara ett namn."
            yield advise(line.line, Subject.PERSON, what, advice, start, end)


def _names(text: str) -> list[tuple[int, int]]:
    found = {*_titled(text), *_two_names(text)}
    alone = (
        match.span()
        for match in _ONE_NAME.finditer(text)
        if match[0].lower() in FIRST_NAMES - _ALSO_WORDS
    )
    found |= {one for one in alone if not any(a <= one[0] and one[1] <= b for a, b in found)}
    return sorted(found)


def _titled(text: str) -> Iterator[tuple[int, int]]:
    for match in _NAMED.finditer(text):
        if not _EXAMPLES & set(match[1].split()):
            yield match.span(1)


def _two_names(text: str) -> Iterator[tuple[int, int]]:
    for match in _TWO_NAMES.finditer(text):
        if match[2].lower() in FIRST_NAMES and not _EXAMPLES & {match[2], match[3]}:
            yield match.span(1)
