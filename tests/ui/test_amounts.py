"""Belopp: the list, the two steps of the central management, and what the basis says of it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from planning.ports import Stores
from storage.memory import MemoryAccessLog
from tests.ui.conftest import Clock, Person

LOVA = "lova-lokaladmin|lova-lokaladmin-1"
MARCH = "/betalning?kommun=sundsvall&manad=2026-03"
# Inget sådant belopp finns: talet är valt för att synas.
MADE_UP = {"ar": "2026", "belopp": "11 111 kr", "kalla": "påhittad källa"}


@pytest.fixture
def gone_home(anna: Person, ready: str, clock: Clock) -> str:
    """Liable from Friday the sixth, gone home on Tuesday the tenth, looked at long after."""
    anna.back().do(ready, "skriv-ut", tidpunkt="i dag 09:00", till="hem")
    clock.turn(days=60)
    return ready


def number_of_the_form(page: str) -> str:
    found = re.search(r'name="nummer" value="(\d+)"', page)
    assert found, page
    return found[1]


def set_amount(ceci: Person, **changes: str) -> str:
    """Register and confirm as the screens lead; the page that follows."""
    said = MADE_UP | changes
    registered = ceci.send("/belopp", **said)
    assert registered.status_code == 303, registered.text
    asked = ceci.get(f"/belopp/bekrafta?ar={said['ar']}")
    answer = ceci.send("/belopp/bekrafta", ar=said["ar"], nummer=number_of_the_form(asked))
    assert answer.status_code == 303, answer.text
    return ceci.get(answer.location)


def test_the_list_says_of_every_year_what_is_known(ceci: Person) -> None:
    page = ceci.get("/belopp")
    for year, kronor, state in (
        ("2026", "–", "Inte känt"),
        ("2023", "10\u00a0500 kr", "Antaget, används inte"),
        ("2022", "9\u00a0300 kr", "Bekräftat"),
    ):
        row = page.split(f'<th scope="row">{year}</th>')[1].split("</tr>")[0]
        assert kronor in row
        assert state in row


def test_a_registered_amount_waits_and_a_confirmed_one_is_used(ceci: Person) -> None:
    answer = ceci.send("/belopp", **MADE_UP)
    page = ceci.get(answer.location)
    assert "Det används inte förrän det är bekräftat." in page
    asked = ceci.get("/belopp/bekrafta?ar=2026")
    assert "Bekräfta 11\u00a0111 kr för 2026?" in asked
    assert "också för månader som redan är slut" in asked
    page = set_amount(ceci)
    assert "Beloppet för 2026 är bekräftat och används nu i alla underlag." in page
    assert "Allt som har gjorts" in page


def test_the_basis_of_a_closed_month_tells_the_amount_and_when_it_was_confirmed(
    ceci: Person, gone_home: str
) -> None:
    before = ceci.back().get(MARCH)
    assert "Beloppet för 2026 är inte känt eller inte bekräftat." in before
    assert 'href="/belopp"' in before
    assert "Registrera eller bekräfta belopp</a>" in before
    set_amount(ceci)
    after = ceci.get(MARCH)
    assert "44\u00a0444 kr" in after
    assert (
        "Belopp 2026: 11\u00a0111 kr per vårddygn. Källa: påhittad källa. "
        "Den centrala förvaltningen bekräftade det lördag 9 maj 2026." in after
    )
    assert "inte känt" not in after
    days = re.compile(r"(?:tis|fre) \d+ mars till \w+ \d+ mars")
    assert len(days.findall(before)) == 2
    assert days.findall(after) == days.findall(before)
    assert ceci.client.get(MARCH.replace("?", "/underlag.pdf?")).data.startswith(b"%PDF")


def test_the_kommun_reads_the_amount_too_and_gets_no_way_to_set_it(
    ceci: Person, bo: Person, gone_home: str
) -> None:
    ceci.back()
    set_amount(ceci)
    page = bo.back().get(MARCH)
    assert "Belopp 2026: 11\u00a0111 kr per vårddygn." in page
    assert 'href="/belopp"' not in page
    assert "44\u00a0444 kr" in bo.get(gone_home)


def test_local_management_reads_and_sets_nothing(app: Flask) -> None:
    lova = Person(app).sign_in(LOVA)
    page = lova.get("/belopp")
    assert "9\u00a0300 kr" in page
    assert "Bekräfta" not in page.replace("Bekräftat", "")
    assert 'name="kalla"' not in page
    lova.get("/belopp/bekrafta?ar=2023", status=403)
    assert lova.send("/belopp", **MADE_UP).status_code == 403
    assert lova.send("/belopp/bekrafta", ar="2023", nummer="0").status_code == 403


def test_nobody_else_finds_the_page(anna: Person, hanna: Person, bo: Person) -> None:
    for person in (anna, hanna, bo):
        person.get("/belopp", status=403)
        assert 'href="/belopp"' not in person.get("/oversikt")


FAULTY = [
    ({"ar": "26"}, "Skriv ett år från 2018 till 2027."),
    ({"ar": "tjugosex"}, "Skriv ett år från 2018 till 2027."),
    ({"belopp": "elvatusen"}, "Skriv beloppet i hela kronor, från 1 till 99 999."),
    ({"belopp": "11111,50"}, "Skriv beloppet i hela kronor, från 1 till 99 999."),
    ({"belopp": "-5"}, "Skriv beloppet i hela kronor, från 1 till 99 999."),
    ({"kalla": " "}, "Skriv var beloppet står, till exempel föreskriftens nummer."),
]


@pytest.mark.parametrize(("changes", "said"), FAULTY)
def test_a_faulty_form_comes_back_with_what_was_typed(
    ceci: Person, changes: dict[str, str], said: str
) -> None:
    sent = MADE_UP | changes
    answer = ceci.send("/belopp", **sent)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2
    for text in sent.values():
        assert f'value="{text}"' in answer.text
    assert "Allt som har gjorts" not in ceci.get("/belopp")


def test_a_confirmation_of_what_has_been_replaced_is_stopped(ceci: Person) -> None:
    ceci.send("/belopp", **MADE_UP)
    seen = number_of_the_form(ceci.get("/belopp/bekrafta?ar=2026"))
    ceci.send("/belopp", **(MADE_UP | {"belopp": "12000"}))
    late = ceci.send("/belopp/bekrafta", ar="2026", nummer=seen)
    assert late.status_code == 409
    assert "Någon hann före" in late.text
    assert "är bekräftat och används nu" not in late.text


def test_a_year_where_nothing_waits_has_nothing_to_confirm(ceci: Person) -> None:
    page = ceci.get("/belopp/bekrafta?ar=2022", status=409)
    assert "Beloppet har ändrats" in page


@pytest.mark.parametrize("year", ["", "tjugo", "²", "1" * 12])
def test_a_broken_address_is_answered_clearly(ceci: Person, year: str) -> None:
    ceci.get(f"/belopp/bekrafta?ar={year}", status=400)


def test_what_is_typed_as_source_is_text_and_nothing_else(ceci: Person) -> None:
    ceci.send("/belopp", **(MADE_UP | {"kalla": "<b>x</b>"}))
    assert "<b>x</b>" not in ceci.client.get("/belopp").text


def test_the_log_has_both_steps_and_no_patient(ceci: Person, stores: Stores) -> None:
    set_amount(ceci)
    log = stores.access_log
    assert isinstance(log, MemoryAccessLog)
    rows = [each.values for each in log.entries if each.values["object_type"] == "belopp"]
    assert [(row["reason"], row["patient"]) for row in rows] == [
        ("registrerat: 11111 kr", ""),
        ("bekraftat: 11111 kr", ""),
    ]


def test_an_amount_sent_after_the_session_has_run_out_is_kept(ceci: Person, clock: Clock) -> None:
    token = ceci.token
    clock.turn(hours=1)
    answer = ceci.post("/belopp", token=token, **MADE_UP)
    assert answer.status_code == 401
    assert "Det du skrev är sparat som utkast." in answer.text
    assert "till=/belopp" in answer.text
    page = ceci.back().get("/belopp")
    assert "Det är inte registrerat." in page
    assert 'value="11 111 kr"' in page
    assert 'value="påhittad källa"' in page


def test_a_kept_amount_is_gone_once_it_is_registered_or_thrown_away(
    ceci: Person, clock: Clock
) -> None:
    for last in (("/belopp", MADE_UP), ("/belopp/slang", {})):
        token = ceci.back().token
        clock.turn(hours=1)
        ceci.post("/belopp", token=token, **MADE_UP)
        path, fields = last
        assert ceci.back().send(path, **fields).status_code == 303
        assert 'value="påhittad källa"' not in ceci.get("/belopp")
