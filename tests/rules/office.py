"""A desk on stores in memory, with one patient in: for tests of who may see and do what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

from ledstang.loading import load_agreements, load_rulebook
from planning.access import Request
from planning.desk import Desk
from planning.moments import parse_moment
from planning.organisation import Actor
from storage.amounts import MemoryAmounts
from storage.memory import MemoryAccessLog, MemoryCases, memory_stores
from tests.builders import PATIENT, UNITS, WARD

NOW = parse_moment("2026-03-02 08:00")
ASKED = Request("begaran-1", "session-1")


@dataclass(frozen=True)
class Office:
    """A desk with its log, and the first case on it."""

    desk: Desk
    log: MemoryAccessLog
    case_id: str

    def rows(self) -> list[dict[str, Any]]:
        """What the access log holds, oldest first."""
        return [dict(entry.values) for entry in self.log.entries]

    def do(self, actor: Actor, command: str, minutes: int = 60, **values: Any) -> Any:
        """Carry out a command on the case, some minutes after the admission."""
        now = NOW + timedelta(minutes=minutes)
        return self.desk.do(actor, self.case_id, command, values, now, ASKED)


def an_office(**patient: Any) -> Office:
    """A desk where one patient is in, with hälsocentral and kommun as parties."""
    desk, log = an_empty_desk()
    opened = desk.do(WARD, None, "skriv-in", admission(**patient), NOW, ASKED)
    return Office(desk, log, opened.case_id)


def an_empty_desk(cases: type[MemoryCases] = MemoryCases) -> tuple[Desk, MemoryAccessLog]:
    """A desk on stores in memory, with the organisation in place."""
    stores, log, numbers = memory_stores(), MemoryAccessLog(), count(1)
    stores = replace(stores, access_log=log, cases=cases(log), amounts=MemoryAmounts(log))
    for unit in UNITS:
        stores.directory.save_unit(unit)
    agreements = load_agreements()
    desk = Desk(
        stores, load_rulebook(), agreements, agreements["lagen"], lambda: f"arende-{next(numbers)}"
    )
    return desk, log


def admission(**changed: Any) -> dict[str, Any]:
    """What is filled in at an admission."""
    return {
        **PATIENT,
        "oppenvard": "hc-granlo",
        "kommun_enhet": "sundsvall-bistand",
        **changed,
    }
