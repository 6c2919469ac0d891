"""When each unit changes to this system, as the organisation itself tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from help_service.library import Library
from help_service.topics import Topic
from ledstang.site_facts import Joining, SiteFacts
from ledstang.site_words import as_text

PAGE = "allt-om-bytet"
LIVE = {True: "ja", False: "inte än"}
UNTOLD = "fråga er lokala administratör"


def rollout_lines(_library: Library, facts: SiteFacts, _page: Topic) -> Iterator[str]:
    """Write a table for each organisation; nothing where no organisation is known."""
    if not facts.joining:
        return
    yield from ("## Enhet för enhet {#enhet-for-enhet}", "")
    yield "Listan kommer ur systemets eget organisationsträd."
    for name, units in groupby(facts.joining, lambda each: each.organisation):
        yield from ("", f"### {as_text(name)}", "")
        yield from _table(list(units))


def _table(units: Sequence[Joining]) -> Iterator[str]:
    yield "| Enhet | Byter | I drift |"
    yield "| --- | --- | --- |"
    for each in units:
        yield f"| {as_text(each.unit)} | {as_text(each.when) or UNTOLD} | {LIVE[each.live]} |"
