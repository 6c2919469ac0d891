"""Two people act on one case at once: nobody's text is lost, and nobody waits for a receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.cases import a_new_patient, a_patient_with_admission_notice
from tests.journeys.people import MUNICIPALITY, OPEN_CARE, WARD, Person

pytestmark = pytest.mark.journey
Arrives = Callable[..., Person]
WRITTEN = "Dottern hämtar nyckeln på fredag."


def test_the_second_sees_the_change_keeps_the_text_and_sends_again(arrives: Arrives) -> None:
    ward, colleague = arrives(WARD), arrives(WARD)
    case = a_new_patient(ward, "Dubbel Provberg")
    given_the_colleague_writes_a_note_on_consent(colleague, case)
    when_the_ward_saves_another_consent_first(ward, case)
    colleague.presses("Spara samtycke")
    then_the_colleague_is_told_and_keeps_the_text(colleague)
    colleague.presses("Spara samtycke")
    colleague.sees("Samtycke sparat")
    colleague.goes_to(case)
    colleague.sees(WRITTEN)


def given_the_colleague_writes_a_note_on_consent(colleague: Person, case: str) -> None:
    colleague.goes_to(f"{case}/steg/samtycke")
    colleague.chooses("Ja")
    colleague.fills("Anteckning", WRITTEN)


def when_the_ward_saves_another_consent_first(ward: Person, case: str) -> None:
    ward.goes_to(f"{case}/steg/samtycke")
    ward.chooses("Nej")
    ward.presses("Spara samtycke")
    ward.sees("Samtycke sparat")


def then_the_colleague_is_told_and_keeps_the_text(colleague: Person) -> None:
    told = colleague.page.get_by_role("alert")
    expect(told.get_by_role("heading", name="Ärendet har ändrats")).to_be_visible()
    expect(told).to_be_focused()
    expect(told).to_contain_text("Samtycke")
    expect(told).to_contain_text("Anna Ådahl, Avdelning 11 Medicin")
    expect(told).to_contain_text("Nej")
    note = colleague.page.locator("main").get_by_role("textbox", name="Anteckning")
    expect(note).to_have_value(WRITTEN)
    expect(colleague.page.get_by_label("Ja", exact=True)).to_be_checked()
    colleague.finds_no_barrier()


def test_two_receipts_at_once_do_not_stand_in_each_others_way(arrives: Arrives) -> None:
    ward, home, centre = arrives(WARD), arrives(MUNICIPALITY), arrives(OPEN_CARE)
    case = a_patient_with_admission_notice(ward, "Samtidig Provlund")
    for person in (home, centre):
        person.goes_to(f"{case}/steg/kvittera")
    home.presses("Kvittera")
    home.sees("✓")
    centre.presses("Kvittera")
    centre.sees("✓")
    for person in (home, centre):
        expect(person.page.get_by_role("heading", name="Ärendet har ändrats")).to_have_count(0)
    ward.goes_to(case)
    receipts = ward.page.get_by_role("list", name="Kvittenser")
    expect(receipts).to_contain_text("Granlo hälsocentral: kvitterat")
    expect(receipts).to_contain_text("Biståndsenheten Sundsvall: kvitterat")
