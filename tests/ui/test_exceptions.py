"""What seldom happens, each through its own form on the patient's page."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.ui.conftest import NUMBER, Clock, Person, admit, announce

PETRA = "petra-psyk|petra-psyk-1"
OLLE = "olle-oppenpsyk|olle-oppenpsyk-1"
OMAR = "omar-avd5|omar-avd5-1"
BOTH = ["hc-granlo", "sundsvall-bistand"]


def sits_down(app: Flask, who: str) -> Person:
    return Person(app).sign_in(who)


def is_ready(anna: Person, case: str) -> str:
    return anna.do(case, "utskrivningsklar", bedomt="nu", lakare="Dr Lind", mottagare=BOTH)


def header(page: str) -> str:
    found = re.search(r'<(\w+)[^>]*class="patient\b.*?</h1>.*?(?=<nav|<section)', page, re.S)
    return found.group() if found else page


# Compulsory care ---------------------------------------------------------------------------------


@pytest.fixture
def compulsory(app: Flask) -> tuple[Person, Person, Person, str]:
    """Psychiatry's ward, open psychiatry and the kommun around a patient in compulsory care."""
    ward, open_care = sits_down(app, PETRA), sits_down(app, OLLE)
    clerk = sits_down(app, "bo-bistand|bo-bistand-1")
    case = admit(ward, oppenvard="oppenpsyk-sundsvall", kommun_enhet="sundsvall-bistand")
    ward.do(case, "samtycke", varde="ja-tvangsvard")
    ward.do(
        case, "samordnad-vardplan", behov="Stöd i boendet.", insatser="Besök.",
        ansvar="Båda.", mottagare=["oppenpsyk-sundsvall", "sundsvall-bistand"],
    )  # fmt: skip
    return ward, open_care, clerk, case


def test_the_decision_waits_until_every_unit_has_adjusted_the_plan(
    compulsory: tuple[Person, Person, Person, str],
) -> None:
    ward, open_care, _, case = compulsory
    open_care.do(case, "justera-vardplan")
    blocked = ward.get(f"{case}/steg/beslut-oppen-tvangsvard")
    assert "justerat" in blocked
    answer = ward.send(
        f"{case}/beslut-oppen-tvangsvard", bedomt="nu", mottagare=["sundsvall-bistand"]
    )
    assert answer.status_code == 422


def test_the_decision_is_the_notice_that_the_patient_may_leave(
    compulsory: tuple[Person, Person, Person, str],
) -> None:
    ward, open_care, clerk, case = compulsory
    for person in (open_care, clerk):
        assert "Justera vårdplan" in person.get(f"{case}/steg/justera-vardplan")
        person.do(case, "justera-vardplan")
    page = ward.do(
        case, "beslut-oppen-tvangsvard", bedomt="nu",
        mottagare=["oppenpsyk-sundsvall", "sundsvall-bistand"],
    )  # fmt: skip
    assert "Utskrivningsklar" in page
    assert "Beslut om öppen tvångsvård" in clerk.get("/inkorg")


def test_a_blocked_decision_names_every_unit_that_has_not_adjusted(
    compulsory: tuple[Person, Person, Person, str],
) -> None:
    ward, open_care, _, case = compulsory
    both = ward.get(f"{case}/steg/beslut-oppen-tvangsvard")
    assert "Öppenpsykiatrin Sundsvall och Biståndsenheten Sundsvall kan häva det" in both
    open_care.do(case, "justera-vardplan")
    one = ward.get(f"{case}/steg/beslut-oppen-tvangsvard")
    assert '<p class="mjuk">Biståndsenheten Sundsvall kan häva det' in one


