"""From user and assignment to Actor: the one way, whatever the way in."""

from __future__ import annotations

from planning.organisation import Actor, Assignment, Organisation, User
from planning.ports import Directory, Session


def actor_of(directory: Directory, session: Session, mark: str) -> Actor | None:
    """The person in the assignment of the session, or None when either is no longer there."""
    user = directory.user(session.user)
    if user is None or not user.active:
        return None
    for assignment in directory.assignments(user.id):
        if assignment.id == session.assignment:
            return make_actor(user, assignment, directory.organisation(), mark, session.method)
    return None


def make_actor(
    user: User, assignment: Assignment, organisation: Organisation, mark: str, method: str
) -> Actor:
    """Put together who acts, in which assignment, and how they proved who they are."""
    unit = organisation.unit(assignment.unit)
    return Actor(
        user=user.id,
        name=user.name,
        role=assignment.role,
        unit=assignment.unit,
        purpose=assignment.purpose,
        assignment=assignment.id,
        kommun=unit.kommun if unit else None,
        care_provider=top_of(organisation, assignment.unit),
        rights=assignment.rights,
        session=mark,
        method=method,
    )


def top_of(organisation: Organisation, unit_id: str) -> str:
    """The unit at the top of the tree above this one: the region or the kommun."""
    seen = {unit_id}
    here = organisation.unit(unit_id)
    while here and here.parent and here.parent not in seen:
        seen.add(here.parent)
        here = organisation.unit(here.parent)
    return here.id if here else unit_id
