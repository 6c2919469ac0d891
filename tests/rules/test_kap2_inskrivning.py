"""Lag (2017:612) 2 kap.: inskrivningsmeddelande, beräknad tid, fast vårdkontakt, planering."""

from __future__ import annotations

import pytest

from tests.builders import (
    Course,
    a_stay,
    a_stay_with_contact,
    an_announced_stay,
    codes,
    deadline,
    step,
    warned,
)

# 2 kap. 3 §: inom 24 timmar efter inskrivningen ---------------------------------------------------
WITHIN_A_DAY = [
    ("vanlig-dag", "2026-03-02 08:00", "2026-03-03 08:00"),
    ("sent-pa-kvallen", "2026-03-02 23:59", "2026-03-03 23:59"),
    ("exakt-midnatt", "2026-03-02 00:00", "2026-03-03 00:00"),
    ("manadsskifte", "2026-04-30 15:00", "2026-05-01 15:00"),
    ("nyarsafton", "2026-12-31 18:30", "2027-01-01 18:30"),
    ("skottdagen-finns-2028", "2028-02-28 09:00", "2028-02-29 09:00"),
    ("efter-skottdagen-2028", "2028-02-29 09:00", "2028-03-01 09:00"),
    ("ingen-skottdag-2026", "2026-02-28 09:00", "2026-03-01 09:00"),
    ("sommartid-natten-ar-23-timmar", "2026-03-28 08:00", "2026-03-29 09:00"),
    ("natten-fore-omstallningen", "2026-03-28 01:59", "2026-03-29 01:59"),
    ("vintertid-natten-ar-25-timmar", "2026-10-24 08:00", "2026-10-25 07:00"),
    ("med-sekunder", "2026-03-02 08:00:30", "2026-03-03 08:00:30"),
]


@pytest.mark.parametrize(
    ("admitted", "due"), [row[1:] for row in WITHIN_A_DAY], ids=[row[0] for row in WITHIN_A_DAY]
)
def test_the_notice_is_due_24_elapsed_hours_after_admission(admitted: str, due: str) -> None:
    told = a_stay(admitted).at(due)
    assert deadline(told, "inskrivningsmeddelande")["senast"] == due
    assert deadline(told, "inskrivningsmeddelande")["status"] == "lopande"


SENT_AROUND_THE_BOUNDARY = [
    ("en-sekund-fore", "2026-03-03 07:59:59", "i-tid"),
    ("pa-sekunden", "2026-03-03 08:00:00", "i-tid"),
    ("en-sekund-efter", "2026-03-03 08:00:01", "forsenad"),
    ("dagen-efter", "2026-03-04 08:00", "forsenad"),
]


@pytest.mark.parametrize(
    ("sent", "status"),
    [row[1:] for row in SENT_AROUND_THE_BOUNDARY],
    ids=[row[0] for row in SENT_AROUND_THE_BOUNDARY],
)
def test_the_boundary_of_the_24_hours_is_a_second(sent: str, status: str) -> None:
    told = a_stay().then(f"SV {sent} inskrivningsmeddelande").at("2026-03-05 08:00")
    assert deadline(told, "inskrivningsmeddelande")["status"] == status


@pytest.mark.parametrize(
    ("asked", "status"),
    [("2026-03-03 08:00:00", "lopande"), ("2026-03-03 08:00:01", "passerad")],
    ids=["sista-sekunden", "en-sekund-for-sent"],
)
def test_a_notice_that_is_not_sent_runs_and_then_passes(asked: str, status: str) -> None:
    assert deadline(a_stay().at(asked), "inskrivningsmeddelande")["status"] == status


# 2 kap. 3 §: behovet upptäcks senare --------------------------------------------------------------
TWO_CLOCKS = [
    ("bedomt-fore-inskrivningen", "2026-03-01 20:00", "2026-03-03 08:00"),
    ("bedomt-vid-inskrivningen", "2026-03-02 08:00", "2026-03-03 08:00"),
    ("bedomt-dagen-efter", "2026-03-03 14:00", "2026-03-04 14:00"),
    ("bedomt-efter-en-vecka", "2026-03-09 10:15", "2026-03-10 10:15"),
]


