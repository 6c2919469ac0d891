"""The sums behind the statistics: the same in every store, and the same when rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planning.measures import COUNTED, Counts
from planning.ports import Stores
from planning.statistics import Tally
from tests.storage.records import KOMMUN, WARD, access, event, row

OTHER = "timra-bistand"


def ended(month: str = "2026-03", days: int = 2) -> dict[str, Any]:
    counts = {"stays": 1, "ready": 1, "ready_days": days}
    return {"ended_month": month, "measured": tuple(counts.get(name, 0) for name in COUNTED)}


def save(stores: Stores, case_id: str, **changes: Any) -> None:
    identity = f"R-2026-{case_id}"
    one = row(case_id, identity=identity, **{"state": "utskriven", **changes})
    stores.cases.append(case_id, 0, [event(1)], one, [], access())


def test_stays_are_summed_by_month_kommun_and_ward(stores: Stores) -> None:
    save(stores, "c1", **ended(days=2))
    save(stores, "c2", **ended(days=3))
    save(stores, "c3", **ended("2026-04"), kommun="timra")
    found = stores.cases.tallies("2026-01", "2026-12", None)
    assert [(t.month, t.kommun, t.ward) for t in found] == [
        ("2026-03", "sundsvall", WARD),
        ("2026-04", "timra", WARD),
    ]
    assert found[0].counts == Counts(stays=2, ready=2, ready_days=5)


def test_only_the_months_and_units_asked_for_are_summed(stores: Stores) -> None:
    save(stores, "c1", **ended("2026-02"))
    save(stores, "c2", **ended("2026-03"), units=(WARD, OTHER))
    march = stores.cases.tallies("2026-03", "2026-03", None)
    assert [t.month for t in march] == ["2026-03"]
    assert [t.month for t in stores.cases.tallies("2026-01", "2026-12", frozenset({KOMMUN}))] == [
        "2026-02"
    ]
    both = stores.cases.tallies("2026-01", "2026-12", frozenset({WARD, OTHER}))
    assert sum(t.counts.stays for t in both) == 2


def test_a_stay_that_goes_on_is_not_summed(stores: Stores) -> None:
    save(stores, "c1", state="inskriven")
    assert list(stores.cases.tallies("2000-01", "2099-12", None)) == []


def test_a_discharge_that_is_undone_takes_the_stay_out_again(stores: Stores) -> None:
    save(stores, "c1", **ended())
    stores.cases.replace_views("c1", row("c1", state="inskriven", identity="R-2026-c1"), [])
    assert list(stores.cases.tallies("2000-01", "2099-12", None)) == []


def test_a_stay_is_counted_for_the_units_and_the_month_that_it_has_now(stores: Stores) -> None:
    save(stores, "c1", **ended("2026-03"), units=(WARD, KOMMUN))
    save(stores, "c2", **ended("2026-03"), units=(WARD, KOMMUN))
    moved = row("c1", identity="R-2026-c1", **ended("2026-04"), units=(WARD, OTHER))
    stores.cases.replace_views("c1", moved, [])
    months = {
        unit: [(t.month, t.counts.stays) for t in _all(stores, unit)]
        for unit in (WARD, KOMMUN, OTHER)
    }
    assert months == {
        WARD: [("2026-03", 1), ("2026-04", 1)],
        KOMMUN: [("2026-03", 1)],
        OTHER: [("2026-04", 1)],
    }


def _all(stores: Stores, unit: str) -> Sequence[Tally]:
    return stores.cases.tallies("2000-01", "2099-12", frozenset({unit}))


def test_a_unit_whose_name_is_part_of_another_is_not_mistaken_for_it(stores: Stores) -> None:
    save(stores, "c1", **ended(), units=(WARD, "hc-1-natt"))
    assert list(_all(stores, "hc-1")) == []
