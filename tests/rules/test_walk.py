"""What holds in every state that a case can reach, whoever tries whatever."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import reduce
from typing import cast

import pytest

from planning.case import Case
from planning.errors import Reason, Refusal
from planning.guidance import EMPTY_FORM, next_moves, situation
from planning.progress import step_views
from planning.reasons import REASON_CODES
from planning.rules import CONDITIONS
from planning.rules.attempt import Condition
from planning.vocabulary import CaseState, StepStatus
from tests.rules.walker import (
    ACTORS,
    COMMANDS,
    KNOWN,
    NOWHERE,
    TRIES,
    WORLD,
    Move,
    Walk,
    carry_out,
    closed_by_following_the_reasons,
    make,
    now_in,
    refusal_of,
)

BOUND = 400
BOUND_LATE = 40
ENDED = (CaseState.CLOSED, CaseState.ANNULLED)
STEPS_WITH_A_COMMAND = {each.step for each in WORLD.rulebook.commands.values()}
FILLED_IN = EMPTY_FORM | {"oppenvard-maste-vara-mottagare"}
"""Refusals that other values in the same form lift."""


class Inspection:
    """Looks at every refusal; each reason in each state has its remedy carried out once.

    A thorough inspection carries it out once more for every command and unit that meets it.
    """

    def __init__(self, thorough: bool) -> None:
        self.thorough = thorough
        self.here: set[Hashable] = set()
        self.case: Case | None = None
        self.carried_out = 0
        self.doable: set[str] = set()
        self.tried_in: Case | None = None

    def __call__(self, case: Case, move: Move, found: Case | Refusal) -> None:
        self._note(case, move, found)
        if isinstance(found, Refusal):
            assert found.reasons, (move, "refused without a reason")
            assert {each.code for each in found.reasons} <= REASON_CODES
            for named in found.reasons:
                self._remedy_lifts(case, move, named)

    def _note(self, case: Case, move: Move, found: Case | Refusal) -> None:
        """Keep which steps somebody can do in this state, in a form filled in as it needs."""
        if self.tried_in is not case:
            self.tried_in, self.doable = case, set()
        codes = {each.code for each in found.reasons} if isinstance(found, Refusal) else set()
        if codes <= FILLED_IN:
            self.doable.add(WORLD.rulebook.commands[move.command].step)

    def check_under_way(self, case: Case) -> None:
        """What the strip says is under way can be done by somebody."""
        views = step_views(case, WORLD, now_in(case)) if case.exists else ()
        under_way = {each.step.id for each in views if each.status is StepStatus.NOW}
        dead = (under_way & STEPS_WITH_A_COMMAND) - self.doable
        assert not dead, ("under way, and nobody can do it", dead, _told(case))

    def _remedy_lifts(self, case: Case, move: Move, named: Reason) -> None:
        if self.case is not case:
            self.case, self.here = case, set()
        key = (named, move.command, move.actor.unit) if self.thorough else named
        if named.remedy is None or key in self.here:
            return
        self.here.add(key)
        self.carried_out += 1
        assert _lifted(case, move, named), (_told(case), move, named)


def _lifted(case: Case, move: Move, named: Reason) -> bool:
    """Whether doing what the reason names, as often as it is named, removes it."""
    standing: Reason | None = named
    for _ in range(TRIES):
        after = carry_out(case, standing, move.actor) if standing else None
        if after is None:
            return False
        case = after
        standing = next((r for r in refusal_of(case, _again(move)) if r.code == named.code), None)
        if standing is None:
            return True
    return False


def _again(move: Move) -> Move:
    """The same move from a form that proposes the usual receivers anew."""
    chosen = move.command == "inskrivningsmeddelande"
    return Move(move.actor, move.command, {}) if chosen else move


def _told(case: Case) -> str:
    return f"{case.state.value}: {' '.join(case.done_at)}"


def _check_everyone_is_told(case: Case) -> None:
    """Each unit has a next step of its own, or is told in words whom the case waits for."""
    views = step_views(case, WORLD, now_in(case))
    for actor in ACTORS:
        moves = next_moves(case, views, WORLD, actor)
        assert moves or case.ended or not case.exists, ("nobody is waited for", _told(case))
        for move in moves:
            mine = actor.unit in move.units
            assert move.mine == mine, (_told(case), actor.unit, move)
            waited = ", ".join(map(WORLD.organisation.name, move.units))
            assert move.text.startswith(waited), (_told(case), actor.unit, move)


def _check_state(case: Case, number: int) -> None:
    _check_everyone_is_told(case)
    situation(case, ACTORS[number % len(ACTORS)], WORLD, now_in(case))
    if case.state not in ENDED and case.exists:
        closed = closed_by_following_the_reasons(case)
        assert closed.state is CaseState.CLOSED, ("cannot be closed", _told(case))


def _walk(bound: int, tell: Callable[[str], None], thorough: bool, first: Case = NOWHERE) -> Walk:
    walk = Walk(bound)
    inspection = Inspection(thorough)
    for number, case in enumerate(walk.states(inspection, first)):
        inspection.check_under_way(case)
        _check_state(case, number)
    tell(
        f"\nwalked {len(walk.seen)} states x {walk.roles} roles x {len(COMMANDS)} commands: "
        f"{walk.checked} moves tried, {inspection.carried_out} remedies carried out"
    )
    return walk


def _tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    def tell(text: str) -> None:
        with capsys.disabled():
            print(text)

    return tell


def test_every_state_near_the_start_can_be_left_closed_and_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert len(_walk(BOUND, _tell(capsys), thorough=False).seen) == BOUND


WARD, OPEN_CARE, HOME = (
    next(each for each in ACTORS if each.unit == unit)
    for unit in ("avd-11", "hc-granlo", "sundsvall-bistand")
)
TO_A_DISPUTE = (
    Move(WARD, "skriv-in", {**KNOWN, "parter": [OPEN_CARE.unit, HOME.unit]}),
    Move(WARD, "inskrivningsmeddelande", {}),
    Move(WARD, "utskrivningsklar", {}),
    Move(HOME, "bestrid", {}),
)


def test_every_state_near_a_dispute_can_be_left_closed_and_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    disputed = reduce(make, TO_A_DISPUTE, NOWHERE)
    seen = _walk(BOUND_LATE, _tell(capsys), thorough=False, first=disputed).seen
    assert len(seen) == BOUND_LATE
    answered = {bool(case.open_disputes) for case in seen.values() if case.disputes}
    assert answered == {True, False}


BROKEN_RULES = [
    ("aldrig-utskriven", "stay_is_over", "ej-utskriven"),
    ("aldrig-kvitterat", "all_messages_acknowledged", "okvitterade-meddelanden"),
    ("aldrig-kontakt", "contact_appointed", "fvk-saknas"),
    ("okand-kod", "case_is_open", "ingen-sadan-kod"),
]


@pytest.mark.parametrize(
    ("rule", "code"), [row[1:] for row in BROKEN_RULES], ids=[row[0] for row in BROKEN_RULES]
)
def test_the_walk_finds_a_rule_that_never_lets_go(
    rule: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The table is for reading only; here it is broken on purpose to see the walk bite.
    monkeypatch.setitem(cast(dict[str, Condition], CONDITIONS), rule, lambda attempt: code)
    with pytest.raises((AssertionError, KeyError)):
        _walk(20, lambda text: None, thorough=False)


@pytest.mark.proof
@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    ("bound", "thorough"), [(20_000, False), (1_000, True)], ids=["vida", "noga"]
)
def test_every_state_within_reach_can_be_left_closed_and_explained(
    bound: int, thorough: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(_walk(bound, _tell(capsys), thorough).seen) > BOUND
