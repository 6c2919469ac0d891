"""The merged tree the manual is built from: the guidance, and what a reader should know about it.

Each page gets its anchors written out, so that manual, help panel and guide agree on them
whatever the site builder would have chosen, and a line with content hash, date and law.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import yaml

from help_service.library import Library
from help_service.rooms import pictures
from help_service.topics import Topic, canonical_source
from lathund.contents import Contents, load_contents
from ledstang.site_facts import NOTHING, SiteFacts
from ledstang.site_law import law_of, with_law
from ledstang.site_news import PAGE as NEWS
from ledstang.site_news import news_lines
from ledstang.site_picture import with_picture
from ledstang.site_questions import PAGE as QUESTIONS
from ledstang.site_questions import question_lines
from ledstang.site_rollout import PAGE as ROLLOUT
from ledstang.site_rollout import rollout_lines
from ledstang.site_terms import terms, tooltips

DOWNLOADS = "lathund"
"""The topic that the downloads are added to, and the folder they lie in."""
NOT_BUILT = (
    '!!! warning "Inte byggd än"',
    "    Systemet gör inte det här än. Sidan säger vad lagen eller rutinen kräver. "
    "Gör det utanför systemet tills vidare.",
)
NOT_PAGES = {".md", ".yaml"}
PAGES = Path("stil") / "amnen.json"
WRITERS = {QUESTIONS: question_lines, NEWS: news_lines, ROLLOUT: rollout_lines}
TABS = {
    "steg": "Steg",
    "faser": "Steg",
    "undantag": "Undantag",
    "hinder": "Spärrar",
    "vyer": "Vyer",
    "roller": "Roller",
    "begrepp": "Begrepp",
    "admin": "Administration",
}
"""By room: the tab of the site that lists its pages."""


def write_tree(
    library: Library, guides: Path | None, target: Path, facts: SiteFacts = NOTHING
) -> None:
    """Write the merged tree under `target`; `guides` holds the guide's PDFs, if there are any."""
    for file in sorted(library.docs.rglob("*")):
        if file.is_file() and file.suffix not in NOT_PAGES:
            _copy(file, target / file.relative_to(library.docs))
    if library.layer.pictures is not None:
        for picture in sorted(pictures(library)):
            found = library.picture(str(picture))
            if found is not None and not (target / picture).exists():
                _copy(found, target / picture)
    _list_pages(library, target)
    added = _added(library, facts)
    if guides:
        added[DOWNLOADS] = _downloads(guides, target)
    explained, law = terms(library), law_of(library.docs)
    for topic in library.topics.values():
        text = with_law(merged_page(topic, library.source(topic)), law)
        text = with_picture(text, topic, library)
        text = with_added(text, added.get(topic.id, ()), is_last=topic.id == ROLLOUT)
        page = target / topic.path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("\n".join([text, *tooltips(explained, topic)]), encoding="utf-8")


def _added(library: Library, facts: SiteFacts) -> dict[str, tuple[str, ...]]:
    """Write what the site adds to some pages, by topic."""
    found = {
        name: tuple(write(library, facts, library.topics[name]))
        for name, write in WRITERS.items()
        if name in library.topics
    }
    return {name: ("", *lines, "") for name, lines in found.items() if lines}


def with_added(text: str, lines: Sequence[str], *, is_last: bool = False) -> str:
    """Put what the site adds to a page before its first section: it is what the reader came for.

    A long list that adds to what the page tells stands last instead.
    """
    before, section, rest = (text, "", "") if is_last else text.partition("\n## ")
    return "\n".join([before, *lines, f"## {rest}" if section else ""]) if lines else text


def with_added_pages(config: str, library: Library) -> str:
    """Give the site's settings with the pages that superusers have added, each in its tab.

    A page that ships is listed by hand; forgetting it stops the build.
    """
    lines = config.split("\n")
    for path in sorted(library.layer.texts, reverse=True):
        tab = f"  - {TABS.get(path.partition('/')[0], '')}:"
        if path not in config and tab in lines:
            lines.insert(lines.index(tab) + 1, f"      - {path}")
    return "\n".join(lines)


def _list_pages(library: Library, target: Path) -> None:
    """Write where each topic has its page, for the search box."""
    places = {
        topic.id: "" if topic.id == "index" else f"{topic.path.removesuffix('.md')}/"
        for topic in library.topics.values()
    }
    file = target / PAGES
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(places), encoding="utf-8")


def merged_page(topic: Topic, source: str) -> str:
    """Give the page of `topic` as the site builder reads it."""
    lines = canonical_source(source).split("\n")
    anchors = {section.line: section.anchor for section in topic.sections}
    body = [
        f"{line} {{#{anchors[number]}}}" if number in anchors else line
        for number, line in enumerate(lines, start=1)
    ]
    title = body.index(f"# {topic.titel}")
    return "\n".join([_head(topic), body[title], "", *_facts(topic), *body[title + 1 :]])


def _head(topic: Topic) -> str:
    values = {"title": topic.titel, "description": topic.kort, "hash": topic.hash}
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, width=10_000)}---\n"


def _facts(topic: Topic) -> Iterator[str]:
    """Give the line under the title, and the banner where the system does not do this yet."""
    law = f" · {', '.join(topic.lagrum)}" if topic.lagrum else ""
    yield f"Granskad {_day(topic.granskad)} · innehåll {topic.hash}{law}"
    yield "{: .uppgifter }"
    yield ""
    if not topic.byggd:
        yield from NOT_BUILT
        yield ""


def _day(day: date) -> str:
    return day.isoformat()


def _downloads(guides: Path, target: Path) -> tuple[str, ...]:
    """Copy the PDFs and write the links to them, in the order of the guide's contents."""
    contents: Contents = load_contents()
    rows = []
    for edition in contents.editions:
        file = guides / f"{edition.id}.pdf"
        if file.is_file():
            _copy(file, target / DOWNLOADS / file.name)
            size = f"{file.stat().st_size / 1000:.0f} kB"
            rows.append(f"- [{edition.title}](../{DOWNLOADS}/{file.name}) (PDF, {size})")
    return ("## Hämta {#hamta}", "", *rows, "") if rows else ()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
