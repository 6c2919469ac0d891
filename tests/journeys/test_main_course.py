"""From admission to closed case, in real forms, with three people at browsers of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Server
from tests.journeys.people import MUNICIPALITY, OPEN_CARE, WARD, Person

pytestmark = pytest.mark.journey
NAME = "Vera Provsten"


@pytest.fixture
def people(browser: Browser, server: Server) -> Iterator[tuple[Person, Person, Person]]:
    """The ward nurse, the nurse at the hälsocentral and the biståndshandläggare, signed in."""
    contexts = [browser.new_context(viewport={"width": 1366, "height": 768}) for _ in range(3)]
    whos = (WARD, OPEN_CARE, MUNICIPALITY)
    opened = [
        Person(context.new_page(), server.url).signs_in_as(who)
        for context, who in zip(contexts, whos, strict=True)
    ]
    yield opened[0], opened[1], opened[2]
    for context in contexts:
        context.close()


def test_a_patient_comes_home_safely(people: tuple[Person, Person, Person]) -> None:
    ward, open_care, municipality = people
    when_the_ward_admits(ward)
    and_sends_the_admission_notice(ward)
    when_the_others_acknowledge_and_plan(open_care, municipality)
    when_the_date_changes_and_a_message_is_sent(ward, municipality)
    when_the_patient_is_ready_withdrawn_and_ready_again(ward, municipality, open_care)
    when_the_patient_goes_home_and_the_case_is_closed(ward, open_care, municipality)


def when_the_ward_admits(ward: Person) -> None:
    ward.goes_to("/arende/nytt")
    ward.finds_no_barrier()
    ward.fills("Personnummer eller reservnummer", "R-2026-77")
    ward.fills("Namn", NAME)
    ward.fills("Folkbokföringsadress", "Provstigen 4, Sundsvall")
    ward.picks("Folkbokföringskommun", "Sundsvall")
    ward.picks("Hälsocentral eller annan öppenvård", "Granlo hälsocentral")
    ward.picks("Kommunens mottagande enhet", "Biståndsenheten Sundsvall")
    ward.presses("Öppna ärende")
    ward.sees(NAME)
    ward.takes_step("samtycke")
    ward.chooses("Ja")
    ward.presses("Spara samtycke")
    ward.takes_step("behovsbedomning")
    ward.chooses("Socialtjänst")
    ward.fills("Läkaren bedömde behovet", "nu")
    ward.presses("Spara behovsbedömning")
    ward.finds_no_barrier()


def and_sends_the_admission_notice(ward: Person) -> None:
    ward.takes_step("inskrivningsmeddelande")
    ward.sees("senast")
    ward.fills("Beräknad tidpunkt för utskrivning", "i morgon")
    ward.presses("Skicka inskrivningsmeddelande")
    ward.sees("Inskrivningsmeddelande")
    ward.finds_no_barrier()


def when_the_others_acknowledge_and_plan(open_care: Person, municipality: Person) -> None:
    for person in (open_care, municipality):
        person.goes_to("/inkorg")
        person.finds_no_barrier()
        person.opens(NAME)
        person.takes_step("kvittera")
        person.presses("Kvittera")
        person.takes_step("planeringsunderlag")
        person.chooses("Känd")
        person.chooses("Underlaget är klart")
        person.presses("Spara planeringsunderlag")
    open_care.takes_step("fast-vardkontakt")
    open_care.fills("Fast vårdkontakt", "Hanna Viklund")
    open_care.fills("Telefon", "010-555 02 11")
    open_care.presses("Utse fast vårdkontakt")
    open_care.takes_step("sip-stallningstagande")
    open_care.chooses("SIP behövs inte")
    open_care.presses("Spara ställningstagande")
    open_care.finds_no_barrier()


def when_the_date_changes_and_a_message_is_sent(ward: Person, municipality: Person) -> None:
    ward.opens(NAME)
    ward.takes_step("andrat-utskrivningsdatum")
    ward.fills("Ny beräknad tidpunkt för utskrivning", "i övermorgon")
    ward.presses("Skicka ändrat datum")
    municipality.takes_step("generellt-meddelande")
    municipality.fills("Ämne", "Nyckel")
    municipality.fills("Meddelande", "Vem har nyckeln till lägenheten?")
    municipality.presses("Skicka meddelande")
    ward.takes_step("kvittera")
    ward.presses("Kvittera")


def when_the_patient_is_ready_withdrawn_and_ready_again(
    ward: Person, municipality: Person, open_care: Person
) -> None:
    says_ready(ward)
    ward.takes_step("aterta-utskrivningsklar")
    ward.fills("Orsak", "Feber i dag.")
    ward.presses("Återta utskrivningsklar")
    says_ready(ward)
    municipality.takes_step("svar-hemtagning")
    municipality.fills("Vi kan ta emot", "i morgon 10")
    municipality.presses("Skicka svar om hemtagning")
    acknowledge_all(municipality, open_care)


def says_ready(ward: Person) -> None:
    ward.takes_step("utskrivningsklar")
    ward.sees("betalningsansvar")
    ward.fills("Läkaren bedömde", "nu")
    ward.page.get_by_role("textbox", name="Läkare", exact=True).fill("Dr Lind")
    ward.presses("Skicka utskrivningsklar")
    ward.sees("Utskrivningsklar")


def acknowledge_all(*people: Person) -> None:
    for person in people:
        person.opens(NAME)
        case = person.page.url.removeprefix(person.url).split("?")[0].split("#")[0]
        person.acknowledges_all(case)


def when_the_patient_goes_home_and_the_case_is_closed(
    ward: Person, open_care: Person, municipality: Person
) -> None:
    ward.takes_step("utskrivningsinformation")
    ward.fills("Sammanfattning av vården", "Vårdad för lunginflammation.")
    ward.fills("Hälsa och funktion nu", "Uppegående med rollator.")
    ward.presses("Skicka utskrivningsinformation")
    ward.takes_step("information-till-patienten")
    ward.fills("Vård och behandling som getts", "Antibiotika i sju dagar.")
    ward.presses("Spara information till patienten")
    ward.takes_step("utskrivning")
    ward.fills("Utskriven tidpunkt", "nu")
    ward.chooses("Hem")
    ward.presses("Registrera utskrivning")
    ward.sees("Utskriven")
    acknowledge_all(municipality, open_care)
    ward.takes_step("avsluta-arende")
    ward.presses("Avsluta ärende")
    ward.sees("Avslutat")
    ward.finds_no_barrier()
