"""The frame around every page: who is signed in, where they are, and where they can go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planning.organisation import Actor
from planning.vocabulary import CARE_ROLES, Role
from planning_ui.words import ROLES


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in the menu."""

    id: str
    title: str
    href: str
    count: int = 0

    @property
    def explained(self) -> tuple[str, str] | None:
        """What the guidance explains it as, a view or a step; None for a page of links only."""
        return EXPLAINED.get(self.id, ("vy", self.id))


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame shows."""

    signed_in: bool
    name: str = ""
    unit: str = ""
    unit_id: str = ""
    role: str = ""
    role_id: str = ""
    care: bool = False
    menu: tuple[NavItem, ...] = ()
    guides: tuple[NavItem, ...] = ()


# What has another name in the guidance than in the menu.
EXPLAINED: Mapping[str, tuple[str, str] | None] = {
    "sip": ("vy", "sip-oversikt"),
    "betalning": ("vy", "betalningsansvar"),
    "organisation": ("vy", "organisationstrad"),
    "att-gora": ("vy", "redigera"),
    "hjalp": ("vy", "sok"),
    "manual": ("vy", "sok"),
    "start": ("falt", "start.arbete"),
    "nytt-skriv-in": ("steg", "oppna-arende"),
    "nytt-vardbegaran": ("steg", "vardbegaran"),
    "nytt-sip-initiera": ("steg", "sip-initiera"),
}
OUTSIDE = Shell(signed_in=False)
GUIDES = (
    NavItem("ovning", "Övning", "/ovning"),
    NavItem("hjalp", "Hjälp", "/help/"),
    NavItem("manual", "Manual", "/manual/"),
)


def shell(actor: Actor, unit_name: str, unread: int, reminding: bool = True) -> Shell:
    """The frame for a signed-in person."""
    return Shell(
        signed_in=True,
        name=actor.name,
        unit=unit_name,
        unit_id=actor.unit,
        role=ROLES[actor.role],
        role_id=actor.role.value,
        care=actor.role in CARE_ROLES,
        menu=menu_of(actor.role, unread, reminding),
        guides=(NavItem("lathund", "Lathund", "/lathundar"), *GUIDES),
    )


STATISTICS = NavItem("statistik", "Statistik", "/statistik")
PAYMENT = NavItem("betalning", "Betalning", "/betalning")
AMOUNTS = NavItem("belopp", "Belopp", "/belopp")


def menu_of(role: Role, unread: int, reminding: bool = True) -> tuple[NavItem, ...]:
    """The places that the role has work in; reminders only where the agreement has them."""
    if role in CARE_ROLES:
        return (
            NavItem("oversikt", "Översikt", "/oversikt"),
            NavItem("inkorg", "Inkorg", "/inkorg", unread),
            NavItem("planeringstavla", "Planeringstavla", "/planeringstavla"),
            NavItem("sip", "SIP", "/sip"),
            STATISTICS,
            *((NavItem("paminnelser", "Påminnelser", "/paminnelser"),) if reminding else ()),
            *(_begin(command, title) for command, title in BEGIN[role]),
            *((PAYMENT,) if role is Role.MUNICIPALITY else ()),
        )
    if role is Role.SUPERUSER:
        return (
            NavItem("start", "Start", "/start"),
            NavItem("redigera", "Redigera vägledning", "/help/redigera/"),
            NavItem("att-gora", "Att göra i hjälpen", "/help/redigera/att-gora"),
        )
    return (
        NavItem("start", "Start", "/start"),
        PAYMENT,
        AMOUNTS,
        STATISTICS,
        NavItem("organisation", "Organisation", "/administration/organisation"),
        NavItem("anvandare", "Användare", "/administration/anvandare"),
    )


def _begin(command: str, title: str) -> NavItem:
    return NavItem(f"nytt-{command}", title, f"/arende/nytt?gor={command}")


BEGIN = {
    Role.WARD: (("skriv-in", "Nytt ärende"),),
    Role.OPEN_CARE: (("vardbegaran", "Ny vårdbegäran"), ("sip-initiera", "Ny SIP")),
    Role.MUNICIPALITY: (("vardbegaran", "Ny vårdbegäran"), ("sip-initiera", "Ny SIP")),
}
