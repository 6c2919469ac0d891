"""The same patients as cards on a board, and everyone with a SIP in one list."""

from __future__ import annotations

import re

from tests.ui.conftest import Clock, Person, admit, announce

OTHER = {"personnummer": "20030202-2389", "namn": "Adam Abel"}


def lane(page: str, name: str) -> str:
    """The part of the board under a heading."""
    found = re.search(rf'aria-labelledby="bana-{name}">(.*?)</section>', page, re.S)
    assert found, name
    return found.group(1)


def test_the_board_puts_each_patient_under_the_day_of_going_home(anna: Person, case: str) -> None:
    announce(anna, case)
    admit(anna, **OTHER)
    page = anna.get("/planeringstavla")
    assert "Test Testsson" in lane(page, "2026-03-06")
    assert "Adam Abel" in lane(page, "utan")
    assert "Ingen" in lane(page, "passerat")


def test_an_empty_board_says_what_would_be_there(anna: Person) -> None:
    page = anna.get("/planeringstavla")
    assert "Inga patienter just nu. Här står patienter där" in page
    assert "bana" not in page


def test_a_card_moves_only_through_the_actions_of_its_case(
    anna: Person, bo: Person, case: str
) -> None:
    announce(anna, case)
    page = anna.get("/planeringstavla")
    wanted = f"{case}/steg/andrat-utskrivningsdatum?gor=andra-utskrivningsdatum#nu"
    assert wanted in page
    assert wanted not in bo.get("/planeringstavla")
    anna.do(case, "andra-utskrivningsdatum", beraknad_utskrivning="i morgon")
    assert "Test Testsson" in lane(anna.get("/planeringstavla"), "2026-03-03")


def test_the_board_by_state_offers_what_leads_on(anna: Person, bo: Person, case: str) -> None:
    announce(anna, case)
    assert "Test Testsson" in lane(anna.get("/planeringstavla?efter=tillstand"), "inskriven")
    assert "gor=kvittera#nu" in lane(bo.get("/planeringstavla?efter=tillstand"), "inskriven")
    bo.do(case, "planeringsunderlag", kand="kand")
    page = anna.get("/planeringstavla?efter=tillstand")
    assert "Skicka utskrivningsklar" in lane(page, "planering")


def test_the_board_is_narrowed_by_kommun(anna: Person, case: str) -> None:
    admit(anna, folkbokforingskommun="timra", **OTHER)
    page = anna.get("/planeringstavla?kommun=timra")
    assert "Adam Abel" in page
    assert "Test Testsson" not in page


def test_an_empty_list_of_plans_says_how_one_comes_there(bo: Person, case: str) -> None:
    assert "Ingen SIP pågår" in bo.get("/sip")


def test_a_sip_without_a_stay_is_listed_with_its_next_follow_up(
    bo: Person, hanna: Person, clock: Clock
) -> None:
    case = a_plan(bo, clock)
    page = bo.get("/sip")
    for words in ("Adam Abel", "Upprättad", "mån 6 apr", "Kommunen"):
        assert words in page, words
    assert f'href="{case}#sip"' in page
    assert "Adam Abel" in hanna.get("/sip?visa=")
    assert "Adam Abel" not in bo.get("/sip?visa=sena")
    clock.turn(days=40)
    page = bo.back().get("/sip?visa=sena")
    assert "har passerat" in page


def a_plan(bo: Person, clock: Clock) -> str:
    """A SIP that Bo has started with open care, met about and drawn up."""
    answer = bo.send(
        "/arende/nytt/sip-initiera",
        personnummer="20030202-2389",
        namn="Adam Abel",
        adress="Provgatan 2, Sundsvall",
        folkbokforingskommun="sundsvall",
        mottagare="hc-granlo",
        samtycke="ja",
        vad_ar_viktigt="Att bo kvar hemma.",
    )
    case = str(answer.location).partition("?")[0]
    bo.do(case, "sip-mote", tidpunkt="i dag 07:30", deltagare="Adam, Bo, Hanna")
    bo.do(
        case,
        "sip-uppratta",
        vad_ar_viktigt="Att bo kvar hemma.",
        huvudansvarig="kommun",
        behov="Hjälp på morgonen.",
        uppfoljning="6/4",
    )
    return case
