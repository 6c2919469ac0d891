"""The real guidance and the real pictures, read once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from help_service.library import Library, read_library
from lathund.contents import Contents, load_contents
from lathund.guide import build_guides
from ledstang.site import build_site

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(ROOT / "docs").library


@pytest.fixture(scope="session")
def contents() -> Contents:
    return load_contents()


@pytest.fixture(scope="session")
def editions(library: Library) -> dict[str, bytes]:
    return build_guides(library, "0.1.0", TODAY)


@pytest.fixture(scope="session")
def site(
    library: Library, editions: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("site")
    guides = folder / "guides"
    guides.mkdir()
    for name, pdf in editions.items():
        (guides / f"{name}.pdf").write_bytes(pdf)
    build_site(library.docs, folder / "manual", library, guides)
    return folder / "manual"
