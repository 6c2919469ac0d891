"""A person is in by one case at a time, whoever does what at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Barrier, Lock

import pytest

from ledstang.loading import load_agreements, load_rulebook
from planning.desk import Desk
from planning.errors import Conflict, Refusal
from planning.organisation import Actor
from planning.ports import Stores
from tests.builders import MUNICIPALITY, OTHER_WARD, PATIENT, UNITS, WARD
from tests.rules.office import ASKED, NOW, admission
from tests.storage.records import OTHER_PERSON, access, event, row

TOGETHER = 4


def a_desk(stores: Stores) -> Desk:
    for unit in UNITS:
        stores.directory.save_unit(unit)
    numbers, lock, agreements = count(1), Lock(), load_agreements()

    def new_id() -> str:
        with lock:
            return f"arende-{next(numbers)}"

    return Desk(stores, load_rulebook(), agreements, agreements["lagen"], new_id)


def admitted(desk: Desk, actor: Actor = WARD, minutes: int = 0, **changed: object) -> str:
    now = NOW + timedelta(minutes=minutes)
    return desk.do(actor, None, "skriv-in", admission(**changed), now, ASKED).case_id


def test_the_store_takes_one_stay_for_each_person(stores: Stores) -> None:
    stores.cases.append("c1", 0, [event(1)], row("c1", staying=True), [], access())
    with pytest.raises(Conflict):
        stores.cases.append("c2", 0, [event(1)], row("c2", staying=True), [], access())
    assert list(stores.cases.events("c2")) == []
    stores.cases.append("c2", 0, [event(1)], row("c2"), [], access())
    other = row("c3", staying=True, identity=OTHER_PERSON)
    stores.cases.append("c3", 0, [event(1)], other, [], access())
    stores.cases.append("c1", 1, [event(2)], row("c1", version=2), [], access())
    stores.cases.append("c2", 1, [event(2)], row("c2", version=2, staying=True), [], access())


def test_of_those_who_have_no_number_any_may_be_in(stores: Stores) -> None:
    for case_id in ("c1", "c2"):
        nameless = row(case_id, staying=True, identity="")
        stores.cases.append(case_id, 0, [event(1)], nameless, [], access())
    assert list(stores.cases.case_ids()) == ["c1", "c2"]


def test_of_two_wards_that_admit_at_the_same_moment_exactly_one_does(stores: Stores) -> None:
    desk, start = a_desk(stores), Barrier(TOGETHER)

    def try_it(number: int) -> str:
        start.wait()
        try:
            return admitted(desk, WARD if number % 2 else OTHER_WARD)
        except Refusal as refusal:
            return refusal.reasons[0].code

    with ThreadPoolExecutor(TOGETHER) as pool:
        found = list(pool.map(try_it, range(TOGETHER)))
    assert found.count("arende-finns") == TOGETHER - 1
    assert len(desk.stores.cases.cases_of(PATIENT["personnummer"])) == 1
    assert stores.access_log.verify() is None


def test_a_request_sent_ahead_is_admitted_by_one_of_two(stores: Stores) -> None:
    desk, start = a_desk(stores), Barrier(TOGETHER)
    values = {name: PATIENT[name] for name in ("personnummer", "namn", "folkbokforingskommun")}
    begun = desk.do(MUNICIPALITY, None, "vardbegaran", values | {"mottagare": ["avd-11"]}, NOW,
                    ASKED).case_id  # fmt: skip

    def try_it(_: int) -> str:
        start.wait()
        try:
            return admitted(desk, minutes=5)
        except Refusal as refusal:
            return refusal.reasons[0].code

    with ThreadPoolExecutor(TOGETHER) as pool:
        found = list(pool.map(try_it, range(TOGETHER)))
    assert found.count(begun) == 1
    assert found.count("arende-finns") == TOGETHER - 1


def test_a_reserve_number_is_not_merged_into_a_person_who_is_in_already(stores: Stores) -> None:
    desk = a_desk(stores)
    admitted(desk)
    reserve = admitted(desk, OTHER_WARD, personnummer="RES-2026-17", identitetstyp="reservnummer")
    merging = {"personnummer": PATIENT["personnummer"], "orsak": "Pass visat."}
    later = NOW + timedelta(hours=1)
    with pytest.raises(Refusal, match="arende-finns"):
        desk.do(OTHER_WARD, reserve, "sla-ihop-identitet", merging, later, ASKED)
    first = desk.stores.cases.cases_of(PATIENT["personnummer"])[0]
    desk.do(WARD, first, "skriv-ut", {}, later, ASKED)
    desk.do(OTHER_WARD, reserve, "sla-ihop-identitet", merging, later, ASKED)
    assert len(desk.stores.cases.cases_of(PATIENT["personnummer"])) == 2


@pytest.mark.parametrize("ended", ["skriv-ut", "avliden"])
def test_an_end_is_not_undone_when_the_person_is_in_again(stores: Stores, ended: str) -> None:
    desk = a_desk(stores)
    first = admitted(desk)
    desk.do(WARD, first, ended, {}, NOW + timedelta(hours=1), ASKED)
    again = admitted(desk, OTHER_WARD, minutes=120)
    undo = {"uppgift": {"skriv-ut": "utskrivning"}.get(ended, ended), "orsak": "Fel patient."}
    with pytest.raises(Refusal, match="arende-finns"):
        desk.do(WARD, first, "ratta", undo, NOW + timedelta(hours=3), ASKED)
    renamed = {"uppgift": "namn", "nytt_varde": "Testa Testsson", "orsak": "Stavning."}
    desk.do(WARD, first, "ratta", renamed, NOW + timedelta(hours=3), ASKED)
    desk.do(OTHER_WARD, again, "skriv-ut", {}, NOW + timedelta(hours=4), ASKED)
    desk.do(WARD, first, "ratta", undo, NOW + timedelta(hours=5), ASKED)
    assert desk.files.read(first).case.staying
