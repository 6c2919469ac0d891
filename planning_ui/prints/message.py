"""One message on paper, with who has read it."""

from __future__ import annotations

from collections.abc import Iterator

from planning_ui.present.record import adjustments
from planning_ui.present.scene import Scene
from planning_ui.present.thread import Letter, Receipt, thread
from planning_ui.prints.paper import Stamp, about, heading, key_values, paper, patient, rows
from typeset import Block, Document, Inline, Note, Paragraph, Table, plain


def message_paper(scene: Scene, number: int, stamp: Stamp) -> Document | None:
    """The message of that event, or None when the case holds none."""
    letter = next((each for each in thread(scene) if each.number == number), None)
    if letter is None:
        return None
    blocks = (*patient(scene), *_where(scene), *message_blocks(letter), *_adjusted(scene, letter))
    return paper(letter.title, blocks, stamp, about(scene))


def _where(scene: Scene) -> Iterator[Block]:
    """The address, which an inskrivningsmeddelande must hold (2 kap. 2 §)."""
    person = scene.case.patient
    if person and person.address and not person.protected:
        yield key_values((("Folkbokföringsadress", person.address),))


def _adjusted(scene: Scene, letter: Letter) -> Iterator[Block]:
    """Who has adjusted the samordnad vårdplan, which is sent on to the court (LPT 7 §)."""
    plan = scene.case.care_plan
    if plan and plan.message == letter.number:
        yield heading(1, "Justering")
        yield from rows(adjustments(scene))


def message_blocks(letter: Letter) -> Iterator[Block]:
    """What was sent, by whom, to whom, and who has read it."""
    if letter.annulled:
        words = f"Makulerat {letter.annulled.exact}. Det räknas inte."
        yield Note("Makulerat", (Paragraph(plain(words)),))
    told = letter.told
    sent = (
        ("Från", f"{letter.sender}, {letter.user}"),
        ("Skickat", letter.when.exact),
        ("Registrerat i efterhand", told.exact if told else ""),
    )
    yield key_values(sent)
    yield from rows(letter.facts)
    if letter.receipts:
        header = tuple(plain(text) for text in ("Mottagare", "Läge", "När", "Vem eller varför"))
        yield Table(header, tuple(_receipt(each) for each in letter.receipts))


def _receipt(receipt: Receipt) -> tuple[Inline, ...]:
    when = receipt.when.exact if receipt.when else ""
    texts = (receipt.unit, receipt.words, when, receipt.by or receipt.reason)
    return tuple(plain(text) for text in texts)
