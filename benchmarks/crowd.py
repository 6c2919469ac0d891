"""Very many cases in SQLite: a few real courses are played, and the database copies what they left.

Copies of active cases have all that a real case has. Of the closed ones the list rows, messages,
counts and headings are there, spread over twenty years, and the events only of those that a page
asks for: each is found by its key, so that the others would make no page slower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Table, text

from benchmarks.course import (
    ADMISSION,
    COURSE,
    DISCHARGE,
    KOMMUN,
    KOMMUN_UNIT,
    OPEN_CARE,
    OPEN_CARE_UNIT,
    PLANNING,
    STEP,
    Line,
    Player,
    make_desk,
)
from benchmarks.lists import NUMBERS
from planning.measures import COUNTED
from storage.sql import Database, sql_stores
from storage.sql.tables import (
    SUMMED_BY,
    case_payments,
    case_rows,
    case_units,
    events,
    inbox,
    stays,
)

IDENTITY = "R-2026-000"
UNITS = ("sundsvall-avd-14", OPEN_CARE_UNIT, KOMMUN_UNIT)
VIEWS = (case_rows, case_units, stays, case_payments, inbox)
TOLD = ("document", "data", "identity", "unit", "ward", "sender", "parties", "kept")
"""The columns in which the case, its person or its units are named."""

YEARS = 20
MINUTES = YEARS * 365 * 24 * 60
LONG_AGO = (
    "strftime('%Y-%m-%dT%H:%M:00.000000+00:00', '2026-03-01', "
    "'-' || ({minutes} * numbers.n) || ' minutes')"
)
"""The moments of the copies that lie over the years before the active ones."""

NEEDED = Line(OPEN_CARE, "sip-stallningstagande", {"varde": "behovs", "samtycke": "ja"})
SUMMONS = Line(OPEN_CARE, "kallelse-sip", {
    "mote": "2026-03-06T09:00:00+00:00", "plats": "Video", "mottagare": [KOMMUN_UNIT],
})  # fmt: skip
ANSWER = Line(KOMMUN, "svara-kallelse", {"svar": "ja"})
WITH_PLAN = (*ADMISSION, *PLANNING[:6], NEEDED, SUMMONS, ANSWER)
MEETING = Line(OPEN_CARE, "sip-mote", {
    "tidpunkt": "2026-03-02T09:30:00+00:00", "deltagare": "Test, Hanna och Bo",
})  # fmt: skip
DRAWN_UP = Line(OPEN_CARE, "sip-uppratta", {
    "vad_ar_viktigt": "Att kunna gå till affären.", "huvudansvarig": "kommun",
    "behov": "Hjälp med dusch två gånger i veckan.", "uppfoljning": "2026-04-01",
})  # fmt: skip
LATE = tuple(
    Line(each.who, each.command, {k: v for k, v in each.values.items() if k != "tidpunkt"})
    if each.command == "skriv-ut"
    else each
    for each in COURSE
)
"""The same stay, discharged when that is registered."""

COURSES: Mapping[str, tuple[Sequence[Line], timedelta]] = {
    "inskriven": (ADMISSION, STEP),
    "planering": ((*ADMISSION, *PLANNING), STEP),
    "med-sip": (WITH_PLAN, STEP),
    "klar": ((*ADMISSION, *PLANNING, *DISCHARGE[:4]), STEP),
    "utskriven": ((*ADMISSION, *PLANNING, *DISCHARGE[:-1]), STEP),
    "avslutat": (COURSE, STEP),
    "betalat": (LATE, timedelta(hours=10)),
    "med-plan": ((*WITH_PLAN, MEETING, DRAWN_UP), STEP),
}
ACTIVE = tuple(COURSES)[:5]
CLOSED = "avslutat"
PAID = "betalat"
PLANNED = "med-plan"


@dataclass(frozen=True)
class Crowd:
    """The copies and the real cases that they are made of, by the name of their course."""

    database: Database
    models: Mapping[str, str]

    def add(
        self,
        kind: str,
        course: str,
        count: int,
        units: Sequence[str] = UNITS,
        kommun: str = "sundsvall",
        history: bool = True,
        spread: bool = False,
    ) -> None:
        """Copy the case of a course so many times for these units: `<kind>-<course>-<number>`.

        `history` copies its events too; `spread` lays the copies over the years.
        """
        whose = (self.models[course], identity_of(course))
        copy = _Copy(*whose, f"{kind}-{course}-", units, kommun, spread)
        with self.database.writing() as connection:
            for table in (*VIEWS, events) if history else VIEWS:
                connection.execute(text(copy.of(table, count)))

    def settle(self) -> None:
        """Add up the copied stays, and let the database learn how much there is."""
        key, counted = ", ".join(SUMMED_BY), ", ".join(COUNTED)
        sums = ", ".join(f"SUM({name})" for name in COUNTED)
        summed = f"SELECT {key}, {sums} FROM stays GROUP BY {key}"
        with self.database.writing() as connection:
            connection.execute(text("DELETE FROM stay_sums"))
            connection.execute(text(f"INSERT INTO stay_sums ({key}, {counted}) {summed}"))
            connection.execute(text("ANALYZE"))


def gather(database: Database) -> Crowd:
    """Play each course once; the cases stay in the database beside their copies."""
    player = Player(make_desk(sql_stores(database), "modell"))
    models = {
        name: player.play(lines, identity_of(name), step) for name, (lines, step) in COURSES.items()
    }
    return Crowd(database, models)


def identity_of(course: str) -> str:
    """The reserve number of the person whose case is copied."""
    return f"{IDENTITY}{list(COURSES).index(course)}"


@dataclass(frozen=True)
class _Copy:
    """How a case becomes many."""

    model: str
    identity: str
    kind: str
    units: Sequence[str]
    kommun: str
    spread: bool

    def of(self, table: Table, count: int) -> str:
        """The statement that copies the case's rows of a table."""
        names = [column.name for column in table.columns]
        known = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(self._value(name, count) for name in names)
        return (
            f"INSERT INTO {table.name} ({known}) {NUMBERS.format(count=count)} "
            f"SELECT {values} FROM numbers, {table.name} WHERE case_id = '{self.model}'"
        )

    def _value(self, name: str, count: int) -> str:
        number = f"'{self.kind}' || numbers.n"
        if name in TOLD:
            return self._renamed(name, number)
        then = LONG_AGO.format(minutes=max(MINUTES // count, 1))
        known = {"case_id": number, "kommun": f"'{self.kommun}'"}
        known["heading"] = f"'{self.kommun}:' || substr(heading, instr(heading, ':') + 1)"
        if self.spread:
            month = f"substr({then}, 1, 7)"
            known |= {"admitted": then, "sent_at": then, "month": month}
            known["heading"] = f"'{self.kommun}:' || {month}"
        return known.get(name, f'"{name}"')

    def _renamed(self, name: str, number: str) -> str:
        new = {self.model: number, self.identity: f"'R-' || {number}"}
        new |= {old: f"'{unit}'" for old, unit in zip(UNITS, self.units, strict=True)}
        value = f'"{name}"'
        for old, other in new.items():
            value = f"replace({value}, '{old}', {other})"
        return value
