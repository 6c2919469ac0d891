"""Values of a command: what is filled in, checked against its fields, with defaults from the case.

A form and a scenario file end in the same plain values: ISO text for days and moments, ids for
choices, `Receiver` records for units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from planning.case import Case
from planning.errors import Refusal
from planning.identity import IdentityKind
from planning.moments import local_day
from planning.organisation import KOMMUNER, Actor, Organisation, Receiver
from planning.parts import Message
from planning.plan_rows import InvalidPlan, read_plan
from planning.process import Command, Field, FieldKind, Option
from planning.reasons import reason
from planning.vocabulary import CARE_ROLES, Role

DEFAULTS: Mapping[str, Any] = {
    "samtycke.varde": "ja",
    "spar.varde": "gron",
    "sip-stallningstagande.varde": "behovs",
    "svara-kallelse.svar": "ja",
    "planeringsunderlag.kand": "kand",
    "planeringsunderlag.klart": True,
    "hemgangsklar.klar": True,
    "skriv-ut.till": "hem",
    "sip-avsluta.orsak": "malen-natta",
    "bestrid.skal": "annat",
}
SENT_TO_ALL = frozenset({"generellt-meddelande"})
SENT_TO_CARE = frozenset(
    {"inskrivningsmeddelande", "andra-utskrivningsdatum", "utskrivningsklar",
     "utskrivningsinformation", "samordnad-vardplan", "beslut-oppen-tvangsvard", "kallelse-sip"}
)  # fmt: skip
# Values that a scenario file or another system may give though the form has no such field.
BESIDES_THE_FORM: Mapping[str, Field] = {
    field.id: field
    for field in (
        Field("bedomt", FieldKind.MOMENT, ""),
        Field("tidpunkt", FieldKind.MOMENT, ""),
        Field("mottagare", FieldKind.UNITS, ""),
        Field("parter", FieldKind.UNITS, ""),
        Field("samtycke", FieldKind.CHOICE, "", options=(Option("ja", ""), Option("nej", ""))),
        Field("personnummer", FieldKind.IDENTITY, ""),
        Field(
            "identitetstyp",
            FieldKind.CHOICE,
            "",
            options=tuple(Option(kind.value, "") for kind in IdentityKind),
        ),
        Field("namn", FieldKind.TEXT, ""),
        Field("adress", FieldKind.TEXT, ""),
        Field("folkbokforingskommun", FieldKind.KOMMUN, ""),
        Field("skyddade_uppgifter", FieldKind.TICK, ""),
    )
}
ON_DISPUTE = frozenset({"aterta-bestridande", "svara-bestridande"})
ON_MESSAGE = frozenset({"kvittera", "avvisa", "vidarebefordra"})


def complete(
    command: Command,
    given: Mapping[str, Any],
    case: Case,
    actor: Actor,
    at: datetime,
    organisation: Organisation,
) -> dict[str, Any]:
    """The values of an attempt: the given ones checked, the missing ones from the case.

    Raises Refusal with `ogiltigt-varde` or `falt-saknas`.
    """
    values: dict[str, Any] = {}
    for name, value in given.items():
        field = command.field(name) or BESIDES_THE_FORM.get(name)
        checked = _checked(field, value, organisation)
        if checked not in (None, "", (), []):
            values[name] = checked
    for field in command.fields:
        default = DEFAULTS.get(f"{command.id}.{field.id}")
        if field.id not in values and default is not None:
            values[field.id] = default
    return _from_case(command, values, case, actor, at, organisation)


def _invalid() -> Refusal:
    return Refusal([reason("ogiltigt-varde")])


def _checked(field: Field | None, value: Any, organisation: Organisation) -> Any:
    if value in (None, "", (), []):
        return value
    if field is None:
        raise _invalid()
    return CHECKS[field.kind](field, value, organisation)


def _text(field: Field, value: Any, organisation: Organisation) -> str:
    if not isinstance(value, str | int | float):
        raise _invalid()
    return str(value).strip()


def _day(field: Field, value: Any, organisation: Organisation) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise _invalid() from error


def _moment(field: Field, value: Any, organisation: Organisation) -> str:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise _invalid() from error
    if moment.tzinfo is None:
        raise _invalid()
    return moment.isoformat()


def _choice(field: Field, value: Any, organisation: Organisation) -> str:
    chosen = ("ja" if value else "nej") if isinstance(value, bool) else str(value)
    if chosen not in {option.id for option in field.options}:
        raise _invalid()
    return chosen


def _choices(field: Field, value: Any, organisation: Organisation) -> list[str]:
    if not isinstance(value, list | tuple):
        raise _invalid()
    return [_choice(field, each, organisation) for each in value]


def _tick(field: Field, value: Any, organisation: Organisation) -> bool:
    if not isinstance(value, bool):
        raise _invalid()
    return value


def _unit(field: Field, value: Any, organisation: Organisation) -> Receiver:
    receiver = value if isinstance(value, Receiver) else organisation.receiver(str(value))
    if receiver is None or (field.role and receiver.role is not field.role):
        raise _invalid()
    return receiver


def _units(field: Field, value: Any, organisation: Organisation) -> tuple[Receiver, ...]:
    if not isinstance(value, list | tuple):
        raise _invalid()
    found = (_unit(field, each, organisation) for each in value)
    return tuple({each.unit: each for each in found}.values())


def _kommun(field: Field, value: Any, organisation: Organisation) -> str:
    kommun = str(value)
    if kommun not in KOMMUNER:
        raise _invalid()
    return kommun


def _message_number(field: Field, value: Any, organisation: Organisation) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _invalid()
    return value


def _ordinal(field: Field, value: Any, organisation: Organisation) -> int:
    number = _message_number(field, value, organisation)
    if number < 1:
        raise _invalid()
    return number


def _plan(field: Field, value: Any, organisation: Organisation) -> list[dict[str, str]]:
    try:
        return read_plan(value, organisation)
    except InvalidPlan as error:
        raise _invalid() from error


CHECKS: Mapping[FieldKind, Callable[[Field, Any, Organisation], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DAY: _day,
    FieldKind.MOMENT: _moment,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.TICK: _tick,
    FieldKind.UNIT: _unit,
    FieldKind.UNITS: _units,
    FieldKind.KOMMUN: _kommun,
    FieldKind.MESSAGE: _message_number,
    FieldKind.IDENTITY: _text,
    FieldKind.PLAN: _plan,
    FieldKind.PERIOD: _ordinal,
    FieldKind.DISPUTE: _ordinal,
}


# Defaults from the case --------------------------------------------------------------------------


def _from_case(
    command: Command,
    values: dict[str, Any],
    case: Case,
    actor: Actor,
    at: datetime,
    organisation: Organisation,
) -> dict[str, Any]:
    if command.id in SENT_TO_CARE | SENT_TO_ALL and "mottagare" not in values:
        values["mottagare"] = usual_receivers(command.id, case, actor)
    if command.id == "aterta-utskrivningsklar":
        values["mottagare"] = _receivers_of_notice(case)
    if command.id == "skriv-in":
        values["parter"] = _parties(values)
    if command.id in ON_MESSAGE and "meddelande" not in values:
        values["meddelande"] = _oldest_unread(case, actor.unit)
    if command.id == "makulera" and "meddelande" not in values:
        values["meddelande"] = _latest_sent(case, actor.role)
    if command.id == "hinder-oppenvard":
        values.setdefault("fran", _local_day_text(at))
    if command.id == "byt-kommun":
        values["mottagare"] = values.get("mottagare") or _kommun_receivers(
            values, case, organisation
        )
    _about_disputes(command, values, case, actor)
    _require(command, values)
    return values


def _local_day_text(at: datetime) -> str:
    return local_day(at).isoformat()


def usual_receivers(command_id: str, case: Case, actor: Actor) -> tuple[Receiver, ...]:
    """The receivers that a message has when nobody chose others: the other parties concerned."""
    roles = CARE_ROLES if command_id in SENT_TO_ALL else (Role.OPEN_CARE, Role.MUNICIPALITY)
    parties = case.parties_of(*roles)
    return tuple(each.receiver for each in parties if each.unit != actor.unit)


def _parties(values: Mapping[str, Any]) -> tuple[Receiver, ...]:
    """The units that take part from the start: chosen in the form or named outright."""
    chosen = [values.get("oppenvard"), values.get("kommun_enhet"), *values.get("parter", ())]
    return tuple({each.unit: each for each in chosen if isinstance(each, Receiver)}.values())


def _receivers_of_notice(case: Case) -> tuple[Receiver, ...]:
    period = case.active_period
    message = case.message(period.message) if period else None
    return tuple(each.receiver for each in message.deliveries) if message else ()


def _oldest_unread(case: Case, unit: str) -> int | None:
    mine = (message for message, each in case.unread() if each.receiver.unit == unit)
    first = next(mine, None)
    if first is None:
        received = (m for m in reversed(case.messages) if m.delivery_to(unit))
        first = next(received, None)
    return first.number if first else None


def _about_disputes(command: Command, values: dict[str, Any], case: Case, actor: Actor) -> None:
    if command.id == "bestrid" and case.periods:
        values.setdefault("period", len(case.periods))
    if command.id in ON_DISPUTE and "bestridande" not in values:
        values["bestridande"] = _oldest_open_dispute(command, case, actor)


def _oldest_open_dispute(command: Command, case: Case, actor: Actor) -> int | None:
    """The dispute that has waited longest; a kommun withdraws its own."""
    party = case.party(actor.unit)
    own = party.receiver.kommun if party else None
    mine = command.id == "aterta-bestridande"
    waiting = (d for d in case.open_disputes if not mine or d.kommun == own)
    first = next(waiting, None)
    return first.number if first else None


def _latest_sent(case: Case, role: Role) -> int | None:
    sent: list[Message] = [m for m in case.messages if m.valid and m.sender.role is role]
    return sent[-1].number if sent else None


def _kommun_receivers(
    values: Mapping[str, Any], case: Case, organisation: Organisation
) -> tuple[Receiver, ...]:
    wanted = dict.fromkeys(
        each for each in (values.get("beslutande_kommun"), values.get("till_kommun")) if each
    )
    had = {party.receiver.kommun for party in case.parties_of(Role.MUNICIPALITY)}
    found = (organisation.receiver_of_kommun(each) for each in wanted if each not in had)
    return tuple(each for each in found if each)


CANNOT_DO_WITHOUT: Mapping[str, tuple[str, ...]] = {
    "byt-avdelning": ("till_avdelning",),
    "permission": ("till",),
    "svara-bestridande": ("svar",),
}


def _ends_before_it_begins(command: Command, values: Mapping[str, Any]) -> bool:
    field = command.field("fran")
    since, until = values.get("fran"), values.get("till")
    if field is None or not (since and until):
        return False
    # ISO text of one kind sorts as time does; moments may differ in offset and are read first.
    if field.kind is FieldKind.MOMENT:
        return datetime.fromisoformat(until) <= datetime.fromisoformat(since)
    return bool(until < since)


def _require(command: Command, values: Mapping[str, Any]) -> None:
    if _ends_before_it_begins(command, values):
        raise _invalid()
    missing = [each for each in CANNOT_DO_WITHOUT.get(command.id, ()) if not values.get(each)]
    lacks_kommun = command.id == "byt-kommun" and not (
        values.get("till_kommun") or values.get("beslutande_kommun")
    )
    if missing or lacks_kommun:
        raise Refusal([reason("falt-saknas")])
