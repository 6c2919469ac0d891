"""Going on from the search before an edit gives the same as making it anew."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help_service.library import read_library
from help_service.ports import AddedWord, Hit
from help_service.search import WhooshSearcher, WordTable, build_searcher
from help_service.search import index as index_module
from help_service.search.word_source import with_added
from help_service.topics import Topic, parse_topic
from tests.help.search.questions import SETS, read_questions

ROOT = Path(__file__).parents[3]
QUESTIONS = [question.text for name in SETS for question in read_questions(name)]
WORDS = ["hemgång", "hemgångsplanering", "planering", "vårdplan", "vård", "plan", "kvittera", "åka"]


def answers(searcher: WhooshSearcher, questions: Sequence[str]) -> list[list[Hit]]:
    return [searcher.nearest(question, 10) for question in questions]


def edited(topic: Topic, more: str) -> Topic:
    source = (ROOT / "docs" / topic.path).read_text(encoding="utf-8")
    return parse_topic(f"{source}\n{more}\n", topic.path)


def test_one_edit_after_another_gives_the_same_as_making_it_anew(
    topics: list[Topic], table: WordTable
) -> None:
    chance = random.Random(1)
    searcher, now = build_searcher(topics, table), list(topics)
    texts = ["Nya ord: hemfärdsbiljett, taxiresa.", "Utskrivningsklarhetsbedömning.", "Taxi hem."]
    for text in texts:
        for place in chance.sample(range(len(now)), 3):
            now[place] = edited(now[place], text)
        searcher = build_searcher(now, table, searcher)
    del now[7]
    searcher = build_searcher(now, table, searcher)
    questions = [*chance.sample(QUESTIONS, 120), "hemfärdsbiljet", "taxi", "klarhetsbedömning"]
    assert answers(searcher, questions) == answers(build_searcher(now, table), questions)


def test_a_word_that_is_added_gives_the_same_as_making_it_anew(
    topics: list[Topic], table: WordTable
) -> None:
    day = topics[0].granskad
    grown = with_added(table, [AddedWord("flumsa runt", "Kvittera meddelande", day)])
    searcher = build_searcher(topics, grown, build_searcher(topics, table))
    questions = [*QUESTIONS[:80], "flumsa runt", "hur flumsar man", "flumsrunda"]
    assert answers(searcher, questions) == answers(build_searcher(topics, grown), questions)


def small(number: int, words: Sequence[str]) -> Topic:
    head = f"id: sida-{number}\ntitel: Sida {number}\nlagrum: []\nsokord: []"
    dates = "granskad: 2026-11-22\ngranskas_senast: 2027-05-22"
    text = " ".join(words).capitalize()
    source = f"---\n{head}\n{dates}\n---\n# Sida {number}\n\n{text or 'Tom'}.\n"
    return parse_topic(source, f"vyer/sida-{number}.md")


pages = st.dictionaries(st.integers(0, 5), st.lists(st.sampled_from(WORDS), max_size=6))


@settings(max_examples=60, deadline=None)
@given(st.lists(pages, min_size=2, max_size=8))
def test_any_course_of_edits_gives_the_same_as_making_it_anew(
    course: list[dict[int, list[str]]],
) -> None:
    searcher: WhooshSearcher | None = None
    for state in course:
        topics = [small(number, state[number]) for number in sorted(state)]
        searcher = build_searcher(topics, older=searcher)
    assert searcher is not None
    assert answers(searcher, WORDS) == answers(build_searcher(topics), WORDS)


def test_few_segments_are_left_after_many_edits(topics: list[Topic], table: WordTable) -> None:
    searcher, now = build_searcher(topics[:40], table), list(topics[:40])
    for number in range(60):
        now[number % 40] = replace(now[number % 40], kort=f"Ord nummer {number}.")
        searcher = build_searcher(now, table, searcher)
    assert len(searcher.index) == 40
    assert len(searcher.index._segments) <= 5


def test_a_word_on_very_many_pages_is_read_on_the_heaviest_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index_module, "_MOST_PAGES", 10)
    bags = {number: {"ord": float(number)} for number in range(40)}
    index = index_module.Index(bags)
    later = index_module.Index({40: {"ord": 39.5}}, index, {39: bags[39], 38: bags[38]})
    assert sorted(number for number, _ in index.postings("ord")) == list(range(30, 40))
    assert sorted(number for number, _ in later.postings("ord")) == [*range(29, 38), 40]


def test_an_edit_leaves_the_search_before_as_it_was(topics: list[Topic], table: WordTable) -> None:
    before = build_searcher(topics, table)
    told = answers(before, QUESTIONS[:40])
    changed = [edited(topic, "Helt nya ord om hemfärd.") for topic in topics[:10]]
    build_searcher([*changed, *topics[10:]], table, before)
    assert answers(before, QUESTIONS[:40]) == told


def test_a_topic_that_is_read_anew_but_alike_changes_no_answer(
    topics: list[Topic], table: WordTable
) -> None:
    again = list(read_library(ROOT / "docs").library.topics.values())
    searcher = build_searcher(again, table, build_searcher(topics, table))
    assert answers(searcher, QUESTIONS[:40]) == answers(
        build_searcher(topics, table), QUESTIONS[:40]
    )
