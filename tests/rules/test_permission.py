"""Permission: dess slut flyttas genom att skrivas igen, och avdelningen kan ångra den."""

from __future__ import annotations

from planning.moments import parse_moment
from tests.builders import an_announced_stay, codes


def test_a_leave_told_again_from_the_same_time_has_a_new_end() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 permission", fran="2026-03-04 09:00", till="2026-03-06 15:00")
        .then("SV 2026-03-05 12:10 permission", fran="2026-03-04 09:00", till="2026-03-05 12:00")
    )
    case = course.case("2026-03-05 12:30")
    assert [each.until for each in case.leaves] == [parse_moment("2026-03-05 12:00")]


def test_a_leave_that_came_to_nothing_is_undone_and_can_be_told_anew() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 permission", fran="2026-03-04 09:00", till="2026-03-06 15:00")
        .then("SV 2026-03-03 09:00 ratta", uppgift="permission", orsak="Inställd")
        .then("SV 2026-03-03 09:10 permission", fran="2026-03-05 09:00", till="2026-03-06 15:00")
    )
    case = course.case("2026-03-03 12:00")
    assert [each.since for each in case.leaves] == [parse_moment("2026-03-05 09:00")]


def test_only_the_ward_undoes_a_leave() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 permission", fran="2026-03-04 09:00", till="2026-03-06 15:00")
        .then("K 2026-03-03 09:00 ratta", uppgift="permission", orsak="Inställd")
    )
    assert codes(course.at("2026-03-03 12:00"), 4) == ["fel-roll"]
