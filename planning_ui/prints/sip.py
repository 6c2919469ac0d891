"""The SIP for the person whose plan it is: plain Swedish, the person's own words first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planning.moments import local_day, say_day
from planning.parts import SipVersion
from planning.plan_rows import OTHER, PERSON, RELATIVE
from planning_ui.present.scene import Scene
from planning_ui.present.sip import Aim, PlannedEffort, PlannedNeed, planned_needs
from planning_ui.present.values import OUTSIDE_IN_WORDS
from planning_ui.prints.contacts import contacts
from planning_ui.prints.paper import Stamp, about, heading, key_values, paper, patient, sentence
from typeset import Block, BulletList, Document, Inline, Lead, Table, plain

TITLE = "Min plan (SIP)"
LEAD = (
    "Det här är din samordnade individuella plan, SIP. "
    "Den säger vad du behöver och vem som gör vad."
)
RESPONSIBLE = {"region": "Regionen", "kommun": "Kommunen"}
# Who does an effort besides the units, said to the person whose plan it is.
SAID_TO_YOU = {
    OUTSIDE_IN_WORDS[PERSON]: "Du själv",
    OUTSIDE_IN_WORDS[RELATIVE]: "Närstående",
    OUTSIDE_IN_WORDS[OTHER]: "Annan",
}
COLUMNS = ("Det här ska göras", "Vem gör det", "Klart senast")
WIDTHS = (0.45, 0.3, 0.25)
RIGHTS = (
    "Planen bygger på att du säger ja. Du kan ändra dig när du vill.",
    "Behöver planen ändras? Ring någon av dem som står här ovanför.",
    "Ta med planen till mötet när planen följs upp.",
)


def sip_paper(scene: Scene, stamp: Stamp) -> Document | None:
    """The latest plan, or None when none has been drawn up."""
    versions = scene.case.sip.versions if scene.case.sip else ()
    if not versions:
        return None
    blocks = (*patient(scene, own=True), *_plan(scene, versions[-1]))
    return paper(TITLE, blocks, stamp, about(scene))


def _plan(scene: Scene, version: SipVersion) -> Iterator[Block]:
    yield Lead(plain(LEAD))
    yield heading(1, "Det här är viktigt för dig")
    yield sentence(str(version.data.get("vad_ar_viktigt", "")))
    yield from _needs(planned_needs(version, scene))
    yield from _rest(str(version.data.get("behov") or ""))
    yield heading(1, "Vem som har ansvaret")
    responsible = RESPONSIBLE.get(str(version.data.get("huvudansvarig", "")), "Står inte i planen")
    agreed = ", ".join(scene.unit(unit) for unit in version.confirmed)
    dated = say_day(local_day(version.at))
    yield key_values(
        (("Ser till att planen följs", responsible), ("Har sagt ja", agreed), ("Skriven", dated))
    )
    yield heading(1, "När planen följs upp")
    follow_up = scene.case.sip.next_follow_up if scene.case.sip else None
    yield sentence(_follow_up(follow_up))
    yield heading(1, "Ring om du undrar något")
    yield from contacts(scene)
    yield heading(1, "Bra att veta")
    yield BulletList(tuple((sentence(text),) for text in RIGHTS))


def _follow_up(day: date | None) -> str:
    return f"Senast {say_day(day)}." if day else "Ingen dag är bestämd. Fråga när ni ses."


def _needs(needs: tuple[PlannedNeed, ...]) -> Iterator[Block]:
    """Each need under a heading of its own, with its goals and who does what until when."""
    for number, each in enumerate(needs, start=1):
        several = f" {number}" if len(needs) > 1 else ""
        yield heading(1, f"Det du behöver{several}: {each.need}" if each.need else "Det du behöver")
        told = ""
        for aim in each.aims:
            yield from _aim(aim, "" if aim.goal == told else aim.goal)
            told = aim.goal


def _aim(aim: Aim, goal: str) -> Iterator[Block]:
    """The goal, unless it was told just above, and what leads there."""
    if goal or aim.part_goal:
        yield key_values((("Mål", goal), ("På vägen dit", aim.part_goal)))
    header = tuple(plain(text) for text in COLUMNS)
    yield Table(header, tuple(_effort(each) for each in aim.efforts), WIDTHS)


def _effort(effort: PlannedEffort) -> tuple[Inline, ...]:
    who = SAID_TO_YOU.get(effort.who, effort.who)
    return tuple(plain(text) for text in (effort.effort, who, effort.due))


def _rest(text: str) -> Iterator[Block]:
    if text:
        yield heading(1, "Mer som står i planen")
        yield sentence(text)
