"""Whatever two people do in whatever order: nothing is lost, and every store tells the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from ledstang.loading import load_agreements, load_rulebook
from planning.case import Case
from planning.desk import Desk
from planning.errors import Conflict, NotFound, Refusal
from planning.events import Event
from planning.fold import fold
from planning.ports import CaseRow, RowQuery, Stores
from planning.rules import WITHOUT_CASE
from planning.views import case_row, inbox_rows
from storage.codec import canonical
from storage.sql import Database, sql_stores
from storage.sql.tables import metadata
from tests.builders import UNITS, WARD
from tests.rules.office import ASKED, NOW, admission
from tests.rules.walker import ACTORS, MOVES, Move

LATER = tuple(m for m in MOVES if m.actor in ACTORS and m.command not in WITHOUT_CASE)
SELDOM = frozenset({"avliden", "makulera", "avvisa", "byt-kommun", "skriv-ut"})
ALL_UNITS = frozenset(unit.id for unit in UNITS)
PASSING = (1, 45, 700, 3000)
BOUNDED, DEEP = (6, 30), (60, 60)
"""How many lives, and how many acts in each."""
numbers = count(1)


def a_desk(stores: Stores, name: str) -> Desk:
    """A desk of its own, as another process has it."""
    agreements, own = load_agreements(), count(1)
    return Desk(stores, load_rulebook(), agreements, agreements["vasternorrland"],
                lambda: f"{name}-{next(own)}")  # fmt: skip


def prepared(stores: Stores) -> Stores:
    for unit in UNITS:
        stores.directory.save_unit(unit)
    return stores


def values_of(move: Move, case: Case) -> dict[str, Any]:
    values = dict(move.values)
    if values.get("meddelande") == "opening":
        values["meddelande"] = case.opening
    return values


class Life(RuleBasedStateMachine):
    """One patient, two people at desks of their own, who have looked at different times."""

    stores: Stores

    def __init__(self) -> None:
        super().__init__()
        name = f"liv-{next(numbers)}"
        self.desks = (a_desk(self.stores, name), a_desk(self.stores, f"{name}-b"))
        identity = {"personnummer": f"PROV-{name}", "identitetstyp": "reservnummer"}
        self.now = NOW
        done = self.desks[0].do(WARD, None, "skriv-in", admission(**identity), self.now, ASKED)
        self.case_id, self.seen = done.case_id, [1, 1]
        self.recorded = [done.event]

    @property
    def stored(self) -> Sequence[Event]:
        """What the store holds now."""
        return self.stores.cases.events(self.case_id)

    @rule(who=st.sampled_from((0, 1)))
    def look(self, who: int) -> None:
        """One of them loads the page again."""
        self.seen[who] = self.desks[who].files.read(self.case_id).case.version

    @rule(
        who=st.sampled_from((0, 1)),
        move=st.sampled_from(LATER),
        minutes=st.sampled_from(PASSING),
        ends=st.integers(0, 7),
    )
    def act(self, who: int, move: Move, minutes: int, ends: int) -> None:
        """One of them does something, from what they saw last."""
        if move.command in SELDOM and ends:
            return
        self.now += timedelta(minutes=minutes)
        desk, seen = self.desks[who], self.seen[who]
        values = values_of(move, desk.files.read(self.case_id).case)
        before = list(self.stored)
        try:
            done = desk.do(move.actor, self.case_id, move.command, values, self.now, ASKED,
                           expected_version=seen)  # fmt: skip
        except Conflict:
            assert not desk.rulebook.commands[move.command].commutes
            assert seen < len(before)
        except (Refusal, NotFound):
            assert list(self.stored) == before
        else:
            new = list(self.stored)[len(before) :]
            assert new[0] == done.event
            self.recorded += new
            self.seen[who] = done.version

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every accepted act is there, once, in the order in which it was accepted."""
        assert list(self.stored) == self.recorded
        assert [event.number for event in self.stored] == list(range(1, len(self.recorded) + 1))

    @invariant()
    def fold_and_views_tell_the_same(self) -> None:
        """Kept in memory, folded anew and written as views: one and the same case."""
        case = fold(self.case_id, self.stored)
        assert all(desk.files.read(self.case_id).case == case for desk in self.desks)
        shown, world = row_of(self.stores, self.case_id), self.desks[0].world(case)
        assert shown == case_row(case, world, self.recorded[-1].recorded_at)
        messages = self.stores.cases.inbox(ALL_UNITS, unread_only=False, limit=5000)
        mine = {(m.number, m.unit): m for m in messages if m.case_id == self.case_id}
        assert mine == {(m.number, m.unit): m for m in inbox_rows(case)}


def row_of(stores: Stores, case_id: str) -> CaseRow | None:
    rows = (
        row
        for active in (True, False)
        for row in stores.cases.rows(RowQuery(ALL_UNITS, active, limit=5000))
    )
    return next((row for row in rows if row.case_id == case_id), None)


def live(stores: Stores, lives: int, acts: int) -> None:
    own = type("LifeHere", (Life,), {"stores": prepared(stores)})
    run_state_machine_as_test(
        own,
        settings=settings(
            max_examples=lives,
            stateful_step_count=acts,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_two_people_lose_nothing_and_all_views_agree(stores: Stores) -> None:
    live(stores, *BOUNDED)
    assert stores.access_log.verify() is None


@pytest.mark.proof
def test_two_people_lose_nothing_through_many_lives(stores: Stores) -> None:
    live(stores, *DEEP)
    assert stores.access_log.verify() is None


# The same course on two databases ---------------------------------------------------------------


def dump(database: Database) -> dict[str, list[str]]:
    """Every row of every table of cases and of the access log, as canonical text in key order."""
    names = ("events", "case_rows", "case_units", "inbox", "access_log")
    found = {}
    with database.reading() as connection:
        for name in names:
            table = metadata.tables[name]
            ordered = select(table).order_by(*table.primary_key)
            found[name] = [canonical(dict(row)) for row in connection.execute(ordered).mappings()]
    return found


def play(stores: Stores, seed: int, acts: int) -> int:
    """A course by chance, the same for the same seed; how many acts were accepted."""
    desk, chance, now = a_desk(prepared(stores), "kurs"), Random(seed), NOW
    identity = {"personnummer": f"PROV-{seed}", "identitetstyp": "reservnummer"}
    case_id = desk.do(WARD, None, "skriv-in", admission(**identity), now, ASKED).case_id
    return sum(_one_act(desk, case_id, chance, now + timedelta(minutes=9 * n)) for n in range(acts))


def _one_act(desk: Desk, case_id: str, chance: Random, now: datetime) -> bool:
    move = chance.choice(LATER)
    if move.command in SELDOM and chance.random() < 0.9:
        return False
    values = values_of(move, desk.files.read(case_id).case)
    try:
        desk.do(move.actor, case_id, move.command, values, now, ASKED)
    except (Refusal, NotFound):
        return False
    return True


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_course_leaves_the_same_bytes_on_both_databases(
    both: tuple[Database, Database], seed: int
) -> None:
    done = [play(sql_stores(database), seed, acts=250) for database in both]
    assert done[0] == done[1] > 10
    ours, theirs = (dump(database) for database in both)
    assert ours == theirs
    assert len(ours["events"]) > 10
