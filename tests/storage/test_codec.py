"""The same record is the same text, and comes back as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from planning.organisation import Assignment, Purpose
from planning.ports import CaseRow
from planning.vocabulary import Role
from storage.codec import canonical, moment_text, read_record, record_text
from tests.storage.records import MORNING, event, row


def test_the_order_in_which_keys_were_put_in_does_not_matter() -> None:
    assert canonical({"b": 1, "a": "å"}) == canonical({"a": "å", "b": 1}) == '{"a":"å","b":1}'


def test_moments_are_written_in_utc_with_a_fixed_width() -> None:
    summer = datetime(2026, 7, 1, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    assert moment_text(summer) == "2026-07-01T12:00:00.000000+00:00"
    assert moment_text(MORNING) < moment_text(MORNING + timedelta(microseconds=1))


def test_days_enums_and_sets_have_one_way_to_be_written() -> None:
    value = {"dag": date(2026, 3, 6), "roll": Role.WARD, "enheter": frozenset({"b", "a"})}
    assert canonical(value) == '{"dag":"2026-03-06","enheter":["a","b"],"roll":"slutenvard"}'


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes cannot be stored"):
        canonical({"bild": b"..."})


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("nan"))


def test_records_come_back_as_they_were() -> None:
    right = Assignment("a", "b", "c", Role.CENTRAL, Purpose.REVIEW, frozenset({"granskare"}))
    for record in (row(), event(1), right):
        assert read_record(type(record), record_text(record)) == record


def test_a_row_of_an_older_program_takes_defaults_and_drops_what_is_unknown() -> None:
    text = record_text(row()).replace('"protected":false', '"forgotten":1')
    assert read_record(CaseRow, text) == row()
