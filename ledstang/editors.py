"""Who edits the guidance: the signed-in superuser, as the help service knows an editor."""

from __future__ import annotations

from collections.abc import Callable

from help_service.editing.records import Editor, Right
from planning.organisation import Actor, Organisation
from planning.ports import Directory
from planning.vocabulary import Role
from planning_ui.here import has_here, here

_RIGHTS = {right.value: right for right in Right}


def editor_asking(directory: Directory) -> Callable[[], Editor | None]:
    """Return what tells the superuser who asks, or None for anybody else."""

    def editor() -> Editor | None:
        actor = here().actor if has_here() else None
        if actor is None or actor.role is not Role.SUPERUSER:
            return None
        return editor_of(actor, directory.organisation())

    return editor


def editor_of(actor: Actor, organisation: Organisation) -> Editor:
    """The superuser with what the assignment allows; local notes are for its own organisation."""
    rights = frozenset(_RIGHTS[each] for each in actor.rights if each in _RIGHTS)
    own = actor.care_provider if Right.LOCAL in rights else ""
    return Editor(actor.user, actor.name, rights, own, _plain_name(organisation, own))


def organisations_above(organisation: Organisation, unit_id: str) -> tuple[str, ...]:
    """The unit and everything above it in the tree: whose local notes its people see."""
    found: list[str] = []
    unit = organisation.unit(unit_id)
    while unit is not None and unit.id not in found:
        found.append(unit.id)
        unit = organisation.unit(unit.parent) if unit.parent else None
    return tuple(found)


def _plain_name(organisation: Organisation, unit_id: str) -> str:
    """The name without what stands in brackets after it: `I Sundsvalls kommun` heads the note."""
    return organisation.name(unit_id).partition(" (")[0] if unit_id else ""


def token_here() -> str:
    """The token that a form of the signed-in person carries."""
    session = here().session if has_here() else None
    return session.csrf if session else ""
