"""Cases are kept in the order things happened, and two people cannot overwrite each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest

from planning.errors import Conflict
from planning.ports import RowQuery, Stores
from tests.storage.records import (
    KOMMUN,
    MORNING,
    OPEN_CARE,
    OTHER_PERSON,
    PERSON,
    WARD,
    access,
    event,
    message,
    record,
    row,
)

MINE = frozenset({KOMMUN})


def listed(stores: Stores, unit: str = KOMMUN, **wanted: object) -> list[str]:
    query = RowQuery(frozenset({unit}), **wanted)  # type: ignore[arg-type]  # names are RowQuery's
    return [each.case_id for each in stores.cases.rows(query)]


def test_a_case_that_nobody_opened_has_no_events(stores: Stores) -> None:
    assert list(stores.cases.events("c1")) == []


def test_events_come_back_as_they_were_recorded_and_in_order(stores: Stores) -> None:
    first, second = (
        event(1, mottagare=[{"enhet": KOMMUN, "roll": "kommun"}], nr=2, ja=True),
        event(2),
    )
    stores.cases.append("c1", 0, [first, second], row(version=2), [], access())
    assert list(stores.cases.events("c1")) == [first, second]
    assert list(stores.cases.events("c1", since=2)) == [second]
    assert list(stores.cases.events("c1", since=3)) == []


def test_events_of_another_case_stay_there(stores: Stores) -> None:
    record(stores, "c1")
    record(stores, "c2", identity=OTHER_PERSON)
    assert [each.number for each in stores.cases.events("c2")] == [1]


def test_moments_are_read_back_in_utc_whatever_zone_they_came_in(stores: Stores) -> None:
    local = datetime(2026, 3, 29, 3, 30, 0, 250, tzinfo=timezone(timedelta(hours=2)))
    stores.cases.append("c1", 0, [event(1)], row(admitted_at=local), [], access(at=local))
    found = stores.cases.rows(RowQuery(MINE))[0].admitted_at
    assert found == local
    assert found is not None
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused_and_nothing_is_kept(stores: Stores) -> None:
    naive = row(admitted_at=datetime(2026, 3, 2, 8))
    with pytest.raises(ValueError, match="time zone"):
        stores.cases.append("c1", 0, [event(1)], naive, [], access())
    assert list(stores.cases.events("c1")) == []
    assert stores.access_log.verify() is None


def test_the_second_of_two_who_saw_the_same_version_meets_a_conflict(stores: Stores) -> None:
    record(stores)
    with pytest.raises(Conflict) as told:
        stores.cases.append("c1", 0, [event(1, "en annan")], row(), [], access())
    assert (told.value.expected, told.value.found) == (0, 1)


def test_a_conflict_leaves_no_trace(stores: Stores) -> None:
    record(stores)
    with pytest.raises(Conflict):
        stores.cases.append("c1", 0, [event(1)], row(name="Fel"), [message(1)], access())
    assert stores.cases.rows(RowQuery(MINE))[0].name == "Test Testsson"
    assert list(stores.cases.inbox(MINE, unread_only=False)) == []


def test_a_version_that_does_not_exist_yet_is_a_conflict_too(stores: Stores) -> None:
    with pytest.raises(Conflict):
        stores.cases.append("c1", 4, [event(5)], row(version=5), [], access())


def test_events_must_be_numbered_from_the_version_on(stores: Stores) -> None:
    with pytest.raises(ValueError, match=r"numbered \[3\], expected \[1\]"):
        stores.cases.append("c1", 0, [event(3)], row(), [], access())


def test_of_people_who_act_at_the_same_moment_exactly_one_wins(stores: Stores) -> None:
    people, start = range(6), Barrier(6)

    def act(person: int) -> bool:
        start.wait()
        try:
            stores.cases.append("c1", 0, [event(1, f"{person}")], row(), [], access())
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(len(people)) as pool:
        won = [person for person, ok in enumerate(pool.map(act, people)) if ok]
    assert [each.data["text"] for each in stores.cases.events("c1")] == [f"{won[0]}"]
    assert len(won) == 1
    assert stores.access_log.verify() is None


def test_people_who_act_on_different_cases_do_not_disturb_each_other(stores: Stores) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: record(stores, f"c{n % 3}-{n}"), range(24)))
    assert len(stores.cases.case_ids()) == 24
    assert stores.access_log.verify() is None


def test_a_list_row_comes_back_as_it_was_written(stores: Stores) -> None:
    record(stores, ready_since=MORNING, unread={KOMMUN: 2, OPEN_CARE: 1}, protected=True)
    wanted = row(ready_since=MORNING, unread={KOMMUN: 2, OPEN_CARE: 1}, protected=True)
    assert list(stores.cases.rows(RowQuery(MINE))) == [wanted]


def test_a_unit_lists_only_cases_it_is_a_party_to(stores: Stores) -> None:
    record(stores, "c1", units=(WARD, KOMMUN))
    record(stores, "c2", units=(WARD,))
    assert listed(stores) == ["c1"]
    assert listed(stores, "timra-bistand") == []


def test_a_unit_that_is_no_longer_a_party_does_not_list_the_case(stores: Stores) -> None:
    record(stores, units=(WARD, KOMMUN))
    record(stores, units=(WARD, "timra-bistand"))
    assert listed(stores) == []
    assert listed(stores, "timra-bistand") == ["c1"]


def test_no_unit_lists_nothing(stores: Stores) -> None:
    record(stores)
    assert list(stores.cases.rows(RowQuery(frozenset()))) == []


def test_a_case_of_two_of_my_units_is_listed_once(stores: Stores) -> None:
    record(stores)
    assert len(stores.cases.rows(RowQuery(frozenset({WARD, KOMMUN})))) == 1


def test_several_hundred_units_can_be_asked_for_at_once(stores: Stores) -> None:
    record(stores, "c1")
    record(stores, "c2", units=("enhet-499",))
    many = frozenset(f"enhet-{number}" for number in range(500)) | MINE
    assert {each.case_id for each in stores.cases.rows(RowQuery(many))} == {"c1", "c2"}


def test_the_newest_admitted_comes_first_and_the_not_yet_admitted_last(stores: Stores) -> None:
    record(stores, "c1", admitted_at=MORNING)
    record(stores, "c2", admitted_at=None)
    record(stores, "c3", admitted_at=MORNING + timedelta(days=1))
    assert listed(stores) == ["c3", "c1", "c2"]
    assert listed(stores, limit=2) == ["c3", "c1"]


def test_a_closed_case_leaves_the_active_list(stores: Stores) -> None:
    record(stores)
    record(stores, active=False, state="avslutat")
    assert listed(stores) == []
    assert listed(stores, active=False) == ["c1"]


def test_the_list_can_be_narrowed_by_kommun_ward_and_state(stores: Stores) -> None:
    record(stores, "c1", kommun="sundsvall", state="inskriven")
    record(stores, "c2", kommun="timra", state="planering", ward="sundsvall-avd-14")
    assert listed(stores, kommun="timra") == ["c2"]
    assert listed(stores, state="inskriven") == ["c1"]
    assert listed(stores, ward="sundsvall-avd-14", kommun="sundsvall") == []


def test_the_inbox_shows_the_unit_its_messages_newest_first(stores: Stores) -> None:
    record(stores, messages=(message(1), message(2), message(2, OPEN_CARE)))
    assert list(stores.cases.inbox(MINE, unread_only=False)) == [message(2), message(1)]
    assert list(stores.cases.inbox(MINE, unread_only=False, limit=1)) == [message(2)]


def test_an_acknowledged_message_is_read(stores: Stores) -> None:
    record(stores, messages=(message(1), message(2)))
    read = message(1, acknowledged_at=MORNING, acknowledged_by="bo-bistand")
    record(stores, messages=(read, message(2)))
    assert list(stores.cases.inbox(MINE, unread_only=True)) == [message(2)]
    assert list(stores.cases.inbox(MINE, unread_only=False)) == [message(2), read]


def test_annulled_and_settled_messages_wait_for_nobody(stores: Stores) -> None:
    record(stores, messages=(message(1, annulled=True), message(2, active=False)))
    assert list(stores.cases.inbox(MINE, unread_only=True)) == []


def test_a_person_is_found_in_open_and_closed_cases_of_my_units_only(stores: Stores) -> None:
    record(stores, "c1", active=False, admitted_at=MORNING - timedelta(days=90))
    record(stores, "c2")
    record(stores, "c3", units=(WARD,))
    record(stores, "c4", identity=OTHER_PERSON)
    assert [each.case_id for each in stores.cases.find_patient(PERSON, MINE)] == ["c2", "c1"]


def test_that_a_read_message_was_annulled_waits_to_be_read_too(stores: Stores) -> None:
    gone = message(1, annulled=True, acknowledged_at=MORNING, annulment_unread=True)
    record(stores, messages=(gone,), active=False)
    assert list(stores.cases.inbox(MINE, unread_only=True)) == [gone]
    assert stores.cases.unread_count(MINE) == 1


def test_all_cases_of_a_person_are_known(stores: Stores) -> None:
    assert list(stores.cases.cases_of(PERSON)) == []
    record(stores, "c2")
    record(stores, "c1", active=False)
    record(stores, "c3", identity=OTHER_PERSON)
    assert list(stores.cases.cases_of(PERSON)) == ["c1", "c2"]


def test_every_case_id_is_known_for_rebuilding(stores: Stores) -> None:
    for case_id in ("c2", "c1", "C3"):
        record(stores, case_id)
    assert list(stores.cases.case_ids()) == ["C3", "c1", "c2"]


def test_views_can_be_written_anew(stores: Stores) -> None:
    record(stores, name="Fel namn", units=(WARD,), messages=(message(1, OPEN_CARE),))
    stores.cases.replace_views("c1", row(), [message(1)])
    assert list(stores.cases.rows(RowQuery(MINE))) == [row()]
    assert list(stores.cases.inbox(frozenset({OPEN_CARE, KOMMUN}), unread_only=False)) == [
        message(1)
    ]


def test_views_derived_from_an_older_version_do_not_replace_newer_ones(stores: Stores) -> None:
    record(stores)
    record(stores, name="Nytt namn")
    with pytest.raises(Conflict):
        stores.cases.replace_views("c1", row(version=1), [])
    assert stores.cases.rows(RowQuery(MINE))[0].name == "Nytt namn"
