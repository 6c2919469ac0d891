"""Pictures of the screen in the guide: where they stand, how large, what they say in words."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable

from help_service.library import Library
from lathund.contents import GuideError, Shot
from typeset import Block, Labelled, Paragraph, Picture, PictureForm, Text, Ways

FOLDER = "bilder"
IN_A_ROW = 2
SIZE = slice(16, 24)
"""Where a PNG file tells its width and height."""


def shot_blocks(shot: Shot, library: Library) -> tuple[Block, ...]:
    """Write the picture and its words; raises GuideError where its file is missing."""
    data = _data(shot, library)
    wide, high = struct.unpack(">II", data[SIZE])
    picture = Picture(
        data,
        PictureForm.PNG,
        shot.alt,
        shot.width_mm,
        height_mm=round(shot.width_mm * high / wide, 1),
    )
    return picture, Paragraph((Text(f"{shot.title} ", strong=True), Text(shot.text)))


def front_shots(shots: Iterable[Shot], library: Library) -> tuple[Block, ...]:
    """Write the pictures of the first page, two in a row; nothing where there are none."""
    written = [Labelled("", shot_blocks(shot, library)) for shot in shots]
    rows = [written[at : at + IN_A_ROW] for at in range(0, len(written), IN_A_ROW)]
    even = (1 / IN_A_ROW,) * IN_A_ROW
    return tuple(Ways(tuple(row), even[: len(row)]) for row in rows)


def shot_hash(shot: Shot, library: Library) -> str:
    """Tell by a few letters which picture it is."""
    return hashlib.sha256(_data(shot, library)).hexdigest()


def _data(shot: Shot, library: Library) -> bytes:
    file = library.picture(f"{FOLDER}/{shot.file}")
    if file is None:
        raise GuideError(
            f"{FOLDER}/{shot.file} is not in {library.docs}: "
            "run `python -m tests.journeys.take_guide_pictures`"
        )
    return file.read_bytes()
