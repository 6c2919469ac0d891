"""Pictures of the screen: each is there, is printed, and says in words what it shows."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from help_service.library import Library
from lathund.contents import COMPLETE, Contents, GuideError, Shot
from lathund.shots import FOLDER, shot_blocks
from ledstang.loading import ROOT

PICTURES = ROOT / "docs" / FOLDER
HALF_COLUMN_MM = 86
SHORTEST_ALTERNATIVE = 80
SMALLEST_PRINT = 0.15
"""Millimetres of paper that a CSS pixel takes: letters of 14 pixels are then 2.1 mm high."""
SHARPNESS = 2
BYTES_MAX = 50_000


def alternatives(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(thing["/Alt"])
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]


def test_every_picture_that_was_taken_is_used_and_every_used_one_is_there(
    contents: Contents,
) -> None:
    taken = {file.name for file in PICTURES.glob("lathund-*.png")}
    assert {shot.file for shot in contents.shots} == taken
    assert 3 <= len(taken) <= 6


def test_every_picture_is_printed_with_its_words_where_the_contents_say(
    contents: Contents, editions: dict[str, bytes]
) -> None:
    for edition in contents.editions:
        shots = (*contents.first_shots(edition), *contents.shots_of(edition).values())
        found = alternatives(editions[edition.id])
        printed = [shot for shot in contents.shots if shot.alt in found]
        assert sorted(shot.file for shot in shots) == [s.file for s in sorted(printed, key=file)]
    assert all(shot.alt in alternatives(editions[COMPLETE]) for shot in contents.shots)


def file(shot: Shot) -> str:
    return shot.file


def test_a_picture_says_in_words_what_it_shows(contents: Contents) -> None:
    for shot in contents.shots:
        assert len(shot.alt) >= SHORTEST_ALTERNATIVE, shot.file
        assert shot.text, shot.file


def test_a_picture_can_be_read_in_half_a_column(contents: Contents, library: Library) -> None:
    for shot in contents.shots:
        assert shot.width_mm <= HALF_COLUMN_MM, shot.file
        data = (PICTURES / shot.file).read_bytes()
        assert len(data) <= BYTES_MAX, shot.file
        wide = int.from_bytes(data[16:20], "big") / SHARPNESS
        assert shot.width_mm / wide >= SMALLEST_PRINT, shot.file


def test_a_picture_that_is_missing_is_named_with_what_to_run(
    contents: Contents, library: Library, tmp_path: Path
) -> None:
    bare = replace(library, docs=tmp_path)
    with pytest.raises(GuideError, match=r"lathund-\w+\.png .*take_guide_pictures"):
        shot_blocks(contents.shots[0], bare)
