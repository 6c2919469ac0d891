"""The SIP for the person whose plan it is: plain Swedish, the person's own words first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planning.moments import local_day, say_day
from planning.parts import SipVersion
from planning_ui.present.scene import Scene
from planning_ui.present.values import shown
from planning_ui.prints.contacts import contacts
from planning_ui.prints.paper import Stamp, about, heading, key_values, paper, patient, sentence
from typeset import Block, BulletList, Document, Lead, plain

TITLE = "Min plan (SIP)"
COMMAND = "sip-uppratta"
LEAD = (
    "Det här är din samordnade individuella plan, SIP. "
    "Den säger vad du behöver och vem som gör vad."
)
RESPONSIBLE = {"region": "Regionen", "kommun": "Kommunen"}
OWN_PLACE = frozenset({"vad_ar_viktigt", "huvudansvarig", "uppfoljning"})
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
    blocks = (*patient(scene), *_plan(scene, versions[-1]))
    return paper(TITLE, blocks, stamp, about(scene))


def _plan(scene: Scene, version: SipVersion) -> Iterator[Block]:
    yield Lead(plain(LEAD))
    yield heading(1, "Det här är viktigt för dig")
    yield sentence(str(version.data.get("vad_ar_viktigt", "")))
    yield from _written(scene, version)
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


def _written(scene: Scene, version: SipVersion) -> Iterator[Block]:
    """The plan's own fields, each under its name on the screen."""
    for field in scene.command(COMMAND).fields:
        value = version.data.get(field.id)
        if field.id not in OWN_PLACE and value:
            yield heading(1, field.title)
            yield sentence(shown(field, value, scene))
