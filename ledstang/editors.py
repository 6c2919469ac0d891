"""Who edits the guidance: the signed-in superuser, as the help service knows an editor."""

from __future__ import annotations

from help_service.editing.records import Editor, Right
from planning.vocabulary import Role
from planning_ui.here import has_here, here

_RIGHTS = {right.value: right for right in Right}


def editor_here() -> Editor | None:
    """The superuser who asks, or None for anybody else."""
    actor = here().actor if has_here() else None
    if actor is None or actor.role is not Role.SUPERUSER:
        return None
    known = (_RIGHTS[each] for each in actor.rights if each in _RIGHTS)
    return Editor(actor.user, actor.name, frozenset({Right.EDIT, *known}))


def token_here() -> str:
    """The token that a form of the signed-in person carries."""
    session = here().session if has_here() else None
    return session.csrf if session else ""
