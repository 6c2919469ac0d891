"""Records for the store tests: one patient's stay, told with published test numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from planning.events import Event, EventKind
from planning.ports import AccessRow, CaseRow, InboxRow, Stores
from planning.vocabulary import Role

WARD, OPEN_CARE, KOMMUN = "sundsvall-avd-11", "hc-granlo", "sundsvall-bistand"
PARTIES = (WARD, OPEN_CARE, KOMMUN)
PERSON, OTHER_PERSON = "189002029800", "189602029812"
MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def event(number: int, text: str = "", **data: Any) -> Event:
    """A message from the ward, an hour after the one before."""
    told: Mapping[str, Any] = data or {"text": text or f"Meddelande {number}"}
    at = MORNING + timedelta(hours=number)
    kind = EventKind.GENERAL_MESSAGE_SENT
    return Event(number, kind, at, at, Role.WARD, WARD, "anna-avd11", told)


def row(case_id: str = "c1", version: int = 1, **changes: Any) -> CaseRow:
    """The list row of a patient at avdelning 11, planned for Sundsvall."""
    values: dict[str, Any] = {
        "case_id": case_id,
        "version": version,
        "name": "Test Testsson",
        "identity": PERSON,
        "ward": WARD,
        "kommun": "sundsvall",
        "state": "inskriven",
        "estimated_discharge": date(2026, 3, 6),
        "date_changed": False,
        "next_step": "kvittera",
        "next_role": "kommun",
        "next_units": (OPEN_CARE, KOMMUN),
        "next_due": MORNING + timedelta(days=1),
        "ready_since": None,
        "flags": ("tvångsvård",),
        "units": PARTIES,
        "unread": {KOMMUN: 2},
        "admitted_at": MORNING,
    }
    return CaseRow(**(values | changes))


def message(number: int, unit: str = KOMMUN, **changes: Any) -> InboxRow:
    """A message that waits for a receipt at the unit."""
    values: dict[str, Any] = {
        "case_id": "c1",
        "number": number,
        "unit": unit,
        "kind": "generellt-meddelande",
        "name": "Test Testsson",
        "identity": PERSON,
        "sender": WARD,
        "sent_at": MORNING + timedelta(hours=number),
        "acknowledged_at": None,
        "acknowledged_by": "",
        "answer_wanted": False,
        "annulled": False,
    }
    return InboxRow(**(values | changes))


def access(action: str = "lasa", **changes: Any) -> AccessRow:
    """A line of the access log: the ward nurse and the patient."""
    values: dict[str, Any] = {
        "at": MORNING,
        "user": "anna-avd11",
        "user_name": "Anna Ådahl",
        "role": "slutenvard",
        "unit": WARD,
        "care_provider": "region-vasternorrland",
        "assignment": "anna-avd11-1",
        "purpose": "vard-och-behandling",
        "action": action,
        "object_type": "arende",
        "object_id": "c1",
        "patient": PERSON,
        "result": "tillaten",
        "shown": ("c1", "c2"),
    }
    return AccessRow(**(values | changes))


def record(
    stores: Stores, case_id: str = "c1", messages: tuple[InboxRow, ...] = (), **changes: Any
) -> None:
    """Record the next event of the case together with the row that follows from it."""
    version = len(stores.cases.events(case_id))
    now = row(case_id, version + 1, **changes)
    stores.cases.append(case_id, version, [event(version + 1)], now, messages, access("skriva"))
