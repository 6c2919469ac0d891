"""Panel, manual and paper can be told to show the same text: all three carry the topic's hash."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from help_service.app import help_service
from help_service.contexts import Context
from help_service.library import Library
from help_service.service import HelpService
from lathund.contents import Contents
from lathund.one_step import OneStep, one_step_document
from ledstang.site_pages import merged_page
from tests.lathund.conftest import TODAY

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def panel() -> HelpService:
    return help_service(ROOT / "docs", ROOT / "context_map.yaml")


def printed_hashes(pdf: bytes) -> set[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    return set(re.findall(r"\b[0-9a-f]{16}\b", text))


@pytest.fixture(scope="module")
def hashes(editions: dict[str, bytes]) -> dict[str, set[str]]:
    """What each edition says on its pages; read once, since it takes seconds."""
    return {name: printed_hashes(pdf) for name, pdf in editions.items()}


def test_every_printed_topic_has_one_hash_in_panel_manual_and_guide(
    panel: HelpService, library: Library, contents: Contents, hashes: dict[str, set[str]]
) -> None:
    on_paper = set[str]().union(*hashes.values())
    for name in contents.topics:
        topic = library.topics[name]
        told = panel.topic(name)
        assert told is not None
        assert told["hash"] == topic.hash
        source = (library.docs / topic.path).read_text(encoding="utf-8")
        assert f"innehåll {topic.hash}" in merged_page(topic, source)
        assert topic.hash in on_paper, name


def test_every_topic_that_there_is_has_one_hash_in_panel_manual_and_guide_of_one(
    panel: HelpService, library: Library, contents: Contents
) -> None:
    assert len(library.topics) > len(contents.topics)
    for name, topic in library.topics.items():
        told = panel.topic(name)
        assert told is not None
        assert told["hash"] == topic.hash, name
        assert f"innehåll {topic.hash}" in merged_page(topic, library.source(topic)), name
        page = OneStep(library, contents, topic, "", "0.1.0", TODAY)
        assert f"Innehåll {topic.hash}" in one_step_document(page).footer, name


def test_the_panel_answers_a_step_with_the_hash_of_the_step_on_paper(
    panel: HelpService, contents: Contents, hashes: dict[str, set[str]]
) -> None:
    for edition in contents.editions:
        on_paper = hashes[edition.id]
        for chapter in contents.chapters_of(edition):
            for entry in (entry for entry in chapter.entries if entry.number):
                answer = panel.snapshot.answer(Context(steg=entry.topic, roll=edition.role))
                assert json.loads(answer.body)["hash"] in on_paper, entry.topic


def test_a_guide_bears_no_hash_of_a_topic_it_does_not_print(
    library: Library, hashes: dict[str, set[str]]
) -> None:
    known = {topic.hash for topic in library.topics.values()}
    assert hashes["kommun"] <= known
