"""The process picture and its page say what the process files say, and are current."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from help_service.topics import read_topic
from ledstang.process_facts import (
    LATEST,
    STATUTORY_TIMES,
    Lane,
    ProcessFacts,
    load_process,
)
from ledstang.process_picture import DOCS, PAGE, PROCESSES, generated_files, main, stale_files
from ledstang.process_svg import LANE_X, draw_process

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def process() -> ProcessFacts:
    return load_process(PROCESSES / "utskrivning.yaml")


@pytest.fixture(scope="module")
def drawn(process: ProcessFacts) -> ElementTree.Element:
    return ElementTree.fromstring(draw_process(process))


def texts(drawn: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in drawn.iter(f"{SVG}text")]


def test_the_committed_picture_and_page_are_current() -> None:
    assert stale_files() == []


def test_a_stale_file_is_named_and_fails_the_check(tmp_path: Path) -> None:
    assert stale_files(tmp_path) == [str(name) for name, _ in generated_files()]


def test_the_check_says_nothing_when_all_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_every_step_has_a_stop_on_the_rail_of_each_party_that_acts(
    process: ProcessFacts, drawn: ElementTree.Element
) -> None:
    stops = {
        (element.text, element.get("x"))
        for element in drawn.iter(f"{SVG}text")
        if element.get("text-anchor") == "middle"
    }
    for step in process.steps:
        for lane in step.lanes:
            assert (str(step.number), str(LANE_X[lane])) in stops


def test_every_step_stands_in_words_with_its_time(
    process: ProcessFacts, drawn: ElementTree.Element
) -> None:
    words = texts(drawn)
    for step in process.steps:
        assert step.title in words
        assert not step.latest or step.latest + (" §" if step.is_statutory else "") in words


def test_the_picture_is_told_to_those_who_do_not_see_it(
    process: ProcessFacts, drawn: ElementTree.Element
) -> None:
    description = drawn.findtext(f"{SVG}desc", "")
    assert drawn.findtext(f"{SVG}title")
    assert all(f"{step.number} {step.title} (" in description for step in process.steps)


def test_the_picture_asks_for_nothing_from_elsewhere(drawn: ElementTree.Element) -> None:
    assert {element.tag for element in drawn.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "rect", "line", "circle", "text")
    }


def test_words_about_time_belong_to_steps_that_exist() -> None:
    known = {step.id for file in PROCESSES.glob("*.yaml") for step in load_process(file).steps}
    assert set(LATEST) <= known
    assert set(LATEST) >= STATUTORY_TIMES


def test_a_time_said_to_stand_in_the_law_belongs_to_a_step_of_the_law(
    process: ProcessFacts,
) -> None:
    by_law = {step.id for step in process.steps if step.mark == "L" and step.paragraphs}
    assert by_law >= STATUTORY_TIMES


def test_the_page_is_a_topic_like_the_others_and_links_every_step(process: ProcessFacts) -> None:
    topic = read_topic(DOCS / PAGE, DOCS)
    linked = {reference.address for reference in topic.references}
    assert topic.id == "processen"
    assert {f"amne:{step.id}" for step in process.steps} <= linked
    assert {f"amne:{name}" for name, _ in process.exceptions} <= linked


def test_the_lanes_are_drawn_in_the_order_of_the_parties() -> None:
    assert list(LANE_X) == list(Lane)
    assert list(LANE_X.values()) == sorted(LANE_X.values())