@pytest.mark.parametrize(
    ("judged", "due"), [row[1:] for row in TWO_CLOCKS], ids=[row[0] for row in TWO_CLOCKS]
)
def test_the_later_of_admission_and_judgement_starts_the_clock(judged: str, due: str) -> None:
    course = a_stay().then("SV 2026-03-09 11:00 behovsbedomning", bedomt=judged)
    assert deadline(course.at("2026-03-09 12:00"), "inskrivningsmeddelande")["senast"] == due


def test_the_time_of_saving_counts_when_no_judgement_time_is_given() -> None:
    told = a_stay().then("SV 2026-03-04 09:30 behovsbedomning").at("2026-03-04 12:00")
    assert deadline(told, "inskrivningsmeddelande")["senast"] == "2026-03-05 09:30"


def test_the_judgement_may_be_told_with_the_notice_itself() -> None:
    course = a_stay().then("SV 2026-03-06 09:00 inskrivningsmeddelande", bedomt="2026-03-05 16:00")
    told = course.at("2026-03-06 12:00")
    assert deadline(told, "inskrivningsmeddelande")["senast"] == "2026-03-06 16:00"
    assert deadline(told, "inskrivningsmeddelande")["status"] == "i-tid"
    assert warned(told, 2) == []


def test_a_judgement_of_the_same_second_as_the_notice_starts_the_clock() -> None:
    course = a_stay().then("SV 2026-03-06 09:00 inskrivningsmeddelande", bedomt="2026-03-06 09:00")
    told = deadline(course.at("2026-03-06 12:00"), "inskrivningsmeddelande")
    assert (told["senast"], told["status"]) == ("2026-03-07 09:00", "i-tid")


def test_without_a_judgement_the_notice_is_accepted_with_a_warning() -> None:
    told = an_announced_stay().at("2026-03-02 12:00")
    assert warned(told, 2) == ["bedomning-saknas"]
    assert deadline(told, "inskrivningsmeddelande")["senast"] == "2026-03-03 08:00"


def test_a_second_judgement_never_gives_more_time() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-02 09:00 behovsbedomning", behov=["socialtjanst"])
        .then("SV 2026-03-05 09:00 behovsbedomning", behov=["kommunal-hsv"])
    )
    told = course.at("2026-03-05 10:00")
    assert deadline(told, "inskrivningsmeddelande")["senast"] == "2026-03-03 09:00"
    assert deadline(told, "inskrivningsmeddelande")["status"] == "passerad"


def test_a_judgement_after_the_notice_does_not_make_a_late_notice_timely() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-04 09:00 inskrivningsmeddelande")
        .then("SV 2026-03-04 10:00 behovsbedomning", behov=["inget"])
        .then("SV 2026-03-05 09:00 behovsbedomning")
    )
    told = course.at("2026-03-05 10:00")
    assert deadline(told, "inskrivningsmeddelande")["status"] == "forsenad"


def test_no_need_means_no_deadline_until_a_need_is_found() -> None:
    course = a_stay().then("SV 2026-03-02 09:00 behovsbedomning", behov=["inget"])
    without = course.at("2026-03-04 09:00")
    assert [each["steg"] for each in without["frister"]] == []
    found = course.then("SV 2026-03-05 11:00 behovsbedomning", behov=["socialtjanst"])
    told = found.at("2026-03-05 12:00")
    assert deadline(told, "inskrivningsmeddelande")["senast"] == "2026-03-06 11:00"


# 2 kap. 3 §: fel mottagare, klockan bedöms efter den första rätta sändningen


def _to_the_wrong_kommun(rejected_at: str) -> Course:
    return (
        a_stay(parties={"avdelning": "avd-11", "oppenvard": "hc-granlo", "kommun": "timra-bistand"})
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande", behov=["socialtjanst"])
        .then(f"K {rejected_at} avvisa", meddelande="inskrivningsmeddelande")
    )


