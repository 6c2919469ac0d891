"""What the help keeps: votes, counts and words; never who, and of time only the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from help_service.memory import memory_help_stores
from help_service.ports import AddedWord, DatedFeedback, Feedback, HelpStores, Opening, Verdict
from storage import open_help_stores
from storage.sql import open_database, sql_help_stores
from tests.storage.conftest import fresh_address

YESTERDAY, TODAY = date(2026, 3, 2), date(2026, 3, 3)
NO = Feedback(
    "ledstang", "kvittera", "0123456789abcdef", "kvittera", "kommun", Verdict.NEJ, "Var är 👩🏽‍⚕️?"
)
YES = replace(NO, steg=None, roll=None, svar=Verdict.JA, text="")
STEP = Opening("ledstang", "steg+roll kvittera@kommun", "kvittera")
VIEW = Opening("cosmic", "vy planering", "oversikt")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HelpStores]:
    """Empty stores of each kind in turn."""
    if request.param == "memory":
        yield memory_help_stores()
        return
    opened = open_database(fresh_address(request.param, request, tmp_path))
    yield sql_help_stores(opened)
    opened.close()


def test_what_is_said_comes_back_from_a_day_on_oldest_first(stores: HelpStores) -> None:
    for said, day in ((NO, TODAY), (YES, YESTERDAY), (YES, TODAY)):
        stores.feedback.add(said, day)
    assert stores.feedback.said(TODAY) == [DatedFeedback(TODAY, NO), DatedFeedback(TODAY, YES)]
    assert stores.feedback.said(YESTERDAY)[0] == DatedFeedback(YESTERDAY, YES)


def test_openings_and_misses_add_up(stores: HelpStores) -> None:
    stores.feedback.count(YESTERDAY, {STEP: 2, VIEW: 1}, {"kvitto": 3})
    stores.feedback.count(TODAY, {STEP: 4}, {"kvitto": 1, "hemfärd": 1})
    stores.feedback.count(TODAY, {STEP: 1}, {})
    assert stores.feedback.openings(YESTERDAY) == {STEP: 7, VIEW: 1}
    assert stores.feedback.openings(TODAY) == {STEP: 5}
    assert stores.feedback.misses(YESTERDAY) == {"kvitto": 4, "hemfärd": 1}


def test_nothing_counted_is_nothing(stores: HelpStores) -> None:
    stores.feedback.count(TODAY, {}, {})
    assert (dict(stores.feedback.openings(TODAY)), dict(stores.feedback.misses(TODAY))) == ({}, {})


def test_a_search_that_is_answered_is_dropped(stores: HelpStores) -> None:
    stores.feedback.count(YESTERDAY, {}, {"kvitto": 3, "hemfärd": 1})
    stores.feedback.count(TODAY, {}, {"kvitto": 1})
    stores.feedback.drop_miss("kvitto")
    assert stores.feedback.misses(YESTERDAY) == {"hemfärd": 1}


def test_what_is_old_is_forgotten(stores: HelpStores) -> None:
    for day in (YESTERDAY, TODAY):
        stores.feedback.add(NO, day)
        stores.feedback.count(day, {STEP: 1}, {"kvitto": 1})
    stores.feedback.forget(before=TODAY)
    assert stores.feedback.said(YESTERDAY) == [DatedFeedback(TODAY, NO)]
    assert stores.feedback.openings(YESTERDAY) == {STEP: 1}
    assert stores.feedback.misses(YESTERDAY) == {"kvitto": 1}


def test_words_are_replaced_dropped_and_listed_by_what_is_typed(stores: HelpStores) -> None:
    hem, kvitto = AddedWord("åka hem", "utskrivning", TODAY), AddedWord("kvitto", "x", YESTERDAY)
    for word in (hem, kvitto, replace(kvitto, betyder="kvittera")):
        stores.words.put(word)
    assert list(stores.words.words()) == [replace(kvitto, betyder="kvittera"), hem]
    stores.words.drop("kvitto")
    stores.words.drop("finns inte")
    assert list(stores.words.words()) == [hem]


def test_no_record_has_room_for_a_person() -> None:
    kept = {field.name for kind in (Feedback, Opening, AddedWord) for field in fields(kind)}
    assert kept == {"app", "id", "hash", "steg", "roll", "svar", "text"} | {
        "kontext", "skrivs", "betyder", "day",
    }  # fmt: skip


def test_the_help_opens_the_database_of_the_cases(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'ledstang.db'}"
    open_help_stores(address).feedback.add(NO, TODAY)
    assert open_help_stores(address).feedback.said(TODAY) == [DatedFeedback(TODAY, NO)]
    assert open_help_stores("memory:").feedback.said(TODAY) == []
