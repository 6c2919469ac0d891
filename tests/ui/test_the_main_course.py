"""A patient goes from admission to closed case through the forms, across the three parties."""

from __future__ import annotations

from tests.ui.conftest import NUMBER, Clock, Person, admit, announce


def test_a_patient_is_taken_from_admission_to_closed_case(
    anna: Person, hanna: Person, bo: Person, clock: Clock
) -> None:
    case = admit(anna)
    assert "Samtycke sparat" in anna.do(case, "samtycke", varde="ja")
    page = announce(anna, case)
    assert "Inskrivningsmeddelande skickat till Granlo hälsocentral, Biståndsenheten" in page
    clock.turn(hours=2)
    _received(hanna, bo, case)
    clock.turn(days=1)
    _planned(hanna, bo, case)
    clock.turn(days=1)
    _ready(anna, hanna, bo, case)
    clock.turn(hours=6)
    _home(anna, hanna, bo, case)
    assert "Ärendet avslutat" in anna.do(case, "avsluta-arende")
    assert "Test Testsson" not in anna.get("/oversikt")
    assert "Test Testsson" in anna.get("/oversikt?avslutade=ja")


def _received(hanna: Person, bo: Person, case: str) -> None:
    for person in (hanna.back(), bo.back()):
        inbox = person.get("/inkorg")
        assert "Inskrivningsmeddelande" in inbox
        assert NUMBER in inbox
        number = inbox.partition('name="meddelande" value="')[2].partition('"')[0]
        answer = person.send(f"{case}/kvittera", meddelande=number, tillbaka="inkorg")
        assert answer.location.startswith("/inkorg")
        assert "Allt är kvitterat" in person.get(answer.location)


def _planned(hanna: Person, bo: Person, case: str) -> None:
    hanna.back()
    bo.back()
    page = hanna.do(case, "fast-vardkontakt", namn="Hanna Viklund", telefon="010-555 02 11")
    assert "Fast vårdkontakt utsedd" in page
    for person in (hanna, bo):
        person.do(case, "planeringsunderlag", kand="kand", klart="ja", insatser="Hemtjänst")
    page = hanna.do(case, "sip-stallningstagande", varde="behovs-ej", orsak="Bara kommunen")
    assert "Ställningstagande till SIP sparat" in page


def _ready(anna: Person, hanna: Person, bo: Person, case: str) -> None:
    for person in (anna, hanna, bo):
        person.back()
    page = anna.do(case, "andra-utskrivningsdatum", beraknad_utskrivning="tors")
    assert "Beräknad utskrivning i morgon tors 5 mars" in page
    page = anna.do(
        case,
        "utskrivningsklar",
        bedomt="i dag 09:30",
        lakare="Dr Lind",
        mottagare=["hc-granlo", "sundsvall-bistand"],
    )
    assert "Utskrivningsklar skickat till" in page
    assert "Period 1, Sundsvall" in page
    assert "Svar om hemtagning" in bo.do(case, "svara-hemtagning", mojlig_tid="i morgon 10")
    hanna.do(case, "svara-hemtagning", mojlig_tid="i morgon 10")
    assert "återtaget" in anna.do(case, "aterta-utskrivningsklar", orsak="Feber i natt")
    assert "Utskrivningsklar skickat" in anna.do(
        case,
        "utskrivningsklar",
        bedomt="i dag 09:40",
        lakare="Dr Lind",
        mottagare=["hc-granlo", "sundsvall-bistand"],
    )


def _home(anna: Person, hanna: Person, bo: Person, case: str) -> None:
    for person in (anna, hanna, bo):
        person.back()
    anna.do(case, "generellt-meddelande", amne="Nyckel", text="Hos grannen", mottagare="hc-granlo")
    anna.do(
        case,
        "utskrivningsinformation",
        sammanfattning="Lunginflammation",
        halsa_funktion="Uppegående",
        mottagare=["hc-granlo", "sundsvall-bistand"],
    )
    anna.do(case, "information-till-patienten", text="Vila", satt=["muntligt"])
    assert "Utskrivning registrerad" in anna.do(case, "skriv-ut", tidpunkt="nu", till="hem")
    blocked = anna.get(f"{case}/steg/avsluta-arende")
    assert "Det finns meddelanden som inte är kvitterade." in blocked
    for person in (hanna, bo):
        _acknowledge_all(person, case)


def _acknowledge_all(person: Person, case: str) -> None:
    while 'name="meddelande" value="' in (inbox := person.get("/inkorg")):
        number = inbox.partition('name="meddelande" value="')[2].partition('"')[0]
        assert person.send(f"{case}/kvittera", meddelande=number).status_code == 303


def test_who_has_nothing_to_do_is_told_who_is_waited_for(anna: Person, bo: Person) -> None:
    case = admit(anna, folkbokforingskommun="sundsvall", kommun_enhet="sundsvall-bistand")
    page = bo.get(case)
    assert "Väntar på Avdelning 11 Medicin" in page
    assert "Ingen åtgärd behövs av dig." in page


def test_the_receiving_unit_of_the_kommun_is_taken_when_none_is_chosen(
    anna: Person, bo: Person
) -> None:
    case = admit(anna)
    assert "Biståndsenheten Sundsvall" in anna.get(case)
    assert "Test Testsson" in bo.get("/oversikt")
