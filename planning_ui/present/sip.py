"""The SIP of a case: the call, the meeting, each version of the plan, and what followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.events import EVENT_OF
from planning.parts import SipVersion, Summons
from planning.plan_rows import Effort, efforts, responsible_units
from planning_ui.present.entries import Entry, entries_of
from planning_ui.present.scene import Scene
from planning_ui.present.thread import Receipt
from planning_ui.present.values import Fact, facts, responsible
from planning_ui.said import Said
from planning_ui.words import LEADS, SIPS

ANSWERS = {
    "ja": ("✓", "klar", "kommer"),
    "ersattare": ("✓", "klar", "ersättare kommer"),
    "nej": ("!", "sen", "kan inte komma"),
}
FOLLOWS = ("sip-uppfoljning", "sip-utvardering", "sip-avsluta")
ALREADY_TOLD = frozenset({"mottagare", "personnummer", "namn", "folkbokforingskommun"})
BEFORE = ("sip-stallningstagande", "sip-initiera", "sip-kartlaggning")
MEETINGS = ("sip-mote",)


@dataclass(frozen=True, slots=True)
class Call:
    """A kallelse with its two lists: the called, who must come, and the invited, who may."""

    when: Said
    meeting: str
    place: str
    purpose: str
    called: tuple[Receipt, ...]
    invited: str
    withdrawn: Said | None


@dataclass(frozen=True, slots=True)
class PlannedEffort:
    """An effort in words; `mine` when it is the unit's own."""

    effort: str
    who: str
    due: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with its part goal, and the efforts that lead there."""

    goal: str
    part_goal: str
    efforts: tuple[PlannedEffort, ...]


@dataclass(frozen=True, slots=True)
class PlannedNeed:
    """A need with its goals."""

    need: str
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it was drawn up: fixed. Only the last one is in force."""

    number: int
    when: Said
    matters: str
    lead: str
    follow_up: str
    rest: str
    needs: tuple[PlannedNeed, ...]
    confirmed: tuple[Receipt, ...]
    in_force: bool


@dataclass(frozen=True, slots=True)
class SipSection:
    """Everything on the SIP, in the order it comes."""

    facts: tuple[Fact, ...]
    before: tuple[Entry, ...]
    calls: tuple[Call, ...]
    meetings: tuple[Entry, ...]
    versions: tuple[PlanVersion, ...]
    follows: tuple[Entry, ...]

    @property
    def own_efforts(self) -> tuple[PlannedEffort, ...]:
        """What the unit has promised in the plan in force."""
        if not self.versions:
            return ()
        needs = self.versions[0].needs
        return tuple(e for need in needs for aim in need.aims for e in aim.efforts if e.mine)

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals of the plan in force, each once: what a follow-up goes through."""
        needs = self.versions[0].needs if self.versions else ()
        told = (aim.goal or aim.part_goal or need.need for need in needs for aim in need.aims)
        return tuple(dict.fromkeys(each for each in told if each))


def sip_section(scene: Scene) -> SipSection:
    """The section for the case."""
    versions = scene.case.sip.versions if scene.case.sip else ()
    newest_first = tuple(reversed(versions))
    return SipSection(
        facts=tuple(_facts(scene)),
        before=entries_of(scene, BEFORE, ALREADY_TOLD),
        calls=tuple(_call(each, scene) for each in reversed(scene.case.summonses)),
        meetings=entries_of(scene, MEETINGS, ALREADY_TOLD),
        versions=tuple(_version(v, v is versions[-1], scene) for v in newest_first),
        follows=entries_of(scene, FOLLOWS, ALREADY_TOLD),
    )


def _facts(scene: Scene) -> Iterator[Fact]:
    case, sip = scene.case, scene.case.sip
    yield Fact("SIP", SIPS[case.sip_status])
    if case.sip_agreed or case.sip_consent is not None:
        yield Fact("Samtycke till SIP", "Ja" if case.sip_agreed else "Nej")
    if sip and sip.met_at:
        yield Fact("Möte hölls", scene.say(sip.met_at).words)
    if sip and sip.next_follow_up:
        yield Fact("Nästa uppföljning", scene.say_day(sip.next_follow_up).words)
    if sip and sip.closed_at:
        yield Fact("Avslutad", scene.say(sip.closed_at).words)


def _call(summons: Summons, scene: Scene) -> Call:
    message = scene.case.message(summons.message)
    data = message.data if message else {}
    units = [each.receiver.unit for each in message.deliveries] if message else []
    return Call(
        when=scene.say(summons.at),
        meeting=scene.say(summons.meeting_at).words if summons.meeting_at else "inte bestämt",
        place=summons.place,
        purpose=str(data.get("syfte") or ""),
        called=tuple(_called(each, summons, scene) for each in units),
        invited=str(data.get("inbjudna") or ""),
        withdrawn=scene.say(summons.withdrawn_at) if summons.withdrawn_at else None,
    )


def _called(unit: str, summons: Summons, scene: Scene) -> Receipt:
    answer = summons.answers.get(unit, "")
    sign, style, words = ANSWERS.get(answer, ("○", "vantar", "har inte svarat"))
    return Receipt(scene.unit(unit), style, sign, words, None, reason=_reason(unit, summons, scene))


def _reason(unit: str, summons: Summons, scene: Scene) -> str:
    """Why the unit cannot come, or who comes instead, as it last answered this call."""
    answers = (
        event
        for event in reversed(scene.opened.events)
        if event.kind is EVENT_OF["svara-kallelse"]
        and event.unit == unit
        and event.number > summons.message
    )
    last = next(answers, None)
    return str(last.data.get("orsak") or "") if last else ""


def _version(version: SipVersion, in_force: bool, scene: Scene) -> PlanVersion:
    data = version.data
    command = scene.command("sip-uppratta")
    shown = {each.label: each.text for each in facts(command, data, scene)}
    return PlanVersion(
        number=version.number,
        when=scene.say(version.at),
        matters=str(data.get("vad_ar_viktigt") or ""),
        lead=LEADS.get(str(data.get("huvudansvarig", "")), ""),
        follow_up=shown.get("Uppföljning senast", ""),
        rest=str(data.get("behov") or ""),
        needs=planned_needs(version, scene),
        confirmed=_confirmed(version, scene),
        in_force=in_force,
    )


def planned_needs(version: SipVersion, scene: Scene) -> tuple[PlannedNeed, ...]:
    """The plan as it is read: each need with its goals, each goal with its efforts."""
    found: dict[str, dict[tuple[str, str], list[PlannedEffort]]] = {}
    for each in efforts(version.data):
        aims = found.setdefault(each.need, {})
        aims.setdefault((each.goal, each.part_goal), []).append(_effort(each, scene))
    return tuple(
        PlannedNeed(need, tuple(Aim(goal, part, tuple(e)) for (goal, part), e in aims.items()))
        for need, aims in found.items()
    )


def _effort(effort: Effort, scene: Scene) -> PlannedEffort:
    due = scene.say_day(effort.due).words if effort.due else ""
    mine = effort.responsible == scene.actor.unit
    return PlannedEffort(effort.effort, responsible(effort, scene), due, mine)


def _confirmed(version: SipVersion, scene: Scene) -> tuple[Receipt, ...]:
    """Each unit with efforts in the plan, and each that has confirmed, with how it stands."""
    units = dict.fromkeys((*responsible_units(version.data), *version.confirmed))
    return tuple(
        Receipt(scene.unit(unit), "klar", "✓", "har bekräftat", None)
        if unit in version.confirmed
        else Receipt(scene.unit(unit), "vantar", "○", "har inte bekräftat", None)
        for unit in units
    )
