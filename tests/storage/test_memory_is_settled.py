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


def test_a_request_of_some_thousand_records_makes_the_collector_look_at_nothing() -> None:
    settle_memory()
    looks: list[str] = []
    gc.callbacks.append(lambda phase, info: looks.append(phase))
    try:
        records = [[number] for number in range(20_000)]
    finally:
        gc.callbacks.pop()
    assert len(records) == 20_000
    assert not looks
