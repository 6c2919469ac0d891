"""Who acts in the demo region's courses."""

from __future__ import annotations

from planning.organisation import Actor
from planning.ports import Directory
from planning_ui.signin.actors import make_actor


def demo_actor(directory: Directory, user_id: str) -> Actor:
    """A demo person in the first assignment. Raises KeyError for an unknown user."""
    user = directory.user(user_id)
    if user is None:
        raise KeyError(user_id)
    assignment = directory.assignments(user_id)[0]
    return make_actor(user, assignment, directory.organisation(), "", "demo")
