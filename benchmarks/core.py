"""The planning core: a long case decided, a whole stay beside SpiffWorkflow, commands committed.

The stay is the course of 25 events in `benchmarks.course`. For SpiffWorkflow it is 25 manual tasks
in a row without any rule, party, deadline or reason: less than what our core does at each step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from statistics import mean, median
from time import perf_counter

from benchmarks.course import (
    ADMITTED,
    AN_IDENTITY,
    COURSE,
    STEP,
    WARD,
    Line,
    Player,
    actors,
    events_of,
    long_planning,
    make_desk,
    world,
)
from benchmarks.databases import DATABASES
from benchmarks.measuring import Measure, Plan, alternate, milliseconds, percentile
from benchmarks.programs import Peer, Unavailable, python_peer, running_peer
from benchmarks.results import Goal, Outcome, Result, Skipped, at_most, times_the_peer
from ledstang.demo import save_demo_organisation
from planning.case import Case
from planning.case_files import CaseFiles
from planning.decide import Decision, Order, decide
from planning.events import Event
from planning.fold import apply, fold
from planning.ports import Stores
from storage.codec import as_values, build, canonical
from storage.memory import MemoryAccessLog, MemoryCases

SPIFF = "SpiffWorkflow"
EVENTS_OF_A_LONG_CASE = 60
STAYS_PER_ROUND = 20
DECISIONS_PER_ROUND = 100
YEAR_STAYS, YEAR_SECONDS = 1_400_000, 365 * 24 * 3600
SAMPLE_OF_THE_YEAR = 14_000
"""One stay in a hundred of Sweden's year."""


def run(plan: Plan) -> Iterator[Outcome]:
    """Measure the core in memory, then with its stores."""
    yield _long_case(plan)
    yield from _beside_spiff(plan)
    for name, opened in DATABASES.items():
        try:
            with opened() as stores:
                yield from _committed(name, stores, plan)
        except Unavailable as missing:
            yield Skipped(f"core, {name}", str(missing))


# A long case -------------------------------------------------------------------------------------


def _long_case(plan: Plan) -> Result:
    around, nurse = world(), actors()[WARD]
    events = events_of(long_planning(EVENTS_OF_A_LONG_CASE))
    now = ADMITTED + timedelta(days=3)
    order = Order("utskrivningsklar", {"bedomt": now.isoformat(), "lakare": "Dr Lind"}, now, now)

    def once() -> Decision:
        return decide(order, fold("c", events), nurse, around)

    times = plan.count(DECISIONS_PER_ROUND)
    own = alternate({"own": _each(once, times)}, plan.rounds)["own"]
    return Result("core.decide_and_fold_60_events", "ms", own, goal=at_most(1))


def _each(work: Callable[[], object], times: int) -> Measure:
    """A measure of the median time of the work, done so many times, in milliseconds."""
    measure = milliseconds(work)
    return lambda: median(measure() for _ in range(times))


# A whole stay beside an engine -------------------------------------------------------------------


def _beside_spiff(plan: Plan) -> Iterator[Outcome]:
    goals: Mapping[str, Goal] = {"stored": times_the_peer(20), "kept": times_the_peer(1)}
    ours = OurStay(plan.count(STAYS_PER_ROUND))
    own_ways: Mapping[str, tuple[str, Measure]] = {
        "stored": ("stored", ours.stored),
        "cold": ("stored", ours.cold),
        "kept": ("kept", ours.kept),
    }
    with ExitStack() as stack:
        peer = None
        try:
            started = stack.enter_context(running_peer(python_peer(plan, "spiff_course")))
            started.ask(steps=len(COURSE))
            peer = started
        except Unavailable as missing:
            yield Skipped(f"core, {SPIFF}", str(missing))
        for way, (their_way, own) in own_ways.items():
            contestants = {"own": own} | ({SPIFF: _spiff(peer, their_way, plan)} if peer else {})
            found = alternate(contestants, plan.rounds)
            name, theirs = (SPIFF, found[SPIFF]) if peer else ("", [])
            yield Result(f"core.step_{way}", "ms", found["own"], peer=name, theirs=theirs,
                         goal=goals.get(way))  # fmt: skip


