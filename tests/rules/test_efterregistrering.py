"""Efterregistrering: verklig tid, bedöms efter den."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import WARD, Course, a_stay, an_announced_stay, codes, deadline, period
from tests.rules.office import NOW, an_office


def test_a_later_registration_is_judged_by_its_actual_time() -> None:
    course = a_stay().then(
        "SV 2026-03-04 09:00 inskrivningsmeddelande", efterregistrerad="2026-03-02 09:15"
    )
    assert deadline(course.at("2026-03-05 08:00"), "inskrivningsmeddelande")["status"] == "i-tid"


def test_a_notice_registered_later_counts_from_when_it_was_given() -> None:
    course = an_announced_stay().then(
        "SV 2026-03-06 15:00 utskrivningsklar", efterregistrerad="2026-03-05 11:30"
    )
    told = period(course.at("2026-03-10 12:00"))
    assert (told["skickad"], told["startar"]) == ("2026-03-05 11:30", "2026-03-08")


ACTUAL_TIMES = [
    ("kvittera-i-framtiden", "K {} kvittera", "2026-03-02 13:00", ["tid-i-framtiden"]),
    ("fast-vardkontakt-i-framtiden", "ÖV {} fast-vardkontakt", "2026-03-03", ["tid-i-framtiden"]),
    ("utskriven-fore-inskrivning", "SV {} skriv-ut", "2026-03-01 13:00", ["tid-fore-inskrivning"]),
    ("avliden-fore-inskrivning", "SV {} avliden", "2026-03-01 13:00", ["tid-fore-inskrivning"]),
    ("samtycke-fore-inskrivning", "SV {} samtycke", "2026-03-02 07:59", ["tid-fore-inskrivning"]),
    ("samtycke-vid-inskrivningen", "SV {} samtycke", "2026-03-02 08:00", []),
    ("kvittens-fore-inskrivning", "K {} kvittera", "2026-03-01 13:00", ["tid-fore-inskrivning"]),
]


@pytest.mark.parametrize(
    ("line", "actual", "reasons"),
    [row[1:] for row in ACTUAL_TIMES],
    ids=[row[0] for row in ACTUAL_TIMES],
)
def test_an_actual_time_lies_neither_ahead_nor_before_admission(
    line: str, actual: str, reasons: list[str]
) -> None:
    when = actual if " " in actual else f"{actual} 00:00"
    course = an_announced_stay().then(line.format("2026-03-02 12:00"), efterregistrerad=when)
    assert codes(course.at("2026-03-02 12:30"), 3) == reasons


def test_an_admission_lies_not_ahead() -> None:
    course = Course().then("SV 2026-03-02 08:00 skriv-in", tidpunkt="2026-03-02 08:01")
    assert codes(course.at("2026-03-02 12:00"), 1) == ["tid-i-framtiden"]


WHY, WHEN = {"orsak_i_efterhand": "Driftstopp 9–11"}, {"verklig_tid": "2026-03-02 09:00"}


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ({}, []),
        ({**WHEN, **WHY}, []),
        (WHEN, ["efterhand-utan-orsak"]),
        (WHY, ["efterhand-utan-tid"]),
    ],
    ids=["nu", "tid-och-orsak", "bara-tid", "bara-orsak"],
)
def test_a_later_registration_tells_both_when_and_why(
    told: dict[str, str], reasons: list[str]
) -> None:
    course = an_announced_stay().then("SV 2026-03-02 12:00 samtycke", **told)
    assert codes(course.at("2026-03-02 12:30"), 3) == reasons


def test_what_was_registered_afterwards_without_a_reason_before_one_was_asked_still_counts() -> (
    None
):
    course = an_announced_stay().then(
        "SV 2026-03-02 12:00 samtycke", varde="nej", efterregistrerad="2026-03-02 09:00"
    )
    assert not course.at("2026-03-02 12:30")["avvisade"]


# Innan det skickas --------------------------------------------------------------------------------


def _later(hours: float) -> dict[str, str]:
    then = NOW + timedelta(hours=hours)
    return {"verklig_tid": then.isoformat(), "orsak_i_efterhand": "Driftstopp"}


def test_what_a_notice_means_is_told_as_of_its_actual_time() -> None:
    office, asked = an_office(), NOW + timedelta(days=2)
    told = office.desk.try_out(WARD, office.case_id, "utskrivningsklar", _later(1), asked)
    assert told.reasons == ()
    assert told.what_if[0] == (
        "Den verkliga tiden räknas: måndag 2 mars 2026 kl. 09:00. "
        "Betalningsansvaret kan börja tidigast torsdag 5 mars 2026."
    )
    assert not any("i dag" in line for line in told.what_if)


def test_a_time_that_cannot_be_the_actual_one_is_told_before_it_is_sent() -> None:
    office, asked = an_office(), NOW + timedelta(days=2)
    early = office.desk.try_out(WARD, office.case_id, "utskrivningsklar", _later(-90), asked)
    assert [each.code for each in early.reasons] == ["tid-fore-inskrivning"]


def test_what_a_withdrawal_changes_is_told_as_of_its_actual_time() -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande", behov=["kommunal-hsv"])
    office.do(WARD, "utskrivningsklar", minutes=90)
    asked = NOW + timedelta(days=10)
    desk, case_id = office.desk, office.case_id
    now = desk.try_out(WARD, case_id, "aterta-utskrivningsklar", {}, asked)
    then = desk.try_out(WARD, case_id, "aterta-utskrivningsklar", _later(24 * 5), asked)
    assert "torsdag 12 mars 2026 är den första dagen som inte räknas." in now.what_if[0]
    assert "lördag 7 mars 2026 är den första dagen som inte räknas." in then.what_if[0]
