"""A worker does not stop in the middle of a request to walk through all that it has loaded."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from ledstang.serving import settle_memory


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_what_is_loaded_is_not_walked_through_again() -> None:
    loaded: list[list[str]] = [["guidance"]]
    settle_memory()
    new: list[list[str]] = [["of a request"]]
    found = {id(each) for each in gc.get_objects()}
    assert id(loaded) not in found
    assert id(new) in found


class Circle:
    """Holds on to itself."""

    def __init__(self) -> None:
        self.me = self


def test_what_lies_in_a_circle_before_the_start_is_thrown_away_first() -> None:
    lost = weakref.ref(Circle())
    settle_memory()
    assert lost() is None


def test_records_that_come_and_go_never_make_the_collector_walk_through_what_is_kept() -> None:
    kept = [[number] for number in range(200_000)]
    settle_memory()
    looks: list[int] = []

    def looked(phase: str, info: dict[str, int]) -> None:
        looks.append(info["generation"])

    gc.callbacks.append(looked)
    try:
        for _ in range(20):
            records = [[number] for number in range(20_000)]
    finally:
        gc.callbacks.remove(looked)
    assert len(kept) == 200_000
    assert len(records) == 20_000
    assert looks
    assert 2 not in looks
