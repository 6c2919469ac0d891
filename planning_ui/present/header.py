"""The head of the patient page: always the same things in the same place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.case import Case
from planning.identity import Identity, IdentityKind, age_years
from planning.organisation import KOMMUNER
from planning.vocabulary import Consent
from planning_ui.present.scene import Scene
from planning_ui.words import SIPS, STATES


@dataclass(frozen=True, slots=True)
class Header:
    """Who the page is about."""

    name: str
    number: str
    age: str
    kommun: str
    ward: str
    state: str
    state_style: str
    flags: tuple[str, ...]


def header(scene: Scene) -> Header:
    """The head for the case."""
    case = scene.case
    patient = case.patient
    identity = patient.identity if patient else None
    return Header(
        name=patient.name if patient else "",
        number=identity.written if identity else "nummer saknas",
        age=age_words(identity, scene),
        kommun=KOMMUNER.get(patient.kommun or "", "") if patient else "",
        ward=scene.unit(case.ward) if case.ward else "",
        state=_state(case),
        state_style=case.state.value,
        flags=tuple(_flags(scene)),
    )


def _state(case: Case) -> str:
    """Where the case stands; a SIP without a stay is told as such."""
    alone = not case.admitted and case.sip is not None and not case.ended
    return f"SIP: {SIPS[case.sip_status].lower()}" if alone else STATES[case.state]


def age_words(identity: Identity | None, scene: Scene) -> str:
    """The age in words; nothing for a reserve number, which tells none."""
    if identity is None or identity.kind is IdentityKind.RESERVE:
        return ""
    return f"{age_years(identity, scene.today)} år"


def written_number(value: str) -> str:
    """A stored number as people write it: `18900202-9800`; a reserve number stays as it is."""
    return f"{value[:8]}-{value[8:]}" if value.isdigit() and len(value) == 12 else value


def _leaves(scene: Scene) -> Iterator[str]:
    for each in scene.case.leaves:
        if each.covers(scene.now):
            yield f"På permission till {scene.say(each.until).words}"
        elif each.since > scene.now:
            yield f"Permission från {scene.say(each.since).words}"


def _flags(scene: Scene) -> Iterator[str]:
    case = scene.case
    if case.patient and case.patient.protected:
        yield "Skyddade uppgifter"
    if case.consent is Consent.YES_COMPULSORY or case.care_plan:
        yield "Tvångsvård"
    if case.consent is None and case.admitted:
        yield "Samtycke saknas"
    if case.patient and case.patient.language:
        yield f"Tolk: {case.patient.language}"
    if not case.over:
        yield from _leaves(scene)
    if not case.over and any(each.covers(scene.today) for each in case.obstacles):
        yield "Hinder i öppenvården"