def _spiff(peer: Peer, way: str, plan: Plan) -> Measure:
    course = [dict(line.values) for line in COURSE]
    stays = plan.count(STAYS_PER_ROUND)

    def measure() -> float:
        took = sum(float(peer.ask(way=way, course=course)["ms"]) for _ in range(stays))
        return took / stays / len(course)

    return measure


class JsonLog(MemoryCases):
    """The log of one case as JSON text, and nothing else of a store."""

    def __init__(self) -> None:
        super().__init__(MemoryAccessLog())
        self.texts: list[str] = []

    def events(self, case_id: str, since: int = 1) -> Sequence[Event]:
        """The events from the number on, read from their text."""
        return [build(Event, json.loads(text)) for text in self.texts[since - 1 :]]


class OurStay:
    """The course through the core alone: milliseconds per step over some stays."""

    def __init__(self, stays: int) -> None:
        self._stays = stays
        self._people, self._world = actors(), world()

    def kept(self) -> float:
        """With the case in memory."""
        return self._timed(self._keep)

    def stored(self) -> float:
        """As the desk does it: what is new in the log read as JSON before each step, and written.

        An engine that stores its state anew has to read all of it; a log that only grows does not.
        """
        return self._timed(lambda: self._store(forgetful=False))

    def cold(self) -> float:
        """As a process does it that has never seen the case: the whole log read before each step.

        The peer does the same as beside `stored`.
        """
        return self._timed(lambda: self._store(forgetful=True))

    def _timed(self, stay: Callable[[], None]) -> float:
        start = perf_counter()
        for _ in range(self._stays):
            stay()
        return (perf_counter() - start) * 1000 / self._stays / len(COURSE)

    def _keep(self) -> None:
        case = Case("c")
        for number, line in enumerate(COURSE):
            for event in self._decided(case, number, line):
                case = apply(case, event)

    def _store(self, forgetful: bool) -> None:
        log = JsonLog()
        files = CaseFiles(log, kept_at_once=0 if forgetful else 1)
        for number, line in enumerate(COURSE):
            decided = self._decided(files.read("c").case, number, line)
            log.texts += [canonical(as_values(event)) for event in decided]

    def _decided(self, case: Case, number: int, line: Line) -> tuple[Event, ...]:
        now = ADMITTED + (number + 1) * STEP
        values = line.values if number else {**line.values, "personnummer": AN_IDENTITY}
        order = Order(line.command, values, now, now)
        return decide(order, case, self._people[line.who], self._world).events


# Commands with their stores ----------------------------------------------------------------------


def _committed(name: str, stores: Stores, plan: Plan) -> Iterator[Outcome]:
    save_demo_organisation(stores.directory)
    timed = TimedStays(stores, plan.count(STAYS_PER_ROUND))
    own = alternate({name: timed.round}, plan.rounds)[name]
    yield Result(f"core.command_{name}", "ms", own)
    yield Result(f"core.command_p95_{name}", "ms", timed.p95[-plan.rounds :])
    if plan.full:
        timed = TimedStays(stores, SAMPLE_OF_THE_YEAR)
        own = [timed.round()]
    shares = [100 * each / 1000 * len(COURSE) * YEAR_STAYS / YEAR_SECONDS for each in own]
    yield Result(f"core.year_of_sweden_{name}", "% of real time", shares)


class TimedStays:
    """Whole stays through the real desk: command, committed event, list view, access log."""

    def __init__(self, stores: Stores, stays: int) -> None:
        self._player = Player(make_desk(stores, f"stay-{stays}"))
        self._stays = stays
        self._numbers = count(1)
        self.p95: list[float] = []

    def round(self) -> float:
        """Play the stays; the mean time of a command, in milliseconds."""
        self._player.times.clear()
        for _ in range(self._stays):
            # A reserve number of its own: each stay is another patient's.
            self._player.play(COURSE, f"PROV-{self._stays}-{next(self._numbers)}")
        self.p95.append(percentile(self._player.times, 0.95))
        return mean(self._player.times)
