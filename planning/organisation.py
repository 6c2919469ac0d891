"""Units, users and assignments: who the parties are, and in which name a person acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from planning.vocabulary import Role

KOMMUNER: Mapping[str, str] = {
    "sundsvall": "Sundsvall",
    "ange": "Ånge",
    "timra": "Timrå",
    "harnosand": "Härnösand",
    "kramfors": "Kramfors",
    "solleftea": "Sollefteå",
    "ornskoldsvik": "Örnsköldsvik",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit in the organisation tree; `role` says what it does in the process, if anything."""

    id: str
    name: str
    role: Role | None = None
    kommun: str | None = None
    parent: str | None = None
    phone: str = ""
    hsa_id: str = ""
    hospital: str | None = None
    psychiatry: bool = False
    default_receiver: bool = False
    live: bool = True
    joins: str = ""
    """When it changes to this system, as its organisation says: a day, or a time of the year."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit as a message names it: enough to fold the case without looking anything up."""

    unit: str
    role: Role
    kommun: str | None = None

    def as_data(self) -> dict[str, str | None]:
        """Plain data for the event log."""
        return {"enhet": self.unit, "roll": self.role.value, "kommun": self.kommun}

    @classmethod
    def from_data(cls, data: Mapping[str, str | None]) -> Receiver:
        """Read what `as_data` wrote."""
        return _receiver(data["enhet"], data["roll"], data.get("kommun"))


@lru_cache(maxsize=4096)
def _receiver(unit: str | None, role: str | None, kommun: str | None) -> Receiver:
    # The same few units stand in every event: each is read once. The number bounds the memory.
    return Receiver(str(unit), Role(str(role)), kommun)


@dataclass(frozen=True)
class Organisation:
    """All units by id, with the look-ups that the rules need."""

    units: Mapping[str, Unit] = field(default_factory=dict)

    def unit(self, unit_id: str) -> Unit | None:
        """The unit, or None."""
        return self.units.get(unit_id)

    def name(self, unit_id: str) -> str:
        """What people call the unit; the id itself when it is unknown."""
        unit = self.units.get(unit_id)
        return unit.name if unit else unit_id

    def receiver(self, unit_id: str) -> Receiver | None:
        """The unit as a receiver, or None when it takes no part in the process."""
        unit = self.units.get(unit_id)
        return Receiver(unit.id, unit.role, unit.kommun) if unit and unit.role else None

    def receiver_of_kommun(self, kommun: str) -> Receiver | None:
        """The unit that receives for a kommun when nobody chose another."""
        of_kommun = [
            u for u in self.units.values() if u.role is Role.MUNICIPALITY and u.kommun == kommun
        ]
        chosen = next((unit for unit in of_kommun if unit.default_receiver), None)
        first = chosen or next(iter(of_kommun), None)
        return self.receiver(first.id) if first else None

    def within(self, unit_id: str) -> frozenset[str]:
        """The unit and everything below it in the tree."""
        found = {unit_id}
        grown = True
        while grown:
            below = {u.id for u in self.units.values() if u.parent in found} - found
            found |= below
            grown = bool(below)
        return frozenset(found)


class Purpose(StrEnum):
    """Why somebody reads; only care opens patient data under patientdatalagen 4 kap. 1 §."""

    CARE = "vard-och-behandling"
    SOCIAL_SERVICE = "socialtjanst"
    ADMINISTRATION = "administration"
    REVIEW = "loggkontroll"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One way in which a user may act: role at a unit, for a purpose."""

    id: str
    user: str
    unit: str
    role: Role
    purpose: Purpose
    rights: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account; `id` is the HSA-id or, for added staff, the local id."""

    id: str
    name: str
    title: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks or acts, in which assignment; every kind of sign-in ends here."""

    user: str
    name: str
    role: Role
    unit: str
    purpose: Purpose = Purpose.CARE
    assignment: str = ""
    kommun: str | None = None
    care_provider: str = ""
    rights: frozenset[str] = frozenset()
    session: str = ""
    method: str = ""
