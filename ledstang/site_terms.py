"""The terms a reader of the manual can rest the pointer on, from the glossary's own tables.

They are written below each page in the notation of abbreviations, which the site builder turns
into tooltips. Only words that are written like abbreviations are taken: an everyday word that is
marked on every line tells nobody anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from help_service.library import Library
from help_service.topics import Topic, plain_text

SOURCES = ("forkortningar", "ordlista")
"""The topics with tables of terms; where both explain a word, the first one is used."""
FEWEST_CAPITALS = 2


def terms(library: Library) -> Mapping[str, str]:
    """Give each term with what it means."""
    found: dict[str, str] = {}
    for source in SOURCES:
        topic = library.topics.get(source)
        for written, meaning in _rows(topic) if topic else ():
            for term in written.split(", "):
                if _is_abbreviation(term):
                    found.setdefault(term, meaning)
    return found


def tooltips(explained: Mapping[str, str], topic: Topic) -> tuple[str, ...]:
    """Write the terms as the last lines of the page of `topic`; none where they are explained."""
    if topic.id in SOURCES or not explained:
        return ()
    return ("", *(f"*[{term}]: {meaning}" for term, meaning in explained.items()), "")


def _rows(topic: Topic) -> Iterator[tuple[str, str]]:
    """Read tables of two columns and of three alike: the term first, its meaning next."""
    for section in topic.sections:
        for row in section.tree.iter("tr"):
            cells = [plain_text(cell) for cell in row if cell.tag == "td"]
            if len(cells) > 1 and not _leaves_open(row, topic):
                yield cells[0], cells[1]


def _leaves_open(row: Element, topic: Topic) -> bool:
    """Tell whether a row lists what a word may mean, which no single tooltip can say."""
    return topic.id == SOURCES[0] and len(row) > 2


def _is_abbreviation(term: str) -> bool:
    capitals = sum(sign.isupper() for sign in term)
    return " " not in term and capitals >= FEWEST_CAPITALS
