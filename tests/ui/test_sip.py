"""The course of a SIP: needs, goals, efforts with who and when; confirmed, fixed, followed up."""

from __future__ import annotations

import re

from tests.ui.conftest import BO, NUMBER, Clock, Person, announce, errors_in
from tests.ui.test_prints import text_of

MORNING = ("Klara morgonen", "Gå till köket själv", "", "Hjälp på morgonen", "sundsvall-bistand",
           "6/4")  # fmt: skip
TRAINING = ("", "", "Sitta upp", "Träning två gånger i veckan", "hc-granlo", "")
WALKS = ("Komma ut", "Gå till affären", "", "Promenad med dottern", "narstaende", "")
EMPTY = ("", "", "", "", "", "")
START = {
    "personnummer": "20030202-2389",
    "namn": "Adam Abel",
    "adress": "Provgatan 2, Sundsvall",
    "folkbokforingskommun": "sundsvall",
    "mottagare": "hc-granlo",
    "samtycke": "ja",
    "vad_ar_viktigt": "Att bo kvar hemma.",
}
FRAME = {
    "vad_ar_viktigt": "Att bo kvar hemma.",
    "huvudansvarig": "kommun",
    "uppfoljning": "6/4",
}


def a_met_plan(bo: Person) -> str:
    """A SIP without a stay, with its meeting held; the address of the case."""
    case = str(bo.send("/arende/nytt/sip-initiera", **START).location).partition("?")[0]
    bo.do(case, "sip-mote", tidpunkt="i dag 07:30", deltagare="Adam, Bo, Hanna")
    return case


def rows(*each: tuple[str, ...]) -> list[str]:
    """The rows of the form as a browser sends them."""
    return [text for row in each for text in row]


def test_what_matters_stands_first_and_is_not_asked_twice(bo: Person) -> None:
    case = a_met_plan(bo)
    form = bo.get(f"{case}/steg/sip-uppratta")
    assert ">Att bo kvar hemma.</textarea>" in form
    assert form.index("Vad är viktigt för dig?") < form.index("Behov, mål och insatser")


def test_the_plan_is_read_as_needs_goals_and_efforts(bo: Person, hanna: Person) -> None:
    case = a_met_plan(bo)
    bo.do(case, "sip-uppratta", plan=rows(MORNING, TRAINING, EMPTY, WALKS), **FRAME)
    page = hanna.get(case)
    plan = page[page.index("Plan, version 1") :].partition("</article>")[0]
    wanted = (
        "Klara morgonen", "Gå till köket själv", "Hjälp på morgonen", "mån 6 apr", "Sitta upp",
        "Granlo hälsocentral (din enhet)", "Komma ut", "närstående",
    )  # fmt: skip
    for words in wanted:
        assert words in plan.replace("</span>", ""), words
    assert plan.count("Klara morgonen") == 1
    assert "gäller nu" in plan


def test_a_row_without_effort_or_responsible_is_told_by_its_number(bo: Person) -> None:
    case = a_met_plan(bo)
    nobody = ("", "", "", "Städning", "", "")
    answer = bo.send(f"{case}/sip-uppratta", plan=rows(MORNING, nobody), **FRAME)
    assert answer.status_code == 422
    assert "Rad 2: välj vem som ansvarar." in answer.text
    assert ">Städning</textarea>" in answer.text
    odd = ("", "", "", "Städning", "hc-granlo", "kanske")
    assert "Rad 1:" in bo.send(f"{case}/sip-uppratta", plan=rows(odd), **FRAME).text


def test_a_plan_needs_some_content(bo: Person) -> None:
    case = a_met_plan(bo)
    answer = bo.send(f"{case}/sip-uppratta", plan=rows(EMPTY, EMPTY), **FRAME)
    assert "Skriv minst en insats i planen." in answer.text


