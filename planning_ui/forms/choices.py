"""What can be chosen in a field of units or messages: from the organisation and from the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planning.alphabet import numbered, swedish
from planning.case import Case
from planning.organisation import KOMMUNER, Actor, Organisation, Unit
from planning.parts import Message, Party
from planning.payment import can_be_disputed
from planning.plan_rows import OTHER, PERSON, RELATIVE
from planning.process import Command, Field
from planning.rules.corrections import refusal_of_correction
from planning.vocabulary import CARE_ROLES, Role
from planning_ui.present.scene import Scene
from planning_ui.present.values import dispute_words
from planning_ui.words import ROLES
from planning_ui.written_time import EXAMPLES_DAY


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `reason` says why it was chosen beforehand."""

    value: str
    title: str
    chosen: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that belong together, under a heading."""

    title: str
    choices: tuple[Choice, ...]


ROLES_ASKED: Mapping[str, tuple[Role, ...]] = {
    "inskrivningsmeddelande": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "utskrivningsklar": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "beslut-oppen-tvangsvard": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "utskrivningsinformation": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "samordnad-vardplan": (Role.OPEN_CARE, Role.MUNICIPALITY),
    "byt-kommun": (Role.MUNICIPALITY,),
}


@dataclass(frozen=True)
class Choices:
    """Where the choices come from: the organisation, the person, and the case if there is one."""

    organisation: Organisation
    actor: Actor
    scene: Scene | None = None

    def hint(self, key: str) -> str:
        """What the case itself has to say of a field before it is filled in, or nothing."""
        said = HINTS_OF_THE_CASE.get(key)
        return said(self.scene) if said and self.scene else ""

    def offers(self, command: Command, field: Field, option: str) -> bool:
        """Whether the option is of any use here: a correction needs something to correct."""
        if self.scene is None or (command.id, field.id) != ("ratta", "uppgift"):
            return True
        return refusal_of_correction(option, self.scene.case, self.actor.role) is None

    def units(self, command: Command, field: Field, typed: tuple[str, ...]) -> tuple[Group, ...]:
        """The live units that the field may name, grouped by kommun and by what they do."""
        groups: dict[str, list[Choice]] = {}
        for unit in sorted(self._wanted(command, field), key=lambda each: numbered(each.name)):
            chosen = unit.id in typed
            groups.setdefault(_group_of(unit), []).append(Choice(unit.id, unit.name, chosen))
        near = KOMMUNER.get(self._kommun() or "", "")
        return tuple(Group(title, tuple(found)) for title, found in _nearest_first(groups, near))

    def _kommun(self) -> str | None:
        """Where the patient lives, else where the person who fills in works."""
        patient = self.scene.case.patient if self.scene else None
        own = self.organisation.unit(self.actor.unit)
        return (patient.kommun if patient else None) or (own.kommun if own else None)

    def parties(self, command: Command, typed: tuple[str, ...]) -> tuple[Choice, ...]:
        """The parties of the case first, each with the reason why it is chosen beforehand."""
        if self.scene is None or command.id in ("vidarebefordra", "lagg-till-part", "byt-kommun"):
            return ()
        wanted = ROLES_ASKED.get(command.id, CARE_ROLES)
        return tuple(
            Choice(
                party.unit,
                self.organisation.name(party.unit),
                party.unit in typed,
                reason_for(party, self.scene.case),
            )
            for party in self.scene.case.parties_of(*wanted)
            if party.unit != self.actor.unit
        )

    def responsible(self, typed: str) -> tuple[Choice, ...]:
        """Who can be responsible for an effort: the parties, the person, a relative."""
        parties = self.scene.case.parties if self.scene else ()
        units = dict.fromkeys(each.unit for each in parties if each.active or each.unit == typed)
        named = {each: self.organisation.name(each) for each in units}
        named.update(OUTSIDE_THE_UNITS)
        return tuple(Choice(value, title, value == typed) for value, title in named.items())

    def messages(self, command: Command, typed: tuple[str, ...]) -> tuple[Choice, ...]:
        """The messages that the command can be about, newest first."""
        if self.scene is None:
            return ()
        scene, fits = self.scene, MESSAGE_FITS.get(command.id, _received)
        found = (m for m in reversed(scene.case.messages) if m.valid and fits(m, self.actor))
        named = {str(each.number): _message_words(each, scene) for each in found}
        chosen_message = any(number in typed for number in named)
        if command.id == "makulera" and self.actor.role is Role.WARD and not chosen_message:
            named |= _whole_case(scene)
        return tuple(Choice(number, title, number in typed) for number, title in named.items())

    def periods(self, typed: tuple[str, ...]) -> tuple[Choice, ...]:
        """The periods with liability, newest first."""
        if self.scene is None:
            return ()
        owed = (p for p in reversed(self.scene.opened.payments) if can_be_disputed(p))
        return tuple(
            Choice(
                str(each.period),
                f"Period {each.period}, utskrivningsklar {self.scene.say(each.sent_at).words}",
                str(each.period) in typed,
            )
            for each in owed
        )

    def disputes(self, command: Command, typed: tuple[str, ...]) -> tuple[Choice, ...]:
        """The open disputes, oldest first; a kommun withdraws its own."""
        if self.scene is None:
            return ()
        own = self.actor.kommun if command.id == "aterta-bestridande" else None
        waiting = (d for d in self.scene.case.open_disputes if own in (None, d.kommun))
        return tuple(
            Choice(str(d.number), dispute_words(d, self.scene), str(d.number) in typed)
            for d in waiting
        )

    def _wanted(self, command: Command, field: Field) -> Iterator[Unit]:
        roles = (field.role,) if field.role else ROLES_ASKED.get(command.id, CARE_ROLES)
        own = self.organisation.unit(self.actor.unit)
        for unit in self.organisation.units.values():
            fits = unit.role in roles and unit.live and unit.id != self.actor.unit
            if fits and (command.id != "vidarebefordra" or _same_house(unit, own)):
                yield unit


OUTSIDE_THE_UNITS: Mapping[str, str] = {
    PERSON: "Personen själv",
    RELATIVE: "Närstående",
    OTHER: "Annan (skriv vem i insatsen)",
}


def _moved_date(scene: Scene) -> str:
    """When to phone the kommun as well, told before the new day is written."""
    day = scene.case.estimated_discharge
    hours = scene.opened.agreement.hours("ring_kommunen_timmar")
    if day is None:
        return ""
    now = f"Nu gäller {scene.say_day(day).words}. {EXAMPLES_DAY}"
    if hours is None:
        return now
    return f"{now} Blir dagen tidigare, eller mer än {hours} timmar senare: ring också kommunen."


def _called_meeting(scene: Scene) -> str:
    """When the called meeting is: what is registered is that it has been held."""
    call = scene.case.active_summons
    if call is None or call.meeting_at is None:
        return ""
    place = f", {call.place}" if call.place else ""
    return f"Kallelsen gäller {scene.say(call.meeting_at).words}{place}. Registrera efter mötet."


HINTS_OF_THE_CASE: Mapping[str, Callable[[Scene], str]] = {
    "andra-utskrivningsdatum.beraknad_utskrivning": _moved_date,
    "sip-mote.tidpunkt": _called_meeting,
}


def _nearest_first(groups: Mapping[str, list[Choice]], near: str) -> list[tuple[str, list[Choice]]]:
    """By title, those of the kommun before all others: most work goes on within one."""
    of_near = f", {near}"
    return sorted(
        groups.items(),
        key=lambda each: (not (near and each[0].endswith(of_near)), swedish(each[0])),
    )


def _same_house(unit: Unit, own: Unit | None) -> bool:
    return own is not None and (unit.role, unit.kommun) == (own.role, own.kommun)


def _group_of(unit: Unit) -> str:
    role = ROLES[unit.role] if unit.role else ""
    place = KOMMUNER.get(unit.kommun or "", "")
    return f"{role}, {place}" if place else role


def reason_for(party: Party, case: Case) -> str:
    """Why a party is chosen beforehand, in a few words."""
    kommun = party.receiver.kommun
    home = case.patient.kommun if case.patient else None
    if party.role is Role.MUNICIPALITY and kommun and kommun == case.placing_kommun:
        return "förvald: kommunen som beslutade placeringen"
    if party.role is Role.MUNICIPALITY and kommun and kommun == home:
        return f"förvald: folkbokförd i {KOMMUNER[kommun]}"
    return REASONS[party.role]


REASONS: Mapping[Role, str] = {
    Role.MUNICIPALITY: "förvald: part i ärendet",
    Role.OPEN_CARE: "förvald: patientens öppenvård",
    Role.WARD: "förvald: avdelningen där patienten vårdas",
}


def _message_words(message: Message, scene: Scene) -> str:
    sender = scene.unit(message.sender.unit)
    return f"{scene.message_title(message)} från {sender}, {scene.say(message.sent_at).words}"


def _whole_case(scene: Scene) -> dict[str, str]:
    """The opening of the case: annulled with all of it, when it was opened on the wrong person."""
    number, opened = scene.case.opening, scene.case.opened_at
    if not number or opened is None:
        return {}
    return {str(number): f"Hela ärendet, inskriven {scene.say(opened).words}"}


def _received(message: Message, actor: Actor) -> bool:
    return message.delivery_to(actor.unit) is not None


def _unread(message: Message, actor: Actor) -> bool:
    delivery = message.delivery_to(actor.unit)
    return delivery is not None and delivery.open


def _sent(message: Message, actor: Actor) -> bool:
    return message.sender.unit == actor.unit


MESSAGE_FITS: Mapping[str, Callable[[Message, Actor], bool]] = {
    "kvittera": _unread,
    "makulera": _sent,
}
