"""Vem ser vilket underlag och vilket bevis, och vad loggen säger om det."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planning.access import BASIS_VIEWS, Act, BasisView, basis_view
from planning.errors import NotFound
from planning.organisation import Actor, Purpose
from planning.payment_desk import PaymentDesk
from planning.payment_month import Month
from planning.views import case_row
from planning.vocabulary import Role
from tests.builders import MUNICIPALITY, OPEN_CARE, OTHER_WARD, WARD
from tests.rules.office import ASKED, NOW, Office, an_office

MARCH = Month(2026, 3)
LATER = NOW + timedelta(days=10)
KOMMUN = replace(MUNICIPALITY, kommun="sundsvall")
HOME_NURSE = Actor(
    "siv", "Siv", Role.MUNICIPALITY, "sundsvall-hemsjukvard", Purpose.SOCIAL_SERVICE,
    kommun="sundsvall",
)  # fmt: skip
LOCAL = Actor(
    "lova", "Lova", Role.LOCAL_ADMIN, "sundsvall", Purpose.ADMINISTRATION, kommun="sundsvall"
)
CENTRAL = Actor("ceci", "Ceci", Role.CENTRAL, "forvaltningen", Purpose.ADMINISTRATION)


def a_ready_office(**patient: object) -> Office:
    office = an_office(**patient)
    needs = ["socialtjanst"]
    office.do(WARD, "behovsbedomning", 30, behov=needs, bedomt=NOW.isoformat())
    office.do(WARD, "inskrivningsmeddelande", 60, beraknad_utskrivning="2026-03-03", behov=needs)
    office.do(WARD, "utskrivningsklar", 90, bedomt=NOW.isoformat())
    return office


def a_disputed_office(**patient: object) -> Office:
    office = a_ready_office(**patient)
    office.do(KOMMUN, "bestrid", 5 * 24 * 60, orsak="Fel dag.")
    return office


# Tabellen -----------------------------------------------------------------------------------------


def test_every_role_has_its_own_line() -> None:
    assert set(BASIS_VIEWS) == set(Role)


VIEWS = [
    # vem, kommun, vad den ser
    (KOMMUN, "sundsvall", BasisView.OWN_CASES),
    (KOMMUN, "timra", BasisView.NOTHING),
    (replace(KOMMUN, kommun=None), "sundsvall", BasisView.NOTHING),
    (replace(KOMMUN, purpose=Purpose.REVIEW), "sundsvall", BasisView.NOTHING),
    (LOCAL, "sundsvall", BasisView.SUMS),
    (LOCAL, "timra", BasisView.NOTHING),
    (replace(LOCAL, purpose=Purpose.CARE), "sundsvall", BasisView.NOTHING),
    (CENTRAL, "sundsvall", BasisView.WHOLE),
    (CENTRAL, "timra", BasisView.WHOLE),
    (replace(CENTRAL, purpose=Purpose.REVIEW), "sundsvall", BasisView.NOTHING),
    (WARD, "sundsvall", BasisView.NOTHING),
    (OPEN_CARE, "sundsvall", BasisView.NOTHING),
]


@pytest.mark.parametrize(("actor", "kommun", "view"), VIEWS)
def test_who_sees_how_much_of_a_kommuns_basis(actor: Actor, kommun: str, view: BasisView) -> None:
    assert basis_view(actor, kommun) is view


# Underlaget ---------------------------------------------------------------------------------------


def test_the_kommun_sees_its_patients_and_the_log_holds_their_ids() -> None:
    office = a_ready_office()
    basis = PaymentDesk(office.desk).basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED)
    assert [line.patient.name for line in basis.lines if line.patient] == ["Test Testsson"]
    last = office.rows()[-1]
    assert (last["action"], last["object_type"], last["result"]) == ("lista", "lista", "tillatet")
    assert (last["shown"], last["patient"]) == (f'["{office.case_id}"]', "")
    assert last["reason"] == "betalningsunderlag sundsvall 2026-03"


def test_another_unit_of_the_kommun_sees_the_sums_and_not_the_patient() -> None:
    office = a_ready_office()
    basis = PaymentDesk(office.desk).basis(HOME_NURSE, "sundsvall", MARCH, LATER, ASKED)
    assert (basis.lines, basis.kept_back, basis.sums.periods) == ((), 1, 1)
    assert office.rows()[-1]["shown"] == "[]"


@pytest.mark.parametrize(("protected", "seen"), [(False, 1), (True, 0)])
def test_a_unit_that_has_left_the_case_looks_back_unless_the_person_is_protected(
    protected: bool, seen: int
) -> None:
    office = an_office(skyddade_uppgifter=protected)
    needs = ["socialtjanst"]
    office.do(WARD, "behovsbedomning", 30, behov=needs, bedomt=NOW.isoformat())
    office.do(WARD, "inskrivningsmeddelande", 60, beraknad_utskrivning="2026-03-03", behov=needs)
    office.do(KOMMUN, "avvisa", 70, orsak="Bor inte här")
    office.do(WARD, "utskrivningsklar", 90, bedomt=NOW.isoformat(), mottagare=["hc-granlo"])
    basis = PaymentDesk(office.desk).basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED)
    assert (len(basis.lines), basis.seen, basis.kept_back) == (seen, seen, 1 - seen)


def test_a_case_of_which_no_sums_are_kept_is_read_and_gives_the_same_basis() -> None:
    office = a_ready_office()
    desk, cases = PaymentDesk(office.desk), office.desk.stores.cases
    before = desk.basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED)
    opened = office.desk.open_case(WARD, office.case_id, LATER, ASKED)
    row = case_row(opened.case, office.desk.world(opened.case), LATER)
    cases.replace_views(office.case_id, replace(row, payment_sums={}), ())
    assert [each.kept for each in cases.kept_sums(frozenset(row.payment))] == [""]
    assert desk.basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED) == before


def test_local_management_sees_sums_alone() -> None:
    office = a_ready_office()
    basis = PaymentDesk(office.desk).basis(LOCAL, "sundsvall", MARCH, LATER, ASKED)
    assert (basis.lines, basis.sums.periods, basis.sums.counted) == ((), 1, 7)


@pytest.mark.parametrize("actor", [WARD, OPEN_CARE, OTHER_WARD], ids=lambda each: each.user)
def test_who_has_nothing_to_do_with_it_finds_nothing_and_is_logged(actor: Actor) -> None:
    office = a_ready_office()
    with pytest.raises(NotFound):
        PaymentDesk(office.desk).basis(actor, "sundsvall", MARCH, LATER, ASKED)
    last = office.rows()[-1]
    assert (last["result"], last["shown"]) == ("nekat", "[]")


def test_a_protected_person_is_a_period_without_a_name_to_the_region() -> None:
    office = a_ready_office(skyddade_uppgifter=True)
    desk = PaymentDesk(office.desk)
    (line,) = desk.basis(CENTRAL, "sundsvall", MARCH, LATER, ASKED).lines
    assert (line.patient, line.counted) == (None, 7)
    (own,) = desk.basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED).lines
    assert own.patient is not None


def test_a_download_is_logged_as_one() -> None:
    office = a_ready_office()
    PaymentDesk(office.desk).basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED, Act.PRINT)
    assert office.rows()[-1]["action"] == "skriva-ut"


def test_a_closed_stay_is_found_in_its_month_and_in_no_other() -> None:
    office = a_ready_office()
    office.do(WARD, "skriv-ut", 6 * 24 * 60, tidpunkt=(NOW + timedelta(days=6)).isoformat())
    desk = PaymentDesk(office.desk)
    assert len(desk.basis(KOMMUN, "sundsvall", MARCH, LATER, ASKED).lines) == 1
    assert desk.basis(KOMMUN, "sundsvall", Month(2026, 4), LATER, ASKED).lines == ()


def test_rebuilt_headings_are_those_that_were_kept_all_along() -> None:
    office = a_disputed_office()
    cases = office.desk.stores.cases
    headings = {"sundsvall:pagar", "sundsvall:bestritt"}
    assert cases.cases_under(frozenset({"sundsvall:pagar"})) == [office.case_id]
    office.desk.rebuild(LATER)
    opened = office.desk.open_case(WARD, office.case_id, LATER, ASKED)
    row = case_row(opened.case, office.desk.world(opened.case), LATER)
    assert set(row.payment) == headings
    assert all(cases.cases_under(frozenset({each})) == [office.case_id] for each in headings)


# Bestridanden och bevis ---------------------------------------------------------------------------


def test_what_waits_for_an_answer_is_listed_for_the_region_and_the_kommun() -> None:
    office = a_disputed_office()
    desk = PaymentDesk(office.desk)
    for actor in (CENTRAL, KOMMUN):
        (found,) = desk.waiting(actor, LATER, ASKED)
        assert (found.case_id, found.dispute.text) == (office.case_id, "Fel dag.")
        assert office.rows()[-1]["shown"] == f'["{office.case_id}"]'
    office.do(CENTRAL, "svara-bestridande", 6 * 24 * 60, svar="avslag", orsak="Nej.")
    assert desk.waiting(CENTRAL, LATER, ASKED) == ()


@pytest.mark.parametrize("actor", [WARD, OPEN_CARE, KOMMUN], ids=lambda each: each.user)
def test_a_party_sees_the_evidence_and_the_log_says_so(actor: Actor) -> None:
    office = a_ready_office()
    found = PaymentDesk(office.desk).dossier(actor, office.case_id, LATER, ASKED)
    kinds = [each.kind for each in found.evidence.sendings]
    assert kinds == ["inskrivningsmeddelande", "utskrivningsklar"]
    last = office.rows()[-1]
    assert (last["action"], last["reason"], last["result"]) == ("betalning", "bevis", "tillatet")
    assert last["patient"] == "personnummer:189002029800"


def test_the_region_sees_evidence_while_a_dispute_waits_and_not_before_or_after() -> None:
    office = a_ready_office()
    desk = PaymentDesk(office.desk)

    def look() -> object:
        return desk.dossier(CENTRAL, office.case_id, LATER, ASKED)

    with pytest.raises(NotFound):
        look()
    office.do(KOMMUN, "bestrid", 5 * 24 * 60, orsak="Fel dag.")
    look()
    office.do(CENTRAL, "svara-bestridande", 6 * 24 * 60, svar="delvis", orsak="En dag.")
    with pytest.raises(NotFound):
        look()
    results = [row["result"] for row in office.rows() if row["reason"] == "bevis"]
    assert results == ["nekat", "tillatet", "nekat"]


def test_the_evidence_tells_what_else_the_count_rests_on() -> None:
    office = a_ready_office()
    office.do(OPEN_CARE, "hinder-oppenvard", 120, fran="2026-03-06", till="2026-03-08", orsak="X")
    office.do(OPEN_CARE, "hinder-oppenvard", 130, fran="2026-03-09", orsak="X")
    left = NOW + timedelta(days=6)
    office.do(WARD, "skriv-ut", 7 * 24 * 60, tidpunkt=left.isoformat())
    told = PaymentDesk(office.desk).dossier(WARD, office.case_id, LATER, ASKED).evidence
    found = [(each.kind.value, each.since, each.until) for each in told.milestones]
    assert found == [
        ("case-opened", None, None),
        ("need-assessed", None, None),
        ("obstacle-recorded", date(2026, 3, 6), date(2026, 3, 8)),
        ("obstacle-recorded", date(2026, 3, 9), None),
        ("discharged", None, None),
    ]
    assert (told.milestones[-1].at, told.milestones[-1].told_at) == (left, left + timedelta(days=1))


def test_a_protected_persons_name_is_not_in_the_regions_evidence() -> None:
    office = a_disputed_office(skyddade_uppgifter=True)
    desk = PaymentDesk(office.desk)
    assert desk.dossier(CENTRAL, office.case_id, LATER, ASKED).patient is None
    assert desk.waiting(CENTRAL, LATER, ASKED)[0].patient is None
    assert desk.dossier(KOMMUN, office.case_id, LATER, ASKED).patient is not None


def test_a_case_that_is_not_there_answers_as_one_that_is_hidden() -> None:
    office = a_ready_office()
    with pytest.raises(NotFound):
        PaymentDesk(office.desk).dossier(OTHER_WARD, "finns-inte", LATER, ASKED)
