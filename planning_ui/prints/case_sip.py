"""The SIP in the print of the whole case: the calls with their answers, the meetings, each plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planning_ui.present.scene import Scene
from planning_ui.present.sip import Call, PlannedNeed, PlanVersion, SipSection, sip_section
from planning_ui.present.thread import Receipt
from planning_ui.prints.entries import entry_blocks
from planning_ui.prints.paper import heading, key_values, rows, sentence
from typeset import Block, BulletList


def sip_blocks(scene: Scene) -> Iterator[Block]:
    """Everything of the SIP, in the order it came; nothing for a case that has nothing of it."""
    section = sip_section(scene)
    if not _holds_anything(section):
        return
    yield heading(1, "SIP")
    yield from rows(section.facts)
    for entry in section.before:
        yield from entry_blocks(entry)
    for call in section.calls:
        yield from _call(call)
    for entry in section.meetings:
        yield from entry_blocks(entry)
    for version in section.versions:
        yield from _version(version)
    for entry in section.follows:
        yield from entry_blocks(entry)


def _holds_anything(section: SipSection) -> bool:
    return bool(section.before or section.calls or section.meetings or section.versions)


def _call(call: Call) -> Iterator[Block]:
    withdrawn = f" (återtagen {call.withdrawn.exact})" if call.withdrawn else ""
    yield heading(2, f"Kallelse till möte {call.meeting}{withdrawn}")
    yield key_values((("Plats", call.place), ("Syfte", call.purpose), ("Inbjudna", call.invited)))
    yield from _list(_receipt(each) for each in call.called)


def _version(version: PlanVersion) -> Iterator[Block]:
    holds = " (gäller nu)" if version.in_force else ""
    yield heading(2, f"Plan, version {version.number}{holds}")
    yield key_values(
        (
            ("Upprättad", version.when.exact),
            ("Vad är viktigt för dig?", version.matters),
            ("Övergripande ansvar", version.lead),
            ("Uppföljning senast", version.follow_up),
            ("Övrigt i planen", version.rest),
        )
    )
    yield from _list(line for need in version.needs for line in _lines(need))
    yield from _list(_receipt(each) for each in version.confirmed)


def _lines(need: PlannedNeed) -> Iterator[str]:
    for aim in need.aims:
        towards = ", ".join(text for text in (need.need, aim.goal, aim.part_goal) if text)
        for each in aim.efforts:
            told = ", ".join(text for text in (each.effort, each.who, each.due) if text)
            yield f"{towards}: {told}" if towards else told


def _list(lines: Iterable[str]) -> Iterator[Block]:
    items = tuple((sentence(line),) for line in lines)
    if items:
        yield BulletList(items)


def _receipt(each: Receipt) -> str:
    return ". ".join(text for text in (f"{each.unit}: {each.words}", each.reason) if text)
