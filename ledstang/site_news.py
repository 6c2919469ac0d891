"""What is new in the guidance: the texts that went live, the newest first."""

from __future__ import annotations

from collections.abc import Iterator

from help_service.library import Library
from help_service.topics import Topic
from ledstang.site_facts import SiteFacts
from ledstang.site_words import as_text, link_to

PAGE = "nytt"
NONE = "Inget har publicerats sedan den här versionen av systemet kom."
UNTOLD = "Ny text"


def news_lines(library: Library, facts: SiteFacts, page: Topic) -> Iterator[str]:
    """Write a row for each text that went live and still is there."""
    yield from ("## Ändringar {#andringar}", "")
    rows = [each for each in facts.published if each.topic in library.topics]
    if not rows:
        yield NONE
        return
    yield "| Dag | Sida | Vad som ändrades |"
    yield "| --- | --- | --- |"
    for each in rows:
        link = link_to(library.topics[each.topic], page)
        yield f"| {each.day} | {link} | {as_text(each.why) or UNTOLD} |"