@pytest.mark.parametrize(
    ("sent_again", "status"),
    [("2026-03-03 08:00", "i-tid"), ("2026-03-03 08:01", "forsenad")],
    ids=["ratt-kommun-inom-tiden", "ratt-kommun-for-sent"],
)
def test_a_misdirected_notice_counts_from_the_first_right_sending(
    sent_again: str, status: str
) -> None:
    course = _to_the_wrong_kommun("2026-03-02 12:00").then(
        f"SV {sent_again} lagg-till-part", mottagare=["sundsvall-bistand"]
    )
    assert deadline(course.at("2026-03-04 08:00"), "inskrivningsmeddelande")["status"] == status


def test_a_notice_that_the_only_kommun_rejected_is_not_rightly_sent() -> None:
    told = _to_the_wrong_kommun("2026-03-02 12:00").at("2026-03-03 09:00")
    assert deadline(told, "inskrivningsmeddelande")["status"] == "passerad"
    assert step(told, "vidarebefordra") == "klar"


def test_a_unit_that_rejected_by_mistake_can_be_made_a_receiver_again() -> None:
    course = _to_the_wrong_kommun("2026-03-02 12:00").then(
        "SV 2026-03-02 13:00 lagg-till-part", mottagare=["timra-bistand"]
    )
    told = course.at("2026-03-03 09:00")
    assert deadline(told, "inskrivningsmeddelande")["status"] == "i-tid"
    assert ["timra-bistand"] in [m["enheter"] for m in told["nasta"] if m["steg"] == "kvittera"]


def test_a_party_that_joins_later_does_not_make_the_notice_late() -> None:
    course = (
        a_stay(parties={"avdelning": "avd-11", "kommun": "sundsvall-bistand"})
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande", behov=["socialtjanst"])
        .then("SV 2026-03-05 10:00 lagg-till-part", mottagare=["hc-granlo"])
    )
    told = course.at("2026-03-06 10:00")
    assert deadline(told, "inskrivningsmeddelande")["status"] == "i-tid"


# 2 kap. 1 och 2 §§: till vem ----------------------------------------------------------------------
RECEIVERS = [
    ("hemsjukvard-utan-oppenvard", ["kommunal-hsv"], ["kommun"], False),
    ("hemsjukvard-med-oppenvard", ["kommunal-hsv"], ["kommun", "oppenvard"], True),
    ("bada-behoven-utan-oppenvard", ["socialtjanst", "kommunal-hsv"], ["kommun"], False),
    ("bara-socialtjanst-till-kommunen", ["socialtjanst"], ["kommun"], True),
    ("bara-oppenvard", ["regional-oppenvard"], ["oppenvard"], True),
]


@pytest.mark.parametrize(
    ("needs", "receivers", "accepted"),
    [row[1:] for row in RECEIVERS],
    ids=[row[0] for row in RECEIVERS],
)
def test_open_care_must_receive_when_municipal_care_is_needed(
    needs: list[str], receivers: list[str], accepted: bool
) -> None:
    course = a_stay().then(
        "SV 2026-03-02 10:00 inskrivningsmeddelande", behov=needs, mottagare=receivers
    )
    refused = codes(course.at("2026-03-02 12:00"), 2)
    assert refused == ([] if accepted else ["oppenvard-maste-vara-mottagare"])


def test_a_need_that_was_judged_before_counts_when_the_notice_names_none() -> None:
    course = (
        a_stay(parties={"avdelning": "avd-11", "kommun": "sundsvall-bistand"})
        .then("SV 2026-03-02 09:00 behovsbedomning", behov=["kommunal-hsv"])
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande")
    )
    assert codes(course.at("2026-03-02 12:00"), 3) == ["oppenvard-maste-vara-mottagare"]


