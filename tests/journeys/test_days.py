"""A working day of each role, told as they tell it: given, when, then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.cases import a_patient_with_admission_notice, sends
from tests.journeys.people import HOME_NURSE, MUNICIPALITY, OPEN_CARE, WARD, Person

pytestmark = [pytest.mark.journey, pytest.mark.proof]
Arrives = Callable[..., Person]


def test_the_ward_nurse_moves_a_date_from_the_board(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    case = a_patient_with_admission_notice(nurse, "Dag Tavelin")
    given_the_patient_goes_home_tomorrow(nurse)
    when_the_date_is_moved_from_the_card(nurse)
    then_the_kommun_is_told_and_the_card_has_moved(nurse, case)


def given_the_patient_goes_home_tomorrow(nurse: Person) -> None:
    nurse.goes_to("/planeringstavla")
    nurse.finds_no_barrier()
    lane = nurse.page.locator(".bana").filter(has_text="I morgon")
    expect(lane.get_by_role("link", name="Dag Tavelin", exact=True)).to_be_visible()


def when_the_date_is_moved_from_the_card(nurse: Person) -> None:
    card = nurse.page.locator(".patientkort").filter(has_text="Dag Tavelin")
    card.locator("summary").click()
    card.get_by_role("link", name="Skicka ändrat datum").click()
    field = nurse.page.get_by_role("textbox", name="Ny beräknad tidpunkt för utskrivning")
    field.fill("i dag")
    field.blur()
    expect(nurse.page.locator("#varningar")).to_contain_text("Ring kommunen")
    nurse.finds_no_barrier()
    nurse.presses("Skicka ändrat datum")


def then_the_kommun_is_told_and_the_card_has_moved(nurse: Person, case: str) -> None:
    nurse.sees("Ändrat utskrivningsdatum skickat")
    nurse.goes_to("/planeringstavla")
    lane = nurse.page.locator(".bana").filter(has_text="I dag")
    expect(lane.get_by_role("link", name="Dag Tavelin", exact=True)).to_be_visible()
    nurse.goes_to("/inkorg/skickat?visa=vantar")
    nurse.sees("inte kvitterat")
    nurse.finds_no_barrier()


def test_the_bistandshandlaggare_goes_through_the_morning(arrives: Arrives) -> None:
    ward, office = arrives(WARD), arrives(MUNICIPALITY)
    for name in ("Eva Morgonsson", "Nils Morgonsson"):
        a_patient_with_admission_notice(ward, name)
    given_the_inbox_holds_both(office)
    when_both_are_acknowledged_after_a_look(office)
    then_the_list_tells_what_is_left_and_is_saved(office)


def given_the_inbox_holds_both(office: Person) -> None:
    office.goes_to("/inkorg")
    office.finds_no_barrier()
    for name in ("Eva", "Nils"):
        row = office.page.get_by_role("row").filter(has_text=f"{name} Morgonsson")
        row.get_by_role("checkbox").check()
    expect(office.page.locator("#antal-markerade")).to_have_text("2 markerade")


def when_both_are_acknowledged_after_a_look(office: Person) -> None:
    office.presses("Kvittera …")
    office.sees("Kvittera det här?")
    office.sees("Eva Morgonsson")
    office.finds_no_barrier()
    office.presses("Kvittera de markerade")
    office.sees("2 meddelanden är kvitterade för er enhet.")


def then_the_list_tells_what_is_left_and_is_saved(office: Person) -> None:
    office.goes_to("/oversikt?urval=mina&grupp=kommun")
    office.sees("Eva Morgonsson")
    office.page.locator("summary", has_text="Spara filtret").click()
    office.page.get_by_label("Filtrets namn").fill("Vår tur per kommun")
    office.presses("Spara")
    saved = office.page.get_by_role("list", name="Sparade filter")
    expect(saved.get_by_role("link", name="Vår tur per kommun")).to_be_visible()
    office.finds_no_barrier()
    office.presses("Ta bort filtret Vår tur per kommun")
    expect(saved).to_have_count(0)


def test_the_nurse_at_the_halsocentral_shares_out_and_calls(arrives: Arrives) -> None:
    ward, nurse, office = arrives(WARD), arrives(OPEN_CARE), arrives(MUNICIPALITY)
    case = a_patient_with_admission_notice(ward, "Signe Kallberg")
    given_the_nurse_takes_the_message_and_the_contact(nurse, case)
    when_the_kommun_is_called_and_the_family_invited(nurse, case)
    then_the_kommun_answers_from_its_inbox(office)


def given_the_nurse_takes_the_message_and_the_contact(nurse: Person, case: str) -> None:
    nurse.goes_to("/inkorg")
    row = nurse.page.get_by_role("row").filter(has_text="Signe Kallberg")
    row.get_by_role("checkbox").check()
    nurse.picks("Ansvarig", "Hanna Viklund")
    nurse.presses("Byt ansvarig")
    nurse.goes_to("/inkorg?visa=mina")
    nurse.sees("Signe Kallberg")
    nurse.goes_to(case)
    contact = {"namn": "Hanna Viklund", "telefon": "010-555 02 11"}
    assert sends(nurse, f"{case}/fast-vardkontakt", **contact).status == 303
    decided = sends(nurse, f"{case}/sip-stallningstagande", varde="behovs", samtycke="ja")
    assert decided.status == 303


def when_the_kommun_is_called_and_the_family_invited(nurse: Person, case: str) -> None:
    nurse.goes_to(f"{case}/steg/kallelse-sip")
    nurse.fills("Mötets tid", "i morgon 13")
    nurse.fills("Plats eller länk", "Granlo hälsocentral")
    nurse.fills("Inbjudna (får delta)", "Dottern Eva")
    nurse.presses("Skicka kallelse")
    nurse.sees("Kallelse till SIP skickad")
    nurse.finds_no_barrier()


def then_the_kommun_answers_from_its_inbox(office: Person) -> None:
    office.goes_to("/inkorg?visa=svar")
    office.sees("kräver svar")
    office.page.get_by_role("row").filter(has_text="Signe Kallberg").get_by_role(
        "link"
    ).first.click()
    office.takes_step("svara-kallelse")
    office.chooses("Vi kommer")
    office.presses("Svara på kallelse")
    expect(office.page.locator("#sip")).to_contain_text("Biståndsenheten Sundsvall: kommer")


def test_a_sip_is_drawn_up_confirmed_and_followed_up(arrives: Arrives) -> None:
    office, nurse = arrives(MUNICIPALITY), arrives(OPEN_CARE)
    case = given_a_sip_without_a_stay_and_its_meeting(office)
    when_the_plan_is_written_with_who_and_when(office, case)
    and_open_care_confirms_its_own_efforts(nurse, case)
    then_the_follow_up_stands_in_the_list_of_plans(office, case)


def given_a_sip_without_a_stay_and_its_meeting(office: Person) -> str:
    office.goes_to("/arende/nytt?gor=sip-initiera")
    office.fills("Personnummer eller reservnummer", "R-2026-8801")
    office.fills("Namn", "Siv Planmark")
    office.fills("Folkbokföringsadress", "Provstigen 8, Sundsvall")
    office.picks("Folkbokföringskommun", "Sundsvall")
    office.chooses("Granlo hälsocentral")
    office.chooses("Ja")
    office.fills("Vad är viktigt för dig?", "Att kunna gå ut med hunden.")
    office.presses("Starta SIP")
    office.sees("SIP: behövs")
    case = office.page.url.removeprefix(office.url).split("?")[0]
    met = sends(office, f"{case}/sip-mote", tidpunkt="nu", deltagare="Siv, Bo, Hanna")
    assert met.status == 303
    return case


def when_the_plan_is_written_with_who_and_when(office: Person, case: str) -> None:
    office.goes_to(f"{case}/steg/sip-uppratta")
    main = office.page.locator("main")
    expect(main.get_by_role("textbox", name="Vad är viktigt för dig?")).to_have_value(
        "Att kunna gå ut med hunden."
    )
    office.chooses("Kommunen")
    first = main.get_by_role("group", name="Insats 1")
    first.get_by_label("Behov").fill("Klara vardagen")
    first.get_by_label("Mål", exact=True).fill("Gå ut varje dag")
    first.get_by_label("Insats", exact=True).fill("Träning två gånger i veckan")
    first.get_by_label("Ansvarig").select_option(label="Granlo hälsocentral")
    office.presses("Fler rader")
    expect(main.get_by_label("Insats", exact=True).first).to_have_value(
        "Träning två gånger i veckan"
    )
    office.finds_no_barrier()
    office.fills("Uppföljning senast", "i morgon")
    office.presses("Upprätta SIP")
    office.sees("SIP upprättad")


def and_open_care_confirms_its_own_efforts(nurse: Person, case: str) -> None:
    nurse.goes_to(f"{case}/steg/sip-bekrafta")
    expect(nurse.page.locator(".egna-insatser")).to_contain_text("Träning två gånger i veckan")
    nurse.presses("Bekräfta insatser")
    expect(nurse.page.locator("#sip")).to_contain_text("Granlo hälsocentral: har bekräftat")
    nurse.finds_no_barrier()


def then_the_follow_up_stands_in_the_list_of_plans(office: Person, case: str) -> None:
    office.goes_to("/sip?visa=snart")
    row = office.page.get_by_role("row").filter(has_text="Siv Planmark")
    expect(row).to_contain_text("i morgon")
    office.finds_no_barrier()
    office.goes_to(f"{case}/steg/sip-uppfoljning")
    office.fills("Utfall", "Går ut med hunden varje dag.")
    office.presses("Spara uppföljning")
    expect(office.page.locator("#sip")).to_contain_text("Går ut med hunden varje dag.")


def test_the_home_nurse_puts_aside_what_is_done_with(arrives: Arrives) -> None:
    ward, office, nurse = arrives(WARD), arrives(MUNICIPALITY), arrives(HOME_NURSE)
    case = a_patient_with_admission_notice(ward, "Hemma Sjukvik")
    office.goes_to("/inkorg")
    row = office.page.get_by_role("row").filter(has_text="Hemma Sjukvik")
    row.get_by_role("link", name="Vidarebefordra").click()
    office.chooses("Hemsjukvården Sundsvall")
    office.presses("Vidarebefordra")
    nurse.goes_to("/inkorg")
    mine = nurse.page.get_by_role("row").filter(has_text="Hemma Sjukvik")
    mine.get_by_role("checkbox").check()
    nurse.presses("Göm i min inkorg")
    nurse.sees("Meddelandet är gömt i din inkorg.")
    expect(mine).to_have_count(0)
    nurse.goes_to("/inkorg?visa=gomda")
    mine.get_by_role("checkbox").check()
    nurse.presses("Visa i min inkorg igen")
    nurse.goes_to("/inkorg")
    expect(mine).to_have_count(1)
    nurse.finds_no_barrier()
    assert case


def test_the_list_is_walked_with_the_arrow_keys(arrives: Arrives) -> None:
    nurse = arrives(WARD)
    for name in ("Aron Pilgren", "Berit Pilgren"):
        a_patient_with_admission_notice(nurse, name)
    nurse.goes_to("/oversikt?sortera=namn")
    names = nurse.page.locator("#lista tbody th a")
    names.first.focus()
    nurse.page.keyboard.press("ArrowDown")
    expect(names.nth(1)).to_be_focused()
    nurse.page.keyboard.press("ArrowUp")
    expect(names.first).to_be_focused()
    nurse.page.keyboard.press("Enter")
    expect(nurse.page.locator("#nu")).to_be_visible()
    nurse.page.go_back()
    expect(names.first).to_be_focused()