def test_more_rows_are_given_and_what_is_written_stays(bo: Person) -> None:
    case = a_met_plan(bo)
    full = rows(MORNING, TRAINING, WALKS)
    answer = bo.send(f"{case}/sip-uppratta", plan=full, fler="ja", vad_ar_viktigt="Hemma")
    assert answer.status_code == 200
    assert "Insats 6" in answer.text
    assert "Promenad med dottern" in answer.text
    assert "Det här behöver rättas" not in answer.text
    assert "Promenad med dottern" in bo.get(f"{case}/steg/sip-uppratta")


def test_each_unit_confirms_its_own_efforts(bo: Person, hanna: Person) -> None:
    case = a_met_plan(bo)
    bo.do(case, "sip-uppratta", plan=rows(MORNING, TRAINING), **FRAME)
    form = hanna.get(f"{case}/steg/sip-bekrafta")
    own = form[form.index("Era insatser i planen") :].partition("</div>")[0]
    assert "Träning två gånger i veckan" in own
    assert "Hjälp på morgonen" not in own
    page = hanna.do(case, "sip-bekrafta")
    assert "Granlo hälsocentral: har bekräftat" in page
    assert "Biståndsenheten Sundsvall: har inte bekräftat" in page


def test_a_new_version_goes_on_from_the_last_and_the_old_one_stays_as_it_was(bo: Person) -> None:
    case = a_met_plan(bo)
    bo.do(case, "sip-uppratta", plan=rows(MORNING), **FRAME)
    form = bo.get(f"{case}/steg/sip-uppratta")
    assert ">Hjälp på morgonen</textarea>" in form
    page = bo.do(case, "sip-uppratta", plan=rows(WALKS), **FRAME)
    assert page.index("Plan, version 2") < page.index("Plan, version 1, upprättad")
    assert "Hjälp på morgonen" in page[page.index("Plan, version 1, upprättad") :]


def test_called_and_invited_are_two_lists(anna: Person, hanna: Person, bo: Person) -> None:
    answer = anna.send(
        "/arende/nytt/skriv-in",
        **{**START, "tidpunkt": "i dag 07:00", "oppenvard": "hc-granlo", "mottagare": ""},
    )
    case = str(answer.location).partition("?")[0]
    announce(anna, case)
    hanna.do(case, "fast-vardkontakt", namn="Hanna Viklund", telefon="010-555 02 11")
    hanna.do(case, "sip-stallningstagande", varde="behovs", samtycke="ja")
    hanna.do(case, "kallelse-sip", mote="tors 13", plats="Granlo", mottagare="sundsvall-bistand",
             inbjudna="Dottern Eva")  # fmt: skip
    silent = bo.send(f"{case}/svara-kallelse", svar="nej")
    assert "Orsak eller ersättarens namn: Skriv orsaken." in errors_in(silent)
    page = bo.do(case, "svara-kallelse", svar="ja")
    called = page[page.index("Kallade (ska delta)") :].partition("</div>")[0]
    invited = page[page.index("Inbjudna (får delta)") :].partition("</div>")[0]
    assert "Biståndsenheten Sundsvall: kommer" in called
    assert "Dottern Eva" in invited


def test_a_sip_within_a_stay_does_not_ask_who_the_patient_is(anna: Person, case: str) -> None:
    announce(anna, case)
    form = anna.get(f"{case}/steg/sip-initiera?gor=sip-initiera")
    assert 'name="mottagare"' in form
    for known in ("personnummer", "namn", "folkbokforingskommun"):
        assert f'id="falt-{known}"' not in form
    anna.do(case, "sip-initiera", mottagare=["sundsvall-bistand"], samtycke="ja")
    assert "SIP startad" in anna.get(case)


def test_measures_by_others_than_region_and_kommun_have_their_place(bo: Person) -> None:
    case = a_met_plan(bo)
    school = ("Lära", "Klara nian", "", "Skolan: stöd i matematik", "annan", "")
    page = bo.do(case, "sip-uppratta", plan=rows(school), **FRAME)
    plan = page[page.index("Plan, version 1") :].partition("</article>")[0]
    assert "Skolan: stöd i matematik" in plan
    confirmations = plan.partition("Bekräftelser")[2]
    assert "annan" not in confirmations


