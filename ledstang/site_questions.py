"""The questions that many ask, with answers that stand on the pages themselves.

The questions are kept in the guidance, as people would put them. Which of them come first is told
by what is searched for and opened; so are the pages that many open and no question is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from help_service.library import Library
from help_service.topics import Topic, plain_text
from ledstang.loading import BrokenFile, read_yaml
from ledstang.site_facts import Asked, SiteFacts
from ledstang.site_words import as_text, link_to

PAGE = "vanliga-fragor"
FILE = Path("begrepp") / "fragor.yaml"
KEYS = {"fraga", "amne", "avsnitt"}
ALSO = 8
"""Most pages that are listed below the questions."""
LEAST = 3
"""Fewest openings for which a page is one that many open."""


@dataclass(frozen=True)
class Question:
    """A question, and where its answer stands: a topic, or one section of it."""

    asked: str
    topic: str
    anchor: str = ""


def load_questions(library: Library) -> tuple[Question, ...]:
    """Read the questions of the guidance; none where the file is not there.

    Raises BrokenFile, naming the question whose answer is missing.
    """
    file = library.docs / FILE
    if not file.is_file():
        return ()
    try:
        return tuple(_question(each, library) for each in read_yaml(file)["fragor"])
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenFile(f"{file}: {error}; mend this question") from error


def question_lines(library: Library, facts: SiteFacts, page: Topic) -> Iterator[str]:
    """Write questions and answers for `page`, what is asked most first."""
    questions = sorted(
        load_questions(library), key=lambda each: _rarity(facts.asked.get(each.topic))
    )
    if questions:
        yield "## Frågor och svar {#fragor-och-svar}"
    for number, question in enumerate(questions, start=1):
        topic = library.topics[question.topic]
        yield from ("", f"### {as_text(question.asked)} {{#fraga-{number}}}", "")
        yield as_text(answer(topic, question.anchor))
        yield ""
        yield f"Läs mer: {link_to(topic, page, question.anchor)}."
    yield from _opened(library, facts.asked, page, {each.topic for each in questions})


def answer(topic: Topic, anchor: str = "") -> str:
    """Give the answer that a page holds: its short one, or the first words of a section."""
    section = topic.section(anchor) if anchor else None
    return plain_text(section.tree[0]) if section is not None else topic.kort


def _opened(
    library: Library, asked: Mapping[str, Asked], page: Topic, answered: set[str]
) -> Iterator[str]:
    often = sorted(asked, key=lambda topic: (_rarity(asked[topic]), topic))
    others = [
        library.topics[topic]
        for topic in often
        if topic in library.topics
        and topic not in answered
        and library.topics[topic].room
        and asked[topic].opened >= LEAST
    ]
    if others:
        yield from ("", "## Det andra öppnar mest {#det-andra-oppnar-mest}", "")
        yield from (f"- {link_to(topic, page)}" for topic in others[:ALSO])


def _rarity(asked: Asked | None) -> tuple[int, int]:
    return (-asked.searched, -asked.opened) if asked else (0, 0)


def _question(raw: Mapping[str, Any], library: Library) -> Question:
    unknown = sorted(set(raw) - KEYS)
    if unknown:
        raise ValueError(f"{raw.get('fraga')}: unknown key {', '.join(unknown)}")
    question = Question(raw["fraga"], raw["amne"], raw.get("avsnitt", ""))
    topic = library.topics.get(question.topic)
    if topic is None:
        raise ValueError(f"{question.asked}: there is no topic {question.topic!r}")
    section = topic.section(question.anchor)
    if question.anchor and not (section and len(section.tree)):
        raise ValueError(f"{question.asked}: {topic.path} has no text at {question.anchor!r}")
    return question
