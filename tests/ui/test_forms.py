"""A form says what it does, knows what is known, and never loses what was typed."""

from __future__ import annotations

import pytest
from flask import Flask

from planning.moments import local
from planning.ports import Stores
from tests.ui.conftest import (
    ADMISSION,
    NUMBER,
    SAME_ORIGIN,
    Clock,
    Person,
    announce,
    errors_in,
    version_in,
)


def test_the_button_says_to_how_many_it_sends(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/inskrivningsmeddelande")
    assert "Skicka inskrivningsmeddelande till 2 mottagare" in page


def test_receivers_are_chosen_beforehand_and_the_reason_is_told(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/inskrivningsmeddelande")
    assert "förvald: folkbokförd i Sundsvall" in page
    assert "förvald: patientens öppenvård" in page


def test_every_field_has_its_help_beside_the_label(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/inskrivningsmeddelande")
    assert 'data-hjalp-falt="inskrivningsmeddelande.beraknad_utskrivning"' in page
    assert (
        "/help/visa?steg=inskrivningsmeddelande&roll=slutenvard&enhet=sundsvall-avd-11"
        "&falt=inskrivningsmeddelande.beraknad_utskrivning" in page
    )


def test_the_panel_leads_to_the_step_on_one_printed_page(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/inskrivningsmeddelande")
    where = "steg=inskrivningsmeddelande&roll=slutenvard&enhet=sundsvall-avd-11"
    assert f'<a href="/help/lathund?{where}">Det här steget på papper (PDF)</a>' in page


def test_a_mistake_comes_back_with_the_text_kept_and_a_summary_that_links(
    anna: Person, case: str
) -> None:
    answer = anna.send(
        f"{case}/behovsbedomning", behov=["socialtjanst"], bedomt="tisd", lakare="Dr Lind"
    )
    assert answer.status_code == 422
    assert "Det här behöver rättas" in answer.text
    assert 'href="#falt-bedomt"' in answer.text
    assert 'id="falt-bedomt" name="bedomt" value="tisd"' in answer.text
    assert 'value="Dr Lind"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_an_empty_field_that_is_needed_says_so_in_words(anna: Person, case: str) -> None:
    answer = anna.send(f"{case}/inskrivningsmeddelande")
    assert "Fyll i ”Beräknad tidpunkt för utskrivning”." in answer.text
    assert "Välj minst en enhet i ”Mottagare”." in answer.text


def test_the_label_is_quoted_as_it_stands(anna: Person, bo: Person, case: str) -> None:
    announce(anna, case)
    answer = bo.send(f"{case}/planeringsunderlag")
    assert "Välj ett alternativ i ”Är personen känd hos er?”." in answer.text


def test_all_that_is_wrong_with_a_form_is_told_at_once(
    anna: Person, case: str, clock: Clock
) -> None:
    answer = anna.send(f"{case}/behovsbedomning", bedomt="i morgon 10:00")
    assert "Välj minst ett alternativ" in errors_in(answer)
    assert "Läkaren bedömde behovet: Tidpunkten ligger i framtiden." in errors_in(answer)
    answer = anna.send("/arende/nytt/skriv-in", personnummer="18900202-9801", tidpunkt="sist")
    told = errors_in(answer)
    assert "Personnumret går inte att använda." in told
    assert "Fyll i ”Namn”." in told
    assert "Inskriven tidpunkt: Tiden går inte att förstå." in told
    assert 'value="18900202-9801"' in answer.text


def test_what_was_understood_stands_beside_the_field(anna: Person, case: str) -> None:
    answer = anna.send(f"{case}/behovsbedomning", bedomt="i dag 07:45")
    assert "måndag 2 mars 2026 kl. 07:45" in answer.text


def test_a_reason_of_the_core_stands_at_its_field(anna: Person, case: str) -> None:
    answer = anna.send(f"{case}/skriv-ut", tidpunkt="i dag 07:00", till="hem")
    assert answer.status_code == 422
    assert "Tidpunkten ligger före inskrivningen." in answer.text
    assert 'href="#falt-tidpunkt"' in answer.text


def test_a_wrong_number_is_refused_at_its_field_and_the_rest_kept(anna: Person) -> None:
    fields = {**ADMISSION, "personnummer": "189002029801"}
    answer = anna.send("/arende/nytt/skriv-in", **fields)
    assert answer.status_code == 422
    assert "Personnumret går inte att använda" in answer.text
    assert 'value="Test Testsson"' in answer.text


def test_a_second_open_case_for_the_person_is_refused(anna: Person, case: str) -> None:
    answer = anna.send("/arende/nytt/skriv-in", **ADMISSION | {"namn": "Test Testson"})
    assert answer.status_code == 422
    assert "Patienten har redan ett öppet ärende." in answer.text


def test_text_of_a_refused_form_is_offered_again_as_a_draft(anna: Person, case: str) -> None:
    anna.send(f"{case}/behovsbedomning", lakare="Dr Lind")
    page = anna.get(f"{case}/steg/behovsbedomning")
    assert "Det är inte skickat." in page
    assert 'value="Dr Lind"' in page


def test_a_draft_saved_while_typing_is_offered_and_can_be_thrown_away(
    anna: Person, case: str
) -> None:
    headers = {**SAME_ORIGIN, "X-Ledstang-Token": anna.token}
    kept = anna.client.post(
        f"{case}/utkast/samtycke", json={"falt": {"anteckning": "Vill vänta"}}, headers=headers
    )
    assert kept.get_json() == {"sparat": "i dag 08:00"}
    assert "Vill vänta" in anna.get(f"{case}/steg/samtycke")
    anna.send(f"{case}/utkast/samtycke/slang")
    assert "Vill vänta" not in anna.get(f"{case}/steg/samtycke")


def test_a_draft_belongs_to_the_one_who_wrote_it(anna: Person, hanna: Person, case: str) -> None:
    announce(anna, case)
    headers = {**SAME_ORIGIN, "X-Ledstang-Token": hanna.token}
    fields = {"falt": {"amne": "Privat"}}
    hanna.client.post(f"{case}/utkast/generellt-meddelande", json=fields, headers=headers)
    assert "Privat" not in anna.get(f"{case}/steg/generellt-meddelande")


def test_saved_text_is_there_to_go_on_with(anna: Person, bo: Person, case: str) -> None:
    announce(anna, case)
    bo.do(case, "planeringsunderlag", kand="kand", insatser="Hemtjänst två gånger om dagen")
    assert "Hemtjänst två gånger om dagen</textarea>" in bo.get(f"{case}/steg/planeringsunderlag")


def test_what_the_button_means_for_payment_is_told_before_it_is_pressed(
    anna: Person, case: str
) -> None:
    announce(anna, case)
    page = anna.get(f"{case}/steg/utskrivningsklar")
    assert "Om du skickar utskrivningsklar nu (08:00)" in page
    assert "Efter kl. 12:00 i dag blir det" in page
    assert "Ingen fast vårdkontakt är utsedd." in page


def test_a_blocked_step_says_why_who_can_lift_it_and_by_what(
    anna: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    page = hanna.get(f"{case}/steg/kallelse-sip?gor=kallelse-sip")
    assert "Spärrad just nu" in page
    assert "Ingen fast vårdkontakt är utsedd." in page
    assert 'aria-disabled="true"' in page
    assert f'href="{case}/steg/fast-vardkontakt?gor=fast-vardkontakt#nu"' in page
    assert 'data-hjalp-hinder="fvk-saknas"' in page


def test_a_blocked_action_in_the_list_names_its_reasons_for_the_panel(
    anna: Person, case: str
) -> None:
    page = anna.get(case)
    assert "Spärrade just nu" in page
    assert "Inget inskrivningsmeddelande är skickat." in page


def test_sending_twice_shows_that_the_case_has_changed_and_keeps_the_text(
    anna: Person, case: str
) -> None:
    version = version_in(anna.get(f"{case}/steg/samtycke"))
    anna.do(case, "behovsbedomning", behov=["socialtjanst"], bedomt="i dag 07:45")
    answer = anna.send(f"{case}/samtycke", version=version, varde="nej", anteckning="Säger nej")
    assert answer.status_code == 409
    assert "Ärendet har ändrats" in answer.text
    assert "Behovsbedömning sparad" in answer.text
    assert "Säger nej" in answer.text
    again = anna.send(
        f"{case}/samtycke", version=version_in(answer.text), varde="nej", anteckning="Säger nej"
    )
    assert again.status_code == 303


def test_a_receipt_is_taken_also_when_the_case_has_changed_meanwhile(
    anna: Person, hanna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    version = version_in(hanna.get(f"{case}/steg/kvittera"))
    bo.do(case, "planeringsunderlag", kand="kand")
    number = hanna.get("/inkorg").partition('name="meddelande" value="')[2].partition('"')[0]
    answer = hanna.send(f"{case}/kvittera", version=version, meddelande=number)
    assert answer.status_code == 303


def test_text_sent_after_the_session_has_run_out_is_kept(
    anna: Person, case: str, clock: Clock
) -> None:
    token = anna.token
    clock.turn(hours=1)
    answer = anna.post(f"{case}/samtycke", token=token, anteckning="Pratar med dottern")
    assert answer.status_code == 401
    assert "Det du skrev är sparat som utkast." in answer.text
    anna.sign_in("anna-avd11|anna-avd11-1")
    assert "Pratar med dottern" in anna.get(f"{case}/steg/samtycke")


def test_a_new_case_sent_after_the_session_has_run_out_is_kept(anna: Person, clock: Clock) -> None:
    token = anna.token
    clock.turn(hours=1)
    answer = anna.post("/arende/nytt/skriv-in", token=token, **ADMISSION)
    assert answer.status_code == 401
    assert "Det du skrev är sparat som utkast." in answer.text
    assert "till=/arende/nytt?gor%3Dskriv-in" in answer.text
    anna.sign_in("anna-avd11|anna-avd11-1")
    assert "Provgatan 1, Sundsvall" in anna.get("/arende/nytt")


def test_a_stranger_cannot_leave_text_in_somebodys_name(
    anna: Person, case: str, clock: Clock
) -> None:
    clock.turn(hours=1)
    answer = anna.post(f"{case}/samtycke", token="gissad", anteckning="Falskt")
    assert answer.status_code == 401
    assert "sparat som utkast" not in answer.text


def test_a_written_time_is_explained_to_the_scripts(anna: Person) -> None:
    path = "/tolka-tid?kommando=behovsbedomning&falt=bedomt&text="
    assert anna.client.get(f"{path}07:45").get_json() == {
        "forstatt": "måndag 2 mars 2026 kl. 07:45"
    }
    assert "Tiden går inte att förstå" in anna.client.get(f"{path}hej").get_json()["fel"]


def test_a_sip_can_be_started_without_a_stay(bo: Person) -> None:
    page = bo.get("/arende/nytt?gor=sip-initiera")
    assert 'name="personnummer"' in page
    answer = bo.send(
        "/arende/nytt/sip-initiera",
        personnummer="189602029812",
        namn="Testina Provberg",
        adress="Vägen 1",
        folkbokforingskommun="sundsvall",
        samtycke="ja",
        mottagare=["hc-granlo"],
    )
    assert answer.status_code == 303
    assert "SIP startad" in bo.get(answer.location)


def test_what_was_done_during_an_outage_is_registered_with_its_actual_time(
    anna: Person, case: str, clock: Clock, stores: Stores
) -> None:
    before = local(clock.now).strftime("%H:%M")
    clock.turn(minutes=20)
    anna.do(case, "samtycke", varde="ja", verklig_tid=before, orsak_i_efterhand="Driftstopp")
    event = stores.cases.events(case.rsplit("/", 1)[1])[-1]
    assert event.registered_later
    assert local(event.occurred_at).strftime("%H:%M") == before
    assert event.data["orsak_i_efterhand"] == "Driftstopp"


def test_an_actual_time_without_a_reason_is_asked_for_it_with_the_fields_in_sight(
    anna: Person, case: str, clock: Clock
) -> None:
    clock.turn(minutes=20)
    answer = anna.send(f"{case}/samtycke", varde="ja", verklig_tid="nu")
    assert "Varför i efterhand: Skriv varför du registrerar i efterhand." in errors_in(answer)
    assert '<details class="efterhand" open>' in answer.text


def test_the_time_that_is_wrong_is_the_one_that_is_pointed_at(
    anna: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    clock.turn(hours=2)
    anna.back()
    version = version_in(anna.get(f"{case}/steg/utskrivningsklar"))
    answer = anna.send(
        f"{case}/utskrivningsklar", version=version, bedomt="i dag 09:40", lakare="Dr Lind",
        mottagare="hc-granlo", verklig_tid="i dag 07:00", orsak_i_efterhand="Driftstopp",
    )  # fmt: skip
    assert "Verklig tid: Tidpunkten ligger före inskrivningen." in errors_in(answer)
    later = anna.send(
        f"{case}/utskrivningsklar", version=version, bedomt="i dag 10:40", lakare="Dr Lind",
        mottagare="hc-granlo", verklig_tid="i dag 09:00", orsak_i_efterhand="Driftstopp",
    )  # fmt: skip
    assert "Läkaren bedömde: Tidpunkten ligger i framtiden." in errors_in(later)


def test_an_actual_time_before_the_admission_is_refused_with_the_text_kept(
    anna: Person, case: str, clock: Clock
) -> None:
    clock.turn(minutes=20)
    answer = anna.send(f"{case}/samtycke", varde="ja", verklig_tid="2026-02-27 10:00",
                        orsak_i_efterhand="Driftstopp")  # fmt: skip
    assert answer.status_code == 422
    assert "Tidpunkten ligger före inskrivningen." in answer.text
    assert "2026-02-27 10:00" in answer.text


def test_the_summary_names_the_field_of_each_fault(anna: Person, case: str) -> None:
    answer = anna.send(f"{case}/behovsbedomning", behov="socialtjanst", bedomt="sen eftermiddag")
    assert "Läkaren bedömde behovet: Tiden går inte att förstå." in errors_in(answer)


def test_a_group_of_choices_is_named_once(anna: Person, case: str) -> None:
    assert anna.get(f"{case}/steg/samtycke").count(">Samtycke</legend>") == 1


def test_a_date_that_moves_much_is_warned_of_before_it_is_sent(anna: Person, case: str) -> None:
    announce(anna, case)
    page = anna.get(f"{case}/steg/andrat-utskrivningsdatum")
    assert "Blir dagen tidigare, eller mer än 24 timmar senare: ring också kommunen." in page
    asked = {"falt": {"beraknad_utskrivning": "i morgon"}}
    headers = {**SAME_ORIGIN, "X-Ledstang-Token": anna.token}
    answer = anna.client.post(f"{case}/prova/andra-utskrivningsdatum", json=asked, headers=headers)
    assert [each["kod"] for each in answer.get_json()["varningar"]] == ["ring-kommunen"]
    near = {"falt": {"beraknad_utskrivning": "lör"}}
    answer = anna.client.post(f"{case}/prova/andra-utskrivningsdatum", json=near, headers=headers)
    assert answer.get_json()["varningar"] == []


def ask_for_care(bo: Person, number: str) -> None:
    """A care request from open care, which is the case that the ward admits."""
    request = bo.send(
        "/arende/nytt/vardbegaran",
        personnummer=number,
        namn="Test Testsson",
        adress="Provgatan 1",
        folkbokforingskommun="sundsvall",
        mottagare=["sundsvall-avd-11"],
        halsotillstand="Har ramlat hemma.",
    )
    assert request.status_code == 303


@pytest.mark.parametrize("number", [NUMBER, "R-2026-801"])
def test_an_admission_knows_what_the_care_request_told(
    bo: Person, anna: Person, number: str
) -> None:
    ask_for_care(bo, number)
    form = anna.get("/arende/arende-1").partition('id="nu"')[2]
    for known in (number, "Test Testsson", "Provgatan 1"):
        assert f'value="{known}"' in form
    assert '<option value="sundsvall" selected' in form
    assert '<option value="sundsvall-bistand" selected' in form


def test_a_number_that_is_none_yet_breaks_nothing_while_it_is_typed(
    bo: Person, anna: Person
) -> None:
    ask_for_care(bo, NUMBER)
    headers = {**SAME_ORIGIN, "X-Ledstang-Token": anna.token}
    typed = {"falt": {"personnummer": "2026?"}}
    answer = anna.client.post("/arende/arende-1/prova/skriv-in", json=typed, headers=headers)
    assert (answer.status_code, answer.get_json()["varningar"]) == (200, [])


def test_who_opens_a_case_that_is_there_is_led_to_it_when_the_unit_is_a_party(
    app: Flask, anna: Person, case: str
) -> None:
    again = anna.send("/arende/nytt/skriv-in", **{**ADMISSION, "tidpunkt": "i dag 07:40"})
    assert "Patienten har redan ett öppet ärende." in again.text
    assert f'<a href="{case}">Gå till ärendet</a>' in again.text
    petra = Person(app).sign_in("petra-psyk|petra-psyk-1")
    elsewhere = petra.send("/arende/nytt/skriv-in", **ADMISSION)
    assert "Patienten har redan ett öppet ärende." in elsewhere.text
    assert "Gå till ärendet" not in elsewhere.text
    assert case not in elsewhere.text
