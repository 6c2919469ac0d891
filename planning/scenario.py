"""Scenario files: a written course of events, tried on the rules, answered as plain data.

A superuser can try out a course without touching any patient. Nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from planning.case import Case, Message
from planning.deadlines import Deadline, deadlines
from planning.decide import Order, decide
from planning.errors import Reason, Refusal
from planning.fold import apply
from planning.guidance import blocked_commands, case_warnings, next_moves
from planning.identity import InvalidIdentity, read_identity
from planning.moments import local_day, parse_moment, write_moment
from planning.organisation import KOMMUNER, Actor, Receiver
from planning.payment import Payment, payments
from planning.process import Field, FieldKind
from planning.progress import step_views
from planning.rules import World
from planning.vocabulary import CARE_ROLES, Role

PARTY_KEYS: Mapping[str, Role] = {
    "avdelning": Role.WARD,
    "oppenvard": Role.OPEN_CARE,
    "kommun": Role.MUNICIPALITY,
}
EVENT_KEYS = frozenset({"tid", "av", "gor", "enhet", "efterregistrerad"})
EXTRA_KEYS = frozenset({"bedomt", "mottagare", "samtycke", "tidpunkt"})
PATIENT_KEYS = frozenset(
    {"personnummer", "reservnummer", "namn", "adress", "folkbokforingskommun",
     "skyddade_uppgifter"}
)  # fmt: skip
MOMENT_KEYS = frozenset({"bedomt", "tidpunkt", "mote", "mojlig_tid", "planerad_hemgang"})
NAMED_MESSAGES: Mapping[str, str] = {
    "andrat-utskrivningsdatum": "andra-utskrivningsdatum",
    "oppna-arende": "skriv-in",
}


class BrokenScenario(ValueError):
    """The file cannot be used; the text says where, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the file: who does what, told when, done when."""

    number: int
    now: datetime
    at: datetime
    by: Role
    unit: str | None
    command: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """A whole file, read and checked."""

    agreement: str
    patient: Mapping[str, Any]
    parties: Mapping[Role, tuple[Receiver, ...]]
    happenings: tuple[Happening, ...]
    until: datetime


# Reading -----------------------------------------------------------------------------------------


def read_scenario(data: Any, world: World) -> Scenario:
    """Check the plain data of a scenario file.

    Raises BrokenScenario, naming the line of the course (`nr`) and the fault.
    """
    if not isinstance(data, Mapping):
        raise BrokenScenario("the file must hold keys such as patient, parter, handelser and vid")
    _check_keys(data)
    happenings = tuple(
        _happening(number, each, world) for number, each in enumerate(data["handelser"], start=1)
    )
    _check_order(happenings)
    return Scenario(
        agreement=str(data.get("avtal", "lagen")),
        patient=_patient(data["patient"]),
        parties=_parties(data.get("parter") or {}, world),
        happenings=happenings,
        until=_when("vid", data["vid"]),
    )


def _check_keys(data: Mapping[str, Any]) -> None:
    known = {"avtal", "patient", "parter", "handelser", "vid"}
    unknown = sorted(str(key) for key in set(data) - known)
    missing = sorted({"patient", "handelser", "vid"} - set(data))
    if missing:
        raise BrokenScenario(f"the key {missing[0]} is missing")
    if unknown:
        raise BrokenScenario(
            f"the key {unknown[0]} is unknown; use one of {', '.join(sorted(known))}"
        )
    if not isinstance(data["handelser"], list):
        raise BrokenScenario("handelser must be a list")


def _check_order(happenings: Sequence[Happening]) -> None:
    for earlier, later in pairwise(happenings):
        if later.now < earlier.now:
            raise BrokenScenario(f"handelser nr {later.number}: tid is before the line above it")


def _when(what: str, text: Any) -> datetime:
    try:
        return parse_moment(str(text))
    except ValueError as error:
        raise BrokenScenario(f"{what}: {error}") from error


def _patient(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise BrokenScenario("patient must hold personnummer, namn and folkbokforingskommun")
    unknown = sorted(str(key) for key in set(data) - PATIENT_KEYS)
    if unknown:
        raise BrokenScenario(f"patient: the key {unknown[0]} is unknown")
    kommun = data.get("folkbokforingskommun")
    if kommun is not None and str(kommun) not in KOMMUNER:
        raise BrokenScenario(
            f"patient: there is no kommun {kommun!r}; use one of {', '.join(KOMMUNER)}"
        )
    return data


def _parties(data: Any, world: World) -> dict[Role, tuple[Receiver, ...]]:
    if not isinstance(data, Mapping):
        raise BrokenScenario("parter must hold avdelning, oppenvard and kommun")
    unknown = sorted(str(key) for key in set(data) - set(PARTY_KEYS))
    if unknown:
        raise BrokenScenario(f"parter: the key {unknown[0]} is unknown")
    return {
        PARTY_KEYS[key]: tuple(_unit(each, PARTY_KEYS[key], world) for each in _as_list(value))
        for key, value in data.items()
    }


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _unit(unit_id: Any, role: Role, world: World) -> Receiver:
    receiver = world.organisation.receiver(str(unit_id))
    if receiver is None or receiver.role is not role:
        raise BrokenScenario(f"parter: there is no unit {unit_id!r} that is {role.value}")
    return receiver


def _happening(number: int, data: Any, world: World) -> Happening:
    where = f"handelser nr {number}"
    if not isinstance(data, Mapping) or not {"tid", "av", "gor"} <= set(data):
        raise BrokenScenario(f"{where}: each line needs tid, av and gor")
    command = str(data["gor"])
    if command not in world.rulebook.commands:
        raise BrokenScenario(f"{where}: there is no command {command!r}")
    now = _when(where, data["tid"])
    role, unit = _who(where, data, world)
    actual = data.get("efterregistrerad")
    return Happening(
        number=number,
        now=now,
        at=_when(where, actual) if actual else now,
        by=role,
        unit=unit,
        command=command,
        values=_known_values(where, command, data, world),
    )


def _known_values(
    where: str, command: str, data: Mapping[str, Any], world: World
) -> dict[str, Any]:
    values = {str(key): value for key, value in data.items() if key not in EVENT_KEYS}
    for key in values:
        if world.rulebook.commands[command].field(key) is None and key not in EXTRA_KEYS:
            raise BrokenScenario(f"{where}: {command} has no key {key!r}")
    return values


def _who(where: str, data: Mapping[str, Any], world: World) -> tuple[Role, str | None]:
    named = str(data["av"])
    if named in {role.value for role in Role}:
        return Role(named), _named_unit(where, data.get("enhet"), Role(named), world)
    unit = world.organisation.receiver(named)
    if unit is None:
        raise BrokenScenario(f"{where}: av must be a role or a unit, not {named!r}")
    return unit.role, unit.unit


def _named_unit(where: str, unit_id: Any, role: Role, world: World) -> str | None:
    if unit_id is None:
        return None
    unit = world.organisation.unit(str(unit_id))
    if unit is None or unit.role is not role:
        raise BrokenScenario(f"{where}: there is no unit {unit_id!r} that is {role.value}")
    return unit.id


# Playing -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Played:
    """What came of the course: the case, the refusals and the warnings, by line.

    `before` are stays that ended before a readmission.
    """

    case: Case
    refused: tuple[tuple[Happening, tuple[Reason, ...]], ...]
    warned: tuple[tuple[Happening, str], ...]
    before: tuple[Case, ...] = ()


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
    return replace(played, case=case, warned=(*played.warned, *warned), before=before)


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
        set(case.care_plan.units) - set(case.care_plan.adjusted) if case.care_plan else set()
    ),
}


def _values(each: Happening, case: Case, scenario: Scenario, world: World) -> dict[str, Any]:
    command = world.rulebook.commands[each.command]
    values: dict[str, Any] = {}
    for key, value in each.values.items():
        field = command.field(key)
        values[key] = _value(each, key, value, field, case, scenario)
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
    return _when(where, f"{text} 00:00" if len(text) == 10 else text).isoformat()


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
    for each in _as_list(value):
        if str(each) in {role.value for role in CARE_ROLES}:
            role = Role(str(each))
            units = [party.unit for party in case.parties_of(role)]
            found += units or [r.unit for r in scenario.parties.get(role, ())]
        else:
            found.append(str(each))
    return found


# Answering ---------------------------------------------------------------------------------------


def answer(scenario: Scenario, world: World) -> dict[str, Any]:
    """Everything the system says about the course at the moment asked about, as plain data."""
    played = play(scenario, world)
    case, now = played.case, scenario.until
    views = step_views(case, world, now)
    return {
        "tillstand": case.state.value,
        "avvisade": [_refused(each, reasons) for each, reasons in played.refused],
        "varningar": [{"nr": each.number, "kod": code} for each, code in played.warned],
        "steg": {view.step.id: view.status.value for view in views},
        "frister": [_deadline(each) for each in deadlines(case, world.agreement, now)],
        "nasta": [
            {"steg": m.step, "av": m.role.value, "senast": write_moment(m.due) if m.due else None,
             "enheter": list(m.units), "text": m.text}
            for m in next_moves(case, views, world)
        ],
        "sparrade": list(_blocked(case, scenario, world, now)),
        "betalning": list(_payments((*played.before, case), world, now)),
        "sip": {"status": case.sip_status.value},
        "paminnelser": list(case_warnings(case, world, now)),
    }  # fmt: skip


def _refused(each: Happening, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    return {"nr": each.number, "gor": each.command, "skal": [_reason(r) for r in reasons]}


def _reason(each: Reason) -> dict[str, Any]:
    return {"kod": each.code, "text": each.text, "atgard": each.remedy, "av": each.by}


def _deadline(each: Deadline) -> dict[str, Any]:
    return {
        "steg": each.step,
        "senast": write_moment(each.due) if each.due else None,
        "status": each.status.value,
        "marke": each.mark.value,
        "lagrum": each.law,
        "harledning": list(each.derivation),
    }


def _blocked(
    case: Case, scenario: Scenario, world: World, now: datetime
) -> Iterator[dict[str, Any]]:
    if not case.exists:
        return
    actors = tuple(_representative(role, case, scenario) for role in CARE_ROLES)
    known = [each for each in actors if case.party(each.unit)]
    for blocked in blocked_commands(case, known, world, now):
        reasons = [_reason(each) for each in blocked.reasons]
        yield {"gor": blocked.command, "av": blocked.role.value, "skal": reasons}


def _representative(role: Role, case: Case, scenario: Scenario) -> Actor:
    units = [party.unit for party in case.parties_of(role)]
    holder = next((each.unit for each in case.contacts if each.unit in units), None)
    first = case.ward if role is Role.WARD else next(iter(units), "")
    return Actor(user=f"scenario-{role.value}", name="", role=role, unit=holder or first)


def _payments(stays: Sequence[Case], world: World, now: datetime) -> Iterator[dict[str, Any]]:
    """The periods of every stay, numbered through."""
    found = [each for stay in stays for each in payments(stay, world.agreement, now)]
    for number, each in enumerate(found, start=1):
        yield _payment(number, each)


def _payment(number: int, each: Payment) -> dict[str, Any]:
    return {
        "period": number,
        "kommun": each.kommun,
        "skickad": write_moment(each.sent_at),
        "startar": each.starts.isoformat() if each.starts else None,
        "till": each.until.isoformat() if each.until else None,
        "dagar": each.days,
        "hinder": list(each.hindrances),
        "undantagna": [{"dag": x.day.isoformat(), "kod": x.code} for x in each.excluded],
        "omtvistad": bool(each.disputed),
        "omtvistad_skal": list(each.disputed),
        "belopp_per_dygn": each.amount_a_day,
        "belopp": each.amount,
        "harledning": list(each.derivation),
    }
