"""The examples of the page Så räknar systemet, counted from what a database gives back."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from ledstang.examples import read_chapters
from planning.case import Case
from planning.events import Event
from planning.fold import fold
from planning.ports import Stores
from planning.rules import World
from planning.scenario import answer_about, play, read_scenario
from planning.views import case_row, inbox_rows
from storage.codec import canonical
from tests.builders import PARTIES, a_world
from tests.storage.records import access


def test_every_example_counts_alike_from_what_the_store_gives_back(stores: Stores) -> None:
    number = 0
    for chapter in read_chapters():
        for table in chapter.tables:
            world = a_world(table.agreement)
            for row in table.rows:
                number += 1
                scenario = read_scenario(table.scenario(row, PARTIES), world)
                played = play(scenario, world)
                back = [
                    kept(stores, case_id, f"{number}-{case_id}", [event for _, event in log], world)
                    for case_id, log in groupby(played.log, key=lambda each: each[0])
                ]
                again = replace(played, case=back[-1], before=tuple(back[:-1]))
                assert again.case == played.case
                assert table.answers(answer_about(again, scenario, world)) == table.wanted(row)
    assert number > 90


def kept(stores: Stores, case_id: str, stored: str, events: list[Event], world: World) -> Case:
    """Record the events one by one, and fold what the store gives back."""
    for version, event in enumerate(events):
        case = fold(stored, events[: version + 1])
        # Every example is about the same person, who is in by one case at a time.
        row = replace(case_row(case, world, event.recorded_at), identity=stored)
        stores.cases.append(stored, version, [event], row, inbox_rows(case), access())
    back = stores.cases.events(stored)
    assert [canonical(e.data) for e in back] == [canonical(e.data) for e in events]
    return fold(case_id, back)
