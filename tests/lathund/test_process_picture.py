"""The process picture and its page say what the process files say, and are current."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from help_service.library import Library
from help_service.topics import read_topic
from lathund.contents import WHOLE_PROCESS, Contents, load_contents
from ledstang.chart import PARTIES, process_chart
from ledstang.process_facts import (
    LATEST,
    STATUTORY_TIMES,
    Lane,
    ProcessFacts,
    load_process,
)
from ledstang.process_picture import DOCS, PAGE, PROCESSES, generated_files, main, stale_files
from ledstang.process_svg import RAIL_X, draw_chart

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def process() -> ProcessFacts:
    return load_process(PROCESSES / "utskrivning.yaml")


@pytest.fixture(scope="module")
def drawn(process: ProcessFacts) -> ElementTree.Element:
    return ElementTree.fromstring(draw_chart(process_chart(process)))


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
            assert (step.number, str(RAIL_X[list(Lane).index(lane)])) in stops


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


def test_a_time_said_to_stand_in_the_law_belongs_to_a_step_of_the_law() -> None:
    steps = [step for file in PROCESSES.glob("*.yaml") for step in load_process(file).steps]
    by_law = {step.id for step in steps if step.mark == "L" and step.paragraphs}
    assert by_law >= STATUTORY_TIMES


def test_the_page_is_a_topic_like_the_others_and_links_every_step(process: ProcessFacts) -> None:
    topic = read_topic(DOCS / PAGE, DOCS)
    linked = {reference.address for reference in topic.references}
    assert topic.id == "processen"
    assert {f"amne:{step.id}" for step in process.steps} <= linked
    assert {f"amne:{name}" for name, _ in process.exceptions} <= linked


def test_the_rails_are_drawn_in_the_order_of_the_parties() -> None:
    assert [rail for rail, _ in PARTIES] == [lane.value for lane in Lane]
    assert list(RAIL_X) == sorted(RAIL_X)


def test_the_picture_of_an_edition_shows_what_its_chapters_print(library: Library) -> None:
    contents = load_contents()
    for edition in contents.editions:
        if edition.picture == WHOLE_PROCESS:
            continue
        drawn = ElementTree.parse(DOCS / "bilder" / edition.picture)
        told = drawn.findtext(f"{SVG}desc", "")
        shown = [text.text for text in drawn.iter(f"{SVG}text")]
        entries = [each for chapter in contents.chapters_of(edition) for each in chapter.entries]
        titles = [library.topics[each.topic].titel for each in entries[1:]]
        assert [title for title in titles if title not in shown] == [], edition.id
        assert all(each.number in shown for each in entries if each.number)
        assert all(each.when in told for each in entries)


def test_a_duty_that_is_no_step_says_whose_it_is_and_when(contents: Contents) -> None:
    for edition in contents.editions:
        rails = {rail for rail, _ in edition.rails}
        for chapter in contents.chapters_of(edition) if rails else ():
            told = [each for each in chapter.entries if each.topic != edition.id]
            assert all(each.who and each.when and set(each.who) <= rails for each in told)
