"""The guide of one: the right step for the right role, on one page, to be trusted as it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from help_service.app import help_service
from help_service.editing.rules import LONGEST_NOTE
from help_service.layer import read_note
from help_service.library import Library
from lathund.back_page import SUPPORT
from lathund.contents import Contents
from lathund.one_step import OneStep, OwnUnit, build_one_step
from ledstang.demo import save_demo_organisation
from ledstang.guide_of_one import guide_of_one
from storage import open_stores
from tests.lathund.conftest import ROOT, TODAY
from tests.lathund.test_guide import words
from tests.pdfua import STANDARDS, judge

ADDRESS = "https://ledstang.example/manual/"
UNIT = OwnUnit("Avdelning 11 Medicin", "070-174 06 07")
WARD = "sundsvall-avd-11"
LONGEST = "samtycke"
LIMIT_SECONDS = 0.3


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    stores = open_stores("memory:")
    save_demo_organisation(stores.directory)
    app = Flask("one")
    service = help_service(ROOT / "docs", ROOT / "context_map.yaml")
    app.register_blueprint(guide_of_one(service, stores.directory))
    with app.test_client() as asking:
        yield asking


def page_of(library: Library, contents: Contents, topic: str, role: str) -> OneStep:
    return OneStep(library, contents, library.topics[topic], role, "0.1.0", TODAY, UNIT, ADDRESS)


def read(client: FlaskClient, query: str) -> str:
    answer = client.get(f"/help/lathund?{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    return words(answer.data)


def acted(contents: Contents) -> list[tuple[str, str]]:
    return [
        (entry.topic, role)
        for chapter in contents.chapters
        for entry in chapter.entries
        for role in ("", *entry.roles)
    ]


def test_the_page_tells_the_step_to_the_role_and_to_nobody_else(client: FlaskClient) -> None:
    text = read(client, "steg=utskrivningsklar&roll=slutenvard")
    assert "Lathund: Utskrivningsklar" in text
    assert "Tryck på Skicka utskrivningsklar" in text
    assert "Tryck på Kvittera" not in text


def test_the_parts_stand_in_the_order_a_reader_needs_them(client: FlaskClient) -> None:
    text = read(client, "steg=inskrivningsmeddelande&roll=slutenvard")
    parts = ["När", "Vem", "Gör så här", "Senast", "Vanliga fel", "Ångra", "Om systemet"]
    places = [text.index(part, text.index("5 Inskrivningsmeddelande")) for part in parts]
    assert places == sorted(places)


def test_the_unit_stands_there_with_its_telephone(client: FlaskClient) -> None:
    text = read(client, f"steg=kvittera&roll=kommun&enhet={WARD}")
    assert "Avdelning 11 Medicin" in text
    # `words` takes hyphens at line ends out, and the font has one glyph for all hyphens.
    assert "070174 06 07" in text.replace("-", "")


def test_a_local_note_stands_on_the_page_of_its_own_people(
    library: Library, contents: Contents
) -> None:
    topic = library.topics["kvittera"]
    note = read_note("kommun-x", "I X kommun", "Ring **växeln** först.", topic.path)
    plain = page_of(library, contents, "kvittera", "kommun")
    assert "I X kommun" in words(build_one_step(replace(plain, notes=(note,))))
    assert "Ring växeln först." in words(build_one_step(replace(plain, notes=(note,))))
    assert "I X kommun" not in words(build_one_step(plain))


def test_a_local_note_on_where_to_turn_stands_below_it(
    library: Library, contents: Contents
) -> None:
    note = read_note("kommun-x", "I X kommun", "Ring it-stödet.", library.topics[SUPPORT].path)
    page = replace(page_of(library, contents, "kvittera", "kommun"), turn_notes=(note,))
    text = words(build_one_step(page)).replace("-", "")
    assert text.index("Hit vänder du dig") < text.index("I X kommun Ring itstödet.")


def test_the_longest_local_note_still_leaves_one_page(library: Library, contents: Contents) -> None:
    topic = library.topics[LONGEST]
    text = " ".join(["Ring enheten."] * (LONGEST_NOTE // 14))
    note = read_note("kommun-x", "I X kommun", text, topic.path)
    page = page_of(library, contents, LONGEST, "slutenvard")
    pdf = build_one_step(replace(page, notes=(note,), turn_notes=(note,)))
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_an_unknown_unit_or_role_is_left_out(client: FlaskClient) -> None:
    text = read(client, "steg=kvittera&roll=tandvard&enhet=ingen-avdelning")
    assert "Lathund: Kvittera" in text
    assert "Er telefon" not in text


def test_an_unknown_step_is_answered_with_what_help_falls_back_on(client: FlaskClient) -> None:
    assert "Lathund: Hjälp till Ledstång" in read(client, "steg=xyzzy")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Parametern steg saknas"),
        ("steg=kvittera&steg=spar", "mer än en gång"),
        ("steg=kvittera&vy=inkorg", "Parametern vy finns inte"),
        ("steg=" + "a" * 201, "längre än 200 tecken"),
        ("steg=a%00b", "styrtecken"),
    ],
)
def test_a_malformed_question_is_told_as_a_problem(
    client: FlaskClient, query: str, said: str
) -> None:
    answer = client.get(f"/help/lathund?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert said in answer.get_json()["detail"]


def test_a_page_already_held_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/help/lathund?steg=spar&roll=kommun")
    held = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/help/lathund?steg=spar&roll=kommun", headers=held)
    other = client.get("/help/lathund?steg=spar&roll=slutenvard", headers=held)
    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200


def test_the_page_bears_the_hash_of_its_topic(client: FlaskClient, library: Library) -> None:
    assert f"Innehåll {library.topics['spar'].hash}" in read(client, "steg=spar&roll=kommun")


def test_what_is_no_step_tells_every_role_since_one_text_leans_on_another(
    client: FlaskClient,
) -> None:
    text = read(client, "steg=makulera&roll=kommun")
    assert "När något inte går som vanligt" in text
    assert "Öppna patienten i Översikt" in text


def test_a_step_that_is_not_built_keeps_only_its_short_answer(
    library: Library, contents: Contents
) -> None:
    page = page_of(library, contents, "kvittera", "kommun")
    text = words(build_one_step(replace(page, topic=replace(page.topic, byggd=False))))
    assert "Görs utanför systemet tills vidare" in text
    assert "Vanliga fel" not in text


def test_the_longest_step_is_one_page_and_keeps_every_rule(
    library: Library, contents: Contents, tmp_path: Path
) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(build_one_step(page_of(library, contents, LONGEST, "")))
    assert len(PdfReader(file).pages) == 1
    verdict = judge([file])
    assert [verdict.of(file, standard) for standard in STANDARDS] == [[], []]


@pytest.mark.proof
def test_every_step_told_to_all_roles_is_one_page_that_keeps_every_rule(
    library: Library, contents: Contents, tmp_path: Path
) -> None:
    files = []
    for topic in sorted({topic for topic, role in acted(contents) if not role}):
        files.append(tmp_path / f"{topic}.pdf")
        files[-1].write_bytes(build_one_step(page_of(library, contents, topic, "")))
        assert len(PdfReader(files[-1]).pages) == 1, topic
    verdict = judge(files)
    assert [file.name for file in files if verdict.of(file, "PDF/UA-1")] == []


@pytest.mark.proof
def test_a_page_is_made_while_the_reader_waits(library: Library, contents: Contents) -> None:
    def seconds() -> float:
        # Time of the processor: how busy the machine is with other things is not ours to judge.
        began = time.process_time()
        build_one_step(page_of(library, contents, "utskrivningsklar", "slutenvard"))
        return time.process_time() - began

    assert min(seconds() for _ in range(5)) < LIMIT_SECONDS
