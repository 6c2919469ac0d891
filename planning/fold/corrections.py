"""Corrections, and the merging of a reserve number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planning.case import Case
from planning.copying import changed
from planning.events import Event
from planning.fold.periods import reopened
from planning.identity import Identity, IdentityKind
from planning.vocabulary import Ending


def corrected(case: Case, event: Event) -> Case:
    what = event.data["uppgift"]
    if what in UNDO:
        return UNDO[what](case)
    if case.patient is None:
        return case
    changes = {PATIENT_FIELDS[what]: event.data.get("nytt_varde", "")}
    return changed(case, patient=changed(case.patient, **changes))


def _undo_discharge(case: Case) -> Case:
    return changed(reopened(case, Ending.DISCHARGED), discharged_at=None, discharged_to=None)


def _undo_death(case: Case) -> Case:
    return changed(reopened(case, Ending.DECEASED), deceased_at=None)


def _undo_leave(case: Case) -> Case:
    """The leave that was told last never was."""
    return changed(case, leaves=case.leaves[:-1])


def _undo_merge(case: Case) -> Case:
    if case.patient is None or not case.patient.earlier_identities:
        return case
    *older, last = case.patient.earlier_identities
    patient = changed(case.patient, identity=last, earlier_identities=tuple(older))
    return changed(case, patient=patient)


def _protect(case: Case, protected: bool) -> Case:
    patient = case.patient and changed(case.patient, protected=protected)
    return changed(case, patient=patient)


def merged(case: Case, event: Event) -> Case:
    if case.patient is None:
        return case
    kind = IdentityKind(event.data.get("identitetstyp", IdentityKind.PERSONAL))
    had = (case.patient.identity,) if case.patient.identity else ()
    patient = changed(
        case.patient,
        identity=Identity(kind, event.data["personnummer"]),
        earlier_identities=(*case.patient.earlier_identities, *had),
    )
    return changed(case, patient=patient)


PATIENT_FIELDS: Mapping[str, str] = {
    "namn": "name",
    "adress": "address",
    "sprak": "language",
    "narstaende": "relatives",
}
UNDO: Mapping[str, Callable[[Case], Case]] = {
    "utskrivning": _undo_discharge,
    "avliden": _undo_death,
    "permission": _undo_leave,
    "identitet": _undo_merge,
    "skyddas": lambda case: _protect(case, True),
    "skyddas-inte": lambda case: _protect(case, False),
}
