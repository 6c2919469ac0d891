"""Undantag och rättelser: var och en med sitt eget beteende."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    PATIENT,
    Course,
    a_ready_stay,
    a_stay,
    a_stay_that_needs_sip,
    an_announced_stay,
    codes,
    deadline,
    period,
    step,
)

# Makulera: skickat av misstag ---------------------------------------------------------------------


def test_an_annulled_notice_can_be_sent_again() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-02 11:00 makulera", meddelande="inskrivningsmeddelande")
        .then("SV 2026-03-02 12:00 inskrivningsmeddelande")
    )
    told = course.at("2026-03-02 13:00")
    assert told["avvisade"] == []
    assert deadline(told, "inskrivningsmeddelande")["status"] == "i-tid"


def test_an_annulled_notice_was_never_sent_as_far_as_the_clock_goes() -> None:
    course = an_announced_stay().then(
        "SV 2026-03-02 11:00 makulera", meddelande="inskrivningsmeddelande"
    )
    assert deadline(course.at("2026-03-03 09:00"), "inskrivningsmeddelande")["status"] == "passerad"


WHO_ANNULS: list[tuple[str, str, str, list[str]]] = [
    ("avsandaren", "SV", "inskrivningsmeddelande", []),
    ("mottagaren-far-inte", "K", "inskrivningsmeddelande", ["fel-roll"]),
    ("mottagaren-far-inte-makulera-vistelsen", "K", "skriv-in", ["fel-roll"]),
    ("okant-meddelande", "SV", "kallelse-sip", ["meddelande-saknas"]),
    ("andra-av-sin-sort-finns-inte", "SV", "inskrivningsmeddelande#2", ["meddelande-saknas"]),
]


@pytest.mark.parametrize(
    ("who", "message", "reasons"),
    [row[1:] for row in WHO_ANNULS],
    ids=[row[0] for row in WHO_ANNULS],
)
def test_only_the_sender_annuls(who: str, message: str, reasons: list[str]) -> None:
    told = an_announced_stay().then(f"{who} 2026-03-02 11:00 makulera", meddelande=message)
    assert codes(told.at("2026-03-02 12:00"), 3) == reasons


def test_another_unit_of_the_same_kommun_is_not_the_sender() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-02 11:00 lagg-till-part", mottagare=["sundsvall-hemsjukvard"])
        .then("K 2026-03-02 12:00 generellt-meddelande", text="Hej", mottagare=["avd-11"])
        .then("sundsvall-hemsjukvard 2026-03-02 13:00 makulera", meddelande="generellt-meddelande")
    )
    assert codes(course.at("2026-03-02 14:00"), 5) == ["ej-avsandare"]


def test_the_ward_that_took_over_annuls_what_the_ward_before_it_sent() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 byt-avdelning", till_avdelning="avd-14")
        .then("SV 2026-03-03 09:00 makulera", meddelande="inskrivningsmeddelande")
    )
    assert codes(course.at("2026-03-03 12:00"), 4) == []


def test_a_message_is_annulled_once() -> None:
    course = a_ready_stay()
    for _ in range(2):
        course = course.then("SV 2026-03-05 11:00 makulera", meddelande="utskrivningsklar#1")
    assert codes(course.at("2026-03-05 12:00"), 5) == ["redan-makulerat"]


def test_the_second_of_its_kind_is_named_by_number() -> None:
    course = (
        a_ready_stay()
        .then("SV 2026-03-06 09:00 aterta-utskrivningsklar")
        .then("SV 2026-03-07 09:00 utskrivningsklar")
        .then("SV 2026-03-07 10:00 makulera", meddelande="utskrivningsklar#2")
    )
    told = course.at("2026-03-08 12:00")
    assert [p["hinder"] for p in told["betalning"]] == [[], ["makulerad"]]


def test_annulling_the_admission_annuls_the_case() -> None:
    course = a_ready_stay().then("SV 2026-03-05 11:00 makulera", meddelande="skriv-in")
    told = course.then("SV 2026-03-05 12:00 skriv-ut").at("2026-03-06 12:00")
    assert told["tillstand"] == "makulerat"
    assert codes(told, 5) == ["arende-avslutat"]
    assert (told["frister"], told["nasta"], told["paminnelser"]) == ([], [], [])


def test_an_annulled_date_gives_back_the_one_before() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 09:00 andra-utskrivningsdatum", beraknad_utskrivning="2026-03-20")
        .then("SV 2026-03-03 10:00 makulera", meddelande="andrat-utskrivningsdatum")
    )
    assert course.at("2026-03-08 12:00")["paminnelser"] == ["glomd-utskrivning"]


def test_a_care_request_is_withdrawn_with_its_case() -> None:
    course = (
        Course()
        .then("K 2026-03-01 20:00 vardbegaran")
        .then("K 2026-03-01 21:00 makulera", meddelande="vardbegaran")
    )
    told = course.at("2026-03-02 08:00")
    assert told["avvisade"] == []
    assert told["tillstand"] == "makulerat"


# Vårdbegäran: före inskrivningen ------------------------------------------------------------------


def test_a_care_request_waits_for_the_ward() -> None:
    told = Course().then("K 2026-03-01 20:00 vardbegaran").at("2026-03-01 21:00")
    waits = [(each["steg"], each["enheter"]) for each in told["nasta"]]
    assert ("oppna-arende", ["avd-11"]) in waits
    assert step(told, "vardbegaran") == "klar"


def test_a_care_request_becomes_the_case_that_is_opened() -> None:
    course = Course().then("K 2026-03-01 20:00 vardbegaran").then("SV 2026-03-02 08:00 skriv-in")
    told = course.at("2026-03-02 09:00")
    assert told["avvisade"] == []
    assert step(told, "oppna-arende") == "klar"


@pytest.mark.parametrize("command", ["vardbegaran", "skriv-in", "sip-initiera"])
def test_nothing_begins_without_a_number_that_can_be_used(command: str) -> None:
    who = {"vardbegaran": "K", "skriv-in": "SV", "sip-initiera": "K"}[command]
    patient = {**PATIENT, "personnummer": "189002029801"}
    told = Course(patient=patient).then(f"{who} 2026-03-02 08:00 {command}").at("2026-03-02 09:00")
    assert codes(told, 1) == ["ogiltig-identitet"]


# Avvisa, vidarebefordra, lägg till part -----------------------------------------------------------


def test_a_unit_that_rejects_everything_leaves_the_case() -> None:
    course = an_announced_stay().then(
        "K 2026-03-02 11:00 avvisa", meddelande="inskrivningsmeddelande", orsak="Bor inte här"
    )
    told = course.then("sundsvall-bistand 2026-03-02 12:00 planeringsunderlag")
    assert codes(told.at("2026-03-02 13:00"), 4) == ["ej-part"]


def test_a_forwarded_message_reaches_the_right_unit_and_is_read_by_the_first() -> None:
    course = an_announced_stay().then(
        "K 2026-03-02 11:00 vidarebefordra",
        meddelande="inskrivningsmeddelande",
        mottagare=["sundsvall-hemsjukvard"],
    )
    told = course.at("2026-03-02 12:00")
    unread = [each["enheter"] for each in told["nasta"] if each["steg"] == "kvittera"]
    assert unread == [["sundsvall-hemsjukvard"], ["hc-granlo"]]


def test_a_new_party_receives_what_has_been_sent_to_all() -> None:
    course = a_ready_stay().then(
        "SV 2026-03-05 11:00 lagg-till-part", mottagare=["sundsvall-hemsjukvard"]
    )
    for message in ("inskrivningsmeddelande", "utskrivningsklar"):
        course = course.then("sundsvall-hemsjukvard 2026-03-05 12:00 kvittera", meddelande=message)
    assert course.at("2026-03-05 13:00")["avvisade"] == []


@pytest.mark.parametrize(
    ("lines", "reasons"),
    [
        (["hc-timra 2026-03-02 12:00 kvittera"], ["ej-part"]),
        (["K 2026-03-02 12:00 kvittera", "K 2026-03-02 12:30 kvittera"], ["redan-kvitterat"]),
        (["SV 2026-03-02 12:00 kvittera"], ["fel-roll"]),
    ],
    ids=["inte-part", "redan-kvitterat", "avsandaren-sjalv"],
)
def test_a_receipt_is_refused_with_its_reason(lines: list[str], reasons: list[str]) -> None:
    course = an_announced_stay()
    for line in lines:
        course = course.then(line, meddelande="inskrivningsmeddelande")
    assert codes(course.at("2026-03-02 13:00"), 2 + len(lines)) == reasons


# Permission, byte av avdelning, byte av kommun ----------------------------------------------------


def test_a_patient_on_leave_cannot_go_on_leave_again() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 permission", fran="2026-03-04 09:00", till="2026-03-06 15:00")
        .then("SV 2026-03-03 09:00 permission", fran="2026-03-06 14:00", till="2026-03-07 15:00")
        .then("SV 2026-03-03 09:00 permission", fran="2026-03-06 15:00", till="2026-03-07 15:00")
    )
    told = course.at("2026-03-03 12:00")
    assert (codes(told, 4), codes(told, 5)) == (["pa-permission"], [])


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({}, ["falt-saknas"]),
        ({"fran": "2026-03-04 09:00", "till": "2026-03-04 09:00"}, ["ogiltigt-varde"]),
        ({"fran": "2026-03-04 09:00", "till": "2026-03-04 10:00"}, []),
    ],
    ids=["utan-slut", "slutar-nar-den-borjar", "en-timme"],
)
def test_a_leave_has_an_end_after_its_beginning(values: dict[str, Any], reasons: list[str]) -> None:
    course = an_announced_stay().then("SV 2026-03-03 08:00 permission", **values)
    assert codes(course.at("2026-03-03 12:00"), 3) == reasons


def test_a_wrong_role_is_told_before_an_empty_field() -> None:
    course = an_announced_stay().then("K 2026-03-03 08:00 permission")
    assert codes(course.at("2026-03-03 12:00"), 3) == ["fel-roll"]


def test_the_new_ward_takes_over_and_the_old_one_is_no_longer_a_party() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 08:00 byt-avdelning", till_avdelning="avd-14")
        .then("avd-11 2026-03-03 09:00 samtycke")
        .then("SV 2026-03-03 09:00 samtycke")
    )
    told = course.at("2026-03-03 12:00")
    assert (codes(told, 4), codes(told, 5)) == (["ej-part"], [])


def test_a_ward_that_has_not_begun_cannot_take_over() -> None:
    course = an_announced_stay().then(
        "SV 2026-03-03 08:00 byt-avdelning", till_avdelning="avd-vilande"
    )
    assert codes(course.at("2026-03-03 12:00"), 3) == ["enhet-ej-i-drift"]


def test_a_message_to_the_old_ward_does_not_hold_the_case_open() -> None:
    course = (
        a_stay(parties={"avdelning": "avd-11", "kommun": "sundsvall-bistand"})
        .then("K 2026-03-02 09:00 generellt-meddelande", text="Hej", mottagare=["avd-11"])
        .then("SV 2026-03-03 08:00 byt-avdelning", till_avdelning="avd-14")
        .then("SV 2026-03-04 08:00 skriv-ut")
        .then("SV 2026-03-04 09:00 avsluta-arende")
    )
    told = course.at("2026-03-05 08:00")
    assert told["avvisade"] == []
    assert told["tillstand"] == "avslutat"


def test_the_old_kommun_leaves_and_does_not_hold_the_case_open() -> None:
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-02 11:00 kvittera")
        .then("SV 2026-03-03 08:00 byt-kommun", till_kommun="timra")
        .then("timra-bistand 2026-03-03 09:00 kvittera", meddelande="inskrivningsmeddelande")
        .then("SV 2026-03-04 08:00 skriv-ut")
        .then("SV 2026-03-04 09:00 avsluta-arende")
    )
    assert course.at("2026-03-05 08:00")["tillstand"] == "avslutat"


@pytest.mark.parametrize(
    ("values", "reasons"),
    [({}, ["falt-saknas"]), ({"till_kommun": "narnia"}, ["ogiltigt-varde"])],
    ids=["ingen-kommun", "okand-kommun"],
)
def test_a_change_of_kommun_names_a_kommun(values: dict[str, str], reasons: list[str]) -> None:
    course = an_announced_stay().then("SV 2026-03-03 08:00 byt-kommun", **values)
    assert codes(course.at("2026-03-03 12:00"), 3) == reasons


# Avliden: klockorna stannar -----------------------------------------------------------------------


def test_death_ends_the_deadlines_that_are_not_met() -> None:
    course = (
        a_stay_that_needs_sip()
        .then("SV 2026-03-05 10:00 utskrivningsklar")
        .then("SV 2026-03-06 02:00 avliden")
    )
    told = course.at("2026-03-20 12:00", kvittens_timmar=24, planeringsunderlag_timmar=48)
    assert {each["status"] for each in told["frister"]} <= {"i-tid", "forsenad"}
    assert told["paminnelser"] == []


def test_nothing_more_is_done_for_the_dead_but_to_close() -> None:
    course = an_announced_stay().then("SV 2026-03-03 08:00 avliden")
    for number, line in enumerate(
        (
            "SV 2026-03-03 09:00 skriv-ut",
            "ÖV 2026-03-03 09:00 fast-vardkontakt",
            "SV 2026-03-03 09:00 information-till-patienten",
        ),
        start=4,
    ):
        course = course.then(line)
        assert "avliden" in codes(course.at("2026-03-03 10:00"), number)


def test_the_case_of_a_dead_patient_can_be_closed() -> None:
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-02 12:00 sip-stallningstagande", varde="behovs")
        .then("SV 2026-03-03 08:00 avliden")
        .then("SV 2026-03-03 09:00 avsluta-arende")
        .then("K 2026-03-03 10:00 kvittera")
        .then("ÖV 2026-03-03 10:00 kvittera")
        .then("SV 2026-03-03 11:00 avsluta-arende")
    )
    told = course.at("2026-03-04 08:00")
    assert codes(told, 5) == ["okvitterade-meddelanden"]
    assert told["tillstand"] == "avslutat"


def test_the_reason_says_whose_receipt_is_missing() -> None:
    course = (
        an_announced_stay()
        .then("K 2026-03-02 12:00 kvittera")
        .then("SV 2026-03-03 08:00 skriv-ut")
        .then("SV 2026-03-03 09:00 avsluta-arende")
    )
    (reason,) = course.at("2026-03-04 08:00")["avvisade"][0]["skal"]
    assert (reason["kod"], reason["av"]) == ("okvitterade-meddelanden", "oppenvard")


# Rättelser: registrerat av misstag ----------------------------------------------------------------


@pytest.mark.parametrize("what", ["utskrivning", "avliden"])
def test_a_mistaken_end_of_the_stay_is_undone_and_the_days_run_on(what: str) -> None:
    command = {"utskrivning": "skriv-ut", "avliden": "avliden"}[what]
    course = (
        a_ready_stay()
        .then(f"SV 2026-03-09 09:00 {command}")
        .then("SV 2026-03-09 10:00 ratta", uppgift=what, orsak="Fel patient")
    )
    told = course.at("2026-03-12 12:00")
    assert told["tillstand"] == "utskrivningsklar"
    assert (period(told)["till"], period(told)["dagar"]) == (None, 4)


@pytest.mark.parametrize("what", ["utskrivning", "avliden", "permission", "identitet"])
def test_there_must_be_something_to_undo(what: str) -> None:
    course = an_announced_stay().then("SV 2026-03-03 09:00 ratta", uppgift=what)
    assert codes(course.at("2026-03-03 12:00"), 3) == ["inget-att-ratta"]


# Reservnummer -------------------------------------------------------------------------------------
RESERVE = {"reservnummer": "R-123-AB", "namn": "Okänd", "folkbokforingskommun": "sundsvall"}


def test_a_reserve_number_opens_a_case_and_is_merged_later() -> None:
    course = (
        Course(patient=RESERVE)
        .then("SV 2026-03-02 08:00 skriv-in")
        .then("SV 2026-03-02 12:00 sla-ihop-identitet", personnummer="189602029812")
        .then("SV 2026-03-02 13:00 sla-ihop-identitet", personnummer="189602029812")
        .then("SV 2026-03-02 14:00 ratta", uppgift="identitet")
        .then("SV 2026-03-02 15:00 ratta", uppgift="identitet")
    )
    told = course.at("2026-03-02 16:00")
    refused = {each["nr"]: codes(told, each["nr"]) for each in told["avvisade"]}
    assert refused == {3: ["inget-reservnummer"], 5: ["inget-att-ratta"]}


# Återinskrivning ----------------------------------------------------------------------------------


def test_a_readmission_begins_a_stay_with_its_own_clocks() -> None:
    course = (
        a_ready_stay().then("SV 2026-03-06 09:00 skriv-ut").then("SV 2026-03-20 08:00 skriv-in")
    )
    told = course.at("2026-03-20 09:00")
    assert told["avvisade"] == []
    assert deadline(told, "inskrivningsmeddelande")["senast"] == "2026-03-21 08:00"
    assert step(told, "samtycke") == "pagar"


def test_nobody_is_admitted_twice_at_once() -> None:
    told = an_announced_stay().then("SV 2026-03-03 08:00 skriv-in").at("2026-03-03 12:00")
    assert codes(told, 3) == ["arende-finns"]
