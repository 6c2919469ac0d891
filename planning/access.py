"""Who may see and do what: one table of role, relation to the case and act.

Every read of patient data goes through `Gate`, which decides and writes the access row together.
Source of the duty to log: patientdatalagen 4 kap. 3 § and HSLF-FS 2016:40.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from planning.case import Case
from planning.errors import NotFound
from planning.organisation import Actor, Purpose
from planning.ports import AccessLog, AccessRow
from planning.vocabulary import CARE_ROLES, Role


class Relation(StrEnum):
    """How the actor's unit stands to the case."""

    PARTY = "part"
    FORMER = "tidigare part"
    DISPUTE = "bestridande"
    NONE = "ingen"


class Act(StrEnum):
    """What somebody does with patient data."""

    LIST = "lista"
    READ = "oppna"
    WRITE = "skriva"
    PRINT = "skriva-ut"
    SEARCH = "soka"
    PAYMENT = "betalning"


class BasisView(StrEnum):
    """How much of a kommun's payment basis a role sees."""

    WHOLE = "varje kommun, varje patient"
    OWN_CASES = "den egna kommunen, de egna patienterna"
    SUMS = "den egna kommunens summor"
    NOTHING = "inget"


@dataclass(frozen=True, slots=True)
class Request:
    """What the access log needs to know of the web request; ids only."""

    id: str = ""
    session: str = ""


FULL = frozenset({Act.LIST, Act.READ, Act.WRITE, Act.PRINT, Act.SEARCH, Act.PAYMENT})
LOOK_BACK = frozenset({Act.READ, Act.PRINT, Act.SEARCH, Act.PAYMENT})
# Who answers a dispute sees what it is about, never the whole case.
ANSWER = frozenset({Act.PAYMENT, Act.WRITE})
NOTHING: frozenset[Act] = frozenset()
CARE_PURPOSES = (Purpose.CARE, Purpose.SOCIAL_SERVICE)
PURPOSES: Mapping[Role, tuple[Purpose, ...]] = {
    Role.WARD: CARE_PURPOSES,
    Role.OPEN_CARE: CARE_PURPOSES,
    Role.MUNICIPALITY: CARE_PURPOSES,
    Role.LOCAL_ADMIN: (),
    Role.CENTRAL: (Purpose.ADMINISTRATION,),
    Role.SUPERUSER: (),
}

PERMITTED: Mapping[tuple[Role, Relation], frozenset[Act]] = {
    (Role.WARD, Relation.PARTY): FULL,
    (Role.WARD, Relation.FORMER): LOOK_BACK,
    (Role.WARD, Relation.DISPUTE): NOTHING,
    (Role.WARD, Relation.NONE): NOTHING,
    (Role.OPEN_CARE, Relation.PARTY): FULL,
    (Role.OPEN_CARE, Relation.FORMER): LOOK_BACK,
    (Role.OPEN_CARE, Relation.DISPUTE): NOTHING,
    (Role.OPEN_CARE, Relation.NONE): NOTHING,
    (Role.MUNICIPALITY, Relation.PARTY): FULL,
    (Role.MUNICIPALITY, Relation.FORMER): LOOK_BACK,
    (Role.MUNICIPALITY, Relation.DISPUTE): NOTHING,
    (Role.MUNICIPALITY, Relation.NONE): NOTHING,
    (Role.LOCAL_ADMIN, Relation.PARTY): NOTHING,
    (Role.LOCAL_ADMIN, Relation.FORMER): NOTHING,
    (Role.LOCAL_ADMIN, Relation.DISPUTE): NOTHING,
    (Role.LOCAL_ADMIN, Relation.NONE): NOTHING,
    (Role.CENTRAL, Relation.PARTY): NOTHING,
    (Role.CENTRAL, Relation.FORMER): NOTHING,
    (Role.CENTRAL, Relation.DISPUTE): ANSWER,
    (Role.CENTRAL, Relation.NONE): NOTHING,
    (Role.SUPERUSER, Relation.PARTY): NOTHING,
    (Role.SUPERUSER, Relation.FORMER): NOTHING,
    (Role.SUPERUSER, Relation.DISPUTE): NOTHING,
    (Role.SUPERUSER, Relation.NONE): NOTHING,
}


BASIS_VIEWS: Mapping[Role, BasisView] = {
    Role.WARD: BasisView.NOTHING,
    Role.OPEN_CARE: BasisView.NOTHING,
    Role.MUNICIPALITY: BasisView.OWN_CASES,
    Role.LOCAL_ADMIN: BasisView.SUMS,
    Role.CENTRAL: BasisView.WHOLE,
    Role.SUPERUSER: BasisView.NOTHING,
}


