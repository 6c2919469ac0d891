"""A topic that is no step of the process, printed whole."""

from __future__ import annotations

from collections.abc import Iterator

from help_service.topics import Topic
from lathund.steps import source_line
from typeset import Block, Heading, Reader, SmallPrint, from_tree, plain

LEVELS = {2: 3, 3: 4}
"""Levels of headings in a topic, and on paper, where its title stands below a chapter."""


def article(topic: Topic, reader: Reader) -> Iterator[Block]:
    """Write the title, the source, the short answer and every section in order."""
    yield Heading(2, plain(topic.titel), topic.id)
    yield SmallPrint(source_line(topic))
    yield from from_tree(topic.intro, reader)
    for section in topic.sections:
        yield Heading(LEVELS[section.niva], plain(section.rubrik), listed=False)
        yield from from_tree(section.tree, reader)
