"""Vem får se och göra vad, och vad loggen säger om det: genom skrivbordet, på minneslagret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest

from ledstang.loading import load_agreements
from planning.access import PERMITTED, Act, Gate, Relation, may, relation_of
from planning.case import Case
from planning.desk import OverviewQuery
from planning.errors import NotFound, Refusal
from planning.identity import Identity, IdentityKind
from planning.organisation import Actor, Purpose, Receiver
from planning.parts import Party, Patient
from planning.vocabulary import Role
from storage.memory import MemoryAccessLog
from tests.builders import MUNICIPALITY, OPEN_CARE, OTHER_WARD, PATIENT, WARD
from tests.rules.office import ASKED, NOW, Office, admission, an_empty_desk, an_office

STRANGER = Actor("sven", "Sven", Role.OPEN_CARE, "hc-timra")
ADMIN = Actor("lena", "Lena", Role.LOCAL_ADMIN, "sundsvall-bistand", Purpose.ADMINISTRATION)


# Tabellen, mot en annan mening om samma sak -------------------------------------------------------

CARES = {"slutenvard", "oppenvard", "kommun"}
OPENS = {"vard-och-behandling", "socialtjanst"}
AFTERWARDS = {"oppna", "skriva-ut", "soka", "betalning"}


def _oracle(role: Role, purpose: Purpose, was: str, protected: bool, act: Act) -> bool:
    """Written from patientdatalagen 4 kap. 1–3 §§ and the rule for protected persons alone."""
    if role.value not in CARES or purpose.value not in OPENS:
        return False
    if was == "part":
        return True
    return was == "tidigare part" and not protected and act.value in AFTERWARDS


def _case(was: str, protected: bool) -> Case:
    party = Party(Receiver("min-enhet", Role.WARD), NOW, active=was == "part")
    number = Identity(IdentityKind.PERSONAL, "189002029800")
    patient = Patient(number, "Test Testsson", protected=protected)
    return Case("a", version=1, patient=patient, parties=(party,) if was != "ingen" else ())


TABLE = tuple(product(Role, Purpose, ("part", "tidigare part", "ingen"), (False, True), Act))


def test_the_whole_table_agrees_with_the_law() -> None:
    wrong = []
    for role, purpose, was, protected, act in TABLE:
        actor = Actor("x", "X", role, "min-enhet", purpose)
        found = may(actor, relation_of(actor, _case(was, protected)), act)
        if found != _oracle(role, purpose, was, protected, act):
            wrong.append((role.value, purpose.value, was, protected, act.value))
    assert wrong == []
    assert len(TABLE) == 6 * 4 * 3 * 2 * 6


def test_the_table_is_complete() -> None:
    assert set(PERMITTED) == set(product(Role, Relation))


@pytest.mark.parametrize("act", Act, ids=lambda act: act.value)
def test_the_gate_logs_what_it_lets_pass_and_what_it_stops(act: Act) -> None:
    for was, result in (("part", "tillatet"), ("ingen", "nekat")):
        log = MemoryAccessLog()
        actor = Actor("x", "X", Role.WARD, "min-enhet")
        try:
            Gate(log).check_can_see(actor, _case(was, False), act, NOW, ASKED)
            passed = True
        except NotFound:
            passed = False
        (entry,) = log.entries
        assert passed == (result == "tillatet")
        assert (entry.values["result"], entry.values["action"]) == (result, act.value)
        assert entry.values["patient"] == "personnummer:189002029800"


# Skrivbordet --------------------------------------------------------------------------------------


def test_a_party_opens_the_case_and_the_log_says_so() -> None:
    office = an_office()
    opened = office.desk.open_case(OPEN_CARE, office.case_id, NOW, ASKED)
    assert opened.case.patient is not None
    last = office.rows()[-1]
    assert (last["user"], last["unit"], last["action"]) == ("hanna", "hc-granlo", "oppna")
    assert (last["object_id"], last["result"]) == (office.case_id, "tillatet")
    assert (last["session"], last["request"]) == ("session-1", "begaran-1")


@pytest.mark.parametrize("actor", [STRANGER, OTHER_WARD, ADMIN], ids=lambda actor: actor.user)
def test_a_stranger_finds_nothing_and_the_log_says_so(actor: Actor) -> None:
    office = an_office()
    with pytest.raises(NotFound):
        office.desk.open_case(actor, office.case_id, NOW, ASKED)
    last = office.rows()[-1]
    assert (last["user"], last["result"], last["object_id"]) == (
        actor.user,
        "nekat",
        office.case_id,
    )


def test_a_hidden_case_and_one_that_is_not_there_answer_alike() -> None:
    office = an_office()
    answers = []
    for case_id in (office.case_id, "finns-inte"):
        with pytest.raises(NotFound) as found:
            office.desk.open_case(STRANGER, case_id, NOW, ASKED)
        answers.append((type(found.value), str(found.value).replace(case_id, "")))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "command", ["samtycke", "kvittera", "skriv-in", "sip-initiera", "vardbegaran", "skriv-ut"]
)
def test_a_stranger_cannot_do_anything_to_a_case_by_its_id(command: str) -> None:
    office = an_office()
    before = office.desk.stores.cases.events(office.case_id)
    with pytest.raises(NotFound):
        office.do(OTHER_WARD, command, **admission() if command == "skriv-in" else {})
    assert office.rows()[-1]["result"] == "nekat"
    assert office.desk.stores.cases.events(office.case_id) == before


def test_nobody_makes_a_case_by_inventing_its_id() -> None:
    desk, log = an_empty_desk()
    with pytest.raises(NotFound):
        desk.do(WARD, "pahittat", "skriv-in", admission(), NOW, ASKED)
    assert desk.stores.cases.case_ids() == []
    assert log.entries[-1].values["result"] == "nekat"


def test_somebody_who_does_not_work_with_patients_opens_no_case() -> None:
    desk, log = an_empty_desk()
    clerk = replace(WARD, purpose=Purpose.ADMINISTRATION)
    with pytest.raises(Refusal, match="fel-roll"):
        desk.do(clerk, None, "skriv-in", admission(), NOW, ASKED)
    assert desk.stores.cases.case_ids() == []
    assert (log.entries[-1].values["result"], log.entries[-1].values["user"]) == ("nekat", "anna")


def test_a_refused_command_is_logged_with_its_reasons() -> None:
    office = an_office()
    with pytest.raises(Refusal):
        office.do(OPEN_CARE, "fast-vardkontakt")
    last = office.rows()[-1]
    assert (last["result"], last["reason"]) == ("nekat", "fast-vardkontakt: im-saknas")


def test_an_accepted_command_is_logged_once() -> None:
    office = an_office()
    before = len(office.rows())
    office.do(WARD, "samtycke", varde="ja")
    (row,) = office.rows()[before:]
    assert (row["result"], row["action"], row["reason"]) == ("tillatet", "skriva", "samtycke")


def test_a_list_is_one_row_with_the_ids_that_it_showed() -> None:
    office = an_office()
    rows = office.desk.overview(WARD, NOW, OverviewQuery(), ASKED)
    assert [row.case_id for row in rows] == [office.case_id]
    last = office.rows()[-1]
    assert (last["action"], last["object_type"]) == ("lista", "lista")
    assert office.case_id in str(last["shown"])


def test_every_way_of_reading_leaves_exactly_one_row() -> None:
    office = an_office()
    desk = office.desk
    office.do(WARD, "inskrivningsmeddelande", behov=["kommunal-hsv"])
    ways: Sequence[Any] = (
        lambda: desk.overview(WARD, NOW, OverviewQuery(), ASKED),
        lambda: desk.inbox(MUNICIPALITY, NOW, False, ASKED),
        lambda: desk.find_patient(WARD, "189002029800", NOW, ASKED),
        lambda: desk.open_case(WARD, office.case_id, NOW, ASKED),
        lambda: desk.open_case(WARD, office.case_id, NOW, ASKED, Act.PRINT),
    )
    for number, read in enumerate(ways, start=len(office.rows()) + 1):
        read()
        assert len(office.rows()) == number


@pytest.mark.parametrize("actor", [STRANGER, OTHER_WARD, ADMIN], ids=lambda actor: actor.user)
def test_lists_and_searches_show_a_stranger_nothing(actor: Actor) -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande")
    assert not office.desk.overview(actor, NOW, OverviewQuery(), ASKED)
    assert not office.desk.inbox(actor, NOW, False, ASKED)
    assert not office.desk.find_patient(actor, "189002029800", NOW, ASKED)


def test_an_odd_number_is_refused_before_anything_is_searched() -> None:
    office = an_office()
    before = len(office.rows())
    with pytest.raises(Refusal, match="ogiltig-identitet"):
        office.desk.find_patient(WARD, "123", NOW, ASKED)
    assert len(office.rows()) == before


def test_trying_out_tells_a_stranger_nothing_and_a_party_why() -> None:
    office = an_office()
    with pytest.raises(NotFound):
        office.desk.try_out(STRANGER, office.case_id, "samtycke", {}, NOW)
    told = office.desk.try_out(WARD, office.case_id, "utskrivningsklar", {}, NOW)
    assert (told.reasons, bool(told.what_if)) == ((), True)
    assert "im-saknas" in told.warnings
    wrong = office.desk.try_out(WARD, office.case_id, "samtycke", {"varde": "kanske"}, NOW)
    assert [each.code for each in wrong.reasons] == ["ogiltigt-varde"]


# Den som har varit part, och skyddade uppgifter ---------------------------------------------------


def _after_rejection(office: Office) -> Office:
    office.do(WARD, "inskrivningsmeddelande", behov=["socialtjanst"])
    office.do(MUNICIPALITY, "avvisa", orsak="Bor inte här")
    return office


def test_a_former_party_may_look_back_but_not_write_or_list() -> None:
    office = _after_rejection(an_office())
    desk = office.desk
    assert desk.open_case(MUNICIPALITY, office.case_id, NOW, ASKED)
    with pytest.raises(NotFound):
        office.do(MUNICIPALITY, "planeringsunderlag")
    assert not desk.overview(MUNICIPALITY, NOW, OverviewQuery(), ASKED)
    assert not desk.inbox(MUNICIPALITY, NOW, False, ASKED)


def test_a_protected_person_is_gone_for_who_is_no_longer_a_party() -> None:
    office = _after_rejection(an_office(skyddade_uppgifter=True))
    with pytest.raises(NotFound):
        office.desk.open_case(MUNICIPALITY, office.case_id, NOW, ASKED)
    assert not office.desk.inbox(MUNICIPALITY, NOW, False, ASKED)
    assert not office.desk.find_patient(MUNICIPALITY, "189002029800", NOW, ASKED)
    assert office.desk.open_case(OPEN_CARE, office.case_id, NOW, ASKED)


def test_a_unit_that_only_knows_the_number_cannot_admit_twice() -> None:
    office = an_office()
    with pytest.raises(Refusal, match="arende-finns"):
        office.desk.do(OTHER_WARD, None, "skriv-in", admission(), NOW, ASKED)


def test_a_number_is_stored_as_read_and_not_as_typed() -> None:
    office = an_office(personnummer="18900202-9800")
    rows = office.desk.find_patient(WARD, "189002029800", NOW, ASKED)
    assert [row.case_id for row in rows] == [office.case_id]


def test_the_sender_of_a_care_request_follows_its_case() -> None:
    desk, _ = an_empty_desk()
    values = {**PATIENT, "mottagare": ["avd-11"]}
    sent = desk.do(MUNICIPALITY, None, "vardbegaran", values, NOW, ASKED)
    assert desk.open_case(MUNICIPALITY, sent.case_id, NOW, ASKED)
    opened = desk.do(WARD, None, "skriv-in", admission(), NOW, ASKED)
    assert opened.case_id == sent.case_id


def test_the_chain_of_the_log_is_whole_after_all_this() -> None:
    office = _after_rejection(an_office())
    with pytest.raises(NotFound):
        office.do(STRANGER, "samtycke")
    assert office.log.verify() is None


def test_the_count_of_unread_is_a_number_without_names() -> None:
    office = an_office()
    office.do(WARD, "inskrivningsmeddelande")
    before = len(office.rows())
    assert (office.desk.unread_count(MUNICIPALITY), office.desk.unread_count(STRANGER)) == (1, 0)
    assert len(office.rows()) == before


def _when(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def test_a_later_registration_keeps_both_times() -> None:
    office = an_office()
    office.desk.do(WARD, office.case_id, "samtycke", {}, _when(5), ASKED, at=_when(1))
    event = office.desk.stores.cases.events(office.case_id)[-1]
    assert (event.recorded_at, event.occurred_at) == (_when(5), _when(1))
    assert event.registered_later


def test_the_case_follows_the_agreement_that_it_was_opened_under() -> None:
    office = an_office()
    other = replace(office.desk, agreement=load_agreements()["vasternorrland"])
    opened = other.open_case(WARD, office.case_id, NOW, ASKED)
    assert opened.agreement.id == "lagen"


def test_what_if_tells_of_payment_for_other_commands_too() -> None:
    office = an_office()
    office.do(WARD, "samtycke", varde="ja")
    office.do(WARD, "inskrivningsmeddelande", behov=["kommunal-hsv"])
    office.do(WARD, "utskrivningsklar", minutes=90)
    later = NOW + timedelta(minutes=120)
    told = office.desk.try_out(WARD, office.case_id, "aterta-utskrivningsklar", {}, later)
    assert told.reasons == ()
    assert told.what_if[0] == "Inget betalningsansvar uppstår längre."


def test_a_list_that_has_not_changed_is_logged_once() -> None:
    office = an_office()
    first = office.desk.overview(WARD, NOW, OverviewQuery(), ASKED)
    logged = len(office.rows())
    again = office.desk.overview(
        WARD, NOW, OverviewQuery(), ASKED, lambda rows: None if rows == first else rows
    )
    assert (list(again), len(office.rows())) == (list(first), logged)


def test_who_follows_figures_is_asked_of_the_desk_too() -> None:
    office = an_office()
    assert list(office.desk.statistics(WARD, "2026-03", "2026-03")) == []
    with pytest.raises(Refusal, match="fel-roll"):
        office.desk.statistics(replace(WARD, role=Role.SUPERUSER), "2026-03", "2026-03")
