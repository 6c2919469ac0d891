"""Statistik: right figures for whoever may see them, and never a person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from planning.measures import COUNTED, Counts, values_of
from planning.ports import Stores
from planning_ui.present.figures import months
from tests.storage.records import access, event, row
from tests.ui.conftest import ANNA, BO, MONDAY_MORNING, TUVA, Clock, Person

LOCAL_ADMIN = "lova-lokaladmin|lova-lokaladmin-1"
CENTRAL = "ceci-central|ceci-central-1"
SUPERUSER = "greta-granskare|greta-granskare-1"
WARD, KOMMUN = "sundsvall-avd-11", "sundsvall-bistand"


def save(stores: Stores, number: int, kommun: str, unit: str, **counts: int) -> None:
    """One ended stay, as the core would have written it."""
    told = Counts(stays=1, ready=1, ready_with_days=1, **counts)
    one = row(
        f"s{number}",
        identity=f"R-2026-{number}",
        state="utskriven",
        kommun=kommun,
        units=(WARD, unit),
        ended_month="2026-02",
        measured=values_of(told),
    )
    stores.cases.append(one.case_id, 0, [event(1)], one, [], access())


@pytest.fixture
def filled(stores: Stores) -> Stores:
    """Eight stays of people from Sundsvall, six from Timrå, two from Ånge."""
    for number in range(16):
        kommun = "sundsvall" if number < 8 else "timra" if number < 14 else "ange"
        unit = KOMMUN if kommun == "sundsvall" else f"{kommun}-bistand"
        save(stores, number, kommun, unit, ready_days=3 if kommun == "sundsvall" else 1)
    return stores


def rows_of(page: str) -> dict[str, str]:
    """The table of the chosen figure: name and value."""
    table = page.partition('id="diagram"')[2]
    found = re.findall(r'<th scope="row">(.*?)</th><td class="tal">(.*?)</td>', table)
    return dict(found)


def test_the_figures_stand_by_kommun_with_their_definition(filled: Stores, app: Flask) -> None:
    page = Person(app).sign_in(CENTRAL).get("/statistik?matt=dagar&gruppera=kommun")
    assert "Dagen då underrättelsen skickas är dag 0." in page
    assert rows_of(page)["Sundsvall"] == "24 dagar"


def test_small_numbers_are_hidden_and_so_is_the_next_smallest(filled: Stores, app: Flask) -> None:
    page = Person(app).sign_in(CENTRAL).get("/statistik?matt=vardtillfallen&gruppera=kommun")
    assert rows_of(page) == {
        "Sundsvall": "8 vårdtillfällen",
        "Timrå": "färre än 5",
        "Ånge": "färre än 5",
    }


def test_each_role_sees_its_own(filled: Stores, app: Flask) -> None:
    address = "/statistik?matt=vardtillfallen&gruppera=kommun"
    assert rows_of(Person(app).sign_in(BO).get(address)) == {"Sundsvall": "8 vårdtillfällen"}
    assert rows_of(Person(app).sign_in(TUVA).get(address)) == {"Timrå": "6 vårdtillfällen"}
    admin = rows_of(Person(app).sign_in(LOCAL_ADMIN).get(address))
    assert admin == {"Sundsvall": "8 vårdtillfällen"}
    assert len(rows_of(Person(app).sign_in(ANNA).get(address))) == 3


def test_a_superuser_is_sent_away(filled: Stores, app: Flask) -> None:
    person = Person(app).sign_in(SUPERUSER)
    for path in ("", "/diagram.svg", "/statistik.csv"):
        assert person.client.get(f"/statistik{path}").status_code == 403


def test_the_chart_tells_the_highest_and_the_lowest_in_words(filled: Stores, app: Flask) -> None:
    person = Person(app).sign_in(CENTRAL)
    page = person.get("/statistik?matt=medel-med-dag-0&gruppera=kommun")
    assert "Högst Sundsvall 3,0 dagar" in page
    picture = re.search(r'<img class="diagram" src="([^"]+)"', page)
    assert picture
    answer = person.client.get(picture.group(1))
    assert answer.mimetype == "image/svg+xml"
    assert "Sundsvall" in answer.text
    assert "Ånge" not in answer.text


def test_the_file_has_every_figure_and_opens_in_swedish_spreadsheets(
    filled: Stores, app: Flask
) -> None:
    answer = Person(app).sign_in(CENTRAL).client.get("/statistik/statistik.csv?gruppera=kommun")
    text = answer.data.decode("utf-8-sig")
    assert text.startswith("Kommun;Avslutade vårdtillfällen (vårdtillfällen);")
    lines = {line.split(";")[0]: line.split(";") for line in text.splitlines()}
    assert lines["Sundsvall"][1] == "8,00"
    assert lines["Ånge"][1] == "färre än 5"
    assert lines["Tillsammans"][1] == "16,00"


def test_months_outside_are_left_out(filled: Stores, app: Flask) -> None:
    page = Person(app).sign_in(CENTRAL).get("/statistik?fran=2026-03&till=2026-03")
    assert "Inga vårdtillfällen har slutat" in page
    assert "diagram.svg" not in page


def test_a_strange_address_gives_the_usual_page(filled: Stores, app: Flask) -> None:
    person = Person(app).sign_in(CENTRAL)
    page = person.get("/statistik?fran=x&till=';--&gruppera=person&matt=namn")
    assert "Dagar som utskrivningsklar" in page


def test_no_person_and_no_case_stands_on_the_page(filled: Stores, app: Flask) -> None:
    page = Person(app).sign_in(CENTRAL).get("/statistik?gruppera=avdelning")
    for part in ("Test Testsson", "R-2026", "18900202", "/arende/s"):
        assert part not in page


def test_statistics_of_a_real_course_follow_from_its_events(
    app: Flask, anna: Person, case: str, clock: Clock, stores: Stores
) -> None:
    anna.do(case, "behovsbedomning", behov=["inget"], bedomt="i dag 07:45")
    clock.turn(hours=1)
    anna.back()
    anna.do(case, "skriv-ut", tidpunkt="i dag 08:50", till="hem")
    found = stores.cases.tallies("2026-03", "2026-03", None)
    assert [each.counts.stays for each in found] == [1]
    desk = app.extensions["ledstang"].desk
    desk.rebuild(clock.now + timedelta(days=100))
    assert stores.cases.tallies("2026-03", "2026-03", None) == found


def test_the_months_go_back_over_new_year() -> None:
    found = months(MONDAY_MORNING.date())
    assert found[:4] == ("2026-03", "2026-02", "2026-01", "2025-12")
    assert len(COUNTED) == len(values_of(Counts()))
