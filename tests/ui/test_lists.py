"""Översikt and Inkorg: whose move it is, filtered and sorted by links."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from planning.ports import Stores
from planning_ui.parts import KEY
from storage.memory import MemoryAccessLog
from tests.ui.conftest import NUMBER, Clock, Person, admit, announce

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


def test_each_choice_tells_how_many_it_would_show(anna: Person, case: str) -> None:
    announce(anna, case)
    admit(anna, **OTHER)
    page = anna.get("/oversikt")
    assert count_in(page, "Alla") == 2
    assert count_in(page, "Vår tur") == 2
    assert count_in(page, "Hem senast i dag") == 0
    assert "Test Testsson" not in anna.get("/oversikt?urval=hem-3")
    assert "Test Testsson" in anna.get("/oversikt?urval=mina&tillstand=inskriven")


@pytest.mark.parametrize(
    ("group", "heading"),
    [("kommun", "Timrå"), ("avdelning", "Avdelning 11 Medicin"), ("tillstand", "Inskriven"),
     ("dag", "Fre 6 mars")],
)  # fmt: skip
def test_the_list_is_put_under_headings(anna: Person, case: str, group: str, heading: str) -> None:
    announce(anna, case)
    admit(anna, **OTHER)
    page = anna.get(f"/oversikt?grupp={group}")
    assert f'scope="rowgroup" colspan="8">{heading}' in page
    assert "Adam Abel" in page
    assert "Test Testsson" in page


def test_a_line_tells_age_contact_sip_and_track(
    anna: Person, hanna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    hanna.do(case, "fast-vardkontakt", namn="Hanna Viklund", telefon="010-555 02 11")
    hanna.do(case, "sip-stallningstagande", varde="behovs", samtycke="ja")
    bo.do(case, "spar", varde="gul")
    page = anna.get("/oversikt")
    for words in ("136 år", "Hanna Viklund", "SIP: </span>Behövs", "Gult spår"):
        assert words in page, words
    assert "Test Testsson" in anna.get("/oversikt?spar=gul")
    assert "Test Testsson" not in anna.get("/oversikt?spar=rod")


def test_an_agreement_without_tracks_neither_filters_nor_sorts_by_them(
    anna: Person, case: str, app: Flask
) -> None:
    assert "Spår" in anna.get("/oversikt")
    held = app.extensions[KEY]
    features = {**held.desk.agreement.features, "spar": False}
    agreement = replace(held.desk.agreement, features=features)
    app.extensions[KEY] = replace(held, desk=replace(held.desk, agreement=agreement))
    assert "Spår" not in anna.get("/oversikt")


def test_a_filter_is_saved_for_the_person_found_again_and_taken_away(
    anna: Person, bo: Person, case: str
) -> None:
    assert "Spara filtret" not in anna.get("/oversikt")
    assert "Spara filtret" in anna.get("/oversikt?kommun=timra")
    answer = anna.send("/oversikt/filter", onskemal="kommun=timra&grupp=dag", namn=" Timrå  hem ")
    assert answer.location == "/oversikt?kommun=timra&grupp=dag"
    assert 'href="/oversikt?kommun=timra&grupp=dag">Timrå hem</a>' in anna.get("/oversikt")
    assert "Timrå hem" not in bo.get("/oversikt")
    anna.send("/oversikt/filter/ta-bort", namn="Timrå hem", onskemal="")
    assert "Timrå hem" not in anna.get("/oversikt")


@pytest.mark.parametrize("name", ["", "Pat 18900202-9800", "x" * 41])
def test_a_filter_has_a_short_name_without_a_persons_number(anna: Person, name: str) -> None:
    answer = anna.send("/oversikt/filter", onskemal="kommun=timra", namn=name)
    assert "utan personnummer" in anna.get(answer.location)
    assert NUMBER not in answer.location


def test_a_saved_filter_holds_nothing_but_wishes(anna: Person) -> None:
    anna.send("/oversikt/filter", onskemal="kommun=timra&elak=//evil.example", namn="Mitt")
    assert "evil.example" not in anna.get("/oversikt")


def count_in(page: str, title: str) -> int:
    """The number beside a choice above the list."""
    found = re.search(rf'>{title} <span class="tal-i-urval">(\d+)</span>', page)
    assert found, title
    return int(found.group(1))


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
    page = anna.get("/oversikt")
    assert '"Dygn sedan utskrivningsklar">2' in page
    assert "betalning från i morgon tors 5 mars" in page
    clock.turn(days=2)
    assert "betalningsdag 2" in anna.back().get("/oversikt")


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


def test_names_stand_in_the_order_of_the_swedish_alphabet(anna: Person) -> None:
    numbers = ("18900202-9800", "20030202-2389", "20000125-2386")
    for number, name in zip(numbers, ("Öst Prov", "Ärla Prov", "Åsa Prov"), strict=True):
        admit(anna, personnummer=number, namn=name)
    page = anna.get("/oversikt?sortera=namn")
    assert page.index("Åsa Prov") < page.index("Ärla Prov") < page.index("Öst Prov")


def test_wards_and_kommuner_are_chosen_by_name_and_number(anna: Person) -> None:
    page = anna.get("/oversikt")
    assert page.index("Avdelning 2 Medicin") < page.index("Avdelning 11 Medicin</option>")
    assert page.index(">Timrå<") < page.index(">Ånge<") < page.index(">Örnsköldsvik<")
