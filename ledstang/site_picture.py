"""The process picture in the manual: drawn into the page, each step a link to its own."""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path

from help_service.library import Library
from help_service.topics import Topic
from ledstang.process_svg import ROW, TEXT_X, WIDTH

PICTURE = Path("bilder") / "process.svg"
LABEL = "Vårdkedjan. Varje steg är en länk."
PAGE, START = "processen", "index"
"""The page that holds the picture already, and the start page, which is given it here."""
IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*process\.svg\)$", re.MULTILINE)
START_HEADING = re.compile(r"^## Hitta steget.*$", re.MULTILINE)
HEAD = re.compile(r"<svg\b[^>]*?(?P<box> viewBox=\"[^\"]+\")[^>]*?(?P<look> font-family=[^>]*)>")
WORDS = re.compile(r"<(title|desc)\b.*?</\1>\n?", re.DOTALL)
STEP = re.compile(rf'<text x="{TEXT_X}" y="(?P<y>[\d.]+)"[^>]*>(?P<title>[^<]+)</text>')
BASELINE = 4.4
"""How far below the middle of its row the words of a step stand."""
LEFT = 140


def with_picture(text: str, topic: Topic, library: Library) -> str:
    """Return the page of `topic` with the picture drawn in, where it belongs there."""
    file = library.docs / PICTURE
    if topic.id not in (PAGE, START) or not file.is_file():
        return text
    drawn = clickable(file.read_text(encoding="utf-8"), library, topic)
    if topic.id == PAGE:
        return IMAGE.sub(lambda _: drawn, text)
    return START_HEADING.sub(lambda heading: f"{heading[0]}\n\n{drawn}", text)


def clickable(svg: str, library: Library, page: Topic) -> str:
    """Return the picture as part of `page`: a group of links instead of one image."""
    steps = {topic.titel: topic for topic in library.topics.values() if topic.room == "steg"}

    def linked(step: re.Match[str]) -> str:
        topic = steps.get(step["title"])
        if topic is None:
            return step[0]
        top = float(step["y"]) - BASELINE - ROW / 2
        area = f'<rect x="{LEFT}" y="{top:g}" width="{WIDTH - LEFT}" height="{ROW}"/>'
        return f'<a href="{escape(_address(page, topic))}">{area}{step[0]}</a>'

    bare = WORDS.sub("", svg)
    bare = HEAD.sub(rf'<svg\g<box>\g<look> role="group" aria-label="{LABEL}">', bare, count=1)
    return f'<div class="processbild">\n{STEP.sub(linked, bare).strip()}\n</div>'


def _address(page: Topic, goal: Topic) -> str:
    """Return the way from one page's folder to another's: the site has a folder a page."""
    own = "." if page.id == START else page.path.removesuffix(".md")
    return posixpath.relpath(goal.path.removesuffix(".md"), own) + "/"
