"""Två som gör något samtidigt: vad som försöks igen och vad som möter en konflikt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from planning.errors import Conflict
from planning.events import Event
from planning.ports import AccessRow, CaseRow, InboxRow
from storage.memory import MemoryAccessLog, MemoryCases
from tests.builders import MUNICIPALITY, OPEN_CARE, WARD
from tests.rules.office import ASKED, NOW, Office, admission, an_empty_desk, an_office


def test_who_looked_at_an_older_case_meets_a_conflict() -> None:
    office = an_office()
    office.do(WARD, "samtycke")
    with pytest.raises(Conflict) as met:
        office.desk.do(WARD, office.case_id, "behovsbedomning", {}, NOW, ASKED, expected_version=1)
    assert (met.value.expected, met.value.found) == (1, 2)


def test_a_receipt_does_not_care_that_the_case_has_moved_on() -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande")
    for actor in (MUNICIPALITY, OPEN_CARE):
        office.desk.do(
            actor, office.case_id, "kvittera", {}, NOW + timedelta(hours=2), ASKED,
            expected_version=2,
        )  # fmt: skip
    assert len(office.desk.stores.cases.events(office.case_id)) == 4


class BusyCases(MemoryCases):
    """A store where somebody else is always quicker, a given number of times."""

    def __init__(self, log: MemoryAccessLog) -> None:
        super().__init__(log)
        self.quicker = 0

    def append(
        self,
        case_id: str,
        expected_version: int,
        events: Sequence[Event],
        row: CaseRow,
        inbox: Sequence[InboxRow],
        access: AccessRow,
    ) -> None:
        """Append, unless somebody else was quicker."""
        if self.quicker:
            self.quicker -= 1
            raise Conflict(case_id, expected_version, expected_version + 1)
        super().append(case_id, expected_version, events, row, inbox, access)


def _busy_office(quicker: int) -> Office:
    desk, log = an_empty_desk(BusyCases)
    opened = desk.do(WARD, None, "skriv-in", admission(), NOW, ASKED)
    office = Office(desk, log, opened.case_id)
    office.do(WARD, "inskrivningsmeddelande")
    assert isinstance(desk.stores.cases, BusyCases)
    desk.stores.cases.quicker = quicker
    return office


@pytest.mark.parametrize(
    ("command", "quicker", "done"),
    [
        ("kvittera", 4, True),
        ("kvittera", 5, False),
        ("generellt-meddelande", 4, True),
        ("planeringsunderlag", 1, False),
    ],
    ids=["fyra-ganger", "fem-ganger", "ett-meddelande", "ett-underlag-forsoks-en-gang"],
)
def test_only_what_commutes_is_tried_again(command: str, quicker: int, done: bool) -> None:
    office = _busy_office(quicker)
    if done:
        assert office.do(MUNICIPALITY, command, minutes=90).version == 3
    else:
        with pytest.raises(Conflict):
            office.do(MUNICIPALITY, command, minutes=90)


def test_nothing_is_logged_as_done_when_nothing_was_done() -> None:
    office = _busy_office(5)
    before = len(office.rows())
    with pytest.raises(Conflict):
        office.do(MUNICIPALITY, "kvittera", minutes=90)
    assert len(office.rows()) == before


@pytest.mark.parametrize(
    ("quicker", "done"), [(1, True), (2, False)], ids=["en-gang", "tva-ganger"]
)
def test_an_admission_that_somebody_overtakes_is_judged_anew_once(quicker: int, done: bool) -> None:
    desk, _ = an_empty_desk(BusyCases)
    assert isinstance(desk.stores.cases, BusyCases)
    desk.stores.cases.quicker = quicker
    if done:
        opened = desk.do(WARD, None, "skriv-in", admission(), NOW, ASKED)
        assert desk.files.read(opened.case_id).case.staying
    else:
        with pytest.raises(Conflict):
            desk.do(WARD, None, "skriv-in", admission(), NOW, ASKED)
