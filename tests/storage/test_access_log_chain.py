"""The access log tells who saw what, and shows where somebody has touched it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from planning.errors import Conflict
from planning.ports import AccessRow, Stores
from storage.chain import CURRENT_FORM, FORMS, GENESIS, first_broken, next_entry
from tests.storage.places import Place
from tests.storage.records import MORNING, access, event, record, row

COLUMNS = [each.name for each in fields(AccessRow)]


def test_an_empty_log_is_whole(stores: Stores) -> None:
    assert stores.access_log.verify() is None


def test_a_log_that_nobody_touched_is_whole(stores: Stores) -> None:
    for action in ("lasa", "lista", "skriva", "nekad"):
        stores.access_log.write(access(action))
    record(stores)
    assert stores.access_log.verify() is None


def test_an_extract_holds_the_rows_from_the_first_moment_until_the_last(stores: Stores) -> None:
    for hours, action in enumerate(("lasa", "lista", "skriva", "nekad")):
        stores.access_log.write(access(action, at=MORNING + timedelta(hours=hours)))
    found = list(
        stores.access_log.extract(MORNING + timedelta(hours=1), MORNING + timedelta(hours=3))
    )
    assert [each["action"] for each in found] == ["lista", "skriva"]
    assert {each["shown"] for each in found} == {'["c1","c2"]'}


def test_a_change_of_any_field_is_named_by_its_row(place: Place) -> None:
    for column in COLUMNS:
        place.stores.access_log.write(access(column))
    for seq, column in reversed(list(enumerate(COLUMNS, start=1))):
        place.spoil(seq, column, "annat")
        assert place.stores.access_log.verify() == seq


def test_a_removed_row_is_named(place: Place) -> None:
    for action in ("lasa", "lista", "skriva"):
        place.stores.access_log.write(access(action))
    place.remove(2)
    assert place.stores.access_log.verify() == 2


def test_the_first_of_several_broken_rows_is_named(place: Place) -> None:
    for action in ("lasa", "lista", "skriva", "nekad"):
        place.stores.access_log.write(access(action))
    place.spoil(3, "user", "nagon-annan")
    place.spoil(4, "user", "nagon-annan")
    assert place.stores.access_log.verify() == 3


def test_a_row_with_a_hash_of_its_own_making_breaks_the_next(place: Place) -> None:
    for action in ("lasa", "lista"):
        place.stores.access_log.write(access(action))
    first = next_entry(0, GENESIS, access("lasa"))
    forged = next_entry(0, GENESIS, access("lasa", patient=""))
    second = next_entry(1, first.row_hash, access("lista"))
    assert first_broken([first, second]) is None
    assert first_broken([forged, second]) == 2


def test_a_row_of_an_unknown_form_is_broken() -> None:
    entry = next_entry(0, GENESIS, access())
    assert first_broken([replace(entry, form=99)]) == 1


def test_a_row_that_holds_what_no_program_writes_is_broken_and_stops_nothing() -> None:
    entry = next_entry(0, GENESIS, access())
    spoilt = replace(entry, values=dict(entry.values) | {"at": b"\x00"})
    assert first_broken([spoilt]) == 1


def test_many_writers_at_once_leave_a_whole_chain_without_gaps(place: Place) -> None:
    log = place.stores.access_log
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: log.write(access(f"lasa-{number}")), range(40)))
    assert log.verify() is None
    place.remove(40)
    assert log.verify() is None, (
        "what is cut off at the end needs a copy of the last hash elsewhere"
    )


def test_a_refused_command_leaves_no_gap_in_the_numbers(stores: Stores) -> None:
    record(stores)
    with pytest.raises(Conflict):
        stores.cases.append("c1", 0, [event(1)], row(), [], access())
    stores.access_log.write(access("nekad"))
    assert stores.access_log.verify() is None


def test_the_hash_covers_every_field_of_a_row() -> None:
    assert list(FORMS[CURRENT_FORM]) == COLUMNS


def test_the_same_row_has_the_same_hash_for_ever() -> None:
    entry = next_entry(0, GENESIS, access(at=MORNING))
    assert entry.row_hash == "4778e84a141eb4fadd3e3dd81385a2dd8f25077356b4da570f87b72e4cfe0231"
