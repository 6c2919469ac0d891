"""The messages of a case as a thread with receipts, and what this person can do with each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.parts import Delivery, Message
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact, facts
from planning_ui.said import Said
from planning_ui.words import lowered

# What is done with a message that nobody at the unit has acknowledged.
ABOUT_UNREAD = frozenset({"kvittera", "vidarebefordra", "avvisa"})
# Which message an answer is given to.
ANSWERS = {
    "svara-kallelse": "kallelse-sip",
    "svara-hemtagning": "utskrivningsklar",
    "justera-vardplan": "samordnad-vardplan",
}
ABOUT_RECEIVERS = frozenset({"mottagare"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a message stands at one receiver."""

    unit: str
    style: str
    sign: str
    words: str
    when: Said | None
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in the thread. `open_for_me` is when this unit has not acknowledged it yet."""

    number: int
    kind: str
    title: str
    sender: str
    user: str
    when: Said
    told: Said | None
    facts: tuple[Fact, ...]
    receipts: tuple[Receipt, ...]
    annulled: Said | None
    open_for_me: bool
    annulment_unread: bool
    can_annul: bool
    can_forward: bool


def thread(scene: Scene) -> tuple[Letter, ...]:
    """The messages, newest first."""
    return tuple(_letter(each, scene) for each in reversed(scene.case.messages))


def _letter(message: Message, scene: Scene) -> Letter:
    allowed = scene.opened.situation.allowed
    mine = message.delivery_to(scene.actor.unit)
    waits = message.valid and mine is not None and mine.open
    sent_by_us = message.sender.unit == scene.actor.unit
    return Letter(
        number=message.number,
        kind=message.kind,
        title=scene.message_title(message),
        sender=scene.unit(message.sender.unit),
        user=scene.user_name(message.user),
        when=scene.say(message.sent_at),
        told=scene.say(message.recorded_at) if message.recorded_at != message.sent_at else None,
        facts=facts(scene.command(message.kind), message.data, scene, ABOUT_RECEIVERS),
        receipts=tuple(_receipt(each, scene) for each in message.deliveries),
        annulled=scene.say(message.annulled_at) if message.annulled_at else None,
        open_for_me=waits,
        annulment_unread=message.annulment_is_news_to(scene.actor.unit),
        can_annul=message.valid and sent_by_us and "makulera" in allowed,
        can_forward=waits and "avvisa" in allowed,
    )


@dataclass(frozen=True, slots=True)
class SentBack:
    """A message of ours that a unit has rejected, and that nobody has in its place."""

    unit: str
    title: str
    when: Said
    reason: str


def sent_back(scene: Scene) -> tuple[SentBack, ...]:
    """What the unit has sent to the wrong place and nobody has mended yet, newest first."""
    case = scene.case
    if case.ended or case.over:
        return ()
    ours = (m for m in reversed(case.messages) if m.valid and m.sender.unit == scene.actor.unit)
    return tuple(_sent_back(m, d, scene) for m in ours for d in _rejected_for_good(m))


def _rejected_for_good(message: Message) -> Iterator[Delivery]:
    """Rejected deliveries, unless another unit of the same role has the message."""
    there = {d.receiver.role for d in message.deliveries if not d.rejected_at}
    for each in message.deliveries:
        if each.rejected_at and each.receiver.role not in there:
            yield each


def _sent_back(message: Message, delivery: Delivery, scene: Scene) -> SentBack:
    return SentBack(
        unit=scene.unit(delivery.receiver.unit),
        title=lowered(scene.message_title(message)),
        when=scene.say(delivery.rejected_at or delivery.at),
        reason=delivery.reason,
    )


def to_read(command: str, letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """The messages to read before the command is pressed, newest first: they stand beside it."""
    valid = (each for each in letters if not each.annulled)
    if command in ABOUT_UNREAD:
        return tuple(each for each in valid if each.open_for_me)
    return tuple(each for each in valid if each.kind == ANSWERS.get(command))[:1]


def _receipt(delivery: Delivery, scene: Scene) -> Receipt:
    unit = scene.unit(delivery.receiver.unit)
    if delivery.rejected_at:
        when = scene.say(delivery.rejected_at)
        return Receipt(unit, "sen", "!", "avvisat", when, reason=delivery.reason)
    if delivery.acknowledged_at:
        by = scene.user_name(delivery.acknowledged_by)
        at, known = scene.say(delivery.acknowledged_at), _knows_annulled(delivery, scene)
        return Receipt(unit, "klar", "✓", "kvitterat", at, by, known)
    return Receipt(unit, "vantar", "○", "inte kvitterat", None)


def _knows_annulled(delivery: Delivery, scene: Scene) -> str:
    """Whether a unit that has read the message knows that it no longer holds."""
    if delivery.annulment_unread:
        return "Makuleringen är inte kvitterad"
    if delivery.annulment_read_at:
        by, when = scene.user_name(delivery.annulment_read_by), delivery.annulment_read_at
        return f"Makuleringen kvitterad {scene.say(when).words}, {by}"
    return ""
