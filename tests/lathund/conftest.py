"""The real guidance and the real process picture, read once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from help_service.library import Library, read_library
from lathund.contents import Contents, load_contents
from lathund.guide import build_guides

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(ROOT / "docs").library


@pytest.fixture(scope="session")
def picture() -> str:
    return (ROOT / "docs" / "bilder" / "process.svg").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def contents() -> Contents:
    return load_contents()


@pytest.fixture(scope="session")
def editions(library: Library, picture: str) -> dict[str, bytes]:
    return build_guides(library, picture, "0.1.0", TODAY)