def test_a_notice_needs_a_receiver_and_is_sent_once() -> None:
    alone = a_stay(parties={"avdelning": "avd-11"}).then(
        "SV 2026-03-02 10:00 inskrivningsmeddelande"
    )
    assert codes(alone.at("2026-03-02 12:00"), 2) == ["mottagare-saknas"]
    twice = an_announced_stay().then("SV 2026-03-02 11:00 inskrivningsmeddelande")
    assert codes(twice.at("2026-03-02 12:00"), 3) == ["im-redan-skickat"]


def test_a_unit_that_has_not_begun_cannot_be_a_receiver() -> None:
    course = a_stay().then(
        "SV 2026-03-02 10:00 inskrivningsmeddelande", mottagare=["hc-vilande", "kommun"]
    )
    assert codes(course.at("2026-03-02 12:00"), 2) == ["enhet-ej-i-drift"]


# 2 kap. 4 §: ny beräknad tidpunkt -----------------------------------------------------------------
NEW_DATES = [
    ("tidigare", "2026-03-05", True),
    ("samma-dag", "2026-03-06", False),
    ("en-dag-senare", "2026-03-07", False),
    ("tva-dagar-senare", "2026-03-08", True),
]


@pytest.mark.parametrize(
    ("day", "ring"), [row[1:] for row in NEW_DATES], ids=[row[0] for row in NEW_DATES]
)
def test_phone_the_kommun_when_the_date_moves_much(day: str, ring: bool) -> None:
    course = an_announced_stay().then(
        "SV 2026-03-03 09:00 andra-utskrivningsdatum", beraknad_utskrivning=day
    )
    assert warned(course.at("2026-03-03 12:00"), 3) == (["ring-kommunen"] if ring else [])


def test_the_latest_estimate_is_the_one_to_compare_with() -> None:
    course = (
        an_announced_stay()
        .then("SV 2026-03-03 09:00 andra-utskrivningsdatum", beraknad_utskrivning="2026-03-10")
        .then("SV 2026-03-04 09:00 andra-utskrivningsdatum", beraknad_utskrivning="2026-03-09")
    )
    assert warned(course.at("2026-03-04 12:00"), 4) == ["ring-kommunen"]


def test_a_new_date_needs_a_notice_before_it() -> None:
    course = a_stay().then(
        "SV 2026-03-02 09:00 andra-utskrivningsdatum", beraknad_utskrivning="2026-03-10"
    )
    assert codes(course.at("2026-03-02 12:00"), 2) == ["im-saknas"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [("2026-03-07 23:00", []), ("2026-03-08 00:30", ["glomd-utskrivning"])],
    ids=["dygnet-efter", "mer-an-ett-dygn-efter"],
)
def test_a_forgotten_discharge_is_asked_about(asked: str, told: list[str]) -> None:
    assert an_announced_stay().at(asked)["paminnelser"] == told


# 2 kap. 5 och 6 §§: fast vårdkontakt före utskrivningen, planering på en gång
CONTACTS = [
    ("fore-utskrivningen", "2026-03-05 09:00", "2026-03-06 10:00", "i-tid"),
    ("efter-utskrivningen", "2026-03-06 11:00", "2026-03-06 10:00", "forsenad"),
]


@pytest.mark.parametrize(
    ("appointed", "left", "status"),
    [row[1:] for row in CONTACTS],
    ids=[row[0] for row in CONTACTS],
)
def test_the_contact_is_appointed_before_the_patient_leaves(
    appointed: str, left: str, status: str
) -> None:
    lines = sorted([(appointed, "ÖV", "fast-vardkontakt"), (left, "SV", "skriv-ut")])
    course = an_announced_stay()
    for when, who, command in lines:
        course = course.then(f"{who} {when} {command}")
    assert deadline(course.at("2026-03-07 10:00"), "fast-vardkontakt")["status"] == status


def test_until_discharge_the_contact_has_no_last_moment() -> None:
    found = deadline(an_announced_stay().at("2026-03-04 10:00"), "fast-vardkontakt")
    assert (found["senast"], found["status"], found["marke"]) == (None, "lopande", "L")