def test_the_plan_to_the_person_tells_need_by_need_who_does_what_and_when(bo: Person) -> None:
    case = a_met_plan(bo)
    own = ("", "Gå till affären", "", "Promenad varje dag", "personen", "")
    bo.do(case, "sip-uppratta", plan=rows(MORNING, TRAINING, WALKS, own), **FRAME)
    text = text_of(bo.client.get(f"{case}/utskrift/sip.pdf").data)
    told = (
        "Det du behöver 1: Klara morgonen", "Gå till köket själv",
        "Hjälp på morgonen Biståndsenheten Sundsvall måndag 6 april 2026", "Sitta upp",
        "Det du behöver 2: Komma ut", "Promenad varje dag", "Du själv",
    )  # fmt: skip
    read = " ".join(text.split())
    places = [read.find(words) for words in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)
    assert read.count("Gå till köket själv") == 1


def a_called_meeting(bo: Person, hanna: Person) -> str:
    """A SIP without a stay, called for this afternoon; open care sends somebody else."""
    begun = {**START, "orsak": "Vem gör vad hemma?"}
    case = str(bo.send("/arende/nytt/sip-initiera", **begun).location).partition("?")[0]
    assert ">Vem gör vad hemma?</textarea>" in bo.get(f"{case}/steg/kallelse-sip")
    bo.do(case, "kallelse-sip", mote="i dag 13", plats="Granlo", mottagare="hc-granlo",
          inbjudna="Dottern Eva")  # fmt: skip
    hanna.do(case, "svara-kallelse", svar="ersattare", orsak="Eva Ek, kurator")
    return case


def test_who_comes_instead_is_told_with_the_answer(bo: Person, hanna: Person) -> None:
    page = bo.get(a_called_meeting(bo, hanna))
    assert "Granlo hälsocentral: ersättare kommer. Eva Ek, kurator" in page


def test_the_meeting_is_registered_with_what_the_call_told(
    bo: Person, hanna: Person, clock: Clock
) -> None:
    case = a_called_meeting(bo, hanna)
    form = bo.get(f"{case}/steg/sip-mote")
    assert "Kallelsen gäller i dag 13:00, Granlo. Registrera efter mötet." in form
    assert 'value="2026-03-02 08:00"' not in form
    clock.turn(hours=6)
    bo.sign_in(BO)
    form = bo.get(f"{case}/steg/sip-mote")
    assert 'value="2026-03-02 13:00"' in form
    coming = "Adam Abel, Biståndsenheten Sundsvall, Granlo hälsocentral, Dottern Eva"
    assert f">{coming}</textarea>" in form


def test_the_units_of_the_persons_kommun_stand_first(bo: Person) -> None:
    form = bo.get("/arende/nytt?gor=sip-initiera")
    groups = re.findall(r">((?:Kommun|Öppenvård), [^<]+)<", form)
    assert groups[:2] == ["Kommun, Sundsvall", "Öppenvård, Sundsvall"]
    assert "Kommun, Härnösand" in groups[2:]


def test_a_follow_up_goes_through_the_goals_of_the_plan(bo: Person) -> None:
    case = a_met_plan(bo)
    bo.do(case, "sip-uppratta", plan=rows(MORNING, TRAINING, WALKS), **FRAME)
    for step in ("sip-uppfoljning", "sip-utvardering"):
        card = bo.get(f"{case}/steg/{step}").partition('id="nu"')[2].partition("</form>")[0]
        assert card.count("<li>Gå till köket själv</li>") == 1
        assert "<li>Gå till affären</li>" in card


def test_the_section_tells_the_course_in_its_order(bo: Person, hanna: Person) -> None:
    case = a_called_meeting(bo, hanna)
    bo.do(case, "sip-mote", tidpunkt="i dag 07:30", deltagare="Adam, Bo")
    part = bo.get(case).partition('id="sip"')[2].partition('class="avsnitt"')[0]
    order = [part.index(each) for each in ("Starta SIP", "Kallelse till möte", "Adam, Bo")]
    assert order == sorted(order)
    assert "Folkbokföringskommun" not in part


