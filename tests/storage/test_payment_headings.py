"""Cases are found by kommun and month, alike in every store, and few rows are looked at."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from planning.ports import KeptSums, Stores
from storage.sql import Database, sql_stores
from tests.storage.records import record, row

MARCH, RUNNING = "sundsvall:2026-03", "sundsvall:pagar"


def test_a_case_is_found_under_each_of_its_headings(stores: Stores) -> None:
    record(stores, "c1", payment=(MARCH, RUNNING))
    record(stores, "c2", payment=("timra:2026-03",))
    record(stores, "c3", payment=(MARCH,), active=False)
    assert stores.cases.cases_under(frozenset({MARCH})) == ["c1", "c3"]
    assert stores.cases.cases_under(frozenset({RUNNING, "timra:2026-03"})) == ["c1", "c2"]
    assert stores.cases.cases_under(frozenset({MARCH, RUNNING})) == ["c1", "c3"]
    assert stores.cases.cases_under(frozenset({"sundsvall:2026-04"})) == []
    assert stores.cases.cases_under(frozenset()) == []


def test_the_headings_follow_the_case(stores: Stores) -> None:
    record(stores, "c1", payment=(RUNNING,))
    record(stores, "c1", payment=(MARCH,))
    assert stores.cases.cases_under(frozenset({RUNNING})) == []
    assert stores.cases.cases_under(frozenset({MARCH})) == ["c1"]
    stores.cases.replace_views("c1", row("c1", 2, payment=("ange:2026-03",)), ())
    assert stores.cases.cases_under(frozenset({MARCH, "ange:2026-03"})) == ["c1"]


def test_what_is_kept_for_the_sums_stands_under_its_heading(stores: Stores) -> None:
    record(stores, "c2", payment=(MARCH, RUNNING), payment_sums={MARCH: "ett", RUNNING: "två"})
    record(stores, "c1", payment=(RUNNING,))
    assert stores.cases.kept_sums(frozenset({MARCH})) == [KeptSums("c2", "ett")]
    both = [KeptSums("c1", ""), KeptSums("c2", "ett"), KeptSums("c2", "två")]
    assert stores.cases.kept_sums(frozenset({MARCH, RUNNING})) == both
    record(stores, "c2", payment=(MARCH,), payment_sums={MARCH: "tre"})
    assert stores.cases.kept_sums(frozenset({MARCH, RUNNING})) == [
        KeptSums("c1", ""),
        KeptSums("c2", "tre"),
    ]
    assert stores.cases.kept_sums(frozenset()) == []


@pytest.mark.parametrize("others", [300])
def test_a_month_is_one_range_of_an_index(database: Database, others: int) -> None:
    with database.writing() as hand:
        hand.execute(
            text(
                "INSERT INTO case_rows (case_id, version, identity, active, ward, state, admitted,"
                " document) VALUES (:id, 1, '', FALSE, '', '', '', '{}')"
            ),
            [{"id": f"c{number:06}"} for number in range(others)],
        )
        hand.execute(
            text("INSERT INTO case_payments (heading, case_id) VALUES (:heading, :id)"),
            [{"heading": f"sundsvall:{2020 + n % 50}-01", "id": f"c{n:06}"} for n in range(others)],
        )
    found = sql_stores(database).cases.cases_under(frozenset({"sundsvall:2020-01"}))
    assert len(found) == others // 50
    assert "case_payments_pkey" in _plan(database) or "PRIMARY KEY" in _plan(database)


def _plan(database: Database) -> str:
    asked = "SELECT case_id FROM case_payments WHERE heading IN ('sundsvall:2020-01')"
    with database.writing() as hand:
        if hand.dialect.name == "postgresql":
            hand.execute(text("SET LOCAL enable_seqscan = off"))
            told = hand.execute(text(f"EXPLAIN {asked}"))
        else:
            told = hand.execute(text(f"EXPLAIN QUERY PLAN {asked}"))
        return " ".join(str(line) for line in told)


def test_the_events_of_several_cases_are_read_at_once(stores: Stores) -> None:
    for case_id in ("c1", "c2", "c1"):
        record(stores, case_id)
    found = stores.cases.events_of(["c2", "c1", "finns-inte"])
    assert {each: [event.number for event in events] for each, events in found.items()} == {
        "c1": [1, 2],
        "c2": [1],
    }
    assert all(list(found[each]) == list(stores.cases.events(each)) for each in found)
    assert stores.cases.events_of([]) == {}


def test_the_last_events_of_several_cases_are_read_at_once(stores: Stores) -> None:
    for case_id in ("c1", "c2", "c1"):
        record(stores, case_id)
    found = stores.cases.last_events(["c1", "c2", "finns-inte"])
    assert found == {each: stores.cases.events(each)[-1] for each in ("c1", "c2")}
    assert stores.cases.last_events([]) == {}


def test_more_cases_than_one_question_holds_are_all_read(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A smaller question, so that three cases need two.
    monkeypatch.setattr("storage.sql.cases.CASES_AT_ONCE", 2)
    for case_id in ("c1", "c2", "c3"):
        record(stores, case_id)
    assert sorted(stores.cases.events_of(["c1", "c2", "c3"])) == ["c1", "c2", "c3"]
