"""En SIP:s innehåll: vem som gör vad och när, under rätt behov, mål och delmål."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planning.plan_rows import Effort, InvalidPlan, efforts, read_plan, responsible_units
from tests.builders import a_stay_that_needs_sip, an_organisation, codes

WALKING = {"behov": "Gå i trappan", "mal": "Komma ut", "delmal": "Tre steg", "insats": "Träna",
           "ansvarig": "hc-granlo", "klart": "2026-04-01"}  # fmt: skip
SAME_PART_GOAL = {"insats": "Räcke vid trappan", "ansvarig": "sundsvall-bistand"}
NEW_GOAL = {"mal": "Handla själv", "insats": "Öva hemma", "ansvarig": "personen"}
NEW_NEED = {"behov": "Sova", "insats": "Sitta med", "ansvarig": "narstaende"}
ROWS = [WALKING, SAME_PART_GOAL, NEW_GOAL, NEW_NEED]


def test_an_effort_belongs_to_the_need_goal_and_part_goal_written_last_above_it() -> None:
    assert efforts({"plan": read_plan(ROWS, an_organisation())}) == (
        Effort("Gå i trappan", "Komma ut", "Tre steg", "Träna", "hc-granlo", date(2026, 4, 1)),
        Effort("Gå i trappan", "Komma ut", "Tre steg", "Räcke vid trappan", "sundsvall-bistand"),
        Effort("Gå i trappan", "Handla själv", "", "Öva hemma", "personen"),
        Effort("Sova", "", "", "Sitta med", "narstaende"),
    )


def test_a_plan_that_was_never_written_has_no_efforts() -> None:
    assert efforts({}) == ()


def test_units_that_promised_something_are_named_once_and_the_family_not_at_all() -> None:
    plan = read_plan([*ROWS, WALKING], an_organisation())
    assert responsible_units({"plan": plan}) == ("hc-granlo", "sundsvall-bistand")


def test_what_is_typed_is_kept_without_spaces_around_it() -> None:
    row = read_plan(
        ({"insats": " Träna ", "ansvarig": "personen", "mal": None},), an_organisation()
    )
    assert row == [{"behov": "", "mal": "", "delmal": "", "insats": "Träna",
                    "ansvarig": "personen", "klart": ""}]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("Träna", "a plan is a list"),
        ([WALKING, "Träna"], "row 2 is no mapping"),
        ([{**WALKING, "vem": "hc-granlo"}], "row 1 is no mapping"),
        ([{**WALKING, "insats": " "}], "row 1 lacks an effort"),
        ([{**WALKING, "ansvarig": "ingen-enhet"}], "row 1 lacks an effort or a known unit"),
        ([{**WALKING, "klart": "i april"}], "row 1: the day is none"),
    ],
)
def test_a_plan_that_cannot_be_read_names_its_row(value: Any, fault: str) -> None:
    with pytest.raises(InvalidPlan, match=fault):
        read_plan(value, an_organisation())


def met() -> Any:
    return (
        a_stay_that_needs_sip()
        .then("ÖV 2026-03-04 09:00 sip-initiera", mottagare=["sundsvall-bistand"], samtycke="ja")
        .then("ÖV 2026-03-05 09:00 sip-mote")
    )


def test_a_plan_is_stored_with_the_sip_and_a_broken_one_refused() -> None:
    good = met().then("ÖV 2026-03-05 10:00 sip-uppratta", uppfoljning="2026-06-01", plan=ROWS)
    sip = good.case("2026-03-05 11:00").sip
    assert sip is not None
    assert [each.effort for each in efforts(sip.versions[-1].data)] == [
        "Träna", "Räcke vid trappan", "Öva hemma", "Sitta med",
    ]  # fmt: skip
    broken = [{**WALKING, "klart": "i april"}]
    bad = met().then("ÖV 2026-03-05 10:00 sip-uppratta", uppfoljning="2026-06-01", plan=broken)
    assert codes(bad.at("2026-03-05 11:00"), len(bad.lines)) == ["ogiltigt-varde"]
