"""An application over stores in memory, a clock that tests turn, and people who use the pages."""

from __future__ import annotations

import itertools
import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ledstang.demo import save_demo_organisation
from ledstang.loading import load_agreements, load_rulebook
from planning.desk import Desk
from planning.moments import from_local
from planning.ports import Stores
from planning_ui import create_ui
from planning_ui.settings import UiSettings
from storage.memory import memory_stores

MONDAY_MORNING = from_local(datetime(2026, 3, 2, 8, 0))
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
NUMBER = "18900202-9800"
ANNA, HANNA, BO = "anna-avd11|anna-avd11-1", "hanna-hc|hanna-hc-1", "bo-bistand|bo-bistand-1"
TUVA = "tuva-bistand|tuva-bistand-1"
CECI = "ceci-central|ceci-central-1"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **ahead: float) -> None:
        """Let time pass, as for `timedelta`."""
        self.now += timedelta(**ahead)


class Person:
    """Somebody with a browser: signs in, reads pages, fills in forms."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.who = ""

    def sign_in(self, who: str) -> Person:
        """Choose a person on the demo page."""
        door = token_in(self.client.get("/logga-in/demo"))
        answer = self.post("/logga-in/demo", token=door, person=who)
        assert answer.status_code == 302, answer.text
        self.who = who
        return self

    def back(self) -> Person:
        """Sign in again, after a while away."""
        return self.sign_in(self.who)

    def get(self, path: str, status: int = 200) -> str:
        """The text of a page."""
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.location)
        return unescape(answer.text)

    def post(self, path: str, **fields: object) -> TestResponse:
        """Send a form as a browser on our own page does."""
        return self.client.post(path, data=fields, headers=SAME_ORIGIN)

    @property
    def token(self) -> str:
        """The token of the session, as any page holds it."""
        return token_in(self.client.get("/uppdrag"))

    def send(self, path: str, **fields: object) -> TestResponse:
        """Send a form with the token of the session."""
        return self.post(path, token=self.token, **fields)

    def do(self, case: str, command: str, **fields: object) -> str:
        """Carry out a command from its own form and read the page that follows."""
        page = self.client.get(f"{case}?gor={command}").text
        version = version_in(page)
        answer = self.send(f"{case}/{command}", version=version, **fields)
        assert answer.status_code == 303, errors_in(answer)
        return self.get(answer.location)


def token_in(answer: TestResponse) -> str:
    """The token that a page carries in its forms."""
    found = _TOKEN.search(answer.text)
    assert found, answer.text[:400]
    return found.group(1)


def version_in(page: str) -> str:
    """The version of the case that a form was made from."""
    found = _VERSION.search(page)
    return found.group(1) if found else ""


def errors_in(answer: TestResponse) -> str:
    """The error summary of a page, for a failing test to show."""
    found = re.search(r'class="felruta.*?</div>', answer.text, re.S)
    return unescape(found.group()) if found else f"{answer.status_code}: {answer.text[:600]}"


@pytest.fixture
def clock() -> Clock:
    return Clock(MONDAY_MORNING)


@pytest.fixture
def stores() -> Stores:
    stores = memory_stores()
    save_demo_organisation(stores.directory)
    return stores


@pytest.fixture
def app(stores: Stores, clock: Clock) -> Flask:
    agreements, numbers = load_agreements(), itertools.count(1)
    desk = Desk(
        stores,
        load_rulebook(),
        agreements,
        agreements["vasternorrland"],
        lambda: f"arende-{next(numbers)}",
    )
    settings = UiSettings(demo_sign_in=True)
    app = create_ui(desk, stores.directory, stores.sessions, stores.drafts, clock, settings)
    app.testing = True
    return app


@pytest.fixture
def anna(app: Flask) -> Person:
    """A nurse on ward 11 in Sundsvall."""
    return Person(app).sign_in(ANNA)


@pytest.fixture
def hanna(app: Flask) -> Person:
    """A district nurse at Granlo hälsocentral."""
    return Person(app).sign_in(HANNA)


@pytest.fixture
def bo(app: Flask) -> Person:
    """A biståndshandläggare in Sundsvall."""
    return Person(app).sign_in(BO)


ADMISSION = {
    "personnummer": NUMBER,
    "namn": "Test Testsson",
    "adress": "Provgatan 1, Sundsvall",
    "folkbokforingskommun": "sundsvall",
    "tidpunkt": "i dag 07:30",
    "oppenvard": "hc-granlo",
}


def admit(person: Person, **changes: object) -> str:
    """Open a case and give its address back."""
    answer = person.send("/arende/nytt/skriv-in", **{**ADMISSION, **changes})
    assert answer.status_code == 303, errors_in(answer)
    return answer.location.partition("?")[0]


@pytest.fixture
def case(anna: Person) -> str:
    """The address of a case that Anna has opened."""
    return admit(anna)


def announce(person: Person, case: str) -> str:
    """Judge the need and send the inskrivningsmeddelande; the page that follows."""
    person.do(case, "behovsbedomning", behov=["socialtjanst", "kommunal-hsv"], bedomt="i dag 07:45")
    return person.do(
        case,
        "inskrivningsmeddelande",
        beraknad_utskrivning="fre",
        behov=["socialtjanst", "kommunal-hsv"],
        mottagare=["hc-granlo", "sundsvall-bistand"],
    )


@pytest.fixture
def ready(anna: Person, case: str, clock: Clock) -> str:
    """A patient who was announced on Monday, ready on Tuesday at 10, and is still in a week on."""
    announce(anna, case)
    clock.turn(days=1, hours=2)
    anna.back().do(
        case,
        "utskrivningsklar",
        bedomt="i dag 09:50",
        lakare="Dr Lind",
        mottagare=["hc-granlo", "sundsvall-bistand"],
    )
    clock.turn(days=7)
    return case


@pytest.fixture
def ceci(app: Flask) -> Person:
    """Central management."""
    return Person(app).sign_in(CECI)
