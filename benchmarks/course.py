"""One patient's stay from admission to closed case, as commands: the same for us and for a peer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter
from typing import Any

from ledstang.demo import load_demo_organisation, save_demo_organisation
from ledstang.loading import load_agreements, load_rulebook
from planning.access import Request
from planning.desk import Desk
from planning.events import Event
from planning.organisation import Actor, Organisation
from planning.ports import Stores
from planning.rules import World
from storage import open_stores

AGREEMENT = "vasternorrland"
ADMITTED = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
STEP = timedelta(minutes=20)
WARD, OPEN_CARE, KOMMUN = "anna-avd11", "hanna-hc", "bo-bistand"
OPEN_CARE_UNIT, KOMMUN_UNIT = "hc-granlo", "sundsvall-bistand"
BOTH = [OPEN_CARE_UNIT, KOMMUN_UNIT]
AN_IDENTITY = "189002029800"


@dataclass(frozen=True)
class Line:
    """Who does what, with what."""

    who: str
    command: str
    values: Mapping[str, Any] = field(default_factory=dict)


def _moment(number: int) -> str:
    return (ADMITTED + number * STEP).isoformat()


def _message(who: str, *units: str) -> Line:
    told = {"amne": "Hemgång", "text": "Dottern möter hemma klockan 14.", "mottagare": list(units)}
    return Line(who, "generellt-meddelande", told)


ADMISSION = (
    Line(WARD, "skriv-in", {
        "namn": "Test Testsson", "adress": "Provgatan 1, 852 30 Sundsvall",
        "folkbokforingskommun": "sundsvall", "tidpunkt": _moment(0),
        "oppenvard": OPEN_CARE_UNIT, "kommun_enhet": KOMMUN_UNIT,
    }),
    Line(WARD, "samtycke", {"varde": "ja"}),
    Line(WARD, "behovsbedomning", {
        "behov": ["socialtjanst", "kommunal-hsv"], "bedomt": _moment(1), "lakare": "Dr Lind",
    }),
    Line(WARD, "inskrivningsmeddelande", {
        "beraknad_utskrivning": "2026-03-05", "behov": ["socialtjanst", "kommunal-hsv"],
        "mottagare": BOTH, "inskrivningsorsak": "Fall i hemmet, höftsmärta.",
    }),
    Line(KOMMUN, "kvittera"),
    Line(OPEN_CARE, "kvittera"),
)  # fmt: skip
PLANNING = (
    Line(OPEN_CARE, "fast-vardkontakt", {
        "namn": "Hanna Viklund", "yrke": "Sjuksköterska", "telefon": "010-555 02 11",
    }),
    Line(KOMMUN, "planeringsunderlag", {
        "kand": "kand", "klart": True, "insatser": "Hemtjänst två gånger om dagen. Trygghetslarm.",
        "boende": "Lägenhet, hiss finns.",
    }),
    Line(WARD, "patientinformation", {"tillstand": "Mobiliseras med rollator."}),
    Line(WARD, "andra-utskrivningsdatum", {"beraknad_utskrivning": "2026-03-06"}),
    Line(KOMMUN, "kvittera"),
    Line(OPEN_CARE, "kvittera"),
    Line(OPEN_CARE, "sip-stallningstagande", {"varde": "behovs-ej", "orsak": "Bara hemtjänst."}),
    _message(WARD, KOMMUN_UNIT),
    Line(KOMMUN, "kvittera"),
)  # fmt: skip
DISCHARGE = (
    Line(WARD, "utskrivningsklar", {
        "bedomt": _moment(15), "lakare": "Dr Lind", "mottagare": BOTH,
    }),
    Line(KOMMUN, "kvittera"),
    Line(OPEN_CARE, "kvittera"),
    Line(KOMMUN, "svara-hemtagning", {"mojlig_tid": "2026-03-06T12:00:00+00:00"}),
    Line(WARD, "utskrivningsinformation", {
        "sammanfattning": "Vårdad för höftfraktur.", "halsa_funktion": "Går med rollator.",
        "mottagare": BOTH,
    }),
    Line(KOMMUN, "kvittera"),
    Line(OPEN_CARE, "kvittera"),
    Line(WARD, "information-till-patienten", {"text": "Smärtlindring i sju dagar.",
                                              "satt": ["muntligt", "skriftligt"]}),
    Line(WARD, "skriv-ut", {"tidpunkt": _moment(23), "till": "hem"}),
    Line(WARD, "avsluta-arende"),
)  # fmt: skip
COURSE: Sequence[Line] = (*ADMISSION, *PLANNING, *DISCHARGE)
"""A whole stay: 25 events."""


def long_planning(events: int) -> Sequence[Line]:
    """A stay that has come to its planning and has this many events."""
    begun = (*ADMISSION, *PLANNING)
    more = (_message(WARD, KOMMUN_UNIT), Line(KOMMUN, "kvittera"))
    return (*begun, *(more[number % 2] for number in range(events - len(begun))))


def actors() -> dict[str, Actor]:
    """The people of the course, by user."""
    demo = load_demo_organisation()
    names = {user.id: user.name for user in demo.users}
    return {
        each.user: Actor(each.user, names[each.user], each.role, each.unit, each.purpose, each.id)
        for each in demo.assignments
    }


def world() -> World:
    """Rules, organisation and agreement as the running system has them."""
    units = {unit.id: unit for unit in load_demo_organisation().units}
    return World(load_rulebook(), Organisation(units), load_agreements()[AGREEMENT])


def make_desk(stores: Stores, names: str) -> Desk:
    """A desk over the stores whose cases are called `names` and a number."""
    agreements = load_agreements()
    numbers = count(1)

    def new_id() -> str:
        return f"{names}-{next(numbers)}"

    return Desk(stores, load_rulebook(), agreements, agreements[AGREEMENT], new_id)


@dataclass
class Player:
    """Plays courses through a desk, each for a patient of their own, and times each command."""

    desk: Desk
    people: dict[str, Actor] = field(default_factory=actors)
    times: list[float] = field(default_factory=list)
    """How long each command took since the list was emptied, in milliseconds."""

    def play(self, lines: Sequence[Line], patient: str, step: timedelta = STEP) -> str:
        """Carry out every line, each so long after the one before; the id of the case."""
        case_id: str | None = None
        for number, line in enumerate(lines):
            now = ADMITTED + (number + 1) * step
            values = line.values if case_id else {**line.values, "personnummer": patient}
            person = self.people[line.who]
            start = perf_counter()
            done = self.desk.do(person, case_id, line.command, values, now, Request("bench"))
            self.times.append((perf_counter() - start) * 1000)
            case_id = done.case_id
        assert case_id is not None
        return case_id


def events_of(lines: Sequence[Line]) -> tuple[Event, ...]:
    """The events that a course makes, as the real desk decides them."""
    stores = open_stores("memory:")
    save_demo_organisation(stores.directory)
    player = Player(make_desk(stores, "c"))
    return tuple(stores.cases.events(player.play(lines, AN_IDENTITY)))
