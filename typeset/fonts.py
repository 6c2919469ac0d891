"""The fonts documents are set in. They come with packages, never from the machine."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import typst

from typeset.errors import TypesetError

# The package is looked up, not imported: its module reads every font file name on import.
PACKAGE = "font_source_sans_pro"


def font_folder() -> Path:
    """Find the folder of the text font; raises TypesetError where its package is missing."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise TypesetError(f"the package {PACKAGE} is not installed: run `make setup`")
    return Path(found.submodule_search_locations[0]) / "files"


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Load the text font, and Typst's own fonts for signs that it lacks; once a process."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(font_folder())],
    )
