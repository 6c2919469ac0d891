"""Payment liability per period, with how every day was counted."""

from __future__ import annotations

from dataclasses import dataclass

from planning.organisation import KOMMUNER
from planning.payment import Payment
from planning.reasons import REASON_CODES, reason
from planning_ui.present.helping import help_at
from planning_ui.present.scene import Scene
from planning_ui.present.values import Fact


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why liability does not arise, with its guidance."""

    code: str
    text: str
    help_href: str


@dataclass(frozen=True, slots=True)
class MoneyPeriod:
    """One period as utskrivningsklar and what it means for payment."""

    title: str
    summary: str
    facts: tuple[Fact, ...]
    disputed: bool
    derivation: tuple[str, ...]
    hindrances: tuple[Hindrance, ...]


def money(scene: Scene) -> tuple[MoneyPeriod, ...]:
    """The periods of the case, newest first."""
    return tuple(_period(each, scene) for each in reversed(scene.opened.payments))


def _period(payment: Payment, scene: Scene) -> MoneyPeriod:
    place = help_at("betalningsansvar", scene.actor.role)
    rows = [
        Fact("Skickad", scene.say(payment.sent_at).words),
        Fact("Betalningsansvar från", _from(payment, scene)),
    ]
    if payment.until:
        rows.append(Fact("Första dag som inte räknas", scene.say_day(payment.until).words))
    rows.append(Fact("Räknade dygn", str(payment.days)))
    rows.append(Fact("Belopp", _amount(payment)))
    return MoneyPeriod(
        title=f"Period {payment.period}, {KOMMUNER.get(payment.kommun or '', 'okänd kommun')}",
        summary=_summary(payment, scene),
        facts=tuple(rows),
        disputed=bool(payment.disputed),
        derivation=payment.derivation,
        hindrances=tuple(
            Hindrance(code, _says(code), place.address(hinder=code)) for code in payment.hindrances
        ),
    )


def _says(code: str) -> str:
    return reason(code).text if code in REASON_CODES else code


def _from(payment: Payment, scene: Scene) -> str:
    return scene.say_day(payment.starts).words if payment.starts else "uppstår inte"


def _summary(payment: Payment, scene: Scene) -> str:
    if payment.starts is None:
        return "Inget betalningsansvar"
    if payment.starts > scene.today:
        return f"Kan börja {scene.say_day(payment.starts).words}"
    return f"{payment.days} dygn"


def _amount(payment: Payment) -> str:
    if payment.amount is None:
        return "inte känt"
    return f"{payment.amount:,} kr".replace(",", "\u00a0")
