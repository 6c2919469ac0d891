"""The patient page as a whole: head, strip, card, what comes next, and the record."""

from __future__ import annotations

from dataclasses import dataclass

from planning.access import Relation, relation_of
from planning_ui.present.actions import Action, ActionGroup, action_groups, actions
from planning_ui.present.card import (
    Card,
    Move,
    Note,
    StepDeadline,
    deadlines,
    moves_of,
    notes,
)
from planning_ui.present.header import Header, header
from planning_ui.present.helping import HelpContext, help_at
from planning_ui.present.history import Happened, history
from planning_ui.present.money import MoneyPeriod, MoneyWays, money, money_ways
from planning_ui.present.printable import Printable, printable
from planning_ui.present.record import Section, later_sections, sections
from planning_ui.present.scene import Scene
from planning_ui.present.sip import SipSection, sip_section
from planning_ui.present.strip import PhaseOnRail, Stop, later, own_steps, strip
from planning_ui.present.thread import Letter, SentBack, sent_back, thread, to_read


@dataclass(frozen=True)
class PatientPage:
    """Everything that the template of the patient page needs."""

    case_id: str
    version: int
    path: str
    place: HelpContext
    header: Header
    rail: tuple[PhaseOnRail, ...]
    card: Card
    moves: tuple[Move, ...]
    later: tuple[Stop, ...]
    own_steps: tuple[Stop, ...]
    warnings: tuple[Note, ...]
    sections: tuple[Section, ...]
    letters: tuple[Letter, ...]
    to_read: tuple[Letter, ...]
    sip: SipSection
    later_sections: tuple[Section, ...]
    money: tuple[MoneyPeriod, ...]
    money_ways: MoneyWays
    actions: tuple[Action, ...]
    action_groups: tuple[ActionGroup, ...]
    history: tuple[Happened, ...]
    prints: tuple[Printable, ...]
    deadlines: tuple[StepDeadline, ...]
    stay: bool
    former: bool
    sent_back: tuple[SentBack, ...]

    @property
    def index(self) -> tuple[tuple[str, str], ...]:
        """The local index: anchor and title of every part of the record."""
        plain = [(each.id, each.title) for each in self.sections]
        later = [(each.id, each.title) for each in self.later_sections]
        return (
            *plain,
            *((("tider", "Tider"),) if self.deadlines else ()),
            ("meddelanden", "Meddelanden"),
            ("sip", "SIP"),
            *later,
            *((("betalning", "Betalning"),) if self.stay else ()),
            ("atgarder", "Andra åtgärder"),
            ("historik", "Historik"),
        )


def patient_page(scene: Scene, card: Card) -> PatientPage:
    """Put the page together around its card."""
    shown = card.form.command if card.form else ""
    letters = thread(scene)
    open_and_blocked = actions(scene, shown)
    return PatientPage(
        case_id=scene.case.id,
        version=scene.case.version,
        path=scene.path(),
        place=help_at("patientvy", scene.actor, card.step),
        header=header(scene),
        rail=strip(scene, card.step),
        card=card,
        moves=moves_of(scene),
        later=later(scene),
        own_steps=own_steps(scene),
        warnings=notes(scene.opened.situation.warnings, scene),
        sections=_told(sections(scene), scene),
        letters=letters,
        to_read=to_read(shown, letters),
        sip=sip_section(scene),
        later_sections=_told(later_sections(scene), scene),
        money=money(scene),
        money_ways=money_ways(scene),
        actions=open_and_blocked,
        action_groups=action_groups(open_and_blocked, scene),
        history=history(scene),
        prints=printable(scene),
        deadlines=deadlines(scene),
        stay=scene.case.admitted,
        former=relation_of(scene.actor, scene.case) is Relation.FORMER,
        sent_back=sent_back(scene),
    )


def _told(found: tuple[Section, ...], scene: Scene) -> tuple[Section, ...]:
    """The sections; without a stay only those that have something to tell."""
    if scene.case.admitted:
        return found
    return tuple(each for each in found if each.facts or each.entries)
