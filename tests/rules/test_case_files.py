"""Ärenden som hålls i minnet: alltid det som loggen säger, och bara det nya läses."""

from __future__ import annotations

from collections.abc import Sequence

from planning.case_files import CaseFiles
from planning.events import Event
from planning.fold import fold
from storage.memory import MemoryAccessLog, MemoryCases
from tests.builders import MUNICIPALITY, WARD
from tests.rules.office import ASKED, NOW, Office, admission, an_empty_desk, an_office


class CountingCases(MemoryCases):
    """A store that remembers how many events it was asked to read."""

    def __init__(self, log: MemoryAccessLog) -> None:
        super().__init__(log)
        self.read: list[int] = []

    def events(self, case_id: str, since: int = 1) -> Sequence[Event]:
        """The events, counted."""
        found = super().events(case_id, since)
        self.read.append(len(found))
        return found

    def forget_last(self, case_id: str) -> None:
        """Lose the last event, as a restored backup does."""
        self._events[case_id].pop()


def _an_office_that_counts() -> tuple[Office, CountingCases]:
    desk, log = an_empty_desk(CountingCases)
    opened = desk.do(WARD, None, "skriv-in", admission(), NOW, ASKED)
    store = desk.stores.cases
    assert isinstance(store, CountingCases)
    return Office(desk, log, opened.case_id), store


def test_only_the_last_known_event_and_what_is_new_are_read() -> None:
    office, store = _an_office_that_counts()
    for _ in range(5):
        office.do(WARD, "samtycke")
    store.read.clear()
    office.do(WARD, "inskrivningsmeddelande")
    office.do(MUNICIPALITY, "kvittera", minutes=70)
    assert store.read == [2, 2]
    office.desk.files.read(office.case_id)
    office.desk.files.read(office.case_id)
    assert store.read == [2, 2, 2, 1]


def test_what_another_process_did_is_seen_at_once() -> None:
    office = an_office()
    other = CaseFiles(office.desk.stores.cases)
    assert other.read(office.case_id).case.version == 1
    office.do(WARD, "samtycke")
    seen = other.read(office.case_id)
    assert seen.case == fold(office.case_id, seen.events)
    assert seen.case.version == 2


def test_a_log_that_was_restored_from_a_backup_is_read_anew() -> None:
    office, store = _an_office_that_counts()
    office.do(WARD, "samtycke", varde="nej")
    assert office.desk.files.read(office.case_id).case.consent == "nej"
    store.forget_last(office.case_id)
    assert office.desk.files.read(office.case_id).case.consent is None
    office.do(WARD, "samtycke", varde="ja")
    assert office.desk.files.read(office.case_id).case.consent == "ja"


def test_another_event_with_the_same_number_is_seen() -> None:
    office, store = _an_office_that_counts()
    other = CaseFiles(store)
    office.do(WARD, "samtycke", varde="nej")
    other.read(office.case_id)
    store.forget_last(office.case_id)
    office.do(WARD, "samtycke", varde="menprovning", minutes=61)
    assert other.read(office.case_id).case.consent == "menprovning"


def test_no_more_cases_are_kept_than_allowed() -> None:
    desk, _ = an_empty_desk(CountingCases)
    store = desk.stores.cases
    assert isinstance(store, CountingCases)
    files = CaseFiles(store, kept_at_once=2)
    opened = [
        desk.do(WARD, None, "skriv-in", admission(personnummer=number), NOW, ASKED).case_id
        for number in ("189002029800", "189602029812", "199002222397")
    ]
    for case_id in opened:
        desk.do(WARD, case_id, "samtycke", {}, NOW, ASKED)
        files.read(case_id)
    store.read.clear()
    for place in (2, 1, 0, 1, 2):
        files.read(opened[place])
    assert store.read == [1, 1, 2, 1, 2]


def test_a_case_that_is_not_there_is_not_kept() -> None:
    office = an_office()
    assert office.desk.files.read("finns-inte").events == ()
    assert not office.desk.files.read("finns-inte").case.exists


def test_several_cases_are_read_at_once_and_only_those_that_have_grown() -> None:
    office, store = _an_office_that_counts()
    other = CaseFiles(store)
    asked = (office.case_id, "finns-inte")
    assert [each.version for each in other.read_all(asked).values()] == [1]
    store.read.clear()
    before = other.read_all(asked)[office.case_id]
    # The store in memory reads the whole case to tell its last event; nothing more is read.
    assert (before.version, store.read) == (1, [1, 0])
    office.do(WARD, "samtycke")
    assert other.read_all(asked)[office.case_id] == office.desk.files.read(office.case_id).case


def test_several_cases_that_were_restored_from_a_backup_are_read_anew() -> None:
    office, store = _an_office_that_counts()
    office.do(WARD, "samtycke", varde="nej")
    other = CaseFiles(store)
    assert other.read_all([office.case_id])[office.case_id].consent == "nej"
    store.forget_last(office.case_id)
    assert other.read_all([office.case_id])[office.case_id].consent is None
