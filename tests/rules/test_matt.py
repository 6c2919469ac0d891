"""What a stay counts for, and what of the sums may be shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning.errors import Refusal
from planning.indicators import BY_ID, INDICATORS
from planning.measures import COUNTED, Counts, counts_of, month_of_end, total, values_of
from planning.organisation import Organisation, Purpose, Unit
from planning.scenario import play, read_scenario
from planning.statistics import FEWEST, Group, Tally, can_see_statistics, figures, units_of
from planning.vocabulary import Role
from tests.builders import (
    MUNICIPALITY,
    PARTIES,
    PATIENT,
    WARD,
    Course,
    a_ready_stay,
    a_stay,
    a_stay_with_contact,
    a_world,
    an_announced_stay,
)

NOW = "2026-04-30 12:00"


def counted(course: Course, at: str = NOW) -> Counts | None:
    world = a_world(course.agreement)
    data = {
        "avtal": course.agreement,
        "patient": PATIENT,
        "parter": PARTIES,
        "handelser": list(course.lines),
        "vid": at,
    }
    case = play(read_scenario(data, world), world).case
    assert bool(month_of_end(case)) == (counts_of(case, world) is not None)
    return counts_of(case, world)


def home(course: Course, at: str = "2026-03-08 10:00") -> Course:
    day, clock = at.split()
    return course.then(f"SV {day} {clock} skriv-ut", till="hem")


def test_a_stay_that_goes_on_counts_for_nothing() -> None:
    assert counted(a_ready_stay()) is None


def test_an_annulled_case_counts_for_nothing() -> None:
    course = a_stay().then("SV 2026-03-02 09:00 makulera", meddelande="oppna-arende", orsak="Fel")
    assert counted(course) is None


def test_days_as_ready_are_midnights_and_the_day_of_the_notice_is_day_0() -> None:
    found = counted(home(a_ready_stay("2026-03-05 10:00")))
    assert found is not None
    assert (found.stays, found.ready, found.ready_days, found.home_same_day) == (1, 1, 3, 0)


def test_whoever_goes_home_the_same_day_is_day_0() -> None:
    found = counted(home(a_ready_stay("2026-03-05 08:00"), "2026-03-05 16:00"))
    assert found is not None
    assert (found.ready, found.ready_with_days, found.ready_days, found.home_same_day) == (
        1, 0, 0, 1,
    )  # fmt: skip


def test_a_notice_that_is_withdrawn_counts_until_then_and_an_annulled_one_not_at_all() -> None:
    withdrawn = a_ready_stay("2026-03-05 10:00").then(
        "SV 2026-03-07 10:00 aterta-utskrivningsklar", orsak="Sämre"
    )
    annulled = a_ready_stay("2026-03-05 10:00").then(
        "SV 2026-03-07 10:00 makulera", meddelande="utskrivningsklar", orsak="Fel patient"
    )
    first, second = counted(home(withdrawn)), counted(home(annulled))
    assert first is not None
    assert second is not None
    assert (first.ready, first.ready_days) == (1, 2)
    assert (second.ready, second.ready_days) == (0, 0)


def test_duties_are_counted_by_the_deadlines_of_the_core() -> None:
    found = counted(home(a_stay_with_contact()))
    assert found is not None
    assert (found.notice_due, found.notice_in_time) == (1, 1)
    assert (found.contact_due, found.contact_in_time) == (1, 1)
    without = counted(home(an_announced_stay()))
    assert without is not None
    assert (without.contact_due, without.contact_in_time) == (1, 0)


def test_a_late_admission_notice_is_not_in_time() -> None:
    late = a_stay().then(
        "SV 2026-03-04 09:00 inskrivningsmeddelande",
        beraknad_utskrivning="2026-03-06",
        behov=["socialtjanst"],
    )
    found = counted(home(late))
    assert found is not None
    assert (found.notice_due, found.notice_in_time) == (1, 0)


def test_receipts_are_timed_from_the_sending() -> None:
    course = an_announced_stay().then(
        "K 2026-03-02 12:30 kvittera", meddelande="inskrivningsmeddelande"
    )
    found = counted(home(course))
    assert found is not None
    assert (found.receipts, found.receipt_minutes) == (1, 150)


def test_what_a_stay_counts_for_does_not_depend_on_when_it_is_asked() -> None:
    course = home(a_ready_stay())
    assert counted(course, "2026-03-08 11:00") == counted(course, "2026-12-31 11:00")


def test_every_indicator_is_made_of_what_is_counted_and_says_what_it_means() -> None:
    for each in INDICATORS:
        assert {each.field, each.base, *([each.of] if each.of else [])} <= set(COUNTED)
        assert each.definition.endswith(".")
    assert len(BY_ID) == len(INDICATORS)


def test_shares_and_means_have_no_value_where_there_is_nothing_to_divide_by() -> None:
    nothing = Counts()
    assert BY_ID["fast-vardkontakt"].value(nothing) is None
    assert BY_ID["dagar"].value(nothing) == 0


def a_tally(kommun: str, stays: int, month: str = "2026-03", **more: int) -> Tally:
    counts = Counts(stays=stays, ready=stays, ready_with_days=stays, **more)
    return Tally(month, kommun, "avd-11", counts)


def test_sums_are_made_by_month_kommun_or_ward() -> None:
    tallies = [a_tally("timra", 6, ready_days=12), a_tally("sundsvall", 10, ready_days=30)]
    shown = figures(tallies, Group.KOMMUN)
    assert [line.key for line in shown.lines] == ["sundsvall", "timra"]
    assert [line.cells["dagar"].value for line in shown.lines] == [30, 12]
    assert shown.whole.cells["medel-med-dag-0"].value == pytest.approx(42 / 16)
    assert [line.key for line in figures(tallies, Group.MONTH).lines] == ["2026-03"]


def test_a_figure_that_rests_on_fewer_than_five_is_hidden() -> None:
    shown = figures([a_tally("timra", FEWEST - 1), a_tally("ange", 3)], Group.KOMMUN)
    assert [line.cells["vardtillfallen"].hidden for line in shown.lines] == [True, True]
    assert shown.whole.cells["vardtillfallen"].value == 7


def test_a_hidden_figure_cannot_be_reckoned_from_the_sum() -> None:
    tallies = [a_tally("timra", 2), a_tally("sundsvall", 20), a_tally("kramfors", 8)]
    shown = {line.key: line for line in figures(tallies, Group.KOMMUN).lines}
    assert shown["timra"].cells["vardtillfallen"].hidden
    assert shown["kramfors"].cells["vardtillfallen"].hidden
    assert shown["sundsvall"].cells["vardtillfallen"].value == 20


def test_too_few_in_all_are_hidden_in_the_sum_too() -> None:
    assert figures([a_tally("timra", 2)], Group.KOMMUN).whole.cells["dagar"].hidden


def test_nothing_is_shown_as_nothing_not_as_hidden() -> None:
    cell = figures([a_tally("timra", 9)], Group.KOMMUN).lines[0].cells["fast-vardkontakt"]
    assert (cell.value, cell.hidden) == (None, False)


def test_counts_are_added_field_by_field() -> None:
    first, second = Counts(stays=1, ready_days=2), Counts(stays=3)
    assert values_of(total([first, second]))[0] == 4
    assert total([first, second]).ready_days == 2


TREE = Organisation(
    {
        "kommunen": Unit("kommunen", "Kommunen"),
        "bistand": Unit("bistand", "Bistånd", Role.MUNICIPALITY, parent="kommunen"),
        "annan": Unit("annan", "Annan", Role.MUNICIPALITY),
    }
)


def test_a_unit_sees_its_own_an_administrator_what_is_below_and_the_central_all() -> None:
    admin = replace(WARD, role=Role.LOCAL_ADMIN, unit="kommunen", purpose=Purpose.ADMINISTRATION)
    assert units_of(MUNICIPALITY, TREE) == frozenset({MUNICIPALITY.unit})
    assert units_of(admin, TREE) == frozenset({"kommunen", "bistand"})
    assert units_of(replace(admin, role=Role.CENTRAL), TREE) is None


def test_a_superuser_follows_no_figures() -> None:
    writer = replace(WARD, role=Role.SUPERUSER, purpose=Purpose.ADMINISTRATION)
    assert not can_see_statistics(writer)
    assert can_see_statistics(WARD)
    with pytest.raises(Refusal):
        units_of(writer, TREE)
