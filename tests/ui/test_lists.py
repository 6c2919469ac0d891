"""Översikt and Inkorg: whose move it is, filtered and sorted by links."""

from __future__ import annotations

import pytest

from planning.ports import Stores
from storage.memory import MemoryAccessLog
from tests.ui.conftest import Clock, Person, admit, announce

OTHER = {"personnummer": "20030202-2389", "namn": "Adam Abel", "folkbokforingskommun": "timra"}


def test_an_empty_list_says_what_would_be_there_and_how_it_comes(anna: Person, bo: Person) -> None:
    assert "Inga patienter just nu." in anna.get("/oversikt")
    assert "öppnar ett ärende" in anna.get("/oversikt")
    assert "när en avdelning skickar ett meddelande till er" in bo.get("/oversikt")
    assert "Allt är kvitterat." in bo.get("/inkorg")


def test_a_line_tells_next_step_who_and_latest(anna: Person, case: str) -> None:
    anna.do(case, "samtycke", varde="ja")
    anna.do(case, "behovsbedomning", behov=["socialtjanst"], bedomt="i dag 07:45")
    page = anna.get("/oversikt")
    assert "1 patient" in page
    assert f'href="{case}/steg/inskrivningsmeddelande#nu"' in page
    assert "Din enhet" in page
    assert "i morgon tis 3 mars kl. 07:45" in page


def test_the_list_is_sorted_by_pressing_a_heading(anna: Person, case: str) -> None:
    admit(anna, **OTHER)
    page = anna.get("/oversikt?sortera=namn")
    assert page.index("Adam Abel") < page.index("Test Testsson")
    assert 'aria-sort="ascending"' in page
    assert "/oversikt?sortera=namn&ordning=fallande" in page
    page = anna.get("/oversikt?sortera=namn&ordning=fallande")
    assert page.index("Adam Abel") > page.index("Test Testsson")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kommun=timra", "Adam Abel", "Test Testsson"),
        ("tillstand=inskriven", "Test Testsson", "Adam Abel"),
        ("mina=ja", "Adam Abel", "Ingen passar"),
    ],
)
def test_the_list_is_narrowed(anna: Person, case: str, query: str, shown: str, hidden: str) -> None:
    announce(anna, case)
    admit(anna, **OTHER)
    page = anna.get(f"/oversikt?{query}")
    assert shown in page
    assert hidden not in page


def test_a_filter_that_nothing_passes_says_so(anna: Person, case: str) -> None:
    assert "Ingen patient passar filtret." in anna.get("/oversikt?kommun=ange")


@pytest.mark.parametrize("query", ["sortera=hackad", "kommun=%27", "tillstand=x", "ordning=upp"])
def test_odd_wishes_are_left_out(anna: Person, case: str, query: str) -> None:
    assert "Test Testsson" in anna.get(f"/oversikt?{query}")


def test_an_unchanged_list_is_answered_with_304_and_not_logged_again(
    anna: Person, case: str, stores: Stores
) -> None:
    first = anna.client.get("/oversikt")
    logged = lists_in(stores)
    again = anna.client.get("/oversikt", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    assert lists_in(stores) == logged
    anna.do(case, "samtycke", varde="ja")
    changed = anna.client.get("/oversikt", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_days_since_ready_are_counted_from_the_day_it_was_sent(
    anna: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    anna.do(case, "utskrivningsklar", bedomt="i dag 07:50", lakare="Dr Lind",
            mottagare=["hc-granlo", "sundsvall-bistand"])  # fmt: skip
    clock.turn(days=2)
    anna.sign_in("anna-avd11|anna-avd11-1")
    assert '"Dygn sedan utskrivningsklar">2</td>' in anna.get("/oversikt")


def test_the_inbox_counts_what_nobody_at_the_unit_has_acknowledged(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    assert "1<span" in bo.get("/oversikt")
    inbox = bo.get("/inkorg")
    assert "Avdelning 11 Medicin" in inbox
    assert "i dag 08:00" in inbox


def test_a_person_without_a_case_here_is_not_found(anna: Person, case: str) -> None:
    page = anna.send("/sok", personnummer="20000125-2386").text
    assert "Ingen träff" in page


def test_a_number_that_cannot_be_right_is_told_so(anna: Person) -> None:
    answer = anna.send("/sok", personnummer="123")
    assert answer.status_code == 422
    assert "Personnumret går inte att använda" in answer.text


def lists_in(stores: Stores) -> int:
    log = stores.access_log
    assert isinstance(log, MemoryAccessLog)
    return sum(1 for entry in log.entries if entry.values["action"] == "lista")
