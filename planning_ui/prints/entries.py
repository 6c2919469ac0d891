"""An entry of the record on paper: what, who, when, and what was filled in."""

from __future__ import annotations

from collections.abc import Iterator

from planning_ui.present.entries import Entry
from planning_ui.prints.paper import heading, rows, sentence
from typeset import Block


def entry_blocks(entry: Entry) -> Iterator[Block]:
    """The entry under a heading of its own."""
    tag = f" ({entry.tag})" if entry.tag else ""
    yield heading(2, f"{entry.title}{tag}")
    when = entry.when.exact if entry.when else ""
    yield sentence(", ".join(text for text in (entry.by, when) if text))
    yield from rows(entry.facts)
