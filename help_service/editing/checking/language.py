"""Language: unexplained abbreviations, English words, links that do not say where they lead."""

import re
from collections.abc import Callable, Iterator, Mapping

from help_service.editing.checking.prose import body_start, prose_lines
from help_service.editing.checking.remarks import Remark, Subject, advise
from help_service.editing.checking.word_tables import Abbreviation, WordTables
from help_service.subset import LINK, PICTURE

_CAPITALS = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,6}(?![\w])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EMPTY_LINK_TEXTS = frozenset(
    {"här", "klicka här", "tryck här", "läs mer", "läs mer här", "mer", "länk", "denna länk", "hit"}
)
_CLICK_HERE = re.compile(r"\b(?:klicka|tryck) (?:här|på länken)\b", re.IGNORECASE)
_EMPTY_ALT = re.compile(
    r"(?:en )?(?:bild|skärmbild|ikon|foto)\W*|.*\.(?:png|jpe?g|svg)", re.IGNORECASE
)
_LONGEST_PHRASE = 3
"""Most words in an entry of the table of English words."""


def find_abbreviations(source: str, tables: WordTables) -> Iterator[Remark]:
    """Yield advice on the first use of each abbreviation that the page does not explain."""
    text = " ".join(line.text for line in prose_lines(source)).lower()
    seen: set[str] = set()
    for line in prose_lines(source):
        for match in _CAPITALS.finditer(line.text):
            short = match[0]
            if short in seen or short in tables.known_to_all:
                continue
            seen.add(short)
            complaint = _complaint(short, text, tables.abbreviations)
            if complaint:
                yield advise(line.line, Subject.SPRAK, *complaint, match.start(), match.end())


def _complaint(short: str, text: str, known: Mapping[str, Abbreviation]) -> tuple[str, str] | None:
    found = known.get(short)
    if found is None:
        is_told = f"({short.lower()})" in text
        what = f"Förkortningen {short} förklaras inte."
        return None if is_told else (what, "Skriv ut orden, eller för in den under Förkortningar.")
    if found.is_ambiguous:
        return f"{short} betyder olika saker för olika läsare.", f"Skriv ut: {found.meaning}."
    if found.meaning.lower() in text:
        return None
    what = f"Förkortningen {short} förklaras inte på sidan."
    return what, f"Skriv första gången: {found.meaning} ({short})."


def find_english(source: str, tables: WordTables) -> Iterator[Remark]:
    """Yield advice on English words that have a good Swedish one in the superusers' table."""
    for line in prose_lines(source):
        words = list(_WORD.finditer(line.text))
        for index, first in enumerate(words):
            for last in words[index : index + _LONGEST_PHRASE]:
                phrase = " ".join(line.text[first.start() : last.end()].lower().split())
                swedish = tables.english.get(phrase)
                if swedish:
                    what, advice = f"”{phrase}” är engelska.", f"Skriv {swedish}."
                    yield advise(line.line, Subject.SPRAK, what, advice, first.start(), last.end())


def find_empty_links(source: str) -> Iterator[Remark]:
    """Yield advice on links and phrases that do not say where they lead."""
    what, advice = (
        "Länktexten säger inte vart länken leder.",
        "Skriv sidans eller stegets namn som länktext.",
    )
    for number, line in _body(source):
        for match in LINK.finditer(line):
            if match[1].strip(" .!").lower() in _EMPTY_LINK_TEXTS:
                yield advise(number, Subject.LANK, what, advice, match.start(), match.end())
    yield from _each(
        source, _CLICK_HERE, lambda found: (f"”{found}” säger inte var.", "Skriv knappens ord.")
    )


def find_empty_alt(source: str) -> Iterator[Remark]:
    """Yield advice on descriptions of pictures that describe nothing."""
    for number, line in _body(source):
        for match in PICTURE.finditer(line):
            if match[1].strip() and _EMPTY_ALT.fullmatch(match[1].strip()):
                what = f"Beskrivningen ”{match[1]}” säger inte vad bilden visar."
                advice = "Skriv det som läsaren behöver veta av bilden."
                yield advise(number, Subject.BILD, what, advice, match.start(), match.end())


def _each(
    source: str, pattern: re.Pattern[str], told: Callable[[str], tuple[str, str]]
) -> Iterator[Remark]:
    for line in prose_lines(source):
        for match in pattern.finditer(line.text):
            yield advise(line.line, Subject.SPRAK, *told(match[0]), match.start(), match.end())


def _body(source: str) -> Iterator[tuple[int, str]]:
    lines = source.split("\n")
    first = body_start(lines)
    yield from enumerate(lines[first:], start=first + 1)
