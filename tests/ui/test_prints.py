"""What is printed says what is true, is logged as a print, and names nobody outside the paper."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from pypdf import PdfReader

from planning.ports import Stores
from planning_ui.parts import KEY
from planning_ui.present.rows import Onlooker
from planning_ui.prints.blank_forms import COMMANDS
from planning_ui.prints.paper import Stamp
from planning_ui.prints.reserve_list import reserve_list
from tests.pdfua import judge
from tests.storage.records import MORNING, row
from tests.ui.conftest import ANNA, HANNA, NUMBER, TUVA, Clock, Person, admit, announce
from typeset import Table, Text, render_pdf

CASE_PRINTS = ("arende", "sip", "information", "meddelande-3")
STAMP = Stamp("Anna Ådahl", "Avdelning 11", MORNING)
UNIT_PRINTS = ("/utskrifter/reservlista.pdf", "/utskrifter/reservblanketter.pdf")


@pytest.fixture
def planned(app: Flask, clock: Clock) -> tuple[Person, str]:
    """Anna, and a case with messages, a SIP and information to the patient."""
    anna, hanna = Person(app).sign_in(ANNA), Person(app).sign_in(HANNA)
    case = admit(anna)
    announce(anna, case)
    anna.do(case, "samtycke", varde="ja")
    anna.do(case, "information-till-patienten", text="Antibotika i sju dagar.", satt=["muntligt"])
    hanna.do(case, "fast-vardkontakt", namn="Hanna Viklund", yrke="Sjuksköterska", telefon="060-1")
    a_plan(hanna, case)
    return anna, case


def a_plan(person: Person, case: str) -> None:
    """Start, meet and draw up a SIP."""
    known = {"personnummer": NUMBER, "namn": "Test Testsson", "folkbokforingskommun": "sundsvall"}
    person.do(case, "sip-initiera", mottagare=["sundsvall-bistand"], samtycke="ja", **known)
    person.do(case, "sip-mote", tidpunkt="i dag 07:50", deltagare="Test och Hanna")
    person.do(
        case,
        "sip-uppratta",
        vad_ar_viktigt="Att kunna gå till affären.",
        huvudansvarig="kommun",
        behov="Hjälp med dusch två gånger i veckan.",
        uppfoljning="2026-04-01",
    )


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def printed(person: Person, address: str) -> bytes:
    answer = person.client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.mimetype == "application/pdf"
    return answer.data


def actions(stores: Stores) -> list[tuple[str, str]]:
    log = stores.access_log
    return [(e.values["action"], e.values["result"]) for e in log.entries]  # type: ignore[attr-defined]  # the log in memory


@pytest.mark.parametrize("kind", CASE_PRINTS)
def test_a_print_of_the_case_names_the_patient_on_the_paper_only(
    planned: tuple[Person, str], kind: str
) -> None:
    anna, case = planned
    address = f"{case}/utskrift/{kind}.pdf"
    answer = anna.client.get(address)
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        told = [address, *map(str, pdf.docinfo.values()), str(pdf.open_metadata())]
    told.append(answer.headers["Content-Disposition"])
    assert not [each for each in told if "Test Testsson" in each or "18900202" in each]
    assert "Test Testsson" in text_of(answer.data)
    assert "18900202-9800" in text_of(answer.data)


def test_the_foot_says_who_printed_and_when(planned: tuple[Person, str]) -> None:
    anna, case = planned
    text = text_of(printed(anna, f"{case}/utskrift/arende.pdf"))
    assert "Utskriven måndag 2 mars 2026 kl. 08:00 av Anna Ådahl, Avdelning 11" in text
    assert "1 (" in text


def test_times_on_paper_stand_in_full(planned: tuple[Person, str]) -> None:
    anna, case = planned
    for kind in CASE_PRINTS:
        text = text_of(printed(anna, f"{case}/utskrift/{kind}.pdf"))
        assert "i dag" not in text, kind
        assert "i morgon" not in text, kind


def test_the_plan_begins_with_the_persons_own_words_and_tells_whom_to_call(
    planned: tuple[Person, str],
) -> None:
    anna, case = planned
    text = text_of(printed(anna, f"{case}/utskrift/sip.pdf"))
    own, effort = text.index("Att kunna gå till affären."), text.index("Hjälp med dusch")
    assert own < effort
    assert "Senast onsdag 1 april 2026" in text
    assert "060-1" in text


def test_the_information_says_what_was_done_and_who_the_contact_is(
    planned: tuple[Person, str],
) -> None:
    anna, case = planned
    text = text_of(printed(anna, f"{case}/utskrift/information.pdf"))
    assert "Antibotika i sju dagar." in text
    assert "Hanna Viklund" in text
    assert "Du har en samordnad individuell plan" in text


def test_nothing_is_printed_that_is_not_there(anna: Person, case: str) -> None:
    page = anna.get(case)
    for kind in ("sip", "information", "meddelande-99", "annat"):
        assert anna.client.get(f"{case}/utskrift/{kind}.pdf").status_code == 404
        assert f"utskrift/{kind}.pdf" not in page


def test_the_patient_page_links_to_every_print(planned: tuple[Person, str]) -> None:
    anna, case = planned
    page = anna.get(case)
    assert [f"{case}/utskrift/{kind}.pdf" in page for kind in CASE_PRINTS] == [True] * 4


def test_no_letter_to_a_patient_who_has_died_is_offered(planned: tuple[Person, str]) -> None:
    anna, case = planned
    assert f"{case}/utskrift/sip.pdf" in anna.get(case)
    page = anna.do(case, "avliden", tidpunkt="nu")
    assert f"{case}/utskrift/arende.pdf" in page
    assert f"{case}/utskrift/sip.pdf" not in page
    assert f"{case}/utskrift/information.pdf" not in page


def test_a_print_is_logged_as_a_print(planned: tuple[Person, str], stores: Stores) -> None:
    anna, case = planned
    for address in (f"{case}/utskrift/arende.pdf", "/utskrifter/reservlista.pdf"):
        printed(anna, address)
        assert actions(stores)[-1] == ("skriva-ut", "tillatet")


def test_a_stranger_gets_no_print_and_the_log_has_the_attempt(
    planned: tuple[Person, str], app: Flask, stores: Stores
) -> None:
    stranger = Person(app).sign_in(TUVA)
    assert stranger.client.get(f"{planned[1]}/utskrift/arende.pdf").status_code == 404
    assert actions(stores)[-1] == ("skriva-ut", "nekat")


def test_the_reserve_list_has_who_when_whose_move_and_whom_to_call(
    planned: tuple[Person, str],
) -> None:
    text = text_of(printed(planned[0], UNIT_PRINTS[0]))
    for part in ("Test Testsson", "18900202-9800", "Beräknat fredag 6 mars 2026", "Telefonnummer"):
        assert part in text, part
    assert "Granlo hälsocentral" in text


def test_a_long_reserve_list_is_parted_evenly_and_forgets_nobody(app: Flask) -> None:
    desk = app.extensions[KEY].desk
    onlooker = Onlooker("", MORNING, desk.organisation(), desk.rulebook)
    names = [f"Testsson {number:03}" for number in range(251)]
    paper = reserve_list([row(name, name=name) for name in names], onlooker, STAMP)
    tables = [each for each in paper.blocks if isinstance(each, Table)][:-1]
    assert [len(table.rows) for table in tables] == [84, 84, 83]
    shown = [table_row[0][0] for table in tables for table_row in table.rows]
    assert shown == [Text(name, strong=True) for name in names]
    read = PdfReader(io.BytesIO(render_pdf(paper)))
    starts = [page for page in read.pages if "Från Testsson" in page.extract_text()]
    assert len(starts) == len(tables)


def test_another_units_reserve_list_does_not_hold_the_patient(
    planned: tuple[Person, str], app: Flask
) -> None:
    text = text_of(printed(Person(app).sign_in(TUVA), UNIT_PRINTS[0]))
    assert "Test Testsson" not in text
    assert "inga patienter" in text


def test_each_blank_form_has_the_fields_of_the_screen(anna: Person, app: Flask) -> None:
    text = text_of(printed(anna, UNIT_PRINTS[1])).replace("\n", " ")
    rulebook = app.extensions[KEY].desk.rulebook
    for command_id in COMMANDS:
        assert rulebook.steps[rulebook.commands[command_id].step].title in text
    assert "Läkaren bedömde" in text
    assert "Varför i efterhand" not in text


def test_a_name_that_looks_like_markup_is_printed_as_it_stands(anna: Person) -> None:
    case = admit(anna, namn="#show [Test] $x$ *Testsson*")
    text = text_of(printed(anna, f"{case}/utskrift/arende.pdf"))
    assert "#show [Test] $x$ *Testsson*" in text


@pytest.mark.timeout(120)
def test_every_kind_of_print_keeps_every_rule_of_pdf_ua(
    planned: tuple[Person, str], tmp_path: Path
) -> None:
    anna, case = planned
    addresses = [*(f"{case}/utskrift/{kind}.pdf" for kind in CASE_PRINTS), *UNIT_PRINTS]
    files = []
    for address in addresses:
        files.append(tmp_path / address.rpartition("/")[2])
        files[-1].write_bytes(printed(anna, address))
    verdict = judge(files)
    assert verdict.checked["PDF/UA-1"] == 106
    assert {file.name: verdict.of(file, "PDF/UA-1") for file in files} == {
        file.name: [] for file in files
    }
