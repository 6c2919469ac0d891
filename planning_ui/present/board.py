"""Planeringstavla: patients as cards, by the day of going home or by state.

A card is never moved by hand: it moves when the case does, so each card leads to the actions that
would move it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planning.moments import local_day
from planning.ports import CaseRow
from planning.vocabulary import CaseState, Role
from planning_ui.present.paging import Sheet, sheet
from planning_ui.present.rows import Line, Onlooker, line_of
from planning_ui.said import say_the_day
from planning_ui.words import STATES

DAYS_SHOWN = 5
CARDS_IN_A_LANE = 15
"""Where all lanes are shown; a lane by itself shows a sheet of its cards."""

# What moves a card on from a state, or to another day; each role sees what it may do.
MOVES_ON: Mapping[CaseState, tuple[str, ...]] = {
    CaseState.OPENED: ("behovsbedomning", "inskrivningsmeddelande"),
    CaseState.ADMITTED: ("kvittera", "planeringsunderlag", "utskrivningsklar"),
    CaseState.PLANNING: ("utskrivningsklar",),
    CaseState.READY: ("svara-hemtagning", "skriv-ut", "aterta-utskrivningsklar"),
    CaseState.DISCHARGED: ("avsluta-arende",),
}
MOVES_DAY = ("andra-utskrivningsdatum", "skriv-ut")
BOARDS: Mapping[str, str] = {"dag": "Dag för hemgång", "tillstand": "Tillstånd"}


@dataclass(frozen=True, slots=True)
class CardMove:
    """An action that moves the card, as a link to its form."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One patient on the board."""

    row: CaseRow
    line: Line
    moves: tuple[CardMove, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """One column of the board; it stands there also when it is empty.

    `number` counts all its patients; `alone` is the address of the lane by itself.
    """

    id: str
    title: str
    number: int
    cards: tuple[BoardCard, ...]
    alone: str


@dataclass(frozen=True, slots=True)
class Board:
    """The lanes that are shown; a lane by itself has its cards on sheets."""

    lanes: tuple[Lane, ...]
    sheet: Sheet | None

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        """Whom the board shows."""
        return tuple(card.row for lane in self.lanes for card in lane.cards)


@dataclass(frozen=True, slots=True)
class BoardWish:
    """How somebody wants the board: its order, one lane alone or all, and which sheet of it."""

    by: str
    lane: str
    address: str
    asked: Mapping[str, str]


def board(rows: Iterable[CaseRow], wish: BoardWish, role: Role, onlooker: Onlooker) -> Board:
    """The board by day or by state, the most urgent card first in each lane."""
    every = sorted(rows, key=_urgency)
    found = list(_day_lanes(onlooker) if wish.by == "dag" else _state_lanes())
    held = {key: [row for row in every if holds(row)] for key, _, holds in found}
    alone = wish.lane in held
    part = sheet(wish.asked, len(held[wish.lane]), _alone(wish, wish.lane)) if alone else None
    lanes = (
        _lane(key, title, held[key], part, wish, role, onlooker)
        for key, title, _ in found
        if not alone or key == wish.lane
    )
    return Board(tuple(lanes), part)


def _lane(
    key: str,
    title: str,
    held: Sequence[CaseRow],
    part: Sheet | None,
    wish: BoardWish,
    role: Role,
    onlooker: Onlooker,
) -> Lane:
    shown = part.of(held) if part else held[:CARDS_IN_A_LANE]
    cards = tuple(_card(row, wish.by, role, onlooker) for row in shown)
    return Lane(key, title, len(held), cards, _alone(wish, key))


def _alone(wish: BoardWish, key: str) -> str:
    return f"{wish.address}&bana={key}"


Holds = Callable[[CaseRow], bool]


def _urgency(row: CaseRow) -> tuple[float, str]:
    return (row.next_due.timestamp() if row.next_due else float("inf"), row.name.casefold())


def _state_lanes() -> Iterator[tuple[str, str, Holds]]:
    for state in MOVES_ON:
        yield state.value, STATES[state], _in_state(state)


def _in_state(state: CaseState) -> Holds:
    return lambda row: row.state == state.value


def _day_lanes(onlooker: Onlooker) -> Iterator[tuple[str, str, Holds]]:
    today = local_day(onlooker.now)
    yield "passerat", "Passerat", _stays(lambda day: day < today)
    for ahead in range(DAYS_SHOWN):
        day = today + timedelta(days=ahead)
        title = say_the_day(day, onlooker.now).words.capitalize()
        yield day.isoformat(), title, _stays(_is(day))
    yield "senare", "Senare", _stays(lambda day: day >= today + timedelta(days=DAYS_SHOWN))
    yield "utan", "Utan datum", lambda row: row.estimated_discharge is None and _is_in(row)


def _is(wanted: date) -> Callable[[date], bool]:
    return lambda day: day == wanted


def _stays(fits: Callable[[date], bool]) -> Holds:
    def holds(row: CaseRow) -> bool:
        day = row.estimated_discharge
        return _is_in(row) and day is not None and fits(day)

    return holds


def _is_in(row: CaseRow) -> bool:
    return row.admitted_at is not None and row.discharged_at is None


def _card(row: CaseRow, by: str, role: Role, onlooker: Onlooker) -> BoardCard:
    commands = MOVES_DAY if by == "dag" else MOVES_ON.get(CaseState(row.state), ())
    known = (onlooker.rulebook.commands.get(each) for each in commands)
    moves = tuple(
        CardMove(each.button, f"/arende/{row.case_id}/steg/{each.step}?gor={each.id}#nu")
        for each in known
        if each and role in each.actors
    )
    return BoardCard(row, line_of(row, onlooker), moves)
