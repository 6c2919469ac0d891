"""What is made from the process files and the calendar is made anew with every change."""

from __future__ import annotations

from pathlib import Path

from ledstang.holiday_list import holiday_lines
from ledstang.process_picture import DOCS, PICTURE, stale_files, write_files
from tests.tidy.source import ROOT

HOLIDAYS = ROOT / "planning" / "agreements" / "helgdagar.yaml"


def test_the_process_picture_and_page_are_current() -> None:
    assert not stale_files(), "run `python -m ledstang.process_picture`"


def test_a_stale_picture_is_named(tmp_path: Path) -> None:
    write_files(tmp_path)
    (tmp_path / PICTURE).write_text("<svg/>", encoding="utf-8")
    assert str(PICTURE) in stale_files(tmp_path)
    assert (DOCS / PICTURE).is_file()


def test_the_list_of_holidays_is_current() -> None:
    assert HOLIDAYS.read_text(encoding="utf-8") == holiday_lines(), (
        "the holidays library and the list differ: find out which is right before either is "
        "changed, since deadlines that have been told rest on the list"
    )
