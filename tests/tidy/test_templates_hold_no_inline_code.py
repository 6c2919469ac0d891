"""The security policy forbids inline script and style, and foreign hosts: so do templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tidy.source import PACKAGES, ROOT, files

FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a handler in the page": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a foreign host": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*=[\"'](?:https?:)?//", re.IGNORECASE
    ),
    "a script address": re.compile(r"=[\"']\s*javascript:", re.IGNORECASE),
}
BAD = {
    "a script in the page": "<script>go()</script>",
    "a style in the page": '<p style="color: red">',
    "a handler in the page": '<button class="x" onclick="go()">',
    "a foreign host": '<link rel="stylesheet" href="https://fonts.example/f.css">',
    "a script address": '<a href="javascript:go()">',
}


def _templates() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in files(ROOT / package) if path.suffix == ".html")


def test_no_template_holds_what_the_policy_forbids() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {what}: {match[0]}"
        for path in _templates()
        for what, pattern in FORBIDDEN.items()
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_each_forbidden_thing_is_recognised(what: str) -> None:
    assert FORBIDDEN[what].search(BAD[what])
    assert not FORBIDDEN[what].search('<script type="module" src="/static/a.js"></script>')
