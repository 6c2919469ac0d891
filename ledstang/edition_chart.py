"""The picture of an edition of the lathund that tells another course than the whole process.

It is drawn from the edition's own chapters: what they print, the picture shows, with who and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from help_service.topics import read_topic
from lathund.contents import WHOLE_PROCESS, Chapter, Contents, Edition, Entry
from ledstang.chart import PARTIES, Band, Chart, Stop, stop_of
from ledstang.process_facts import StepFacts

TOPICS = "*/{}.md"


def edition_charts(
    contents: Contents, steps: Mapping[str, StepFacts], docs: Path
) -> Iterator[tuple[str, Chart]]:
    """Give the file name and the picture of each edition that has one of its own.

    Args:
        contents: the table of contents of the lathund.
        steps: every step of every process, by its id.
        docs: where the topics lie that are no steps; their titles are read.
    """
    for edition in contents.editions:
        if edition.picture != WHOLE_PROCESS:
            yield edition.picture, _chart(edition, contents, steps, docs)


def _chart(
    edition: Edition, contents: Contents, steps: Mapping[str, StepFacts], docs: Path
) -> Chart:
    drawn = ((each, _stops(each, steps, docs)) for each in contents.chapters_of(edition))
    bands = tuple(Band(chapter.title, stops) for chapter, stops in drawn if stops)
    if edition.rails:
        return Chart(edition.title, edition.rails, bands, what="Uppgift", when="När")
    return Chart(edition.title, PARTIES, bands)


def _stops(chapter: Chapter, steps: Mapping[str, StepFacts], docs: Path) -> tuple[Stop, ...]:
    return tuple(
        stop_of(steps[entry.topic]) if entry.number else _duty(entry, docs)
        for entry in chapter.entries
        if entry.number or entry.who
    )


def _duty(entry: Entry, docs: Path) -> Stop:
    """Give the row of a topic that is no step of a process."""
    (file,) = docs.glob(TOPICS.format(entry.topic))
    return Stop("", read_topic(file, docs).titel, entry.who, entry.when)
