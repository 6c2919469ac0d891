"""Plays the demo patients' courses through the real desk, day by day up to now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ledstang.demo.people import demo_actor
from ledstang.loading import read_yaml
from planning.access import Request
from planning.desk import Desk
from planning.moments import from_local, local_day
from planning.ports import Directory

COURSES = Path(__file__).with_name("courses.yaml")
WHEN = frozenset({"dag", "kl", "vem", "gor"})


def play_courses(desk: Desk, directory: Directory, now: datetime) -> int:
    """Play every course; events that would lie in the future are left out. Returns the cases."""
    courses = read_yaml(COURSES)
    for course in courses:
        _play(desk, directory, course, now)
    return len(courses)


def _play(desk: Desk, directory: Directory, course: Mapping[str, Any], now: datetime) -> None:
    case_id: str | None = None
    for line in course["handelser"]:
        at = _moment(line, local_day(now))
        if at > now:
            return
        values = dict(_values(line, course, case_id is None, at))
        actor = demo_actor(directory, line["vem"])
        done = desk.do(actor, case_id, line["gor"], values, at, Request("demo"))
        case_id = done.case_id


def _moment(line: Mapping[str, Any], today: date) -> datetime:
    hours, minutes = line["kl"].split(":")
    day = today - timedelta(days=line["dag"])
    return from_local(datetime.combine(day, time(int(hours), int(minutes))))


def _values(
    line: Mapping[str, Any], course: Mapping[str, Any], opens: bool, at: datetime
) -> Iterator[tuple[str, Any]]:
    if opens:
        yield from _opening(course)
    if line["gor"] in STAMPED:
        yield STAMPED[line["gor"]], at.isoformat()
    for key, value in line.items():
        if key in RELATIVE:
            yield RELATIVE[key](at, value)
        elif key not in WHEN:
            yield key, value


def _opening(course: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from course["patient"].items()
    for unit in course["parter"]:
        yield ("oppenvard" if unit.startswith(("hc-", "oppenpsyk")) else "kommun_enhet"), unit


def _estimated(at: datetime, days: int) -> tuple[str, str]:
    return "beraknad_utskrivning", (local_day(at) + timedelta(days=days)).isoformat()


def _possible(at: datetime, days: int) -> tuple[str, str]:
    return "mojlig_tid", (at + timedelta(days=days)).isoformat()


RELATIVE = {"beraknad_om_dagar": _estimated, "mojlig_om_dagar": _possible}
STAMPED = {
    "skriv-in": "tidpunkt",
    "behovsbedomning": "bedomt",
    "utskrivningsklar": "bedomt",
    "skriv-ut": "tidpunkt",
}
