"""En person är inskriven i ett ärende i taget: bara det som skulle ge två avvisas."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from planning.errors import Refusal
from tests.builders import OTHER_WARD, PATIENT, WARD
from tests.rules.office import ASKED, NOW, Office, admission, an_office

RESERVE = {"personnummer": "RES-2026-17", "identitetstyp": "reservnummer"}
MERGE = {"personnummer": PATIENT["personnummer"], "orsak": "Pass visat."}


def _in_again(office: Office, minutes: int = 120, **changed: Any) -> str:
    now = NOW + timedelta(minutes=minutes)
    return office.desk.do(OTHER_WARD, None, "skriv-in", admission(**changed), now, ASKED).case_id


def _refused(office: Office, what: str, minutes: int = 180, **values: Any) -> tuple[str, ...]:
    try:
        office.do(WARD, "ratta", minutes, uppgift=what, orsak="Fel.", **values)
    except Refusal as refusal:
        return tuple(each.code for each in refusal.reasons)
    return ()


def _left(end: str) -> Office:
    office = an_office()
    office.do(WARD, end)
    return office


ENDS = [("skriv-ut", "utskrivning"), ("avliden", "avliden")]


@pytest.mark.parametrize(("end", "what"), ENDS, ids=[row[0] for row in ENDS])
def test_an_end_is_undone_unless_the_person_is_in_again(end: str, what: str) -> None:
    assert _refused(_left(end), what) == ()
    again = _left(end)
    _in_again(again)
    assert _refused(again, what) == ("arende-finns",)


@pytest.mark.parametrize("end", ["skriv-ut", "avliden"])
def test_a_name_may_be_corrected_though_the_person_is_in_again(end: str) -> None:
    office = _left(end)
    _in_again(office)
    assert _refused(office, "namn", nytt_varde="Testa Testsson") == ()


def test_a_reserve_number_is_merged_when_the_person_is_not_in() -> None:
    office = an_office()
    reserve = _in_again(office, **RESERVE)
    with pytest.raises(Refusal, match="arende-finns"):
        _merge(office, reserve, 180)
    office.do(WARD, "skriv-ut", 200)
    _merge(office, reserve, 220)


def test_an_ended_stay_under_a_reserve_number_is_merged_also_while_the_person_is_in() -> None:
    office = an_office()
    reserve = _in_again(office, **RESERVE)
    office.desk.do(OTHER_WARD, reserve, "skriv-ut", {}, NOW + timedelta(minutes=150), ASKED)
    _merge(office, reserve, 180)


def _merge(office: Office, case_id: str, minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    office.desk.do(OTHER_WARD, case_id, "sla-ihop-identitet", MERGE, now, ASKED)


def test_a_merge_is_not_undone_while_somebody_else_is_in_under_the_reserve_number() -> None:
    office = an_office()
    reserve = _in_again(office, **RESERVE)
    office.do(WARD, "skriv-ut", 150)
    _merge(office, reserve, 180)
    _in_again(office, 200, **RESERVE)
    with pytest.raises(Refusal, match="arende-finns"):
        _undo_merge(office, reserve, 220)


def test_a_merge_is_undone_while_nobody_else_has_the_reserve_number() -> None:
    office = an_office()
    reserve = _in_again(office, **RESERVE)
    office.do(WARD, "skriv-ut", 150)
    _merge(office, reserve, 180)
    _undo_merge(office, reserve, 220)


def _undo_merge(office: Office, case_id: str, minutes: int) -> None:
    values = {"uppgift": "identitet", "orsak": "Fel person."}
    now = NOW + timedelta(minutes=minutes)
    office.desk.do(OTHER_WARD, case_id, "ratta", values, now, ASKED)
