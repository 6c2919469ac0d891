"""The evidence on the screen: messages with their readers, what else happened, and the count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planning.evidence import JudgedPeriod, Milestone, Sending
from planning.moments import local_day
from planning.organisation import KOMMUNER
from planning.parts import Delivery
from planning.payment import follows_average
from planning.payment_desk import Dossier
from planning.payment_month import Month
from planning_ui.present.disputes import DisputeView, dispute_views
from planning_ui.present.payment_page import ENDINGS, Run, kronor, name_of, number_of, runs
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact
from planning_ui.said import Said
from planning_ui.words import event_words


@dataclass(frozen=True, slots=True)
class Reader:
    """One receiver of a message, and whether somebody there has read it."""

    unit: str
    arrived: Said
    words: str
    when: Said | None
    by: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One message: what, by whom, when; `told` when it was registered afterwards."""

    title: str
    by: str
    when: Said
    told: Said | None
    annulled: Said | None
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something else that payment rests on."""

    title: str
    more: str
    by: str
    when: Said
    told: Said | None


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period with its count, day by day, and its disputes."""

    title: str
    facts: tuple[Fact, ...]
    runs: tuple[Run, ...]
    derivation: tuple[str, ...]
    may_be_disputed: bool
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True)
class EvidencePage:
    """Everything that the template of the evidence needs."""

    case_id: str
    kommun_id: str
    month: str
    name: str
    number: str
    kommun: str
    ward: str
    periods: tuple[PeriodView, ...]
    sent: tuple[Sent, ...]
    happened: tuple[Happening, ...]


def evidence_page(dossier: Dossier, scene: Scene) -> EvidencePage:
    """The page of a dossier, newest period first and messages in the order they were sent."""
    case, found = scene.case, dossier.evidence
    return EvidencePage(
        case_id=case.id,
        kommun_id=case.liable_kommun or "",
        month=_month(found.periods),
        name=name_of(dossier.patient),
        number=number_of(dossier.patient),
        kommun=KOMMUNER.get(case.liable_kommun or "", ""),
        ward=scene.unit(case.ward) if case.ward else "",
        periods=tuple(_period(each, scene) for each in reversed(found.periods)),
        sent=tuple(_sent(each, scene) for each in found.sendings),
        happened=tuple(_happening(each, scene) for each in found.milestones),
    )


def _month(periods: tuple[JudgedPeriod, ...]) -> str:
    """The month of the latest notice: where the basis holds the case."""
    return str(Month.of(local_day(periods[-1].period.sent_at))) if periods else ""


def _period(judged: JudgedPeriod, scene: Scene) -> PeriodView:
    number, ending = judged.period.number, ENDINGS[judged.period.ending]
    return PeriodView(
        title=f"Period {number}, {ending}",
        facts=tuple(_facts(judged, scene)),
        runs=runs(judged.days, follows_average(scene.opened.agreement)),
        derivation=judged.payment.derivation,
        may_be_disputed=bool(judged.payment.disputed),
        disputes=dispute_views(judged.disputes, scene),
    )


def _facts(judged: JudgedPeriod, scene: Scene) -> Iterator[Fact]:
    payment = judged.payment
    starts = scene.say_day(payment.starts).words if payment.starts else "uppstår inte"
    yield Fact("Utskrivningsklar skickades", scene.say(payment.sent_at).exact)
    yield Fact("Betalningsansvar från", starts)
    yield Fact("Räknade dygn", str(payment.days))
    if not follows_average(scene.opened.agreement):
        yield Fact("Belopp", kronor(payment.amount if payment.starts else 0))


def _sent(each: Sending, scene: Scene) -> Sent:
    title = scene.rulebook.steps[scene.command(each.kind).step].title
    several = sum(1 for message in scene.case.messages if message.kind == each.kind) > 1
    return Sent(
        title=f"{title} {each.ordinal}" if several else title,
        by=f"{scene.user_name(each.user)}, {scene.unit(each.unit)}",
        when=scene.say(each.sent_at),
        told=scene.say(each.told_at) if each.told_at != each.sent_at else None,
        annulled=scene.say(each.annulled_at) if each.annulled_at else None,
        readers=tuple(_reader(delivery, scene) for delivery in each.deliveries),
    )


def _reader(delivery: Delivery, scene: Scene) -> Reader:
    words, when = "inte kvitterat", None
    if delivery.rejected_at:
        words, when = "avvisat", delivery.rejected_at
    elif delivery.acknowledged_at:
        words, when = "kvitterat", delivery.acknowledged_at
    return Reader(
        scene.unit(delivery.receiver.unit),
        scene.say(delivery.at),
        words,
        scene.say(when) if when else None,
        scene.user_name(delivery.acknowledged_by) if delivery.acknowledged_by else "",
    )


def _happening(each: Milestone, scene: Scene) -> Happening:
    more = f"från {scene.say_day(each.since).words}" if each.since else ""
    if each.until:
        more += f", borta {scene.say_day(each.until).words}"
    return Happening(
        event_words(each.kind),
        more,
        f"{scene.user_name(each.user)}, {scene.unit(each.unit)}",
        scene.say(each.at),
        scene.say(each.told_at) if each.told_at != each.at else None,
    )
