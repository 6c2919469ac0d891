"""Samma blankett två gånger: den andra gången är det redan gjort."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from planning.decide import Order
from planning.desk import Done
from planning.sent_before import opened_before, sent_before
from tests.builders import PATIENT, WARD
from tests.rules.office import ASKED, NOW, Office, admission, an_empty_desk, an_office

LATER = NOW + timedelta(hours=2)


def again(office: Office, command: str, version: int | None = 1, **values: Any) -> Done | None:
    """What the form of that version made already, asked two hours after the admission."""
    order = Order(command, values, LATER, LATER)
    return sent_before(office.desk, WARD, office.case_id, order, version)


def test_the_same_form_has_done_its_work() -> None:
    office = an_office()
    first = office.do(WARD, "samtycke", varde="ja")
    found = again(office, "samtycke", varde="ja")
    assert found is not None
    assert (found.event, found.version) == (first.event, 2)


@pytest.mark.parametrize(
    ("command", "version", "values"),
    [
        ("samtycke", 1, {"varde": "nej"}),
        ("samtycke", 1, {"varde": "finns-inte"}),
        ("samtycke", 2, {"varde": "ja"}),
        ("samtycke", None, {"varde": "ja"}),
        ("behovsbedomning", 1, {"behov": ["inget"]}),
    ],
    ids=["annat-svar", "olasligt", "ny-blankett", "utan-version", "annat-steg"],
)
def test_anything_else_is_new(command: str, version: int | None, values: dict[str, Any]) -> None:
    office = an_office()
    office.do(WARD, "samtycke", varde="ja")
    assert again(office, command, version, **values) is None


@pytest.mark.parametrize(
    ("minutes", "changed", "found"),
    [(1, {}, True), (1, {"namn": "Test Testson"}, False), (11, {}, False)],
    ids=["nyss", "andra-uppgifter", "for-lange-sedan"],
)
def test_a_case_opened_twice_by_the_same_form(
    minutes: int, changed: dict[str, Any], found: bool
) -> None:
    desk, _ = an_empty_desk()
    opened = desk.do(WARD, None, "skriv-in", admission(tidpunkt=NOW.isoformat()), NOW, ASKED)
    now = NOW + timedelta(minutes=minutes)
    order = Order("skriv-in", admission(tidpunkt=NOW.isoformat(), **changed), now, now)
    told = opened_before(desk, WARD, order, PATIENT["personnummer"], ASKED)
    assert (told is not None and told.case_id == opened.case_id) is found
