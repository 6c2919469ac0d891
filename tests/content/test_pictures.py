"""Every picture of the guidance is there, is used, is described, and can be made anew."""

from __future__ import annotations

import re
from pathlib import Path

from ledstang.loading import ROOT
from ledstang.process_picture import PICTURE as DRAWN
from tests.journeys.take_pictures import PICTURE as PANEL

FOLDER = ROOT / "docs" / "bilder"
PROCESS = ROOT / "docs" / DRAWN
USE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
# What the command that draws a picture is called; a picture that nothing makes grows old.
MADE = {PANEL: "python -m tests.journeys.take_pictures", PROCESS: "ledstang.process_picture"}
ALT_LETTERS_MIN = 15


def pages() -> list[Path]:
    """All texts that may show a picture."""
    return [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]


def uses() -> list[tuple[Path, str, Path]]:
    """Each use of a picture: the page, the alternative text and the file."""
    return [
        (page, alt, (page.parent / target).resolve())
        for page in pages()
        for alt, target in USE.findall(page.read_text(encoding="utf-8"))
        if not target.startswith("http")
    ]


def test_every_picture_that_a_page_shows_is_there() -> None:
    assert [f"{page}: {file}" for page, _, file in uses() if not file.is_file()] == []


def test_every_picture_is_described() -> None:
    poor = [f"{page}: {alt!r}" for page, alt, _ in uses() if len(alt.strip()) < ALT_LETTERS_MIN]
    assert uses()
    assert poor == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {file for _, _, file in uses()}
    kept = {each for each in FOLDER.iterdir() if each.is_file()}
    assert {each.name for each in kept - shown} == set()


def test_every_picture_can_be_made_anew() -> None:
    kept = {each for each in FOLDER.iterdir() if each.is_file()}
    assert {each.name for each in kept} == {each.name for each in MADE}
