"""The benchmarks run and tell what they measured; how fast anything is, `make bench` tells."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import core, search
from benchmarks.__main__ import NAMES, run
from benchmarks.course import COURSE, events_of, long_planning
from benchmarks.engines import Fts5, Ours, PlainWhoosh, records
from benchmarks.guide_html import guide_html
from benchmarks.help_api import wrk
from benchmarks.lists import ACTIVE, WARD, fill
from benchmarks.measuring import QUICK, ROOT, alternate, percentile
from benchmarks.programs import Unavailable, program
from benchmarks.questions import Question, mark, read_questions
from benchmarks.results import Better, Result, Skipped, at_most, times_the_peer
from help_service.library import Library, read_library
from help_service.search import build_searcher
from lathund.contents import load_contents
from planning.ports import RowQuery
from storage.sql import Database, open_database, sql_stores


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT / "docs").library


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'list.db'}")
    yield opened
    opened.close()


# Figures -----------------------------------------------------------------------------------------


def test_a_ratio_over_one_means_that_we_are_ahead_whatever_the_unit() -> None:
    faster = Result("a", "ms", [1, 2, 3], Better.LESS, "other", [4, 4, 4])
    busier = Result("a", "answers/s", [8], Better.MORE, "other", [4])
    assert faster.ratio == busier.ratio == 2


def test_a_result_is_one_json_line_with_its_goal() -> None:
    told = json.loads(Result("a", "ms", [1, 2, 3], goal=at_most(1.5)).json_line())
    assert told == {
        "name": "a", "median": 2, "spread": 2, "unit": "ms", "peer": None, "peer_median": None,
        "ratio": None, "goal": "median <= 1.5", "met": False,
    }  # fmt: skip


def test_a_goal_against_a_peer_that_is_not_there_is_neither_met_nor_missed() -> None:
    assert Result("a", "ms", [1], goal=times_the_peer(20)).met is None


def test_contestants_take_turns_and_the_warm_up_does_not_count() -> None:
    turns: list[str] = []

    def play(name: str) -> float:
        turns.append(name)
        return len(turns)

    found = alternate({"we": lambda: play("we"), "they": lambda: play("they")}, rounds=2)
    assert turns == ["we", "they"] * 3
    assert found == {"we": [3, 5], "they": [4, 6]}


def test_the_95th_percentile_is_exceeded_by_a_twentieth() -> None:
    assert percentile(range(100), 0.95) == 95


# Search ------------------------------------------------------------------------------------------


def test_answers_are_marked_by_first_among_three_and_refused() -> None:
    questions = [
        Question("a", frozenset({"samtycke"})),
        Question("b", frozenset({"kvittera", "inkorg"})),
        Question("c", frozenset()),
    ]
    marks = mark(questions, [["samtycke"], ["oversikt", "inkorg"], []])
    assert (marks.first, marks.among, marks.answered, marks.refused) == (50, 100, 100, 100)


def test_the_questions_have_answers_and_some_have_none() -> None:
    questions = read_questions()
    assert any(each.outside for each in questions)
    assert sum(not each.outside for each in questions) > len(questions) / 2


def test_engines_over_the_same_records_find_the_page_by_its_name(library: Library) -> None:
    topics = list(library.topics.values())
    found = records(topics)
    for engine in (Ours(build_searcher(topics)), Fts5(found), PlainWhoosh(found)):
        assert "fast-vardkontakt" in engine.find("fast vårdkontakt").topics[:3]


# The others --------------------------------------------------------------------------------------


def test_the_html_for_the_printing_peers_holds_the_steps_and_not_the_field_help(
    library: Library,
) -> None:
    html = guide_html(library, load_contents(), "slutenvard", "<svg></svg>")
    assert "Tryck på <strong>Skicka utskrivningsklar</strong>" in html
    assert "Tryck på <strong>Skicka svar om hemtagning</strong>" not in html
    field = library.topics["inskrivningsmeddelande"].section("kontaktsjukskoterska-och-telefon")
    assert field is not None
    assert field.text not in html


def test_the_course_is_a_whole_stay_of_25_events() -> None:
    events = events_of(COURSE)
    assert len(events) == 25
    assert events[-1].kind == "case-closed"


def test_a_long_case_has_as_many_events_as_asked_for() -> None:
    assert len(events_of(long_planning(60))) == 60


def test_our_stay_is_decided_both_from_memory_and_from_its_stored_text() -> None:
    stay = core.OurStay(stays=1)
    assert stay.kept() > 0
    assert stay.stored() > 0


def test_the_list_holds_the_active_cases_among_the_closed(database: Database) -> None:
    fill(database, "stangt", 200, active=False)
    fill(database, "pagar", ACTIVE, active=True)
    rows = sql_stores(database).cases.rows(RowQuery(frozenset({WARD})))
    assert len(rows) == ACTIVE
    assert all(row.active for row in rows)


def test_a_server_that_is_not_there_is_told_and_not_measured() -> None:
    try:
        program("wrk")
    except Unavailable as missing:
        pytest.skip(str(missing))
    with pytest.raises(Unavailable, match="no clean answers"):
        wrk("http://127.0.0.1:9/", 1)


# Whole benchmarks --------------------------------------------------------------------------------


def test_every_benchmark_has_a_module_that_can_be_run_alone() -> None:
    for name in NAMES:
        assert callable(import_module(f"benchmarks.{name}").run)


def test_what_cannot_be_had_is_one_clear_line() -> None:
    line = str(Skipped("guide, WeasyPrint", "the peers are not installed"))
    assert line == "skipped: guide, WeasyPrint: the peers are not installed"


@pytest.mark.parametrize("name", ["lists", "pages"])
def test_a_quick_run_tells_json_lines(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = list(run(name, QUICK))
    lines = capsys.readouterr().out.splitlines()
    results = [each for each in outcomes if isinstance(each, Result)]
    assert results
    assert [json.loads(line)["name"] for line in lines] == [each.name for each in results]


# Peers are installed the first time, and a busy machine is slow: time is no fault here.
@pytest.mark.timeout(1800)
@pytest.mark.proof
@pytest.mark.parametrize("name", ["help_api", "publishing", "guide", "search", "core", "click"])
def test_a_quick_run_of_the_heavy_ones_tells_something(name: str) -> None:
    # A process of its own: two drivers of Chromium cannot run beside each other in one.
    words = [sys.executable, "-m", "benchmarks", name, "--quick"]
    said = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert [json.loads(line)["name"] for line in said.splitlines()]


def test_search_is_measured_against_five_others() -> None:
    assert len(search.STARTS) == 5