def test_a_plan_that_the_person_says_no_to_ends_for_that_reason(bo: Person) -> None:
    refused = {**START, "samtycke": "nej"}
    case = str(bo.send("/arende/nytt/sip-initiera", **refused).location).partition("?")[0]
    chosen = re.findall(r'<input[^>]*value="([a-z-]+)"[^>]*checked', bo.get(case))
    assert chosen == ["samtycke-aterkallat"]


def test_the_list_of_plans_tells_when_the_called_meeting_is_and_that_nobody_has_registered_it(
    bo: Person, hanna: Person, clock: Clock
) -> None:
    case = a_called_meeting(bo, hanna)
    assert "Möte <time" in hanna.get("/sip")
    clock.turn(hours=6)
    late = hanna.back().get("/sip")
    assert "Mötet var <time" in late
    assert "inte registrerat" in late
    bo.back().do(case, "sip-mote", tidpunkt="i dag 13:30", deltagare="Adam, Bo")
    held = hanna.back().get("/sip")
    assert "Adam Abel" in held
    assert "Möte <time" not in held
    assert "Mötet var" not in held


def test_who_starts_a_sip_on_a_known_number_reads_which_name_holds(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    known = {**START, "personnummer": NUMBER, "namn": "Tesst Testson",
             "adress": "provgatan 1,  Sundsvall"}  # fmt: skip
    answer = bo.send("/arende/nytt/sip-initiera", **known)
    assert str(answer.location).startswith(f"{case}?")
    said = bo.get(str(answer.location)).partition('id="status"')[2].partition("</div>")[0]
    assert "Det som står i ärendet gäller, inte det du skrev: Test Testsson. Är det rätt" in said


def test_who_starts_a_sip_on_a_known_number_with_the_same_name_reads_nothing_of_it(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    known = {**START, "personnummer": NUMBER, "namn": "Test Testsson",
             "adress": "Provgatan 1, Sundsvall"}  # fmt: skip
    answer = bo.send("/arende/nytt/sip-initiera", **known)
    assert "inte det du skrev" not in bo.get(str(answer.location))


def test_the_print_of_the_whole_case_holds_the_sip_from_call_to_plan(
    bo: Person, hanna: Person
) -> None:
    case = a_called_meeting(bo, hanna)
    bo.do(case, "sip-mote", tidpunkt="i dag 07:30", deltagare="Adam, Bo")
    bo.do(case, "sip-uppratta", plan=rows(MORNING), **FRAME)
    text = " ".join(text_of(bo.client.get(f"{case}/utskrift/arende.pdf").data).split())
    told = (
        "Kallelse till möte måndag 2 mars 2026 kl. 13:00",
        "Granlo hälsocentral: ersättare kommer. Eva Ek, kurator", "Adam, Bo",
        "Plan, version 1 (gäller nu)", "Hjälp på morgonen, Biståndsenheten Sundsvall",
        "Biståndsenheten Sundsvall: har inte bekräftat",
    )  # fmt: skip
    places = [text.find(words) for words in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)


def test_the_persons_own_copy_has_no_notes_for_staff(
    anna: Person, bo: Person, hanna: Person, case: str
) -> None:
    announce(anna, case)
    known = {**START, "personnummer": NUMBER, "namn": "Test Testsson"}
    bo.send("/arende/nytt/sip-initiera", **known)
    bo.do(case, "sip-mote", tidpunkt="nu", deltagare="Alla")
    bo.do(case, "sip-uppratta", plan=rows(MORNING), **FRAME)
    for_staff = text_of(bo.client.get(f"{case}/utskrift/arende.pdf").data)
    assert "Samtycke saknas" in for_staff
    own = text_of(bo.client.get(f"{case}/utskrift/sip.pdf").data)
    assert "Min plan" in own
    assert "Samtycke saknas" not in own
