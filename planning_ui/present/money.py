"""Payment liability per period, with how every day was counted."""

from __future__ import annotations

from dataclasses import dataclass

from planning.organisation import KOMMUNER
from planning.payment import Payment, follows_average
from planning.reasons import reason
from planning_ui.present.disputes import DisputeView, dispute_views
from planning_ui.present.payment_page import kronor
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why liability does not arise; its code is where its guidance stands."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class MoneyPeriod:
    """One period as utskrivningsklar and what it means for payment."""

    title: str
    summary: str
    facts: tuple[Fact, ...]
    disputed: bool
    derivation: tuple[str, ...]
    hindrances: tuple[Hindrance, ...]
    disputes: tuple[DisputeView, ...]


def money(scene: Scene) -> tuple[MoneyPeriod, ...]:
    """The periods of the case, newest first."""
    return tuple(_period(each, scene) for each in reversed(scene.opened.payments))


@dataclass(frozen=True, slots=True)
class MoneyWays:
    """What can be done about payment: read the evidence, and the commands of a dispute."""

    evidence: str
    commands: tuple[tuple[str, str], ...]


def money_ways(scene: Scene) -> MoneyWays:
    """The address of the evidence, and each open command of a dispute with its address."""
    allowed = (scene.command(each) for each in scene.opened.situation.allowed)
    found = (each for each in allowed if each.step == "bestridande")
    return MoneyWays(
        f"/betalning/arende/{scene.case.id}",
        tuple((each.button, scene.step_path(each.step, each.id)) for each in found),
    )


def _period(payment: Payment, scene: Scene) -> MoneyPeriod:
    rows = [
        Fact("Skickad", scene.say(payment.sent_at).words),
        Fact("Betalningsansvar från", _from(payment, scene)),
    ]
    if payment.until:
        rows.append(Fact("Första dag som inte räknas", scene.say_day(payment.until).words))
    rows.append(Fact("Räknade dygn", str(payment.days)))
    if payment.starts and not follows_average(scene.opened.agreement):
        rows.append(Fact("Belopp", _amount(payment)))
    return MoneyPeriod(
        title=f"Period {payment.period}, {KOMMUNER.get(payment.kommun or '', 'okänd kommun')}",
        summary=_summary(payment, scene),
        facts=tuple(rows),
        disputed=bool(payment.disputed),
        derivation=payment.derivation,
        hindrances=tuple(Hindrance(code, reason(code).text) for code in payment.hindrances),
        disputes=dispute_views(
            (each for each in scene.case.disputes if each.period == payment.period), scene
        ),
    )


def _from(payment: Payment, scene: Scene) -> str:
    return scene.say_day(payment.starts).words if payment.starts else "uppstår inte"


def _summary(payment: Payment, scene: Scene) -> str:
    if payment.starts is None:
        return "Inget betalningsansvar"
    if payment.starts > scene.today:
        return f"Kan börja {scene.say_day(payment.starts).words}"
    return f"{payment.days} dygn"


def _amount(payment: Payment) -> str:
    return kronor(payment.amount)
