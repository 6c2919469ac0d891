"""Plays a course on the rules, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planning.case import Case
from planning.decide import Order, decide
from planning.errors import Reason, Refusal
from planning.events import Event
from planning.fold import apply
from planning.identity import InvalidIdentity, read_identity
from planning.moments import local_day
from planning.organisation import Actor
from planning.parts import Message
from planning.process import Field, FieldKind
from planning.rules import World
from planning.rules.sip import says_no
from planning.scenario.course import Happening, Scenario
from planning.scenario.reading import MOMENT_KEYS, NAMED_MESSAGES, as_list, when
from planning.vocabulary import CARE_ROLES, Role


@dataclass(frozen=True)
class Played:
    """What came of the course: the case, the refusals and the warnings, by line.

    `before` are stays that ended before a readmission. `log` holds what happened, with the id of
    the case that it happened in.
    """

    case: Case
    refused: tuple[tuple[Happening, tuple[Reason, ...]], ...]
    warned: tuple[tuple[Happening, str], ...]
    before: tuple[Case, ...] = ()
    log: tuple[tuple[str, Event], ...] = ()


def play(scenario: Scenario, world: World) -> Played:
    """Do everything that has happened by the moment asked about.

    Raises BrokenScenario when a line names something that no rule could judge.
    """
    played = Played(Case("scenario"), (), ())
    for each in scenario.happenings:
        if each.now <= scenario.until:
            played = _play_one(played, each, scenario, world)
    return played


def _play_one(played: Played, each: Happening, scenario: Scenario, world: World) -> Played:
    case, earlier = played.case, None
    if each.command == "skriv-in" and case.over:
        case, earlier = Case("scenario-aterinskrivning"), case
    try:
        values = _values(each, case, scenario, world)
        order = Order(each.command, values, each.now, each.at, earlier)
        decision = decide(order, case, _actor(each, case, scenario), world)
    except Refusal as refusal:
        return replace(played, refused=(*played.refused, (each, refusal.reasons)))
    for event in decision.events:
        case = apply(case, event)
    warned = tuple((each, code) for code in decision.warnings)
    before = (*played.before, earlier) if earlier else played.before
    log = (*played.log, *((case.id, event) for event in decision.events))
    return replace(played, case=case, warned=(*played.warned, *warned), before=before, log=log)


def _actor(each: Happening, case: Case, scenario: Scenario) -> Actor:
    unit = each.unit or _unit_that_acts(each, case, scenario)
    return Actor(user=f"scenario-{each.by.value}", name="", role=each.by, unit=unit)


def _unit_that_acts(each: Happening, case: Case, scenario: Scenario) -> str:
    """The unit of the role: the one whose move it is, else the first that is a party."""
    if each.by is Role.WARD and case.ward:
        return case.ward
    named = scenario.parties.get(each.by, ())
    candidates = [*(p.unit for p in case.parties_of(each.by)), *(r.unit for r in named)]
    waiting = _waiting_units(each, case)
    chosen = next((unit for unit in candidates if unit in waiting), None)
    return chosen or next(iter(candidates), f"okand-{each.by.value}")


def _waiting_units(each: Happening, case: Case) -> frozenset[str]:
    """Units that this very command is waited from; an empty set says nothing."""
    asked = WAITED_FOR.get(each.command)
    return frozenset(asked(each, case)) if asked else frozenset()


def _with_unread(each: Happening, case: Case) -> set[str]:
    message = _named_message(each.values.get("meddelande"), case)
    return {
        delivery.receiver.unit
        for found, delivery in case.unread()
        if message is None or found.number == message.number
    }


def _sender(each: Happening, case: Case) -> set[str]:
    message = _named_message(each.values.get("meddelande"), case)
    sent = [m for m in case.messages if m.valid and m.sender.role is each.by]
    found = message or (sent[-1] if sent else None)
    return {found.sender.unit} if found else set()


def _without_answer_to_summons(each: Happening, case: Case) -> set[str]:
    summons = case.active_summons
    message = case.message(summons.message) if summons else None
    called = {d.receiver.unit for d in message.deliveries} if message else set()
    return called - set(summons.answers) if summons else set()


def _parties_without(done: Iterable[str], each: Happening, case: Case) -> set[str]:
    return {party.unit for party in case.parties_of(each.by)} - set(done)


def _with_admission_notice(each: Happening, case: Case) -> set[str]:
    notice = case.admission_notice
    return {d.receiver.unit for d in notice.deliveries} if notice else set()


WAITED_FOR: Mapping[str, Callable[[Happening, Case], set[str]]] = {
    "kvittera": _with_unread,
    "avvisa": _with_unread,
    "vidarebefordra": _with_unread,
    "makulera": _sender,
    "fast-vardkontakt": _with_admission_notice,
    "kallelse-sip": lambda each, case: {contact.unit for contact in case.contacts},
    "svara-kallelse": _without_answer_to_summons,
    "planeringsunderlag": lambda each, case: _parties_without(
        (basis.unit for basis in case.bases if basis.complete), each, case
    ),
    "svara-hemtagning": lambda each, case: _parties_without(case.homecoming_answers, each, case),
    "hemgangsklar": lambda each, case: _parties_without(
        (unit for unit, ready in case.home_ready.items() if ready), each, case
    ),
    "justera-vardplan": lambda each, case: (
        set(case.care_plan.not_adjusted) if case.care_plan else set()
    ),
}


# A scenario tells a course in few words: why somebody said no may be left out.
UNTOLD = "Framgår inte."


def _values(each: Happening, case: Case, scenario: Scenario, world: World) -> dict[str, Any]:
    command = world.rulebook.commands[each.command]
    values: dict[str, Any] = {}
    for key, value in each.values.items():
        field = command.field(key)
        values[key] = _value(each, key, value, field, case, scenario)
    if says_no(each.command, values):
        values.setdefault("orsak", UNTOLD)
    if each.command == "sla-ihop-identitet":
        values |= _identity_values(values, local_day(each.now))
    return values | _opening_values(each, scenario)


def _opening_values(each: Happening, scenario: Scenario) -> dict[str, Any]:
    """What the patient and the parties of the file give to a command that begins a case."""
    if each.command not in ("skriv-in", "vardbegaran", "sip-initiera"):
        return {}
    patient = dict(scenario.patient)
    parties = [r for role in CARE_ROLES for r in scenario.parties.get(role, ())]
    told = ("namn", "adress", "folkbokforingskommun")
    given: dict[str, Any] = {key: patient[key] for key in told if key in patient}
    given |= _identity_values(patient, local_day(each.now))
    given["skyddade_uppgifter"] = bool(patient.get("skyddade_uppgifter", False))
    if each.command == "skriv-in":
        return given | {"parter": tuple(r for r in parties if r.role is not Role.WARD)}
    wards = each.command == "vardbegaran"
    wanted = [r for r in parties if (r.role is Role.WARD) == wards]
    return given | {"mottagare": [r.unit for r in wanted]}


def _identity_values(patient: Mapping[str, Any], today: date) -> dict[str, str]:
    text = str(patient.get("personnummer") or patient.get("reservnummer") or "")
    try:
        identity = read_identity(text, today)
    except InvalidIdentity:
        return {}
    return {"personnummer": identity.value, "identitetstyp": identity.kind.value}


def _value(
    each: Happening, key: str, value: Any, field: Field | None, case: Case, scenario: Scenario
) -> Any:
    where = f"handelser nr {each.number}: {key}"
    if key in MOMENT_KEYS or (field and field.kind is FieldKind.MOMENT):
        return _moment_text(where, value)
    if field and field.kind is FieldKind.DAY:
        return str(value)[:10]
    if key == "meddelande":
        return _message_number(value, case)
    if key == "mottagare":
        return _receiver_ids(value, case, scenario)
    return value


def _moment_text(where: str, value: Any) -> str:
    """A moment; a bare day means its beginning."""
    text = str(value)
    return when(where, f"{text} 00:00" if len(text) == 10 else text).isoformat()


def _message_number(value: Any, case: Case) -> int:
    found = _named_message(value, case)
    if found is None and _kind(value) == "skriv-in":
        return case.opening
    return found.number if found else -1


def _kind(value: Any) -> str:
    kind = str(value).partition("#")[0]
    return NAMED_MESSAGES.get(kind, kind)


def _named_message(value: Any, case: Case) -> Message | None:
    """The message that `typ` or `typ#2` names; without a number the first that still counts."""
    if value is None:
        return None
    ordinal = str(value).partition("#")[2]
    of_kind = [each for each in case.messages if each.kind == _kind(value)]
    if ordinal:
        return next((each for each in of_kind if str(each.ordinal) == ordinal), None)
    valid = [each for each in of_kind if each.valid]
    return next(iter(valid or of_kind), None)


def _receiver_ids(value: Any, case: Case, scenario: Scenario) -> list[str]:
    """Unit ids; a role name stands for the units of that role."""
    found: list[str] = []
    for each in as_list(value):
        if str(each) in {role.value for role in CARE_ROLES}:
            role = Role(str(each))
            units = [party.unit for party in case.parties_of(role)]
            found += units or [r.unit for r in scenario.parties.get(role, ())]
        else:
            found.append(str(each))
    return found
