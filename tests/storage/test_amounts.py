"""Yearly amounts are kept in order, with the row of the access log, and never rewritten."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from planning.amounts import AmountEntry, AmountStep
from planning.errors import Conflict
from planning.ports import Stores
from storage.sql import Database, sql_stores
from tests.storage.records import MORNING, access

TABLE = "socialstyrelsen"
REWRITTEN = ["UPDATE amounts SET kronor = 1", "DELETE FROM amounts"]


def entry(number: int, step: AmountStep = AmountStep.REGISTERED, table: str = TABLE) -> AmountEntry:
    return AmountEntry(
        table, number, step, 2019, 7800, "HSLF-FS 2018:67", "ceci", "Ceci Åström", MORNING
    )


def test_what_was_written_is_read_in_order_and_by_table(stores: Stores) -> None:
    first, second = entry(1), entry(2, AmountStep.CONFIRMED)
    for each in (first, second, entry(1, table="eget")):
        stores.amounts.append(each, access("skriva"))
    assert list(stores.amounts.entries(TABLE)) == [first, second]
    assert list(stores.amounts.entries("eget")) == [entry(1, table="eget")]
    assert list(stores.amounts.entries("okand")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_only_the_next_number_is_taken_and_nothing_else_is_written(
    stores: Stores, number: int
) -> None:
    stores.amounts.append(entry(1), access("skriva"))
    with pytest.raises(Conflict):
        stores.amounts.append(entry(number), access("skriva"))
    assert len(stores.amounts.entries(TABLE)) == 1
    assert stores.access_log.verify() is None


def test_a_row_and_its_line_in_the_log_are_one_deed(database: Database) -> None:
    stores = sql_stores(database)
    stores.amounts.append(entry(1), access("skriva", object_type="belopp"))
    with pytest.raises(Conflict):
        stores.amounts.append(entry(1), access("skriva", object_type="belopp"))
    with database.reading() as hand:
        assert hand.execute(text("SELECT object_type FROM access_log")).scalars().all() == [
            "belopp"
        ]


@pytest.mark.parametrize("statement", REWRITTEN)
def test_the_history_cannot_be_changed(database: Database, statement: str) -> None:
    sql_stores(database).amounts.append(entry(1), access("skriva"))
    with pytest.raises(DBAPIError, match="amounts is append-only"), database.writing() as hand:
        hand.execute(text(statement))


def test_a_row_of_the_history_cannot_be_replaced(database: Database) -> None:
    sql_stores(database).amounts.append(entry(1), access("skriva"))
    replacing = {
        "sqlite": "INSERT OR REPLACE INTO amounts SELECT * FROM amounts",
        "postgresql": 'INSERT INTO amounts SELECT * FROM amounts ON CONFLICT ("table", number) '
        "DO UPDATE SET kronor = 1",
    }
    with pytest.raises(DBAPIError), database.writing() as hand:
        hand.execute(text(replacing[hand.dialect.name]))
