"""The searcher over the guidance as it stands in the repository."""

from pathlib import Path

import pytest

from help_service.library import read_library
from help_service.search import WhooshSearcher, WordTable, build_searcher, load_words
from help_service.topics import Topic

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def topics() -> list[Topic]:
    return list(read_library(ROOT / "docs").library.topics.values())


@pytest.fixture(scope="session")
def table() -> WordTable:
    return load_words(ROOT / "docs" / "begrepp" / "sokord.yaml")


@pytest.fixture(scope="session")
def searcher(topics: list[Topic], table: WordTable) -> WhooshSearcher:
    return build_searcher(topics, table)
