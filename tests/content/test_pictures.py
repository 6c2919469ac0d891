"""Every picture of the guidance is there, is used, is described, and can be made anew."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from lathund.contents import load_contents
from lathund.guide import DESCRIPTION
from ledstang.loading import ROOT
from ledstang.process_picture import PAGE, generated_files
from tests.journeys.take_guide_pictures import PICTURES as IN_THE_GUIDE
from tests.journeys.take_pictures import PICTURE as PANEL

FOLDER = ROOT / "docs" / "bilder"
DRAWN = [name for name, _ in generated_files() if name != PAGE]
USE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
# What the command that draws a picture is called; a picture that nothing makes grows old.
MADE = {
    PANEL: "python -m tests.journeys.take_pictures",
    **dict.fromkeys(IN_THE_GUIDE.values(), "python -m tests.journeys.take_guide_pictures"),
    **{ROOT / "docs" / name: "python -m ledstang.process_picture" for name in DRAWN},
}
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


def charts_of_the_lathund() -> list[Path]:
    """The process picture on the first page of each edition."""
    return [FOLDER / edition.picture for edition in load_contents().editions]


def in_the_lathund() -> list[Path]:
    """All that the lathund shows; its screenshots are told in words in its table of contents."""
    return [*charts_of_the_lathund(), *(FOLDER / shot.file for shot in load_contents().shots)]


def test_every_picture_of_the_lathund_is_there_and_described() -> None:
    assert [file.name for file in in_the_lathund() if not file.is_file()] == []
    told = {
        file.name: ElementTree.parse(file).findtext(DESCRIPTION, "")
        for file in charts_of_the_lathund()
    }
    assert {name for name, text in told.items() if len(text.strip()) < ALT_LETTERS_MIN} == set()


def test_every_picture_is_shown_somewhere() -> None:
    shown = {file for _, _, file in uses()} | set(in_the_lathund())
    kept = {each for each in FOLDER.iterdir() if each.is_file()}
    assert {each.name for each in kept - shown} == set()


def test_every_picture_can_be_made_anew() -> None:
    kept = {each for each in FOLDER.iterdir() if each.is_file()}
    assert {each.name for each in kept} == {each.name for each in MADE}
