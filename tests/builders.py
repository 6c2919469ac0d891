"""Real objects in one line: an organisation, a world, people, and courses of events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ledstang.loading import load_agreements, load_rulebook
from planning.agreement import Agreement, Policy
from planning.case import Case
from planning.organisation import Actor, Organisation, Purpose, Unit
from planning.rules import World
from planning.scenario import answer, read_scenario
from planning.scenario.playing import play
from planning.vocabulary import Mark, Role

PATIENT = {
    "personnummer": "189002029800",
    "namn": "Test Testsson",
    "folkbokforingskommun": "sundsvall",
    "adress": "Provgatan 1, Sundsvall",
}
PARTIES = {"avdelning": "avd-11", "oppenvard": "hc-granlo", "kommun": "sundsvall-bistand"}

UNITS = (
    Unit("avd-11", "Medicin 11", Role.WARD),
    Unit("avd-14", "Kirurgi 14", Role.WARD),
    Unit("hc-granlo", "Granlo hälsocentral", Role.OPEN_CARE, "sundsvall"),
    Unit("hc-timra", "Timrå hälsocentral", Role.OPEN_CARE, "timra"),
    Unit("oppenpsyk", "Öppenpsykiatrin", Role.OPEN_CARE, psychiatry=True),
    Unit("sundsvall-bistand", "Bistånd Sundsvall", Role.MUNICIPALITY, "sundsvall",
         default_receiver=True),
    Unit("sundsvall-hemsjukvard", "Hemsjukvård Sundsvall", Role.MUNICIPALITY, "sundsvall"),
    Unit("timra-bistand", "Bistånd Timrå", Role.MUNICIPALITY, "timra", default_receiver=True),
    Unit("hc-vilande", "Hälsocentral som inte börjat", Role.OPEN_CARE, "ange", live=False),
    Unit("avd-vilande", "Avdelning som inte börjat", Role.WARD, live=False),
    Unit("forvaltningen", "Central förvaltning"),
)  # fmt: skip


def an_organisation() -> Organisation:
    """A small organisation with one unit of each kind that the rules tell apart."""
    return Organisation({unit.id: unit for unit in UNITS})


def a_world(agreement: str = "lagen", without: tuple[str, ...] = (), **policies: Any) -> World:
    """The real processes and a real agreement, with policies changed and features switched off."""
    chosen = _with(load_agreements()[agreement], policies)
    features = {name: on and name not in without for name, on in chosen.features.items()}
    return World(load_rulebook(), an_organisation(), replace(chosen, features=features))


def _with(agreement: Agreement, policies: dict[str, Any]) -> Agreement:
    changed = {name: Policy(value, Mark.ROUTINE) for name, value in policies.items()}
    return replace(agreement, policies={**agreement.policies, **changed})


WARD = Actor("anna", "Anna", Role.WARD, "avd-11")
OTHER_WARD = Actor("olle", "Olle", Role.WARD, "avd-14")
OPEN_CARE = Actor("hanna", "Hanna", Role.OPEN_CARE, "hc-granlo")
MUNICIPALITY = Actor("bo", "Bo", Role.MUNICIPALITY, "sundsvall-bistand", Purpose.SOCIAL_SERVICE)
ACTORS = {"avd": WARD, "hc": OPEN_CARE, "kom": MUNICIPALITY}
ROLE_OF = {"SV": "slutenvard", "ÖV": "oppenvard", "K": "kommun"}


@dataclass(frozen=True)
class Course:
    """A course of events, told as `SV 2026-03-02 08:00 skriv-in`, one line each."""

    lines: tuple[dict[str, Any], ...] = ()
    agreement: str = "lagen"
    parties: dict[str, Any] | None = None
    patient: dict[str, Any] | None = None
    without: tuple[str, ...] = ()

    def then(self, told: str, **values: Any) -> Course:
        """The course with one more event."""
        who, day, clock, command = told.split()
        line = {"tid": f"{day} {clock}", "av": ROLE_OF.get(who, who), "gor": command, **values}
        return replace(self, lines=(*self.lines, line))

    def at(self, moment: str, **policies: Any) -> dict[str, Any]:
        """What the system answers at the moment."""
        world = a_world(self.agreement, self.without, **policies)
        return answer(read_scenario(self._data(moment), world), world)

    def case(self, moment: str) -> Case:
        """The case that the course makes by the moment; every line must be accepted."""
        world = a_world(self.agreement, self.without)
        played = play(read_scenario(self._data(moment), world), world)
        assert not played.refused, played.refused
        return played.case

    def _data(self, moment: str) -> dict[str, Any]:
        return {
            "avtal": self.agreement,
            "patient": self.patient or PATIENT,
            "parter": PARTIES if self.parties is None else self.parties,
            "handelser": list(self.lines),
            "vid": moment,
        }


def a_stay(admitted: str = "2026-03-02 08:00", **parts: Any) -> Course:
    """A course that begins with an admission."""
    return Course(**parts).then(f"SV {admitted} skriv-in")


def an_announced_stay(admitted: str = "2026-03-02 08:00", **parts: Any) -> Course:
    """Admitted, and the inskrivningsmeddelande sent two hours later."""
    day = admitted.split()[0]
    return a_stay(admitted, **parts).then(
        f"SV {day} 10:00 inskrivningsmeddelande",
        beraknad_utskrivning="2026-03-06",
        behov=["socialtjanst", "kommunal-hsv"],
    )


def codes(told: dict[str, Any], number: int) -> list[str]:
    """The reason codes with which the event with this number was refused; empty if accepted."""
    for refused in told["avvisade"]:
        if refused["nr"] == number:
            return [each["kod"] for each in refused["skal"]]
    return []


def deadline(told: dict[str, Any], step: str) -> dict[str, Any]:
    """The one deadline of the step."""
    found = [each for each in told["frister"] if each["steg"] == step]
    assert len(found) == 1, f"{step} in {[each['steg'] for each in told['frister']]}"
    return found[0]


def step(told: dict[str, Any], step_id: str) -> str:
    """Where the step stands."""
    return str(told["steg"][step_id])


def period(told: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """The payment of one period, counted from 1."""
    return dict(told["betalning"][number - 1])


def warned(told: dict[str, Any], number: int) -> list[str]:
    """The warnings that the event with this number gave."""
    return [each["kod"] for each in told["varningar"] if each["nr"] == number]


def a_ready_stay(sent: str = "2026-03-05 10:00", **parts: Any) -> Course:
    """Announced on 2 March, and utskrivningsklar sent at the moment."""
    return an_announced_stay(**parts).then(f"SV {sent} utskrivningsklar")


def a_stay_with_contact(**parts: Any) -> Course:
    """Announced, and a fast vårdkontakt appointed the day after."""
    return an_announced_stay(**parts).then("ÖV 2026-03-03 09:00 fast-vardkontakt", namn="Hanna")


def a_stay_that_needs_sip(**parts: Any) -> Course:
    """Announced, with contact, and the standpoint that a SIP is needed and agreed to."""
    return a_stay_with_contact(**parts).then(
        "ÖV 2026-03-03 10:00 sip-stallningstagande", varde="behovs", samtycke="ja"
    )
