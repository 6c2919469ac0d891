"""Läget som JSON: det sidan vet, för den som frågar, nu."""

from __future__ import annotations

from flask import Flask

from planning.ports import Stores
from storage.memory import MemoryAccessLog
from tests.ui.conftest import TUVA, Person, announce


def test_the_situation_is_told_as_the_person_sees_it(anna: Person, bo: Person, case: str) -> None:
    announce(anna, case)
    told = bo.client.get(f"{case}/lage.json").json
    assert (told["tillstand"], told["roll"], told["enhet"]) == (
        "inskriven", "kommun", "sundsvall-bistand",
    )  # fmt: skip
    assert told["tid"] == "2026-03-02 08:00"
    assert told["steg"]["inskrivningsmeddelande"] == "klar"
    mine = [move for move in told["nasta"] if move["min"]]
    assert mine[0]["steg"] == "kvittera"
    assert "kvittera" in told["tillatna"]
    assert "utskrivningsklar" not in told["tillatna"]
    due = next(each for each in told["frister"] if each["steg"] == "inskrivningsmeddelande")
    assert (due["status"], due["marke"]) == ("i-tid", "L")
    assert due["harledning"]


def test_what_is_blocked_comes_with_reason_and_remedy(anna: Person, case: str) -> None:
    told = anna.client.get(f"{case}/lage.json").json
    blocked = {each["gor"]: each["skal"] for each in told["sparrade"]}
    assert all(reason["kod"] and reason["text"] for skal in blocked.values() for reason in skal)
    assert "avsluta-arende" in blocked


def test_it_tells_nothing_of_who_the_patient_is(anna: Person, case: str) -> None:
    announce(anna, case)
    text = anna.client.get(f"{case}/lage.json").text
    for secret in ("Test", "Provgatan", "0202", "9800"):
        assert secret not in text


def test_a_stranger_gets_the_answer_of_a_case_that_is_not_there(app: Flask, case: str) -> None:
    tuva = Person(app).sign_in(TUVA)
    tuva.get(f"{case}/lage.json", status=404)
    tuva.get("/arende/finns-inte/lage.json", status=404)


def test_it_is_logged_as_a_reading(anna: Person, case: str, stores: Stores) -> None:
    log = stores.access_log
    assert isinstance(log, MemoryAccessLog)
    before = len(log.entries)
    answer = anna.client.get(f"{case}/lage.json")
    assert answer.mimetype == "application/json"
    assert "no-store" in answer.headers["Cache-Control"]
    row = log.entries[-1].values
    assert len(log.entries) == before + 1
    assert (row["action"], row["object_id"]) == ("oppna", case.rsplit("/", 1)[1])
