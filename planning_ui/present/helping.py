"""Addresses of guidance: computed from ids alone, so that the screens need not know the service."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from planning.organisation import Actor


@dataclass(frozen=True, slots=True)
class HelpContext:
    """Where the person is, as the help service names it."""

    view: str
    role: str = ""
    step: str = ""
    unit: str = ""
    """Whose local notes are shown beside the common text."""

    def address(self, **more: str) -> str:
        """The address of the guidance for this place, or for something in it."""
        wanted = {"steg": self.step, "roll": self.role, "enhet": self.unit, **more}
        if not any(wanted.get(key) for key in ("steg", "falt", "hinder", "vy")):
            wanted["vy"] = self.view
        return "/help/visa?" + urlencode({key: value for key, value in wanted.items() if value})

    @property
    def on_paper(self) -> str:
        """The address of the step on one printed page, for the role and the unit."""
        said = {"steg": self.step, "roll": self.role, "enhet": self.unit}
        return "/help/lathund?" + urlencode({key: value for key, value in said.items() if value})


def help_at(view: str, who: Actor | None, step: str = "") -> HelpContext:
    """The help context of a page, for whoever looks at it."""
    if who is None:
        return HelpContext(view, step=step)
    return HelpContext(view, who.role.value, step, who.unit)