def test_a_change_of_person_after_discharge_is_not_a_late_appointment() -> None:
    course = (
        a_stay_with_contact()
        .then("SV 2026-03-06 10:00 skriv-ut")
        .then("ÖV 2026-03-09 10:00 fast-vardkontakt", namn="Harald")
    )
    assert deadline(course.at("2026-03-10 10:00"), "fast-vardkontakt")["status"] == "i-tid"


def test_the_notice_need_not_be_acknowledged_before_a_contact_is_appointed() -> None:
    told = a_stay_with_contact().at("2026-03-03 12:00")
    assert told["avvisade"] == []
    assert step(told, "kvittera") == "pagar"


def test_a_unit_that_the_notice_did_not_reach_cannot_appoint() -> None:
    course = (
        a_stay()
        .then("SV 2026-03-02 10:00 inskrivningsmeddelande", mottagare=["kommun"])
        .then("ÖV 2026-03-02 11:00 fast-vardkontakt")
    )
    assert codes(course.at("2026-03-02 12:00"), 3) == ["ej-mottagare"]


def test_planning_is_under_way_from_the_notice_until_the_party_is_ready() -> None:
    assert step(a_stay().at("2026-03-02 09:00"), "planera-insatser") == "kommande"
    course = an_announced_stay()
    assert step(course.at("2026-03-02 12:00"), "planera-insatser") == "pagar"
    ready = course.then("ÖV 2026-03-03 09:00 hemgangsklar").then("K 2026-03-03 10:00 hemgangsklar")
    assert step(ready.at("2026-03-03 12:00"), "planera-insatser") == "klar"


# Efter överenskommelse: kvittens och underlag -----------------------------------------------------


def test_receipts_have_no_deadline_unless_it_is_agreed() -> None:
    steps = [each["steg"] for each in an_announced_stay().at("2026-03-05 12:00")["frister"]]
    assert "kvittera" not in steps
    assert "planeringsunderlag" not in steps


@pytest.mark.parametrize(
    ("kommun", "open_care", "status"),
    [
        ("2026-03-02 12:00", "2026-03-03 10:00", "i-tid"),
        ("2026-03-02 12:00", "2026-03-03 10:01", "forsenad"),
        ("2026-03-03 11:00", "2026-03-02 12:00", "forsenad"),
    ],
    ids=["bada-i-tid", "en-minut-sent", "ordningen-spelar-ingen-roll"],
)
def test_the_slowest_receipt_decides(kommun: str, open_care: str, status: str) -> None:
    course = an_announced_stay()
    for when, who in sorted([(kommun, "K"), (open_care, "ÖV")]):
        course = course.then(f"{who} {when} kvittera", meddelande="inskrivningsmeddelande")
    told = course.at("2026-03-04 10:00", kvittens_timmar=24)
    assert deadline(told, "kvittera")["status"] == status


def test_a_new_receiver_does_not_excuse_an_old_one() -> None:
    course = an_announced_stay().then(
        "SV 2026-03-03 11:00 lagg-till-part", mottagare=["sundsvall-hemsjukvard"]
    )
    told = course.at("2026-03-03 12:00", kvittens_timmar=24)
    assert deadline(told, "kvittera")["status"] == "passerad"


def test_a_basis_that_is_added_to_later_stays_in_time() -> None:
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-03 09:00 planeringsunderlag")
        .then("K 2026-03-03 10:00 planeringsunderlag", kand="ej-kand")
        .then("K 2026-03-06 10:00 planeringsunderlag")
    )
    told = course.at("2026-03-07 10:00", planeringsunderlag_timmar=48)
    assert deadline(told, "planeringsunderlag")["status"] == "i-tid"


def test_a_partly_saved_basis_is_not_ready() -> None:
    course = (
        an_announced_stay()
        .then("ÖV 2026-03-03 09:00 planeringsunderlag")
        .then("K 2026-03-03 10:00 planeringsunderlag", klart=False)
    )
    told = course.at("2026-03-04 09:00", planeringsunderlag_timmar=48)
    assert deadline(told, "planeringsunderlag")["status"] == "lopande"
    assert step(told, "planeringsunderlag") == "pagar"
