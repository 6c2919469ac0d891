"""A walk over the states that a case can reach, breadth first, with the clock abstracted away.

Everything is tried in every state: each move is a person, a command and values. Two cases that no
rule can tell apart are one state.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from planning.case import Case
from planning.decide import Order, decide
from planning.errors import Reason, Refusal
from planning.fold import apply
from planning.identity import IdentityKind
from planning.moments import parse_moment
from planning.organisation import Actor, Purpose
from planning.payment import can_be_disputed, payments
from planning.rules import World
from planning.vocabulary import CARE_ROLES, Need, Role
from tests.builders import PATIENT, a_world

START = parse_moment("2026-03-02 08:00")
WORLD: World = a_world()


def _actor(unit: str) -> Actor:
    role = WORLD.organisation.units[unit].role
    purpose = Purpose.SOCIAL_SERVICE if role is Role.MUNICIPALITY else Purpose.CARE
    return Actor(unit, unit, role or Role.CENTRAL, unit, purpose)


UNITS = ("avd-11", "avd-14", "hc-granlo", "oppenpsyk", "sundsvall-bistand", "timra-bistand")
ACTORS = tuple(_actor(unit) for unit in UNITS)
OTHER = Actor("eva", "Eva", Role.CENTRAL, "forvaltningen", Purpose.ADMINISTRATION)


@dataclass(frozen=True)
class Move:
    """Somebody tries a command with these values."""

    actor: Actor
    command: str
    values: Mapping[str, Any]


KNOWN = {**PATIENT, "identitetstyp": "personnummer"}
RESERVE = {**PATIENT, "personnummer": "R-1-A", "identitetstyp": "reservnummer"}
BOTH = ["hc-granlo", "sundsvall-bistand"]
# Values worth telling apart; a command that is not named here is tried with its defaults alone.
VARIANTS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "skriv-in": ({**KNOWN, "parter": BOTH}, RESERVE),
    "vardbegaran": ({**KNOWN, "mottagare": ["avd-11"]},),
    "sip-initiera": (
        {**KNOWN, "mottagare": BOTH, "samtycke": "ja"},
        {**KNOWN, "mottagare": BOTH, "samtycke": "nej"},
    ),
    "samtycke": ({"varde": "ja"}, {"varde": "nej"}),
    "behovsbedomning": ({"behov": ["kommunal-hsv"]}, {"behov": ["inget"]}),
    "inskrivningsmeddelande": ({}, {"mottagare": ["sundsvall-bistand"]}),
    "sip-stallningstagande": (
        {"varde": "behovs", "samtycke": "ja"},
        {"varde": "nekad", "samtycke": "nej"},
        {"varde": "behovs-ej", "orsak": "Bara kommunen."},
    ),
    "lagg-till-part": ({"mottagare": ["oppenpsyk"]}, {"mottagare": BOTH}, {}),
    "vidarebefordra": ({"mottagare": ["oppenpsyk"]},),
    "byt-avdelning": ({"till_avdelning": "avd-14"}, {}),
    "byt-kommun": ({"till_kommun": "timra"}, {"till_kommun": "sundsvall"}),
    "permission": ({"till": "2099-01-01T00:00:00+00:00"},),
    "makulera": ({}, {"meddelande": "opening"}),
    "ratta": (
        {"uppgift": "utskrivning"},
        {"uppgift": "avliden"},
        {"uppgift": "identitet"},
        {"uppgift": "permission"},
    ),
    "svara-bestridande": ({"svar": "medhall"}, {"svar": "avslag"}),
    "sla-ihop-identitet": ({"personnummer": "189602029812", "identitetstyp": "personnummer"},),
}
COMMANDS = tuple(WORLD.rulebook.commands)
MOVES = tuple(
    Move(actor, command, values)
    for actor in (*ACTORS, OTHER)
    for command in COMMANDS
    for values in VARIANTS.get(command, ({},))
)


def now_in(case: Case) -> datetime:
    """The abstract clock: a minute after the last thing that happened."""
    happened = [at for at, _ in case.done_at.values()]
    return max([START, *happened]) + timedelta(minutes=1)


def make(case: Case, move: Move) -> Case:
    """The case after the move. Raises Refusal, and nothing else."""
    values = dict(move.values)
    if values.get("meddelande") == "opening":
        values["meddelande"] = case.opening
    order = Order(move.command, values, now_in(case), now_in(case))
    for event in decide(order, case, move.actor, WORLD).events:
        case = apply(case, event)
    return case


def refusal_of(case: Case, move: Move) -> tuple[Reason, ...]:
    """The reasons against the move; empty when it may be made."""
    try:
        make(case, move)
    except Refusal as refusal:
        return refusal.reasons
    return ()


# When are two cases the same ----------------------------------------------------------------------


def abstraction(case: Case) -> Hashable:
    """What the rules can tell apart, without times, numbers and free text."""
    return (_stay(case), _people(case), _messages(case), _sip(case), _plan(case), _money(case))


def _stay(case: Case) -> Hashable:
    period = case.active_period
    return (
        case.version > 0,
        case.admitted,
        bool(case.discharged_at),
        bool(case.deceased_at),
        bool(case.closed_at),
        bool(case.annulled_at),
        period.kind if period else None,
        bool(case.on_leave(now_in(case))),
        Need.MUNICIPAL_CARE in case.needs,
    )


def _people(case: Case) -> Hashable:
    identity = case.patient.identity if case.patient else None
    return (
        frozenset((party.unit, party.active) for party in case.parties),
        case.liable_kommun,
        identity is not None and identity.kind is IdentityKind.RESERVE,
        bool(case.patient and case.patient.earlier_identities),
        frozenset(contact.unit for contact in case.contacts),
    )


def _messages(case: Case) -> Hashable:
    notice = case.admission_notice
    latest = {message.sender.role: message.kind for message in case.messages if message.valid}
    return (
        frozenset(d.receiver.unit for d in notice.deliveries) if notice else None,
        frozenset(delivery.receiver.unit for _, delivery in case.unread()),
        tuple(latest.get(role) for role in CARE_ROLES),
    )


def _sip(case: Case) -> Hashable:
    sip, summons = case.sip, case.active_summons
    message = case.message(summons.message) if summons else None
    return (
        case.sip_agreed,
        case.sip_decision,
        frozenset(d.receiver.unit for d in message.deliveries) if message else None,
        bool(case.summonses),
        (bool(sip.closed_at), bool(sip.met_at), bool(sip.versions)) if sip else None,
    )


def _plan(case: Case) -> Hashable:
    plan = case.care_plan
    return (frozenset(plan.units), frozenset(plan.adjusted)) if plan else None


def _money(case: Case) -> Hashable:
    owed = [p.period for p in payments(case, WORLD.agreement, now_in(case)) if can_be_disputed(p)]
    open_ones = frozenset((d.period, d.kommun) for d in case.open_disputes)
    return (len(case.periods) in owed, open_ones)


# Walking ------------------------------------------------------------------------------------------


NOWHERE = Case("vandring")


@dataclass
class Walk:
    """All states found within the bound, with how many moves were tried in them."""

    bound: int | None
    seen: dict[Hashable, Case] = field(default_factory=dict)
    checked: int = 0

    @cached_property
    def roles(self) -> int:
        """How many kinds of people tried everything."""
        return len({actor.role for actor in (*ACTORS, OTHER)})

    def states(
        self, inspect: Callable[[Case, Move, Case | Refusal], None], first: Case = NOWHERE
    ) -> Iterator[Case]:
        """Each state from the first on, once, after every move in it was tried and inspected."""
        self.seen[abstraction(first)] = first
        waiting = deque([first])
        while waiting:
            case = waiting.popleft()
            for after in self._tried(case, inspect):
                key = abstraction(after)
                if key not in self.seen and (self.bound is None or len(self.seen) < self.bound):
                    self.seen[key] = after
                    waiting.append(after)
            yield case

    def _tried(
        self, case: Case, inspect: Callable[[Case, Move, Case | Refusal], None]
    ) -> Iterator[Case]:
        for move in MOVES:
            self.checked += 1
            try:
                after = make(case, move)
            except Refusal as refusal:
                inspect(case, move, refusal)
                continue
            inspect(case, move, after)
            yield after


# Carrying out what a reason names -----------------------------------------------------------------

DEPTH_MAX = 8
TRIES = 120


def carry_out(case: Case, named: Reason, asked_by: Actor, depth: int = DEPTH_MAX) -> Case | None:
    """The case after somebody of the named role has done the remedy, or None when nobody can.

    What stands against the remedy is lifted first, by its own remedy.
    """
    if depth == 0 or named.remedy is None:
        return None
    for move in _ways(case, named, asked_by):
        try:
            after = make(case, move)
        except Refusal as refusal:
            lifted = _lift_first(case, refusal.reasons, move.actor, depth)
            if lifted is not None:
                return carry_out(lifted, named, asked_by, depth - 1) or lifted
        else:
            # Doing the same once more is no help; another unit of the role may have it left.
            if _content(after) != _content(case):
                return after
    return None


def _content(case: Case) -> Case:
    return replace(case, version=0, done_at={})


def _lift_first(case: Case, reasons: tuple[Reason, ...], actor: Actor, depth: int) -> Case | None:
    if not reasons or any(each.remedy is None for each in reasons):
        return None
    return carry_out(case, reasons[0], actor, depth - 1)


def _ways(case: Case, named: Reason, asked_by: Actor) -> list[Move]:
    """The remedy by each unit of the role, those that take part first, in the ways that lift."""
    actors = [actor for actor in ACTORS if actor.role == named.by]
    actors.sort(key=lambda actor: (actor != asked_by, case.party(actor.unit) is None))
    return [
        Move(actor, named.remedy or "", values)
        for actor in actors
        for values in _values_that_lift(case, named, asked_by)
    ]


def _values_that_lift(case: Case, named: Reason, asked_by: Actor) -> tuple[Mapping[str, Any], ...]:
    notice = case.admission_notice
    if named.remedy == "lagg-till-part":
        wanted = {"ej-part": [asked_by.unit], "ej-mottagare": [asked_by.unit]}
        return ({"mottagare": wanted.get(named.code, BOTH)},)
    if named.remedy == "samordnad-vardplan" and named.code == "ej-mottagare":
        return ({"mottagare": [asked_by.unit]},)
    if named.code == "pa-permission":
        return ({"uppgift": "permission"},)
    if named.code == "im-redan-skickat" and notice:
        return ({"meddelande": notice.number},)
    return VARIANTS.get(named.remedy or "", ({},))[:1]


# Closing -----------------------------------------------------------------------------------------


def closed_by_following_the_reasons(case: Case) -> Case:
    """Somebody tries to close the case, and does what each refusal names until it is closed."""
    for _ in range(TRIES):
        for move in _closing_moves(case):
            try:
                return make(case, move)
            except Refusal as refusal:
                named = next((each for each in refusal.reasons if each.remedy), None)
                after = carry_out(case, named, move.actor) if named else None
            if after is not None:
                case = after
                break
    return case


def _closing_moves(case: Case) -> list[Move]:
    alone = not case.admitted and case.sip is not None
    command = "sip-avsluta" if alone else "avsluta-arende"
    parties = [actor for actor in ACTORS if case.party(actor.unit)]
    return [Move(actor, command, {}) for actor in parties or ACTORS[:1]]
