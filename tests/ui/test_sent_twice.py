"""A button pressed twice, or a form sent again after going back: done once, and told as done."""

from __future__ import annotations

import re

import pytest

from planning.ports import Stores
from tests.ui.conftest import ADMISSION, Clock, Person, admit, announce, version_in

READY = {
    "bedomt": "i dag 07:50",
    "lakare": "Dr Lind",
    "mottagare": ["hc-granlo", "sundsvall-bistand"],
}
WORD = {"amne": "Nyckel", "text": "Hos grannen", "mottagare": ["sundsvall-bistand"]}


@pytest.mark.parametrize(
    ("command", "fields"),
    [("generellt-meddelande", WORD), ("utskrivningsklar", READY), ("samtycke", {"varde": "ja"})],
)
def test_the_same_form_sent_twice_is_done_once_and_says_so(
    anna: Person, case: str, stores: Stores, command: str, fields: dict[str, object]
) -> None:
    announce(anna, case)
    version = version_in(anna.get(f"{case}?gor={command}"))
    first = anna.send(f"{case}/{command}", version=version, **fields)
    before = len(stores.cases.events(case.rpartition("/")[2]))
    again = anna.send(f"{case}/{command}", version=version, **fields)
    assert (first.status_code, again.status_code) == (303, 303)
    assert re.findall(r"klart=\d+", again.location) == re.findall(r"klart=\d+", first.location)
    assert len(stores.cases.events(case.rpartition("/")[2])) == before


def test_the_same_words_from_a_fresh_form_are_a_new_message(
    anna: Person, case: str, stores: Stores
) -> None:
    announce(anna, case)
    anna.do(case, "generellt-meddelande", **WORD)
    before = len(stores.cases.events(case.rpartition("/")[2]))
    anna.do(case, "generellt-meddelande", **WORD)
    assert len(stores.cases.events(case.rpartition("/")[2])) == before + 1


def test_other_words_from_the_same_form_are_sent(anna: Person, case: str) -> None:
    announce(anna, case)
    version = version_in(anna.get(f"{case}?gor=generellt-meddelande"))
    anna.send(f"{case}/generellt-meddelande", version=version, **WORD)
    other = {**WORD, "text": "Hos portvakten"}
    anna.send(f"{case}/generellt-meddelande", version=version, **other)
    page = anna.get(case)
    assert "Hos grannen" in page
    assert "Hos portvakten" in page


def test_a_case_opened_with_two_presses_is_opened_once_and_leaves_no_draft(
    anna: Person, clock: Clock
) -> None:
    case = admit(anna)
    again = anna.send("/arende/nytt/skriv-in", **ADMISSION)
    assert again.location.partition("?")[0] == case
    assert "Provgatan 1" not in anna.get("/arende/nytt")
    clock.turn(minutes=20)
    later = anna.send("/arende/nytt/skriv-in", **ADMISSION)
    assert later.status_code == 422


def test_a_receipt_pressed_twice_in_the_list_is_there_and_says_so(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    number = bo.get("/inkorg").partition('name="post" value="')[2].partition('"')[0]
    for _ in range(2):
        answer = bo.send(
            f"{case}/kvittera", meddelande=number.rpartition(":")[2], tillbaka="inkorg"
        )
        assert answer.location.startswith("/inkorg?klart=kvitterat")
