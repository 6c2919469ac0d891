"""The cases of one person: which of them a command goes on with, and by which it is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from planning.case import Case
from planning.case_files import CaseFiles
from planning.decide import Order
from planning.errors import Refusal
from planning.identity import Identity, InvalidIdentity, read_identity
from planning.organisation import Actor
from planning.ports import CaseStore
from planning.reasons import reason
from planning.rules import WITHOUT_CASE

WITH_IDENTITY = WITHOUT_CASE | {"sla-ihop-identitet"}


def identity_of(text: str, today: date) -> Identity:
    """The number that somebody typed. Raises Refusal with `ogiltig-identitet`."""
    try:
        return read_identity(text, today)
    except InvalidIdentity as error:
        raise Refusal([reason("ogiltig-identitet")]) from error


def with_identity(command: str, values: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """The values with a strictly read number in place of what was typed.

    Raises Refusal with `ogiltig-identitet`.
    """
    if command not in WITH_IDENTITY or not values.get("personnummer"):
        return values
    identity = identity_of(str(values["personnummer"]), today)
    return {**values, "personnummer": identity.value, "identitetstyp": identity.kind.value}


def cases_of(number: str, store: CaseStore, files: CaseFiles) -> tuple[Case, ...]:
    """The cases of the person with this number, the latest stay last; none without a number."""
    ids = store.cases_of(number) if number else ()
    return tuple(sorted((files.read(each).case for each in ids), key=_when_opened))


def another_stay(case: Case, order: Order, store: CaseStore, files: CaseFiles) -> Case | None:
    """The other case of the person that this command gives the case to, or gives it back."""
    who = case.patient
    known = (who.identity, *who.earlier_identities[-1:]) if who else ()
    typed = str(order.values.get("personnummer", ""))
    numbers = [typed, *(each.value for each in known if each)]
    others = (each for number in numbers for each in cases_of(number, store, files))
    return most_telling([each for each in others if each.id != case.id])


def most_telling(cases: Sequence[Case]) -> Case | None:
    """The case by which the person is in now, else the latest, else None."""
    return next((each for each in cases if each.staying), cases[-1] if cases else None)


def continues(actor: Actor, case: Case, command: str) -> bool:
    """Whether a command that begins a case belongs to one that is there already.

    A care request sent ahead, or a SIP without a stay, is the case that is then admitted.
    """
    if case.ended:
        return False
    if command == "sip-initiera":
        return case.party(actor.unit) is not None and not case.sip_open
    return command == "skriv-in" and not case.admitted


def _when_opened(case: Case) -> float:
    return case.opened_at.timestamp() if case.opened_at else 0.0
