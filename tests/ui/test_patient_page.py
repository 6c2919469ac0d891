"""The patient page: who it is about, where the case is, what to do now, and everything known."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.ui.conftest import TUVA, Clock, Person, admit, announce
from tests.ui.test_prints import text_of


def test_the_head_says_who_it_is_about(anna: Person, case: str) -> None:
    page = anna.get(case)
    for words in ("Test Testsson", "18900202-9800", "136 år", "Avdelning 11 Medicin", "Öppnat"):
        assert words in page
    assert "Samtycke saknas" in page


def test_flags_are_words(anna: Person) -> None:
    case = admit(anna, skyddade_uppgifter="ja", sprak="Finska")
    anna.do(case, "permission", fran="i dag 10", till="i morgon 18")
    page = anna.get(case)
    assert "Skyddade uppgifter" in page
    assert "Tolk: Finska" in page
    assert "Permission från i dag 10:00" in page


def test_a_patient_away_is_said_to_be_so_with_the_time_of_return(
    anna: Person, case: str, clock: Clock
) -> None:
    anna.do(case, "permission", fran="i dag 08:10", till="i morgon 18")
    clock.turn(minutes=20)
    assert "På permission till i morgon tis 3 mars kl. 18:00" in anna.get(case)


def test_the_rail_says_done_now_and_next_in_words_and_signs(anna: Person, case: str) -> None:
    page = anna.get(case)
    rail = page.partition('class="rals"')[2].partition("</nav>")[0]
    assert "Öppna ärende<" in rail
    assert ", klar<" in rail
    assert "2/3 07:30" in rail or "2/3 08:00" in rail
    assert ", pågår<" in rail
    assert ", väntar<" in rail
    assert f'href="{case}/steg/behovsbedomning#nu"' in rail
    assert 'data-hjalp-steg="behovsbedomning"' in rail


def test_a_step_has_an_address_of_its_own(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/behovsbedomning")
    assert 'aria-current="step"' in page
    assert 'action="/arende/arende-1/behovsbedomning"' in page


def test_a_step_of_others_tells_who_does_it(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/fast-vardkontakt")
    assert "Det görs av: öppenvård." in page
    anna.get(f"{case}/steg/finns-inte", status=404)


def test_a_latest_time_tells_how_it_was_counted(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/inskrivningsmeddelande")
    assert "i morgon tis 3 mars kl. 07:30" in page
    assert "Så räknas det" in page
    assert "lag (2017:612) 2 kap. 3\u00a0§" in page
    assert "enligt lagen" in page


def test_a_time_close_at_hand_and_one_gone_by_look_different(
    anna: Person, case: str, clock: Clock
) -> None:
    clock.turn(hours=21)
    anna.sign_in("anna-avd11|anna-avd11-1")
    assert 'class="markning snart"' in anna.get(f"{case}/steg/inskrivningsmeddelande")
    clock.turn(hours=4)
    anna.sign_in("anna-avd11|anna-avd11-1")
    assert 'class="markning sen"' in anna.get(f"{case}/steg/inskrivningsmeddelande")


def test_messages_stand_as_a_thread_with_receipts(
    anna: Person, bo: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    number = bo.get("/inkorg").partition('name="meddelande" value="')[2].partition('"')[0]
    bo.send(f"{case}/kvittera", meddelande=number)
    page = anna.get(case)
    assert "Biståndsenheten Sundsvall: kvitterat" in page
    assert "Bo Lindgren" in page
    assert "Granlo hälsocentral: inte kvitterat" in page


def test_a_message_sent_by_mistake_can_be_annulled_and_stays_readable(
    anna: Person, case: str
) -> None:
    announce(anna, case)
    page = anna.get(case)
    link = page.partition("gor=makulera&meddelande=")[2].partition("#")[0]
    form = anna.get(f"{case}/steg/makulera?gor=makulera&meddelande={link}")
    assert f'id="falt-meddelande" name="meddelande" value="{link}"' in form
    page = anna.do(case, "makulera", meddelande=link, orsak="Fel patient")
    assert "Meddelande makulerat" in page
    assert "makulerat i dag 08:00" in page


def test_what_a_misdirected_message_can_be_done_with_stands_beside_it(
    anna: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    page = hanna.get(case)
    assert "gor=vidarebefordra" in page
    assert "gor=avvisa" in page


def test_the_record_says_of_every_empty_part_how_it_is_filled(anna: Person, case: str) -> None:
    page = anna.get(case)
    for words in (
        "Inget samtycke är sparat.",
        "Inget underlag är sparat.",
        "Inga meddelanden än.",
        "Ingen har tagit ställning till SIP.",
        "Inget betalningsansvar att räkna.",
    ):
        assert words in page


@pytest.mark.parametrize(
    "anchor",
    ["parter", "samtycke", "datum", "underlag", "patientinformation", "meddelanden", "sip",
     "utskrivningsinformation", "betalning", "atgarder", "historik"],
)  # fmt: skip
def test_every_part_is_reached_from_the_index(anna: Person, case: str, anchor: str) -> None:
    page = anna.get(case)
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page


def test_the_history_tells_who_did_what_when(anna: Person, case: str) -> None:
    page = anna.get(case).partition('id="historik"')[2]
    assert "Ärendet öppnat" in page
    assert "Anna Ådahl, Avdelning 11 Medicin" in page


def test_the_panel_gets_the_live_part_and_ids_only(anna: Person, case: str) -> None:
    page = anna.get(f"{case}/steg/inskrivningsmeddelande")
    panel = page.partition("<ledstang-hjalp")[2].partition("</ledstang-hjalp>")[0]
    head = panel.partition(">")[0]
    assert 'vy="patientvy" steg="inskrivningsmeddelande"' in head
    assert 'roll="slutenvard"' in head
    assert '<div slot="nu">' in panel
    assert "senast" in panel
    assert "Testsson" not in panel
    assert "18900202" not in panel


def test_the_status_line_is_for_the_one_who_did_it(anna: Person, hanna: Person, case: str) -> None:
    announce(anna, case)
    assert "Inskrivningsmeddelande skickat till" not in hanna.get(f"{case}?klart=3")
    for odd in ("x", "-1", "999", "", "1" * 40, "²"):
        anna.get(f"{case}?klart={odd}")


def test_the_kommun_that_the_person_moves_to_meets_the_case(
    app: Flask, anna: Person, case: str
) -> None:
    announce(anna, case)
    tuva = Person(app).sign_in(TUVA)
    tuva.get(case, status=404)
    anna.do(case, "byt-kommun", till_kommun="timra")
    assert "Test Testsson" in tuva.get(case)


def test_hemgangsklar_stands_party_by_party_with_a_comment_for_each_point(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    anna.do(case, "hemgangsklar", punkter=["lakemedel"], om_lakemedel="Till måndag", klar="ja")
    page = bo.do(case, "hemgangsklar", punkter=["insatser"], om_insatser="Hemtjänst fredag")
    part = page[page.index('id="hemgangsklar"') :].partition("</section>")[0]
    assert "✓ klart. Till måndag" in part
    assert "✓ klart. Hemtjänst fredag" in part
    assert part.count("○ inte klart") == 8
    assert "vår del är klar" in part
    assert "inte klar än" in part


def test_every_latest_time_stands_with_how_it_was_counted(anna: Person, case: str) -> None:
    page = announce(anna, case)
    times = page[page.index('id="tider"') :].partition("</section>")[0]
    assert "Inskrivningsmeddelande" in times
    assert "Så räknas det" in times
    assert "klar i tid" in times


def test_what_payment_would_become_is_told_before_the_button(
    anna: Person, case: str, clock: Clock
) -> None:
    announce(anna, case)
    anna.do(case, "utskrivningsklar", bedomt="i dag 07:50", lakare="Dr Lind",
            mottagare=["hc-granlo", "sundsvall-bistand"])  # fmt: skip
    clock.turn(days=4)
    page = anna.back().get(f"{case}/steg/utskrivning")
    assert "Om du gör det här nu" in page
    assert "fredag 6 mars 2026 är den första dagen som inte räknas." in page


def test_a_sip_without_a_stay_is_not_told_of_stays(bo: Person) -> None:
    answer = bo.send(
        "/arende/nytt/sip-initiera",
        personnummer="20030202-2389",
        namn="Adam Abel",
        adress="Provgatan 2, Sundsvall",
        folkbokforingskommun="sundsvall",
        mottagare="hc-granlo",
        samtycke="ja",
    )
    page = bo.get(str(answer.location).partition("?")[0])
    assert "SIP: behövs" in page
    assert 'id="betalning"' not in page
    assert "Inget inskrivningsmeddelande" not in page


def test_the_help_lists_the_steps_of_the_own_role_as_they_stand(anna: Person, case: str) -> None:
    live = anna.get(case).partition('id="steg-for-steg"')[2].partition("</details>")[0]
    assert "Steg för steg: 1 av" in live
    assert ">Öppna ärende</a>, klar" in live
    assert ">Kallelse till SIP</a>" not in live
    anna.do(case, "samtycke", varde="ja")
    later = anna.get(case).partition('id="steg-for-steg"')[2].partition("</details>")[0]
    assert "Steg för steg: 2 av" in later


def test_the_care_plan_tells_who_has_adjusted_it(
    anna: Person, bo: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    anna.do(case, "samtycke", varde="ja-tvangsvard")
    plan = {"behov": "Stöd", "insatser": "Boendestöd", "ansvar": "Kommunen"}
    anna.do(case, "samordnad-vardplan", mottagare=["hc-granlo", "sundsvall-bistand"], **plan)
    page = bo.do(case, "justera-vardplan")
    part = page[page.index('id="vardplan"') :].partition("</section>")[0]
    assert "✓ har justerat i dag 08:00, Bo Lindgren" in part
    assert "○ har inte justerat" in part
    assert "Boendestöd" in hanna.get(case)


def test_the_plan_stands_beside_the_button_that_adjusts_it_and_its_print_says_who_has(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    plan = {"behov": "Stöd", "insatser": "Boendestöd", "ansvar": "Kommunen"}
    anna.do(case, "samordnad-vardplan", mottagare=["hc-granlo", "sundsvall-bistand"], **plan)
    card = bo.get(f"{case}/steg/justera-vardplan").partition('id="nu"')[2].partition("</form>")[0]
    assert "Boendestöd" in card
    page = bo.do(case, "justera-vardplan")
    links = re.findall(rf"{case}/utskrift/meddelande-\d+\.pdf", page)
    papers = [" ".join(text_of(bo.client.get(each).data).split()) for each in links]
    court = next(each for each in papers if "Boendestöd" in each)
    assert "Biståndsenheten Sundsvall ✓ har justerat måndag 2 mars 2026" in court
    assert "Granlo hälsocentral ○ har inte justerat" in court
    announced = next(each for each in papers if "Beräknad tidpunkt" in each)
    assert "Folkbokföringsadress" in announced


def test_the_message_to_acknowledge_stands_beside_the_button(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    card = bo.get(case).partition('id="nu"')[2].partition("</section>")[0]
    read = card.partition('class="att-lasa"')[2].partition("<form")[0]
    assert "Inskrivningsmeddelande" in read
    assert "Socialtjänst" in read
    bo.do(case, "kvittera", meddelande="3")
    assert 'class="att-lasa"' not in bo.get(f"{case}/steg/planeringsunderlag")


def test_actions_stand_under_the_phases_and_the_exceptions_last(anna: Person, case: str) -> None:
    announce(anna, case)
    actions = anna.get(case).partition('id="atgarder"')[2].partition("</section>")[0]
    order = [actions.index(f"<h3>{each}</h3>") for each in ("Planering", "Undantag och rättelser")]
    assert order == sorted(order)
    assert actions.index("Registrera avliden") > order[1] > actions.index("Spara spår")


def test_a_step_without_a_latest_time_yet_is_simply_done(
    anna: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    hanna.do(case, "fast-vardkontakt", namn="Hanna Viklund", telefon="010-555 02 11")
    told = anna.get(f"{case}/steg/fast-vardkontakt").partition('id="nu"')[2][:1500]
    assert "klar i tid" not in told
    assert "ingen sluttid än" not in told


def test_after_a_message_the_page_tells_what_is_next_and_how_to_take_it_back(
    anna: Person, case: str
) -> None:
    told = announce(anna, case).partition('id="status"')[2].partition("</div>")[0]
    assert "Inskrivningsmeddelande skickat till" in told
    assert 'Nästa för er: <a href="#nu">' in told
    assert f'Blev det fel? <a href="{case}/steg/makulera?gor=makulera&meddelande=3#nu">' in told


def test_what_was_saved_for_the_unit_only_is_not_said_to_be_taken_back(
    anna: Person, case: str
) -> None:
    told = anna.do(case, "samtycke", varde="ja").partition('id="status"')[2].partition("</div>")[0]
    assert "Samtycke sparat" in told
    assert "Blev det fel?" not in told


@pytest.mark.parametrize("command", ["kvittera", "avvisa"])
def test_the_opening_of_the_case_is_no_message_to_answer(
    anna: Person, bo: Person, case: str, command: str
) -> None:
    announce(anna, case)
    answer = bo.send(f"{case}/{command}", meddelande="1", orsak="Fel.")
    assert answer.status_code == 422
    assert "Meddelandet finns inte i ärendet." in answer.text


def test_when_all_wait_for_others_the_page_says_for_whom(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    bo.do(case, "kvittera", meddelande="3")
    bo.do(case, "planeringsunderlag", kand="kand", klart="ja")
    told = bo.do(case, "hemgangsklar", punkter=["insatser"], klar="ja")
    assert "Nu väntar ärendet på" in told.partition('id="status"')[2].partition("</div>")[0]
