"""Plays short ended stays of the months before, each stored in one go: the statistics need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from ledstang.demo.people import demo_actor
from ledstang.loading import read_yaml
from planning.access import Act, Request, access_row
from planning.case import Case
from planning.decide import Order, decide
from planning.desk import Desk
from planning.events import Event
from planning.fold import apply
from planning.moments import from_local, local_day
from planning.organisation import Actor
from planning.ports import Directory
from planning.rules import World
from planning.views import case_row, inbox_rows

FILE = Path(__file__).with_name("history.yaml")
NAMES = ("Provia", "Testa", "Exempel", "Mönster", "Prova", "Testvin")
WEEK_DAYS = 7
# Nobody reads a message after the patient has gone home.
MOST_HOURS = {"inskrivningsmeddelande": 40, "utskrivningsklar": 3, "andra-utskrivningsdatum": 20}
ADMITTED, MORNING = time(9, 0), time(10, 0)


@dataclass(frozen=True, slots=True)
class Move:
    """One command: who, what, when, with which values."""

    at: datetime
    person: str
    command: str
    values: Mapping[str, Any]


def play_history(desk: Desk, directory: Directory, now: datetime) -> int:
    """Play every stay; returns how many. None of them reaches the last two weeks."""
    data = read_yaml(FILE)
    actors = {
        name: demo_actor(directory, name) for place in data["orter"] for name in _people(place)
    }
    world, numbers = desk.world(Case("")), count(1)
    for week in range(2, data["veckor"]):
        for place in data["orter"]:
            number = next(numbers)
            course = data["forlopp"][number % len(data["forlopp"])]
            first = local_day(now) - timedelta(days=week * WEEK_DAYS + 14 - number % 5)
            _store(desk, world, actors, tuple(_moves(number, place, course, first)))
    return next(numbers) - 1


def _people(place: Mapping[str, str]) -> tuple[str, ...]:
    return place["vard"], place["ov"], place["k"]


def _moves(
    number: int, place: Mapping[str, str], course: Mapping[str, int], first: date
) -> Iterator[Move]:
    found = [*_on_the_ward(number, place, course, first), *_outside(place, course, first)]
    yield from sorted(found, key=lambda move: move.at)


def _at(first: date, day: int, clock: time = MORNING, hours: int = 0) -> datetime:
    then = from_local(datetime.combine(first + timedelta(days=day), clock))
    return then + timedelta(hours=hours)


def _on_the_ward(
    number: int, place: Mapping[str, str], course: Mapping[str, int], first: date
) -> Iterator[Move]:
    ward, admitted = place["vard"], _at(first, 0, ADMITTED)
    receivers = [place["oppenvard"], place["kommun_enhet"]]
    planned = (first + timedelta(days=course["uk"])).isoformat()
    notice = admitted + timedelta(hours=course["im"])
    need = {"behov": ["socialtjanst", "kommunal-hsv"]}
    ready, home = _at(first, course["uk"]), _at(first, course["hem"], time(14, 0))
    yield Move(admitted, ward, "skriv-in", _person(number, place, admitted))
    yield Move(admitted, ward, "samtycke", {"varde": "ja"})
    yield Move(admitted, ward, "behovsbedomning", {**need, "bedomt": admitted.isoformat()})
    sent = {**need, "beraknad_utskrivning": planned, "mottagare": receivers}
    yield Move(notice, ward, "inskrivningsmeddelande", sent)
    if "andrat" in course:
        later = {"beraknad_utskrivning": planned, "orsak": "Väntar på röntgen."}
        yield Move(_at(first, course["andrat"]), ward, "andra-utskrivningsdatum", later)
    told = {"bedomt": ready.isoformat(), "lakare": "Dr Lind", "mottagare": receivers}
    yield Move(ready, ward, "utskrivningsklar", told)
    yield Move(home, ward, "skriv-ut", {"tidpunkt": home.isoformat(), "till": "hem"})
    yield Move(home, ward, "avsluta-arende", {})


def _person(number: int, place: Mapping[str, str], at: datetime) -> dict[str, Any]:
    units = {key: place[key] for key in ("oppenvard", "kommun_enhet")}
    return {
        "personnummer": f"R-2025-1{number:03}",
        "identitetstyp": "reservnummer",
        "namn": f"{NAMES[number % len(NAMES)]} Avslutsson {number}",
        "adress": f"Minnesgatan {number}",
        "folkbokforingskommun": place["kommun"],
        "tidpunkt": at.isoformat(),
        **units,
    }


def _outside(place: Mapping[str, str], course: Mapping[str, int], first: date) -> Iterator[Move]:
    yield from _receipts(place, course, first)
    basis = {"kand": "kand", "klart": True, "insatser": "Hemtjänst."}
    for person, late in ((place["ov"], 0), (place["k"], course.get("underlag_sent", 0))):
        yield Move(_at(first, 1 + late, time(20, 0)), person, "planeringsunderlag", basis)
    care = place["ov"]
    if "fvk" in course:
        contact = {"namn": "Fast Vårdkontakt", "telefon": "010-555 00 00"}
        yield Move(_at(first, course["fvk"], time(16, 0)), care, "fast-vardkontakt", contact)
    if "sip" in course:
        agreed = {"varde": "behovs", "samtycke": "ja"}
        yield Move(_at(first, course["sip"], time(17, 0)), care, "sip-stallningstagande", agreed)
        called = _at(first, course["uk"] + course["kallelse"], time(13, 0))
        meeting = (called + timedelta(days=1)).isoformat()
        summons = {"mote": meeting, "plats": "Video", "mottagare": [place["kommun_enhet"]]}
        yield Move(called, care, "kallelse-sip", summons)
        yield Move(called + timedelta(hours=1), place["k"], "svara-kallelse", {"svar": "ja"})
        yield from _plan(place, called + timedelta(days=1))


def _plan(place: Mapping[str, str], met: datetime) -> Iterator[Move]:
    """The SIP that the meeting makes, and its end ten days later."""
    care, then = place["ov"], met + timedelta(minutes=30)
    drawn_up = {
        "vad_ar_viktigt": "Att klara sig hemma.",
        "huvudansvarig": "kommun",
        "behov": "Hemtjänst varje dag.",
        "uppfoljning": local_day(met + timedelta(days=9)).isoformat(),
    }
    yield Move(then, care, "sip-mote", {"tidpunkt": met.isoformat(), "deltagare": "Alla kallade"})
    yield Move(then, care, "sip-uppratta", drawn_up)
    yield Move(met + timedelta(days=10), care, "sip-avsluta", {"orsak": "malen-natta"})


def _receipts(place: Mapping[str, str], course: Mapping[str, int], first: date) -> Iterator[Move]:
    sent = {
        "inskrivningsmeddelande": _at(first, 0, ADMITTED, course["im"]),
        "utskrivningsklar": _at(first, course["uk"]),
    }
    if "andrat" in course:
        sent["andra-utskrivningsdatum"] = _at(first, course["andrat"])
    for kind, at in sent.items():
        read = at + timedelta(hours=min(course["kvittens"], MOST_HOURS[kind]))
        for person in (place["ov"], place["k"]):
            yield Move(read, person, "kvittera", {"meddelande": kind})


def _store(desk: Desk, world: World, actors: Mapping[str, Actor], moves: tuple[Move, ...]) -> None:
    """Decide every move by the rules, and store the case in one transaction."""
    case, events = Case(desk.new_id()), []
    for move in moves:
        order = Order(move.command, _named(move, case), move.at, move.at)
        for event in decide(order, case, actors[move.person], world).events:
            case = apply(case, event)
            events.append(event)
    _append(desk, world, case, events, actors[moves[0].person], moves[-1].at)


def _named(move: Move, case: Case) -> Mapping[str, Any]:
    kind = move.values.get("meddelande")
    message = next(case.valid_messages(str(kind)), None) if kind else None
    return {**move.values, "meddelande": message.number} if message else move.values


def _append(
    desk: Desk, world: World, case: Case, events: list[Event], actor: Actor, at: datetime
) -> None:
    row = case_row(case, world, at)
    access = access_row(actor, Act.WRITE, case, at, Request("demo"), "tillatet")
    desk.stores.cases.append(case.id, 0, events, row, inbox_rows(case), access)
