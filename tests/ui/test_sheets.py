"""Long lists come a hundred rows at a time: counts are true, the log holds what was shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from planning.access import Act, Request, access_row
from planning.case import Case
from planning.organisation import Actor, Purpose
from planning.ports import CaseRow, InboxRow, RowQuery, Stores
from planning.vocabulary import Role
from planning_ui.present.paging import ROWS_AT_ONCE, sheet
from storage.memory import MemoryAccessLog
from tests.ui.conftest import MONDAY_MORNING, Person

MORE = 119
WARD = "sundsvall-avd-11"


@pytest.fixture
def crowd(anna: Person, case: str, stores: Stores) -> str:
    """A hundred and twenty patients at the ward, one of them Anna's own."""
    (one,) = stores.cases.rows(RowQuery(frozenset({WARD})))
    (event, *_) = stores.cases.events(one.case_id)
    who = Actor("anna-avd11", "Anna", Role.WARD, WARD, Purpose.CARE)
    access = access_row(who, Act.WRITE, Case(""), MONDAY_MORNING, Request("prov"), "tillatet")
    for number in range(MORE):
        other = replace(
            one, case_id=f"prov-{number}", identity=f"R-2026-{number:04}",
            name=f"Provia {number:03}", version=1, plan=True,
        )  # fmt: skip
        stores.cases.append(other.case_id, 0, [replace(event, number=1)], other, [], access)
    return case


def names_on(page: str) -> list[str]:
    return re.findall(r"Provia \d{3}", page)


def shown_last(stores: Stores) -> int:
    log = stores.access_log
    assert isinstance(log, MemoryAccessLog)
    rows = [entry.values for entry in log.entries if entry.values["action"] == "lista"]
    return len(str(rows[-1]["shown"]).split(","))


def test_overview_shows_a_hundred_and_counts_all(anna: Person, crowd: str, stores: Stores) -> None:
    page = anna.get("/oversikt?sortera=namn")
    assert "120 patienter" in page
    assert "Visar 1–100 av 120." in page
    assert len(names_on(page)) == 100
    assert shown_last(stores) == 100


def test_the_next_sheet_holds_the_rest(anna: Person, crowd: str, stores: Stores) -> None:
    first = anna.get("/oversikt?sortera=namn")
    rest = anna.get("/oversikt?sortera=namn&sida=2")
    assert 'href="/oversikt?sortera=namn&sida=2"' in first
    assert "Visar 101–120 av 120." in rest
    assert len({*names_on(first), *names_on(rest)}) == MORE
    assert shown_last(stores) == 20


def test_a_heading_counts_the_rows_of_other_sheets_too(anna: Person, crowd: str) -> None:
    page = anna.get("/oversikt?grupp=avdelning&sida=2")
    assert 'Avdelning 11 Medicin <span class="mjuk">120</span>' in page


@pytest.fixture
def post(crowd: str, stores: Stores) -> None:
    """Each of the hundred and nineteen has sent the ward a message, and the ward one to them."""
    who = Actor("anna-avd11", "Anna", Role.WARD, WARD, Purpose.CARE)
    access = access_row(who, Act.WRITE, Case(""), MONDAY_MORNING, Request("prov"), "tillatet")
    for row in stores.cases.rows(RowQuery(frozenset({WARD}))):
        if row.case_id.startswith("prov-"):
            told = message_of(row, 1, WARD, "hc-granlo")
            asked = message_of(row, 2, "hc-granlo", WARD)
            stores.cases.append(row.case_id, 1, [], row, [told, asked], access)


def message_of(row: CaseRow, number: int, unit: str, sender: str) -> InboxRow:
    return InboxRow(
        unit=unit, case_id=row.case_id, number=number, kind="meddelande", name=row.name,
        identity=row.identity, sender=sender, sent_at=MONDAY_MORNING, answer_wanted=False,
        acknowledged_at=None, acknowledged_by="", annulled=False,
    )  # fmt: skip


@pytest.mark.parametrize("address", ["/inkorg", "/inkorg/skickat", "/inkorg/skickat?visa=vantar"])
def test_the_log_holds_the_messages_of_the_sheet_alone(
    anna: Person, post: None, stores: Stores, address: str
) -> None:
    anna.get(address)
    assert shown_last(stores) == 100
    rest = f"{address}{'&' if '?' in address else '?'}sida=2"
    assert "Visar 101–119 av 119." in anna.get(rest)
    assert shown_last(stores) == 19


def test_the_list_before_a_receipt_is_logged_as_those_that_it_names(
    anna: Person, post: None, stores: Stores
) -> None:
    page = anna.get("/inkorg")
    marked = re.findall(r'name="post" value="([^"]+)"', page)[:3]
    asked = anna.send("/inkorg/kvittera", post=marked)
    assert "Kvittera det här?" in asked.text
    assert shown_last(stores) == 3


def test_a_lane_of_the_board_leads_to_all_its_cards(anna: Person, crowd: str) -> None:
    page = anna.get("/planeringstavla?efter=tillstand")
    assert "Visa alla 120" in page
    assert len(names_on(page)) < 2 * ROWS_AT_ONCE
    address = re.search(r'href="(/planeringstavla\?[^"]*bana=[^"]*)"[^>]*>Visa alla', page)
    assert address
    alone = anna.get(address.group(1))
    assert "Visar 1–100 av 120." in alone
    assert "Visa hela tavlan" in alone


def test_plans_come_on_sheets_as_well(anna: Person, crowd: str) -> None:
    assert f"Visar 1–100 av {MORE}." in anna.get("/sip")
    assert len(set(names_on(anna.get("/sip?sida=2")))) == MORE - ROWS_AT_ONCE


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("", 1, 100), ("2", 101, 200), ("3", 201, 250), ("9", 201, 250), ("0", 1, 100), ("x", 1, 100)],
)
def test_a_sheet_that_is_not_there_is_the_nearest_one(asked: str, first: int, last: int) -> None:
    found = sheet({"sida": asked}, 250, "/oversikt")
    assert (found.first, found.last) == (first, last)


def test_a_short_list_has_no_other_sheets() -> None:
    found = sheet({}, 100, "/oversikt")
    assert (found.earlier, found.later) == ("", "")
    assert sheet({}, 0, "/oversikt").of([]) == []


def test_whoever_does_something_on_the_second_sheet_stays_on_it(anna: Person, post: None) -> None:
    page = anna.get("/inkorg?sida=2")
    assert 'name="sida" value="2"' in page
    marked = re.findall(r'name="post" value="([^"]+)"', page)[:3]
    answer = anna.send("/inkorg/visa-igen", post=marked, sida="2", visa="okvitterade")
    assert answer.location == "/inkorg?sida=2&klart=visat&antal=3#status"
    assert "Visar 101–119 av 119." in anna.get(answer.location)
    assert "Visar 101–119 av 119." in anna.send("/inkorg/gom", sida="2").text
