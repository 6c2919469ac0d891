"""Every numbered instruction leads to something that is on the screen when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser

from help_service.instructions import Binding, load_bindings
from ledstang.loading import ROOT, load_rulebook, read_yaml
from tests.journeys.cases import sends
from tests.journeys.conftest import Server
from tests.journeys.people import MUNICIPALITY, OPEN_CARE, OTHER_WARD, WARD, Person

pytestmark = pytest.mark.journey

COURSES = read_yaml(ROOT / "tests" / "journeys" / "instruction_courses.yaml")
BINDINGS = load_bindings(ROOT / "docs")
COMMANDS = load_rulebook().commands
WHO = {
    "slutenvard": WARD,
    "oppenvard": OPEN_CARE,
    "kommun": MUNICIPALITY,
    "psykiatri": OTHER_WARD,
    "oppenpsykiatri": ("Olle Ström", "Öppenpsykiatrin"),
}
ROLES = {"psykiatri": "slutenvard", "oppenpsykiatri": "oppenvard"}
OPENERS = ("skriv-in", "vardbegaran", "sip-initiera")
MARKED = "[data-hjalp-plats~='{0}']"
"""How the screens say what a control is; by the same mark the panel's *Visa* finds it."""
UNMARKED = {"falt": "[data-hjalp-falt='{0}']:not(.hjalp-ikon)", "del": "#{0}"}
ON_EVERY_PAGE = ("vy", "sok")
MINUTES = ("Prov Anvisning",)
"""Patients whose whole stay is played: that takes minutes, and is for the proof."""


def _tried(course: Mapping[str, Any]) -> Any:
    name = course["patient"]["namn"]
    return pytest.param(course, id=name, marks=[pytest.mark.proof] if name in MINUTES else [])


class Trial:
    """A course played in browsers, one for each person, with stops where pages are tried."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.people: dict[str, Person] = {}
        self.case, self.admitted = "", False
        self.missing: list[str] = []

    def person(self, who: str) -> Person:
        """The person at a browser, signed in once."""
        if who not in self.people:
            page = self.browser.new_context(locale="sv-SE").new_page()
            self.people[who] = Person(page, self.url).signs_in_as(WHO[who])
        return self.people[who]

    def plays(self, line: Mapping[str, Any], patient: Mapping[str, str]) -> None:
        """Send a form, acknowledge everything, or try the pages of some steps."""
        who = self.person(line["vem"])
        for step in line.get("prova", ()):
            self.tries(step, ROLES.get(line["vem"], line["vem"]), who)
        if "kvitterar_allt" in line:
            who.acknowledges_all(self.case)
        if "gor" in line:
            self.sends(who, line, patient)

    def sends(self, who: Person, line: Mapping[str, Any], patient: Mapping[str, str]) -> None:
        """Send the form of a command, as the person would have filled it in."""
        fields = {key: _texts(value) for key, value in line.items() if key not in ("vem", "gor")}
        opens = line["gor"] in OPENERS
        address = f"/arende/nytt/{line['gor']}" if opens else f"{self.case}/{line['gor']}"
        answer = sends(who, address, **({**patient, **fields} if opens else fields))
        assert answer.status == 303, (line, answer.status, _faults(answer.text()))
        if opens:
            self.admitted = line["gor"] != "vardbegaran"
            self.case = self.begun(answer.headers["location"], patient["namn"])

    def begun(self, location: str, name: str) -> str:
        """The address of the new case; who sends a vårdbegäran is not led to it, the ward is."""
        if location.startswith("/arende/"):
            return location.split("?")[0].split("#")[0]
        ward = self.person("slutenvard")
        ward.opens(name)
        return ward.page.url.removeprefix(self.url).split("?")[0].split("#")[0]

    def tries(self, step: str, role: str, who: Person) -> None:
        """Look for every place that the role's instructions of the step speak of."""
        rows = [each for each in BINDINGS.values() if (each.topic, each.roll) == (step, role)]
        assert rows, (step, role, "has no instructions to try")
        for row in rows:
            for place in row.places:
                if not self.finds(place, who):
                    self.missing.append(_told(row, place))

    def finds(self, place: str, who: Person) -> bool:
        """Whether the place is on the page where the instruction has led."""
        kind, _, name = place.partition(".")
        address = self.address(kind, name)
        if address and not who.page.url.endswith(address):
            who.page.goto(f"{self.url}{address}", wait_until="domcontentloaded")
        selector = UNMARKED[kind].format(name) if kind in UNMARKED else MARKED.format(place)
        return who.page.locator(selector).count() > 0

    def address(self, kind: str, name: str) -> str:
        """The page where such a place is looked for; empty where every page has it."""
        command = name.split(".")[0]
        if kind in ON_EVERY_PAGE:
            return ""
        if kind in ("falt", "knapp") and command in OPENERS and not self.admitted:
            return f"/arende/nytt?gor={command}"
        if kind in ("falt", "knapp"):
            return f"{self.case}/steg/{COMMANDS[command].step}?gor={command}"
        return self.case


def _texts(value: object) -> str | tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else str(value)


def _faults(html: str) -> Sequence[str]:
    return [part.split("</li>")[0] for part in html.split("<li>") if 'href="#falt' in part]


def _told(row: Binding, place: str) -> str:
    return f"docs/steg/{row.topic}.md, {row.roll}, anvisning {row.number}: {place} finns inte"


@pytest.fixture
def trial(browser: Browser, shared: Server) -> Iterator[Trial]:
    """A trial on the running system."""
    begun = Trial(browser, shared.url)
    yield begun
    for person in begun.people.values():
        person.page.context.close()


@pytest.mark.parametrize("course", [_tried(course) for course in COURSES])
def test_each_place_that_an_instruction_names_is_on_the_screen(
    trial: Trial, course: Mapping[str, Any]
) -> None:
    for line in course["rader"]:
        trial.plays(line, course["patient"])
    assert not trial.missing, "\n".join(trial.missing)


def test_every_instruction_is_tried_by_some_course() -> None:
    tried = {
        (step, ROLES.get(line["vem"], line["vem"]))
        for course in COURSES
        for line in course["rader"]
        for step in line.get("prova", ())
    }
    assert {(topic, role) for topic, role, _ in BINDINGS} == tried
