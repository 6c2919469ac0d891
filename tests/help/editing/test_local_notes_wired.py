"""A local note in the whole system: one kommun sees it everywhere it reads, another nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from werkzeug.test import Client

from ledstang.demo import save_demo_organisation
from storage import open_stores
from tests.whole_system import made_up_region, whole_system

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
LISA, BO = "lisa-lokalsuper|lisa-lokalsuper-1", "bo-bistand|bo-bistand-1"
TUVA = "tuva-bistand|tuva-bistand-1"
SAID, HEADED = "Ring mottagningsgruppen före kl. 15.", "I Sundsvalls kommun"
FORM = "/help/redigera/amne/{}/notering"
TOPICS = ("inkorg", "planeringsunderlag", "lathund")


class Seat:
    """Somebody at a browser of their own, signed in."""

    def __init__(self, client: Client, who: str) -> None:
        self.client = client
        door = _TOKEN.search(client.get("/logga-in/demo").text)
        assert door
        said = {"token": door[1], "person": who}
        assert client.post("/logga-in/demo", data=said, headers=OWN_PAGE).status_code == 302

    def reads(self, path: str) -> str:
        """The text of a page, wherever it leads on to."""
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        return unescape(answer.text)

    def prints(self, path: str) -> str:
        """The words of a PDF; empty where the built one is pointed at, which has no notes."""
        answer = self.client.get(path)
        if answer.status_code == 303:
            assert answer.location.startswith("/lathund/")
            return ""
        assert answer.mimetype == "application/pdf"
        told = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
        return " ".join(told.split())

    def leads(self, page: str, words: str) -> list[str]:
        """Addresses on a page that hold some words."""
        return [each for each in re.findall(r'href="([^"]+)"', self.reads(page)) if words in each]

    def unit(self) -> str:
        """The unit that the panel asks for."""
        found = re.search(r'<ledstang-hjalp [^>]*enhet="([^"]+)"', self.reads("/oversikt"))
        assert found
        return found[1]


@pytest.fixture
def seats(tmp_path: Path) -> Iterator[dict[str, Seat]]:
    with whole_system(made_up_region(tmp_path)) as browser:
        yield {who: Seat(browser(), who) for who in (LISA, BO, TUVA)}


@pytest.fixture
def noted(seats: dict[str, Seat]) -> dict[str, Seat]:
    """The note stands on some pages."""
    write_notes(seats, TOPICS)
    return seats


def write_notes(seats: dict[str, Seat], topics: Iterable[str]) -> None:
    """Write the note on each topic where a local superuser writes it."""
    for topic in topics:
        form = FORM.format(topic)
        token = _TOKEN.search(seats[LISA].reads(form))
        assert token
        said = {"token": token[1], "text": SAID, "base": "0"}
        answer = seats[LISA].client.post(form, data=said, headers=OWN_PAGE)
        assert answer.status_code == 303, answer.text


def test_the_icon_and_the_panel_lead_the_own_people_to_the_note_and_nobody_else(
    noted: dict[str, Seat],
) -> None:
    for who, is_own in ((BO, True), (TUVA, False)):
        (icon,) = noted[who].leads("/inkorg", "/help/visa?")
        assert (HEADED in noted[who].reads(icon)) is is_own
        asked = f"vy=inkorg&roll=kommun&enhet={noted[who].unit()}"
        answer = noted[who].client.get(f"/help/api/v1/context?{asked}").text
        assert (SAID in answer) is is_own
        saved = noted[who].client.get(f"/help/api/v1/bundle?{asked.partition('&')[2]}").text
        assert (HEADED in saved) is is_own


def test_the_lathund_of_the_own_people_has_the_note_and_nobody_elses(
    noted: dict[str, Seat],
) -> None:
    for who, is_own in ((BO, True), (TUVA, False)):
        guide = noted[who].leads("/lathundar", "/help/lathund/kommun.pdf")[0]
        assert (f"{HEADED} {SAID}" in noted[who].prints(guide)) is is_own
        step = f"/help/lathund?steg=planeringsunderlag&roll=kommun&enhet={noted[who].unit()}"
        assert (f"{HEADED} {SAID}" in noted[who].prints(step)) is is_own


def test_a_note_on_where_to_turn_is_printed_on_the_last_page_and_under_each_step(
    seats: dict[str, Seat],
) -> None:
    write_notes(seats, ("felanmalan",))
    for who, is_own in ((BO, True), (TUVA, False)):
        unit = seats[who].unit()
        for address in ("/help/lathund/kommun.pdf?", "/help/lathund?steg=kvittera&roll=kommun&"):
            told = seats[who].prints(f"{address}enhet={unit}")
            assert told.count(f"{HEADED} {SAID}") == int(is_own), address


def test_a_note_is_news_to_the_browsers_of_its_own_people_and_to_no_others(
    seats: dict[str, Seat],
) -> None:
    def mark(who: str) -> str:
        """What a browser asks for before it trusts what it holds."""
        asked = f"/help/api/v1/bundle?roll=kommun&enhet={seats[who].unit()}"
        return str(seats[who].client.head(asked).headers["ETag"])

    before = {who: mark(who) for who in (BO, TUVA)}
    write_notes(seats, ("inkorg",))
    assert {who: mark(who) != before[who] for who in before} == {BO: True, TUVA: False}


def test_an_edition_for_nobody_in_particular_is_the_built_one(noted: dict[str, Seat]) -> None:
    unit = noted[BO].unit()
    for query in ("", "?enhet=ingen-enhet"):
        answer = noted[BO].client.get(f"/help/lathund/lokal-administrator.pdf{query}")
        assert (answer.status_code, answer.location) == (303, "/lathund/lokal-administrator.pdf")
    assert noted[BO].client.get(f"/help/lathund/ingen.pdf?enhet={unit}").status_code == 404
    assert noted[BO].client.get("/help/lathund/kommun.pdf?annat=1").status_code == 400


def test_the_last_page_has_the_telephone_numbers_of_the_own_organisation(
    seats: dict[str, Seat],
) -> None:
    stores = open_stores("memory:")
    save_demo_organisation(stores.directory)
    shown = {}
    for who in (BO, TUVA):
        own = seats[who].unit()
        unit = stores.directory.organisation().unit(own)
        assert unit is not None
        told = seats[who].prints(f"/help/lathund/kommun.pdf?enhet={own}")
        shown[unit.name] = told[told.rindex("Bra att ha till hands") :]
        assert unit.phone[-5:] in shown[unit.name]
    for name, told in shown.items():
        assert [each for each in shown if each in told] == [name]


def test_a_guide_already_held_is_not_made_again(noted: dict[str, Seat]) -> None:
    address = f"/help/lathund/kommun.pdf?enhet={noted[BO].unit()}"
    held = {"If-None-Match": noted[BO].client.get(address).headers["ETag"]}
    assert noted[BO].client.get(address, headers=held).status_code == 304
