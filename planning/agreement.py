"""Agreements: dated, versioned policy. Every value carries the mark of what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from planning.errors import InvalidDefinition
from planning.vocabulary import Mark

STARTS_WHEN_MET = "startar-nar-uppfylld"
PREVENTS = "hindrar"


@dataclass(frozen=True, slots=True)
class Policy:
    """One agreed value with its mark, its paragraph and whether it is only assumed."""

    value: int | bool | str | None
    mark: Mark
    law: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """What a day of care costs the liable kommun in one year, in kronor (5 kap. 6 §).

    Only a confirmed amount is used. `confirmed_at` and `confirmed_by` are empty for one that came
    with the system.
    """

    kronor: int
    source: str
    confirmed: bool = True
    confirmed_at: datetime | None = None
    confirmed_by: str = ""


KINDS: Mapping[str, tuple[type, ...]] = {
    "inskrivningsmeddelande_timmar": (int,),
    "kvittens_timmar": (int, type(None)),
    "planeringsunderlag_timmar": (int, type(None)),
    "kontakt_efter_hemgang_timmar": (int, type(None)),
    "kallelse_dagar": (int,),
    "helgregel": (bool,),
    "betalning_dagar": (int,),
    "betalning_dagar_efter_tolv": (int,),
    "sista_dagen_raknas": (bool,),
    "sen_forutsattning": (str,),
    "nekad_sip_kraver_kallelse": (bool,),
    "modell": (str,),
    "genomsnitt_troskel_dagar": (int,),
    "genomsnitt_manader": (int,),
    "ring_kommunen_timmar": (int, type(None)),
    "glomd_utskrivning_timmar": (int,),
    "paminnelse_timmar": (int, type(None)),
    "eskalering_timmar": (int, type(None)),
    "permission_raknas": (bool,),
}
WORDS: Mapping[str, tuple[str, ...]] = {
    "sen_forutsattning": (STARTS_WHEN_MET, PREVENTS),
    "modell": ("individuell", "genomsnitt"),
}
# What goes beyond the old system or the region's routine; the agreement says of each on or off.
FEATURES = frozenset({"spar", "hemgangsklar", "kontakt-efter-hemgang", "vad-hander-om",
                      "paminnelser"})  # fmt: skip


@dataclass(frozen=True)
class Agreement:
    """The policy that a case follows; checked on construction.

    `amount_table` names the table in which its amounts are looked up.
    Raises InvalidDefinition when a value is missing, unknown or of the wrong kind.
    """

    id: str
    version: int
    title: str
    valid_from: date
    policies: Mapping[str, Policy]
    features: Mapping[str, bool]
    amount_table: str
    amounts: Mapping[int, Amount]
    holidays: frozenset[date] = field(default_factory=frozenset, repr=False)

    def __post_init__(self) -> None:
        faults = [f"the value {name} is missing" for name in KINDS if name not in self.policies]
        faults += [f"the value {name} is unknown" for name in self.policies if name not in KINDS]
        faults += [fault for name in self.policies if name in KINDS for fault in self._wrong(name)]
        faults += [f"the feature {name} is missing" for name in FEATURES - set(self.features)]
        faults += [f"the feature {name} is unknown" for name in set(self.features) - FEATURES]
        if faults:
            raise InvalidDefinition(f"agreement {self.id}: " + "; ".join(faults))

    def _wrong(self, name: str) -> list[str]:
        value = self.policies[name].value
        if type(value) not in KINDS[name]:
            return [f"the value {name} is of the wrong kind: {value!r}"]
        if name in WORDS and value not in WORDS[name]:
            return [f"the value {name} must be one of {', '.join(WORDS[name])}"]
        return []

    @property
    def reference(self) -> str:
        """What a case stores: id and version."""
        return f"{self.id} {self.version}"

    def number(self, name: str) -> int:
        """A whole number that the agreement must hold."""
        value = self.policies[name].value
        if not isinstance(value, int):
            raise InvalidDefinition(f"agreement {self.id}: {name} is not set")
        return value

    def hours(self, name: str) -> int | None:
        """An agreed number of hours, or None where nothing is agreed."""
        value = self.policies[name].value
        return value if isinstance(value, int) else None

    def holds(self, name: str) -> bool:
        """Whether a yes-or-no policy is on."""
        return self.policies[name].value is True

    def word(self, name: str) -> str:
        """The chosen word of a policy."""
        return str(self.policies[name].value)

    def has(self, feature: str | None) -> bool:
        """Whether a feature is on; None is no feature of its own and always on."""
        return feature is None or self.features[feature]

    def amount_on(self, day: date) -> Amount | None:
        """The confirmed amount of the day's year, or None: the system never guesses."""
        amount = self.amounts.get(day.year)
        return amount if amount is not None and amount.confirmed else None


def agreement_from_data(
    data: Mapping[str, Any], amounts: Mapping[str, Any], holidays: frozenset[date]
) -> Agreement:
    """Make an agreement of plain data, the tables of amounts and the dated list of holidays.

    Raises InvalidDefinition, naming the agreement and the fault.
    """
    try:
        return Agreement(
            id=data["id"],
            version=int(data["version"]),
            title=data["titel"],
            valid_from=data["galler_fran"],
            policies={name: _policy(each) for name, each in data["varden"].items()},
            features={name: bool(on) for name, on in data["funktioner"].items()},
            amount_table=data["belopp"],
            amounts={int(year): _amount(each) for year, each in amounts[data["belopp"]].items()},
            holidays=holidays,
        )
    except (KeyError, TypeError) as error:
        raise InvalidDefinition(f"agreement {data.get('id', '?')}: missing {error}") from error


def _policy(data: Mapping[str, Any]) -> Policy:
    return Policy(
        data["varde"], Mark(data["marke"]), data.get("lagrum", ""), bool(data.get("antagande"))
    )


def _amount(data: Mapping[str, Any]) -> Amount:
    return Amount(int(data["kronor"]), data["kalla"], not data.get("obekraftad", False))
