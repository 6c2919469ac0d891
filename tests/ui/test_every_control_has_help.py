"""F1 on any control of any page tells about that control: the page names help for each."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from help_service.contexts import AppMap, load_context_map
from tests.ui.conftest import BO, CECI, HANNA, Person, announce
from tests.ui.controls import Asked

LOCAL, SARA = "lova-lokaladmin|lova-lokaladmin-1", "sara-super|sara-super-1"
CARE = (
    "/oversikt", "/oversikt?avdelning=finns-inte", "/oversikt?avslutade=ja", "/inkorg",
    "/inkorg?visa=alla", "/inkorg/skickat", "/planeringstavla", "/planeringstavla?efter=tillstand",
    "/sip", "/paminnelser", "/arende/nytt", "/arende/nytt?gor=sip-initiera", "/sok", "/utskrifter",
    "/statistik", "/uppdrag", "/lathundar",
)  # fmt: skip
PATIENT = (
    "", "/steg/kvittera", "/steg/kallelse-sip", "/steg/inskrivningsmeddelande", "/steg/ratta",
    "/steg/makulera", "/steg/samtycke", "/steg/fast-vardkontakt", "/steg/planeringsunderlag",
)  # fmt: skip
ADMINISTRATION = (
    "/start", "/uppdrag", "/lathundar", "/betalning", "/belopp", "/statistik",
    "/administration/organisation", "/administration/anvandare",
)  # fmt: skip


@pytest.fixture(scope="module")
def explained() -> AppMap:
    return load_context_map(Path(__file__).parents[2] / "context_map.yaml").app("ledstang")


def faults_of(person: Person, path: str, explained: AppMap) -> list[str]:
    answer = person.client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    page = Asked(answer.text)
    assert len(page.controls) > 5
    marks = {found.mark for each in page.controls if (found := page.answer_at(each))}
    dead = [
        f"{path}: no guidance for {mark}"
        for mark in sorted(marks)
        for kind, _, names in [mark.partition(" ")]
        for name in names.split()
        if explained.entry(kind, name) is None
    ]
    missing = [f"{path}: no help at {each}" for each in page.unexplained()]
    return [*dead, *missing, *(f"{path}: no help of its own at {each}" for each in page.vague())]


@pytest.mark.parametrize("who", ["anna", HANNA, BO])
def test_every_control_that_care_meets_is_explained(
    app: Flask, anna: Person, case: str, explained: AppMap, who: str
) -> None:
    announce(anna, case)
    person = anna if who == "anna" else Person(app).sign_in(who)
    paths = (*CARE, *(case + path for path in PATIENT))
    assert [fault for path in paths for fault in faults_of(person, path, explained)] == []


@pytest.mark.parametrize("who", [CECI, LOCAL, SARA])
def test_every_control_that_management_meets_is_explained(
    app: Flask, explained: AppMap, who: str
) -> None:
    person = Person(app).sign_in(who)
    paths = ADMINISTRATION if who != SARA else ("/start", "/uppdrag", "/lathundar")
    assert [fault for path in paths for fault in faults_of(person, path, explained)] == []


def test_every_control_of_the_payment_is_explained(
    app: Flask, ready: str, explained: AppMap
) -> None:
    bo, ceci = Person(app).sign_in(BO), Person(app).sign_in(CECI)
    evidence = f"/betalning{ready}"
    assert faults_of(bo, "/betalning?manad=2026-03", explained) == []
    assert faults_of(ceci, "/betalning?manad=2026-03&kommun=sundsvall", explained) == []
    assert faults_of(bo, evidence, explained) == []


def test_a_control_without_help_is_listed() -> None:
    page = Asked(
        '<main data-hjalp-steg="x"><input id="a"></main><p data-hjalp-falt="y">'
        '<select id="b"></select></p><p data-hjalp-falt="z"><input id="c"><input id="d"></p>'
        '<button>Utan</button><a href="#b">Till b</a>'
    )
    assert page.unexplained() == ["button Utan"]
    assert page.vague() == ["input a", "input c", "input d"]
