"""Skyddade personuppgifter kan anges och tas bort också när ärendet är öppnat, av avdelningen."""

from __future__ import annotations

import pytest

from planning.access import Relation, relation_of
from planning.errors import Refusal
from planning.organisation import Actor
from tests.builders import MUNICIPALITY, OPEN_CARE, WARD
from tests.rules.office import Office, an_office

PROTECT, OPEN_UP = "skyddas", "skyddas-inte"


def said(office: Office, what: str, minutes: int, actor: Actor = WARD) -> None:
    office.do(actor, "ratta", minutes, uppgift=what, orsak="Patienten berättade.")


def protected(office: Office) -> bool:
    case = office.desk.files.read(office.case_id).case
    (row,) = office.desk.stores.cases.find_patient(
        case.patient.identity.value if case.patient and case.patient.identity else "",
        frozenset({WARD.unit}),
    )
    assert case.patient is not None
    assert row.protected is case.patient.protected
    return row.protected


def test_what_was_forgotten_at_the_admission_is_said_later_and_taken_back() -> None:
    office = an_office()
    assert not protected(office)
    said(office, PROTECT, 10)
    assert protected(office)
    said(office, OPEN_UP, 20)
    assert not protected(office)


def test_a_unit_that_has_left_sees_a_protected_person_no_more() -> None:
    office = an_office()
    office.do(
        WARD,
        "inskrivningsmeddelande",
        20,
        beraknad_utskrivning="2026-03-06",
        behov=["socialtjanst"],
    )
    office.do(OPEN_CARE, "avvisa", 30, meddelande=2, orsak="Ej vår.")
    case = office.desk.files.read(office.case_id).case
    assert relation_of(OPEN_CARE, case) is Relation.FORMER
    said(office, PROTECT, 40)
    case = office.desk.files.read(office.case_id).case
    assert relation_of(OPEN_CARE, case) is Relation.NONE


@pytest.mark.parametrize(
    ("actor", "what", "code"),
    [
        (OPEN_CARE, PROTECT, "fel-roll"),
        (MUNICIPALITY, PROTECT, "fel-roll"),
        (WARD, OPEN_UP, "inget-att-ratta"),
    ],
)
def test_only_the_ward_says_it_and_only_what_is_not_so_already(
    actor: Actor, what: str, code: str
) -> None:
    office = an_office()
    with pytest.raises(Refusal) as refused:
        said(office, what, 10, actor)
    assert [each.code for each in refused.value.reasons] == [code]
