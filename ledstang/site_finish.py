"""Finish the built pages: no inline code, which our content policy forbids, and no nameless box."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
FOLDER = "assets/inline"
NAME_LENGTH = 16
# The theme leaves its search box without a name for those who only hear it.
NAMELESS, NAMED = (
    '<div class="md-search" data-md-component="search" role="dialog">',
    '<div class="md-search" data-md-component="search" role="dialog" aria-label="Sök">',
)
# A heading may be called as a part of the site is; two lists of links must not bear one name.
TOC_NAME, OWN_NAME = (
    '<nav class="md-nav" aria-label="',
    '<nav class="md-nav" aria-label="På sidan: ',
)


def finish_pages(site: Path) -> None:
    """Name search box and lists of headings; put inline scripts and styles into files."""
    for page in sorted(site.rglob("*.html")):
        up = posixpath.relpath(".", page.parent.relative_to(site).as_posix())
        text = page.read_text(encoding="utf-8").replace(NAMELESS, NAMED)
        text = text.replace(TOC_NAME, OWN_NAME)
        text = SCRIPT.sub(_mover(site, up, "js", '<script src="{}"></script>'), text)
        text = STYLE.sub(_mover(site, up, "css", '<link rel="stylesheet" href="{}">'), text)
        page.write_text(text, encoding="utf-8")


def _mover(site: Path, up: str, kind: str, element: str) -> Callable[[re.Match[str]], str]:
    def move(match: re.Match[str]) -> str:
        code = match[1]
        name = f"{hashlib.sha256(code.encode()).hexdigest()[:NAME_LENGTH]}.{kind}"
        file = site / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")
        return element.format(f"{up}/{FOLDER}/{name}")

    return move
