"""What all stores sort by and check alike, so that they answer alike."""

from __future__ import annotations

from collections.abc import Sequence

from planning.events import Event
from planning.ports import CaseRow, InboxRow
from storage.codec import moment_text


def newest_admitted(row: CaseRow) -> tuple[str, str]:
    """The key of the list view (descending); a patient who is not admitted yet comes last."""
    return (admitted_text(row), row.case_id)


def admitted_text(row: CaseRow) -> str:
    """The admission as text that sorts, empty when there is none."""
    return moment_text(row.admitted_at) if row.admitted_at else ""


def newest_sent(row: InboxRow) -> tuple[str, str, int, str]:
    """The key of the inbox (descending)."""
    return (moment_text(row.sent_at), row.case_id, row.number, row.unit)


def check_numbers(version: int, events: Sequence[Event]) -> None:
    """Refuse events that are not numbered from the version on: a fault in the program.

    Raises ValueError.
    """
    expected = list(range(version + 1, version + 1 + len(events)))
    found = [event.number for event in events]
    if found != expected:
        raise ValueError(f"events are numbered {found}, expected {expected}")
