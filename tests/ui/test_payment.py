"""Betalning: the basis, its downloads, the evidence, and the way of a dispute."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from planning.access import Act, Request, access_row
from planning.agreement import Policy
from planning.case import Case
from planning.organisation import Actor, Purpose
from planning.ports import RowQuery, Stores
from planning.vocabulary import Mark, Role
from planning_ui.parts import KEY
from storage.memory import MemoryAccessLog
from tests.pdfua import judge
from tests.ui.conftest import MONDAY_MORNING, NUMBER, TUVA, Clock, Person, admit, announce

WARD = "sundsvall-avd-11"
LOVA = "lova-lokaladmin|lova-lokaladmin-1"
MARCH = "/betalning?kommun=sundsvall&manad=2026-03"


def _rows(stores: Stores) -> list[dict[str, object]]:
    log = stores.access_log
    assert isinstance(log, MemoryAccessLog)
    return [dict(entry.values) for entry in log.entries]


def _evidence(case: str) -> str:
    return case.replace("/arende/", "/betalning/arende/")


# Underlaget ---------------------------------------------------------------------------------------


def test_the_kommun_sees_its_month_day_by_day(bo: Person, ready: str) -> None:
    page = bo.back().get("/betalning")
    assert "Sundsvall, mars 2026" in page
    assert "Test Testsson" in page
    assert "tis 3 mars till tors 5 mars" in page
    assert "Ansvaret har inte börjat (5 kap. 4 §)." in page
    assert "fre 6 mars till mån 9 mars" in page
    assert "Beloppet för 2026 är inte känt eller inte bekräftat. Systemet gissar inte." in page


@pytest.fixture
def crowd(ready: str, stores: Stores) -> None:
    """A hundred and nineteen others whose stays went the very same way."""
    who = Actor("anna-avd11", "Anna", Role.WARD, WARD, Purpose.CARE)
    access = access_row(who, Act.WRITE, Case(""), MONDAY_MORNING, Request("prov"), "tillatet")
    case_id = ready.removeprefix("/arende/")
    (row,) = (r for r in stores.cases.rows(RowQuery(frozenset({WARD}))) if r.case_id == case_id)
    events = stores.cases.events(case_id)
    for number in range(119):
        other = replace(row, case_id=f"prov-{number}", identity=f"R-2026-{number:04}")
        stores.cases.append(other.case_id, 0, events, other, [], access)


def test_a_sheet_of_periods_is_logged_and_the_sums_are_those_of_all(
    bo: Person, crowd: None, stores: Stores
) -> None:
    for address, told, shown in (
        (MARCH, "Visar 1–100 av 120.", 100),
        (f"{MARCH}&sida=2", "Visar 101–120 av 120.", 20),
    ):
        page = bo.back().get(address)
        assert told in page
        assert "<dt>Vårdtillfällen</dt><dd>120</dd>" in page
        seen = [each for each in _rows(stores) if "underlag" in str(each["reason"])][-1]
        assert len(str(seen["shown"]).split(",")) == shown


def test_a_sheet_is_printed_with_the_sums_of_all_and_logged_alone(
    bo: Person, crowd: None, stores: Stores
) -> None:
    page = bo.back().get(f"{MARCH}&sida=2")
    assert re.findall(r'"/betalning/underlag\.pdf[^"]*"', page) == [
        '"/betalning/underlag.pdf?kommun=sundsvall&manad=2026-03&sida=2"'
    ]
    answer = bo.client.get("/betalning/underlag.pdf?kommun=sundsvall&manad=2026-03&sida=2")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert "Perioder 101–120 av 120" in text
    assert text.count("Test Testsson, period 1") == 20
    assert len(str(_rows(stores)[-1]["shown"]).split(",")) == 20


def test_a_month_without_periods_says_what_would_be_there(bo: Person, ready: str) -> None:
    page = bo.back().get("/betalning?kommun=sundsvall&manad=2026-02")
    assert "Inga perioder att visa i februari 2026." in page


def test_another_kommun_is_not_there(app: Flask, ready: str) -> None:
    tuva = Person(app).sign_in(TUVA)
    assert "Test Testsson" not in tuva.get("/betalning")
    tuva.get(MARCH, status=404)


@pytest.mark.parametrize("query", ["manad=2026-13", "manad=x", "manad=2026-3"])
def test_a_broken_month_is_answered_clearly(bo: Person, query: str) -> None:
    bo.get(f"/betalning?{query}", status=400)


def test_an_unknown_kommun_is_not_found(bo: Person) -> None:
    bo.get("/betalning?kommun=atlantis", status=404)


def test_ward_and_open_care_have_no_basis(anna: Person, hanna: Person) -> None:
    for person in (anna, hanna):
        person.get("/betalning", status=403)
        assert "/betalning" not in person.get("/oversikt")


def test_local_management_sees_sums_and_no_patient(app: Flask, ready: str) -> None:
    page = Person(app).sign_in(LOVA).get(MARCH)
    assert "Räknade dygn" in page
    assert "Test Testsson" not in page
    assert "underlag.csv" not in page


def test_the_central_management_sees_every_kommun(ceci: Person, ready: str) -> None:
    assert "Test Testsson" in ceci.back().get(MARCH)
    assert "Inga perioder" in ceci.get("/betalning?kommun=ange&manad=2026-03")


@pytest.fixture
def by_mean(app: Flask) -> None:
    """The agreement has chosen the average model, from before the patient came."""
    parts = app.extensions[KEY]
    old = parts.desk.agreement
    new = replace(old, policies={**old.policies, "modell": Policy("genomsnitt", Mark.ROUTINE)})
    agreements = {**parts.desk.agreements, new.reference: new}
    desk = replace(parts.desk, agreement=new, agreements=agreements)
    app.extensions[KEY] = replace(parts, desk=desk)


@pytest.mark.usefixtures("by_mean")
def test_the_average_model_shows_the_mean_and_how_it_was_counted(
    anna: Person, bo: Person, ready: str
) -> None:
    anna.back().do(ready, "skriv-ut", tidpunkt="i dag 09:00", till="hem")
    page = bo.back().get("/betalning")
    assert "Genomsnitt" in page
    assert "7,0 dygn" in page
    assert "1 vårdtillfälle slutade januari 2026 till mars 2026, 0 av dem på dag 0." in page
    assert "Gränsen i överenskommelsen är 3 dygn. Genomsnittet är över gränsen." in page
    assert "Beloppet för 2026" not in page
    assert "fre 6 mars till mån 9 mars" in page
    answer = bo.client.get("/betalning/underlag.pdf")
    assert answer.data.startswith(b"%PDF")


# Hämta --------------------------------------------------------------------------------------------


def test_the_table_holds_one_row_a_day(bo: Person, ready: str, stores: Stores) -> None:
    answer = bo.back().client.get("/betalning/underlag.csv?kommun=sundsvall&manad=2026-03")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].endswith('filename="betalningsunderlag.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["Dag"][-2:] for row in rows] == [f"{day:02}" for day in range(3, 10 + 1)][:7]
    assert [row["Räknas"] for row in rows] == ["nej"] * 3 + ["ja"] * 4
    assert {row["Personnummer"] for row in rows} == {NUMBER}
    assert _rows(stores)[-1]["action"] == "skriva-ut"


def test_a_name_can_never_be_a_formula(anna: Person, bo: Person, clock: Clock) -> None:
    case = admit(anna, namn="=SUM(A1)")
    announce(anna, case)
    anna.do(case, "utskrivningsklar", bedomt="i dag 07:50", lakare="Dr Lind",
            mottagare=["hc-granlo", "sundsvall-bistand"])  # fmt: skip
    clock.turn(days=1)
    table = bo.back().client.get("/betalning/underlag.csv?kommun=sundsvall&manad=2026-03").text
    assert ";'=SUM(A1);" in table


def test_the_paper_is_a_pdf_without_a_name_in_its_name(
    bo: Person, ready: str, stores: Stores
) -> None:
    answer = bo.back().client.get("/betalning/underlag.pdf?kommun=sundsvall&manad=2026-03")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert 'filename="betalningsunderlag.pdf"' in answer.headers["Content-Disposition"]
    assert _rows(stores)[-1]["reason"] == "betalningsunderlag sundsvall 2026-03"


@pytest.mark.timeout(120)
def test_the_paper_keeps_every_rule_of_pdf_ua(bo: Person, ready: str, tmp_path: Path) -> None:
    _dispute(bo, ready)
    answer = bo.client.get("/betalning/underlag.pdf?kommun=sundsvall&manad=2026-03")
    file = tmp_path / "betalningsunderlag.pdf"
    file.write_bytes(answer.data)
    verdict = judge([file])
    assert verdict.checked["PDF/UA-1"] == 106
    assert verdict.of(file, "PDF/UA-1") == []


# Bevis --------------------------------------------------------------------------------------------


def test_the_evidence_tells_who_read_what_when(
    anna: Person, bo: Person, ready: str, stores: Stores
) -> None:
    bo.back().do(ready, "kvittera", meddelande="3")
    page = bo.get(_evidence(ready))
    assert "Vem skickade vad, och vem läste när" in page
    assert "Biståndsenheten Sundsvall: fick det" in page
    assert "kvitterat" in page
    assert "Bo Lindgren" in page
    assert "Utskrivningsklar skickades" in page
    last = _rows(stores)[-1]
    assert (last["action"], last["reason"]) == ("betalning", "bevis")


def test_the_evidence_holds_no_text_of_a_message(anna: Person, bo: Person, ready: str) -> None:
    anna.back().do(
        ready, "generellt-meddelande", amne="Nyckel", text="Hos grannen.",
        mottagare=["sundsvall-bistand"],
    )  # fmt: skip
    page = bo.back().get(_evidence(ready))
    assert "Generellt meddelande" in page
    assert "Hos grannen." not in page


def test_a_stranger_finds_no_evidence(app: Flask, ready: str) -> None:
    Person(app).sign_in(TUVA).get(_evidence(ready), status=404)


# Bestridandets väg --------------------------------------------------------------------------------


def _dispute(bo: Person, case: str) -> str:
    return bo.back().do(
        f"{case}/steg/bestridande".replace("/steg/bestridande", ""),
        "bestrid",
        period="1",
        skal="tidpunkt",
        ratt_dag="7/3",
        orsak="Vi läste det efter tolv.",
    )


def test_a_dispute_goes_from_the_kommun_to_the_region_and_back(
    bo: Person, ceci: Person, anna: Person, ready: str
) -> None:
    page = _dispute(bo, ready)
    assert "Betalningsansvar bestritt" in page
    assert "Vi läste det efter tolv." in page
    assert "väntar på svar" in anna.back().get(ready)
    start = ceci.back().get("/betalning")
    assert "Bestridanden som väntar på svar (1)" in start
    dossier = ceci.get(_evidence(ready))
    assert "Fel dag eller klockslag" in dossier
    answer = ceci.send(
        f"{_evidence(ready)}/svara-bestridande",
        bestridande="1",
        svar="avslag",
        orsak="Lagen räknar från när det skickades.",
        kommun="sundsvall",
        manad="2026-03",
    )
    assert answer.location == f"{MARCH}&besvarat=ja#status"
    after = ceci.get(answer.location)
    assert "Avslag" in after
    assert "Lagen räknar från när det skickades." in after
    ceci.get(_evidence(ready), status=404)
    assert "Lagen räknar från när det skickades." in bo.back().get(ready)


def test_an_answer_without_reasons_comes_back_with_what_was_chosen(
    bo: Person, ceci: Person, ready: str
) -> None:
    _dispute(bo, ready)
    ceci.back()
    answer = ceci.send(f"{_evidence(ready)}/svara-bestridande", bestridande="1", svar="delvis")
    assert answer.status_code == 422
    assert "Fyll i ”Skäl till svaret”." in answer.text
    assert re.search(r'value="delvis" checked', answer.text)


def test_the_second_to_answer_is_told_and_keeps_the_text(
    bo: Person, ceci: Person, anna: Person, ready: str
) -> None:
    _dispute(bo, ready)
    said = {"bestridande": "1", "svar": "avslag", "orsak": "Nej, enligt loggen."}
    anna.back()
    assert anna.send(f"{_evidence(ready)}/svara-bestridande", **said).status_code == 303
    late = anna.send(f"{_evidence(ready)}/svara-bestridande", **said)
    assert late.status_code == 422
    assert "Det finns inget bestridande att svara på." in late.text
    assert "Nej, enligt loggen." in late.text


def test_the_kommun_takes_a_dispute_back(bo: Person, ready: str) -> None:
    _dispute(bo, ready)
    page = bo.do(ready, "aterta-bestridande", bestridande="1", orsak="Vi hittade kvittensen.")
    assert "Bestridande återtaget" in page
    assert "Vi hittade kvittensen." in page


def test_nothing_but_an_answer_is_sent_from_the_evidence(ceci: Person, ready: str) -> None:
    assert ceci.back().send(f"{_evidence(ready)}/bestrid", orsak="x").status_code == 404


def test_an_older_address_of_the_form_leads_to_the_evidence(bo: Person, ready: str) -> None:
    answer = bo.back().client.get(f"{_evidence(ready)}/svara-bestridande")
    assert (answer.status_code, answer.location) == (302, _evidence(ready))
