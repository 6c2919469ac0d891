"""Times are said in the words of the ward, with the exact time beside them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from planning.moments import from_local
from planning_ui.said import say, say_the_day

NOW = from_local(datetime(2026, 3, 2, 15, 0))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 2, 14, 5), "i dag 14:05"),
        (datetime(2026, 3, 1, 8, 0), "i går 08:00"),
        (datetime(2026, 3, 3, 8, 0), "i morgon tis 3 mars kl. 08:00"),
        (datetime(2026, 3, 6, 8, 0), "fre 6 mars kl. 08:00"),
        (datetime(2025, 12, 30, 8, 0), "tis 30 dec 2025 kl. 08:00"),
    ],
)
def test_a_moment_is_said_relative_to_now_and_never_without_a_date_when_far(
    moment: datetime, words: str
) -> None:
    assert say(from_local(moment), NOW).words == words


def test_the_exact_time_stands_beside_the_words() -> None:
    said = say(from_local(datetime(2026, 3, 3, 8, 0)), NOW)
    assert said.machine == "2026-03-03T08:00+01:00"
    assert said.exact == "tisdag 3 mars 2026 kl. 08:00"


def test_a_day_is_said_in_the_same_way() -> None:
    assert say_the_day(date(2026, 3, 3), NOW).words == "i morgon tis 3 mars"