def test_who_has_not_read_is_named_where_the_case_cannot_be_closed(
    anna: Person, bo: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    anna.do(case, "skriv-ut", tidpunkt="nu", till="hem")
    bo.do(case, "kvittera", meddelande="3")
    page = anna.get(f"{case}/steg/avsluta-arende")
    assert "Granlo hälsocentral kan häva det" in page
    assert "Gör så här: " in hanna.get(f"{case}/steg/avsluta-arende")


def test_a_decision_told_on_paper_is_entered_with_its_actual_time(
    compulsory: tuple[Person, Person, Person, str],
) -> None:
    ward, open_care, clerk, case = compulsory
    for person in (open_care, clerk):
        person.do(case, "justera-vardplan")
    assert "Registrera i efterhand" in ward.get(f"{case}/steg/beslut-oppen-tvangsvard")
    page = ward.do(
        case, "beslut-oppen-tvangsvard", bedomt="i dag 07:40", verklig_tid="i dag 07:50",
        orsak_i_efterhand="driftstopp", mottagare=["oppenpsyk-sundsvall", "sundsvall-bistand"],
    )  # fmt: skip
    assert "Utskrivningsklar skickades måndag 2 mars 2026 kl. 07:50." in page


# Who and where -----------------------------------------------------------------------------------


def test_a_person_who_turns_out_to_be_protected_is_marked_at_once(anna: Person, case: str) -> None:
    assert "Skyddade uppgifter" not in anna.get(case)
    page = anna.do(case, "ratta", uppgift="skyddas", orsak="Patienten berättade.")
    assert "Skyddade uppgifter" in page
    anna.do(case, "ratta", uppgift="skyddas-inte", orsak="Skyddet har upphört.")
    assert "Skyddade uppgifter" not in anna.get(case)


def test_a_patient_without_a_number_gets_it_and_can_be_parted_from_it_again(
    anna: Person,
) -> None:
    case = admit(anna, personnummer="R-2026-41")
    page = anna.do(case, "sla-ihop-identitet", personnummer=NUMBER, orsak="Legitimation visad.")
    assert NUMBER in page
    assert "Test Testsson" in anna.send("/sok", personnummer=NUMBER).text


def test_a_patient_is_taken_over_by_another_hospital(anna: Person, case: str, app: Flask) -> None:
    announce(anna, case)
    anna.do(case, "byt-avdelning", till_avdelning="ornskoldsvik-avd-5", orsak="Närmare hemmet.")
    there = sits_down(app, OMAR).get("/oversikt")
    assert "Test Testsson" in there
    assert "Avdelning 5 Medicin" in there


def test_a_placement_moves_the_payment_to_the_kommun_that_decided_it(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    page = anna.do(
        case, "byt-kommun", till_kommun="timra", beslutande_kommun="sundsvall",
        mottagare=["timra-bistand"],
    )  # fmt: skip
    assert "Biståndsenheten Timrå" in page
    assert "Sundsvall" in is_ready(anna, case)
    assert "Test Testsson" in bo.get("/oversikt")


def test_a_message_that_came_to_the_wrong_kommun_goes_back_and_the_sender_sees_it(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    bo.do(case, "avvisa", meddelande=_message(bo), orsak="Personen bor i Timrå.")
    assert "Biståndsenheten Sundsvall: avvisat" in anna.get("/inkorg/skickat")
    assert "Test Testsson" not in bo.get("/inkorg?visa=alla")


def test_a_unit_that_rejected_by_mistake_is_added_again_and_has_the_message_once(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    bo.do(case, "avvisa", meddelande=_message(bo), orsak="Fel enhet.")
    anna.do(case, "lagg-till-part", mottagare=["sundsvall-bistand"], orsak="Det var rätt enhet.")
    assert bo.get("/inkorg").count("Inskrivningsmeddelande</a>") == 1
    bo.do(case, "kvittera", meddelande=_message(bo))
    assert "Biståndsenheten Sundsvall: kvitterat" in anna.get("/inkorg/skickat")


# Days --------------------------------------------------------------------------------------------


def test_a_notice_that_is_withdrawn_ends_its_days(anna: Person, case: str, clock: Clock) -> None:
    announce(anna, case)
    is_ready(anna, case)
    clock.turn(minutes=10)
    page = anna.do(case, "aterta-utskrivningsklar", orsak="Feber i natt.")
    assert "återta" in page.lower()
    assert "aterta-utskrivningsklar" not in page.split("#atgarder")[0].split("huvudknapp")[-1]


def test_while_open_care_cannot_receive_no_day_counts(
    anna: Person, hanna: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    hanna.do(case, "kvittera", meddelande=_message(hanna))
    is_ready(anna, case)
    hanna.do(case, "hinder-oppenvard", fran="i dag", orsak="Ingen kan göra hembesök.")
    clock.turn(days=6)
    page = anna.back().get(case)
    assert "inder i öppenvården" in page


def _message(person: Person) -> str:
    found = re.search(r'name="meddelande" value="(\d+)"', person.get("/inkorg"))
    assert found
    return found.group(1)


def test_a_death_stops_every_timer(anna: Person, bo: Person, case: str, clock: Clock) -> None:
    announce(anna, case)
    is_ready(anna, case)
    clock.turn(minutes=10)
    page = anna.do(case, "avliden", tidpunkt="nu")
    assert "Avliden" in page
    clock.turn(days=5)
    assert "Test Testsson" not in bo.back().get("/paminnelser")


def test_a_patient_who_comes_back_brings_the_parties_along(
    anna: Person, bo: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    is_ready(anna, case)
    clock.turn(minutes=10)
    anna.do(case, "skriv-ut", tidpunkt="nu", till="hem")
    clock.turn(days=2)
    again = admit(anna.back(), tidpunkt="nu")
    assert again != case
    assert "Biståndsenheten Sundsvall" in anna.get(again)


def test_a_leave_that_ends_sooner_is_sent_again_with_the_times_filled_in(
    anna: Person, case: str, clock: Clock
) -> None:
    anna.do(case, "permission", fran="i dag 08:10", till="i morgon 18")
    clock.turn(hours=3)
    form = anna.back().get(f"{case}/steg/permission")
    assert 'value="2026-03-02 08:10"' in form
    assert 'value="2026-03-03 18:00"' in form
    anna.do(case, "permission", fran="2026-03-02 08:10", till="i dag 10:30")
    page = anna.get(case)
    assert "På permission" not in page
    assert "i dag 08:10 till i dag 10:30" in page


def test_what_was_just_done_tells_how_to_undo_it_with_the_right_thing_chosen(
    anna: Person, case: str
) -> None:
    page = anna.do(case, "permission", fran="i dag 10", till="i morgon 18")
    assert "Blev det fel?" in page
    assert "/steg/ratta?gor=ratta&uppgift=permission#nu" in page
    form = anna.get(f"{case}/steg/ratta?gor=ratta&uppgift=permission")
    assert 'value="permission" checked' in form
    page = anna.do(case, "ratta", uppgift="permission", orsak="Inställd.")
    assert "Permission från" not in page


def test_only_what_is_there_is_offered_to_be_undone(anna: Person, hanna: Person, case: str) -> None:
    announce(anna, case)
    offered = anna.get(f"{case}/steg/ratta")
    assert 'value="skyddas"' in offered
    for nothing_there in ("utskrivning", "avliden", "permission", "identitet", "skyddas-inte"):
        assert f'value="{nothing_there}"' not in offered
    assert 'value="skyddas"' not in hanna.get(f"{case}/steg/ratta")


def test_a_unit_that_is_no_longer_a_party_is_told_so_instead_of_asked_to_wait(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    assert "är inte längre part" not in bo.get(case)
    said = anna.do(case, "byt-kommun", till_kommun="timra")
    assert "Part är nu Biståndsenheten Timrå." in said
    page = bo.get(case)
    assert "Biståndsenheten Sundsvall är inte längre part i ärendet." in page
    assert "Ingen åtgärd behövs av dig." not in page


def test_whoever_moves_a_case_is_told_who_has_it_and_who_can_move_it_back(
    anna: Person, case: str
) -> None:
    said = anna.do(case, "byt-avdelning", till_avdelning="sundsvall-avd-12")
    assert "Avdelning 12 Stroke och neurologi har nu ärendet." in said
    assert "kan bara den byta tillbaka" in said


def test_a_merged_number_asks_for_the_name_to_be_read_and_can_be_undone(anna: Person) -> None:
    case = admit(anna, personnummer="R-123-AB", namn="Okänd")
    said = anna.do(case, "sla-ihop-identitet", personnummer=NUMBER, orsak="Legitimation visad.")
    assert "Läs namn, adress och kommun" in said
    assert "gor=ratta&uppgift=identitet#nu" in said


def test_a_step_registered_afterwards_is_read_back_with_its_actual_time(
    anna: Person, case: str, clock: Clock
) -> None:
    clock.turn(hours=3)
    anna.back()
    said = anna.do(
        case, "samtycke", varde="ja", verklig_tid="i dag 09:00", orsak_i_efterhand="Driftstopp"
    )
    assert "Samtycke sparat, i dag 09:00. Registrerat i efterhand i dag 11:00." in said


def test_a_permission_is_read_back_with_its_times(anna: Person, case: str) -> None:
    said = anna.do(case, "permission", fran="i dag 10", till="i morgon 18")
    assert "Från i dag 10:00 till i morgon tis 3 mars kl. 18:00." in said


def test_a_part_saved_is_said_not_to_be_the_whole(anna: Person, bo: Person, case: str) -> None:
    announce(anna, case)
    assert "Det är inte klart än." in bo.do(case, "planeringsunderlag", kand="kand")
    whole = bo.do(case, "planeringsunderlag", kand="kand", klart="ja")
    assert "Det är inte klart än." not in whole


def test_a_forgotten_discharge_leads_the_ward_to_what_answers_it(
    anna: Person, bo: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    clock.turn(days=7)
    warned = anna.back().get(case).partition('id="nu"')[0]
    assert f'href="{case}/steg/utskrivning?gor=skriv-ut#nu">Registrera utskrivning</a>' in warned
    assert "gor=andra-utskrivningsdatum#nu" in warned
    assert "gor=skriv-ut" not in bo.back().get(case)


def test_the_only_message_to_acknowledge_is_not_asked_for(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    first = bo.get(f"{case}/steg/kvittera")
    assert '<select id="falt-meddelande"' not in first
    assert '<input type="hidden" id="falt-meddelande" name="meddelande"' in first
    anna.do(case, "generellt-meddelande", amne="Nyckeln", text="Nyckeln ligger hos grannen.",
            mottagare=["sundsvall-bistand"])  # fmt: skip
    assert '<select id="falt-meddelande"' in bo.get(f"{case}/steg/kvittera")


def test_an_obstacle_registered_by_mistake_is_taken_back_with_the_same_day_twice(
    hanna: Person, anna: Person, case: str
) -> None:
    announce(anna, case)
    hanna.do(case, "hinder-oppenvard", fran="i dag", orsak="Ingen kan göra hembesök.")
    assert "Hinder i öppenvården</span>" in hanna.get(case)
    hanna.do(case, "hinder-oppenvard", fran="i dag", till="i dag", orsak="Fel patient.")
    page = hanna.get(case)
    assert "återtaget. Fel patient." in page
    assert "Hinder i öppenvården</span>" not in page


def test_a_case_opened_on_the_wrong_person_is_annulled_whole(anna: Person, case: str) -> None:
    opened = anna.get(f"{case}?klart=1")
    assert f'href="{case}/steg/makulera?gor=makulera&meddelande=1#nu"' in opened
    form = anna.get(f"{case}/steg/makulera?gor=makulera&meddelande=1")
    assert "Hela ärendet, inskriven i dag 07:30" in form
    page = anna.do(case, "makulera", meddelande="1", orsak="Fel person.")
    assert "Hela ärendet makulerat, i dag 08:00." in page
    assert "Test Testsson" not in anna.get("/oversikt")
    assert admit(anna) != case


def test_only_the_ward_is_offered_to_annul_the_whole_case(
    anna: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    hanna.do(case, "generellt-meddelande", amne="x", text="y", mottagare="sundsvall-avd-11")
    form = hanna.get(f"{case}/steg/makulera?gor=makulera")
    assert "Generellt meddelande från Granlo" in form
    assert "Hela ärendet, inskriven" not in form


def test_who_annuls_what_is_read_already_is_told_whom_to_phone(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    bo.do(case, "kvittera", meddelande="3")
    page = anna.do(case, "makulera", meddelande="3", orsak="Fel datum.")
    assert "Ring Biståndsenheten Sundsvall: det är redan läst." in page


def test_who_forwards_a_message_reads_back_where_it_went(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    page = bo.do(case, "vidarebefordra", meddelande="3", mottagare="sundsvall-hemsjukvard")
    assert "Meddelande vidarebefordrat till Hemsjukvården Sundsvall, i dag 08:00." in page


def test_the_sender_is_told_of_a_rejected_message_until_another_unit_has_it(
    anna: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    hanna.do(case, "avvisa", meddelande="3", orsak="Listad i Matfors.")
    told = "Granlo hälsocentral har avvisat ert inskrivningsmeddelande, "
    page = anna.get(case)
    assert told in page
    assert ": Listad i Matfors. Ska en annan enhet ha det?" in page
    assert told not in anna.do(case, "lagg-till-part", mottagare="hc-matfors")


def test_the_line_after_a_withdrawal_or_a_new_party_reads_well(anna: Person, case: str) -> None:
    announce(anna, case)
    joined = anna.do(case, "lagg-till-part", mottagare="sundsvall-hemsjukvard")
    assert "Part tillagd, i dag 08:00. Hemsjukvården Sundsvall deltar nu." in joined
    ready = {"bedomt": "i dag 08:00", "lakare": "Dr Lind", "mottagare": "hc-granlo"}
    sent = anna.do(case, "utskrivningsklar", **ready)
    assert "Utskrivningsklar skickat till Granlo hälsocentral, i dag 08:00." in sent
    back = anna.do(case, "aterta-utskrivningsklar", orsak="Feber")
    assert "Utskrivningsklar återtaget. Skickat till Granlo hälsocentral, i dag 08:00." in back