def basis_view(actor: Actor, kommun: str | None) -> BasisView:
    """How much of the kommun's basis the person sees; a kommun sees its own and no other."""
    view = BASIS_VIEWS[actor.role]
    if view is BasisView.SUMS:
        allowed = actor.purpose is Purpose.ADMINISTRATION and actor.kommun == kommun
    else:
        allowed = actor.purpose in PURPOSES[actor.role]
    if view is BasisView.OWN_CASES and actor.kommun != kommun:
        allowed = False
    return view if allowed and kommun is not None else BasisView.NOTHING


def relation_of(actor: Actor, case: Case) -> Relation:
    """How the actor stands to the case; a protected case knows no former parties.

    The central management stands outside until a kommun disputes, and again when it is answered.
    """
    if case.party(actor.unit):
        return Relation.PARTY
    if actor.role is Role.CENTRAL and case.open_disputes:
        return Relation.DISPUTE
    was_party = any(each.unit == actor.unit for each in case.parties)
    protected = case.patient is not None and case.patient.protected
    return Relation.FORMER if was_party and not protected else Relation.NONE


def may(actor: Actor, relation: Relation, act: Act) -> bool:
    """Whether the table allows the act, for a purpose that lets the role reach patient data."""
    return actor.purpose in PURPOSES[actor.role] and act in PERMITTED[actor.role, relation]


def works_with_patients(actor: Actor) -> bool:
    """Whether the person is in a care role for a purpose that may open patient data at all."""
    return actor.role in CARE_ROLES and actor.purpose in CARE_PURPOSES


@dataclass(frozen=True)
class Gate:
    """The one gate to patient data: decides and logs in one step."""

    log: AccessLog

    def check_can_see(
        self, actor: Actor, case: Case, act: Act, now: datetime, request: Request, about: str = ""
    ) -> None:
        """Log the act and let it pass, or log the refusal and raise NotFound.

        A stranger gets the same answer for a hidden case as for one that does not exist. `about`
        says in the log what of the case it was.
        """
        allowed = case.exists and may(actor, relation_of(actor, case), act)
        result = "tillatet" if allowed else "nekat"
        row = access_row(actor, act, case, now, request, result)
        self.log.write(replace(row, reason=about))
        if not allowed:
            raise NotFound(case.id)

    def saw_list(
        self,
        actor: Actor,
        act: Act,
        shown: Sequence[str],
        now: datetime,
        request: Request,
        about: str = "",
    ) -> None:
        """Log one row for a list, with the ids that it showed; `about` says which list."""
        self.log.write(replace(list_row(actor, act, shown, now, request), reason=about))

    def refused_list(
        self, actor: Actor, act: Act, now: datetime, request: Request, about: str
    ) -> None:
        """Log that a list was asked for and not shown."""
        row = list_row(actor, act, (), now, request)
        self.log.write(replace(row, reason=about, result="nekat"))


def access_row(
    actor: Actor, act: Act, case: Case, now: datetime, request: Request, result: str
) -> AccessRow:
    """The access row of one person and one case."""
    identity = case.patient.identity if case.patient else None
    patient = f"{identity.kind.value}:{identity.value}" if identity else ""
    row = _row(actor, act, now, request)
    return replace(row, object_type="arende", object_id=case.id, patient=patient, result=result)


def list_row(
    actor: Actor, act: Act, shown: Sequence[str], now: datetime, request: Request
) -> AccessRow:
    """The access row of a list that showed these cases."""
    return replace(_row(actor, act, now, request), object_type="lista", shown=tuple(shown))


def amount_row(actor: Actor, which: str, told: str, now: datetime, request: Request) -> AccessRow:
    """The row of somebody who sets a yearly amount: no patient, but money follows from it."""
    row = _row(actor, Act.WRITE, now, request)
    return replace(row, object_type="belopp", object_id=which, reason=told)


def _row(actor: Actor, act: Act, now: datetime, request: Request) -> AccessRow:
    return AccessRow(
        at=now,
        user=actor.user,
        user_name=actor.name,
        role=actor.role.value,
        unit=actor.unit,
        care_provider=actor.care_provider,
        assignment=actor.assignment,
        purpose=actor.purpose.value,
        action=act.value,
        object_type="",
        object_id="",
        patient="",
        result="tillatet",
        session=request.session,
        request=request.id,
        method=actor.method,
    )
