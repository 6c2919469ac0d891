"""The information that the person takes home.

Source of what it holds: lag (2017:612) 3 kap. 3 § and patientlagen (2014:821) 3 kap. 2 b §: care
and treatment given; and, where they are there, fast vårdkontakt, the time of a SIP and plans.
"""

from __future__ import annotations

from collections.abc import Iterator

from planning.events import EventKind
from planning_ui.present.scene import Scene
from planning_ui.prints.contacts import contacts
from planning_ui.prints.paper import Stamp, about, heading, paper, patient, sentence
from typeset import Block, Document, Lead, plain

TITLE = "Information till dig som ska gå hem"
LEAD = "Här står vilken vård du har fått och vem du kan ringa. Spara pappret."


def information_paper(scene: Scene, stamp: Stamp) -> Document | None:
    """The latest saved information to the patient, or None when none is saved."""
    saved = [e for e in scene.opened.events if e.kind is EventKind.PATIENT_INFORMED]
    if not saved:
        return None
    blocks = (*patient(scene, own=True), *_blocks(scene, str(saved[-1].data.get("text", ""))))
    return paper(TITLE, blocks, stamp, about(scene))


def _blocks(scene: Scene, text: str) -> Iterator[Block]:
    yield Lead(plain(LEAD))
    yield heading(1, "Vård och behandling som du har fått")
    yield sentence(text)
    yield heading(1, "Din plan")
    yield sentence(" ".join(_plans(scene)))
    yield heading(1, "Ring om du undrar något")
    yield from contacts(scene)


def _plans(scene: Scene) -> Iterator[str]:
    case = scene.case
    meeting = case.active_summons.meeting_at if case.active_summons else None
    if case.sip and case.sip.versions and case.sip_open:
        yield "Du har en samordnad individuell plan, SIP. Be om den på papper."
    elif meeting and case.active_summons:
        yield f"Ni ska göra en plan tillsammans: {scene.say(meeting).exact}."
        yield f"Plats: {case.active_summons.place}."
    else:
        yield "Ingen tid för samordnad individuell plan, SIP, är bokad här."
    if case.care_plan:
        yield "Du har en samordnad vårdplan för öppen tvångsvård."
