"""What seldom happens, each in its own form in the browser: the form is found, and it works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.cases import a_patient_with_admission_notice, sends
from tests.journeys.people import MUNICIPALITY, OPEN_CARE, OTHER_WARD, WARD, Person

pytestmark = [pytest.mark.journey, pytest.mark.proof]
Arrives = Callable[..., Person]


def finds_among_other_actions(person: Person, button: str) -> None:
    """Open the form of an action that stands under *Andra åtgärder*."""
    person.page.locator("#atgarder").get_by_role("link", name=button, exact=True).first.click()
    expect(person.page.locator("#nu")).to_contain_text(button)


def test_a_patient_goes_on_leave_and_it_shows(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to(a_patient_with_admission_notice(nurse, "Perm Issonsson"))
    finds_among_other_actions(nurse, "Registrera permission")
    nurse.fills("Från", "nu")
    nurse.fills("Till", "i morgon 18")
    nurse.presses("Registrera permission")
    expect(nurse.page.locator(".patient")).to_contain_text("På permission till")
    expect(nurse.page.locator("#datum")).to_contain_text("Permission")
    nurse.finds_no_barrier()


def test_a_message_sent_by_mistake_is_annulled(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to(a_patient_with_admission_notice(nurse, "Maku Lerberg"))
    nurse.page.locator("#meddelanden").get_by_role("link", name="Makulera").first.click()
    nurse.fills("Orsak", "Fel patient.")
    nurse.presses("Makulera")
    expect(nurse.page.locator("#meddelanden")).to_contain_text("makulerat")


def test_what_happened_on_paper_is_entered_with_its_own_time(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    nurse.goes_to(a_patient_with_admission_notice(nurse, "Efter Handsson"))
    nurse.takes_step("generellt-meddelande")
    nurse.fills("Ämne", "Nyckel")
    nurse.fills("Meddelande", "Nyckeln ligger hos grannen.")
    nurse.page.locator("summary", has_text="Registrera i efterhand").click()
    nurse.fills("Verklig tid", "nu")
    nurse.fills("Varför i efterhand", "Driftstopp")
    nurse.presses("Skicka meddelande")
    nurse.sees("Meddelande skickat")


def test_a_patient_moves_to_another_ward_and_to_another_kommun(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_patient_with_admission_notice(nurse, "Flytta Bergdal")
    nurse.goes_to(case)
    finds_among_other_actions(nurse, "Byt kommun")
    nurse.picks("Kommun där personen bor", "Timrå")
    nurse.presses("Byt kommun")
    expect(nurse.page.locator("#parter")).to_contain_text("Biståndsenheten Timrå")
    finds_among_other_actions(nurse, "Byt avdelning")
    nurse.picks("Ny avdelning", "Avdelning 14 Kirurgi")
    nurse.presses("Byt avdelning")
    nurse.sees("Avdelning 14 Kirurgi")


def test_a_death_is_registered_and_taken_back(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_patient_with_admission_notice(nurse, "Livia Kvarmark")
    nurse.goes_to(case)
    finds_among_other_actions(nurse, "Registrera avliden")
    nurse.fills("Tidpunkt", "nu")
    nurse.presses("Registrera avliden")
    expect(nurse.page.locator(".patient")).to_contain_text("Avliden")
    finds_among_other_actions(nurse, "Rätta uppgift")
    nurse.chooses("Ångra registrering som avliden")
    nurse.fills("Orsak", "Fel person.")
    nurse.presses("Rätta uppgift")
    expect(nurse.page.locator(".patient")).not_to_contain_text("Avliden")


def test_what_payment_becomes_is_told_before_a_withdrawal(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_patient_with_admission_notice(nurse, "Betala Dygnsten")
    ready = {"bedomt": "nu", "lakare": "Dr Lind", "mottagare": ("hc-granlo", "sundsvall-bistand")}
    assert sends(nurse, f"{case}/utskrivningsklar", **ready).status == 303
    nurse.goes_to(f"{case}/steg/aterta-utskrivningsklar")
    expect(nurse.page.locator("#vad-hander")).to_contain_text("Om du gör det här nu")
    nurse.finds_no_barrier()


def test_open_care_says_that_it_cannot_yet_receive(arrives: Arrives) -> None:
    ward, nurse = arrives(WARD), arrives(OPEN_CARE)
    case = a_patient_with_admission_notice(ward, "Hinder Vagberg")
    nurse.goes_to(case)
    finds_among_other_actions(nurse, "Registrera hinder i öppenvården")
    nurse.fills("Från och med", "i dag")
    nurse.fills("Vad saknas eller är oklart", "Ingen sjuksköterska att göra hembesök.")
    nurse.presses("Registrera hinder i öppenvården")
    expect(nurse.page.locator("#datum")).to_contain_text("Hinder i öppenvården")


def test_compulsory_care_goes_over_to_open_care_when_every_unit_has_adjusted_the_plan(
    arrives: Arrives,
) -> None:
    ward, nurse, clerk = arrives(OTHER_WARD), arrives(OPEN_CARE), arrives(MUNICIPALITY)
    case = a_patient_with_admission_notice(ward, "Tvång Vårdmark")
    when_the_ward_draws_up_the_plan(ward, case)
    and_the_decision_has_to_wait(ward, case)
    for person in (nurse, clerk):
        person.goes_to(f"{case}/steg/justera-vardplan")
        person.finds_no_barrier()
        person.presses("Justera vårdplan")
    ward.goes_to(f"{case}/steg/beslut-oppen-tvangsvard")
    ward.fills("Beslutet fattades", "nu")
    for unit in ("Granlo hälsocentral", "Biståndsenheten Sundsvall"):
        ward.page.locator("#falt-mottagare").get_by_label(unit).first.check()
    ward.presses("Meddela beslut om öppen tvångsvård")
    ward.sees("Utskrivningsklar")
    ward.finds_no_barrier()
    clerk.goes_to("/inkorg")
    clerk.sees("Beslut om öppen tvångsvård")


def when_the_ward_draws_up_the_plan(ward: Person, case: str) -> None:
    ward.goes_to(f"{case}/steg/samtycke")
    ward.chooses("Ja, tvångsvård")
    ward.presses("Spara samtycke")
    ward.goes_to(f"{case}/steg/samordnad-vardplan")
    ward.fills("Bedömt behov av insatser", "Stöd i boendet.")
    ward.fills("Beslut om insatser och patientens inställning", "Besök varje vecka. Vill det.")
    ward.fills("Enhet som ansvarar för varje insats", "Öppenvården och kommunen.")
    for unit in ("Granlo hälsocentral", "Biståndsenheten Sundsvall"):
        ward.page.locator("#falt-mottagare").get_by_label(unit).first.check()
    ward.finds_no_barrier()
    ward.presses("Upprätta samordnad vårdplan")


def and_the_decision_has_to_wait(ward: Person, case: str) -> None:
    ward.goes_to(f"{case}/steg/beslut-oppen-tvangsvard")
    expect(ward.page.locator("main")).to_contain_text("justerat")
