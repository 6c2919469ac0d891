"""What holds for any course of events, however people happen to do things."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.case import Case
from planning.deadlines import Deadline, deadlines
from planning.decide import Order, decide
from planning.errors import Refusal
from planning.events import Event
from planning.fold import apply, fold
from planning.guidance import situation
from planning.moments import local_day
from planning.organisation import Actor
from planning.payment import Payment, payments
from planning.views import case_row, inbox_rows
from planning.vocabulary import CaseState, DeadlineStatus
from storage.codec import read_record, record_text
from tests.builders import a_world
from tests.rules.walker import ACTORS, MOVES, START, Move, closed_by_following_the_reasons

BOUNDED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# An agreement in which every deadline exists.
WORLD = a_world(kvittens_timmar=24, planeringsunderlag_timmar=48, kontakt_efter_hemgang_timmar=72)
BEGINNING = tuple(
    next(m for m in MOVES if m.command == name and m.actor is ACTORS[0])
    for name in ("skriv-in", "behovsbedomning", "inskrivningsmeddelande")
)
LATER = tuple(move for move in MOVES if move.actor in ACTORS)
# What ends a case is chosen seldom, so that courses grow long.
ENDINGS = frozenset({"avliden", "skriv-ut", "makulera", "avvisa", "sip-avsluta", "byt-kommun"})
TRIES_FOR_A_LEGAL_MOVE = 40


@dataclass(frozen=True)
class Lived:
    """A course that was lived: every event, the case grown event by event, and the time after."""

    events: tuple[Event, ...]
    case: Case
    now: datetime


@st.composite
def courses(draw: st.DrawFn) -> Lived:
    """A legal course: what people do, some minutes apart, some of it told too late."""
    length, chance = draw(st.integers(0, 40)), Random(draw(st.integers(0, 2**32)))
    lived = Lived((), Case("kurs"), START)
    for move in BEGINNING if draw(st.booleans()) else ():
        lived = done(lived, move, lived.now + timedelta(minutes=30), 0) or lived
    for _ in range(length):
        lived = _one_more(lived, chance)
    return lived


def _one_more(lived: Lived, chance: Random) -> Lived:
    """The course with one more event, if one can be found."""
    now = lived.now + timedelta(minutes=chance.choice((1, 30, 600, 1440, 4000)))
    late = chance.choice((0, 0, 0, 20, 300))
    for _ in range(TRIES_FOR_A_LEGAL_MOVE):
        move = chance.choice(LATER)
        seldom = move.command in ENDINGS and chance.random() < 0.9
        after = None if seldom else done(lived, move, now, late)
        if after is not None:
            return after
    return lived


def done(lived: Lived, move: Move, now: datetime, late: int) -> Lived | None:
    """The course after the move, told `late` minutes afterwards; None when it is refused."""
    values = dict(move.values)
    if values.get("meddelande") == "opening":
        values["meddelande"] = lived.case.opening
    order = Order(move.command, values, now, now - timedelta(minutes=late))
    try:
        events = decide(order, lived.case, move.actor, WORLD).events
    except Refusal:
        return None
    case = lived.case
    for event in events:
        case = apply(case, event)
    return Lived((*lived.events, *events), case, now)


@BOUNDED
@given(courses())
def test_the_same_events_make_the_same_case(lived: Lived) -> None:
    assert fold("kurs", lived.events) == fold("kurs", lived.events) == lived.case
    assert [event.number for event in lived.events] == list(range(1, len(lived.events) + 1))


@BOUNDED
@given(courses())
def test_events_that_went_through_text_make_the_same_case(lived: Lived) -> None:
    back = [read_record(Event, record_text(event)) for event in lived.events]
    assert tuple(back) == lived.events
    assert fold("kurs", back) == lived.case
    for event in lived.events:
        assert json.loads(json.dumps(event.data)) == event.data


@BOUNDED
@given(courses(), st.integers(0, 200_000))
def test_the_list_views_can_be_rebuilt_at_any_time(lived: Lived, minutes: int) -> None:
    rebuilt = fold("kurs", lived.events)
    later = lived.now + timedelta(minutes=minutes)
    assert case_row(lived.case, WORLD, lived.now) == case_row(rebuilt, WORLD, later)
    assert inbox_rows(lived.case) == inbox_rows(rebuilt)


@BOUNDED
@given(courses(), st.lists(st.integers(0, 30_000), min_size=2, max_size=5))
def test_a_later_clock_never_unpasses_a_deadline(lived: Lived, minutes: list[int]) -> None:
    moments = [lived.now + timedelta(minutes=sum(minutes[: n + 1])) for n in range(len(minutes))]
    told = [deadlines(lived.case, WORLD.agreement, moment) for moment in moments]
    for earlier, later in pairwise(told):
        assert [_fixed(each) for each in earlier] == [_fixed(each) for each in later]
        for before, after in zip(earlier, later, strict=True):
            assert (before.status, after.status) in GOES_ON


GOES_ON = {(status, status) for status in DeadlineStatus} | {
    (DeadlineStatus.RUNNING, DeadlineStatus.PASSED)
}


def _fixed(deadline: Deadline) -> tuple[object, ...]:
    return (deadline.step, deadline.due, deadline.done_at, deadline.derivation)


@BOUNDED
@given(courses())
def test_every_deadline_tells_when_why_and_how(lived: Lived) -> None:
    for each in deadlines(lived.case, WORLD.agreement, lived.now):
        assert each.derivation
        assert all(line.endswith(".") for line in each.derivation)
        assert each.mark.value != "L" or each.law


@BOUNDED
@given(courses(), st.integers(0, 60_000))
def test_the_counted_days_add_up(lived: Lived, minutes: int) -> None:
    now = lived.now + timedelta(minutes=minutes)
    for each in payments(lived.case, WORLD.agreement, now):
        assert each.days >= 0
        assert (each.starts is None) == bool(each.hindrances)
        assert each.amount is None or each.amount >= 0
        if each.starts is None:
            assert (each.days, each.excluded, each.amount) == (0, (), None)
        else:
            stop = each.until or local_day(now)
            whole = max(0, (stop - each.starts).days)
            assert each.days + len(each.excluded) == whole


@BOUNDED
@given(courses(), st.integers(0, 60_000))
def test_waiting_never_takes_days_away(lived: Lived, minutes: int) -> None:
    before = payments(lived.case, WORLD.agreement, lived.now)
    later = payments(lived.case, WORLD.agreement, lived.now + timedelta(minutes=minutes))
    assert all(b.days <= a.days for b, a in zip(before, later, strict=True))
    assert [_start(each) for each in before] == [_start(each) for each in later]


def _start(payment: Payment) -> tuple[object, ...]:
    return (payment.period, payment.kommun, payment.starts, payment.until, payment.hindrances)


@BOUNDED
@given(courses())
def test_no_two_periods_count_the_same_day(lived: Lived) -> None:
    running = [period for period in lived.case.periods if period.ended_at is None]
    assert len(running) <= 1
    assert [period.number for period in lived.case.periods] == list(
        range(1, len(lived.case.periods) + 1)
    )


@BOUNDED
@given(courses(), st.sampled_from(ACTORS))
def test_guidance_always_has_an_answer(lived: Lived, actor: Actor) -> None:
    seen = situation(lived.case, actor, WORLD, lived.now)
    assert seen.state is lived.case.state
    assert not set(seen.allowed) & {blocked.command for blocked in seen.blocked}


@BOUNDED
@given(courses())
def test_every_case_can_be_closed_however_it_was_lived(lived: Lived) -> None:
    if not lived.case.exists or lived.case.ended:
        return
    closed = closed_by_following_the_reasons(lived.case)
    assert closed.state is CaseState.CLOSED
