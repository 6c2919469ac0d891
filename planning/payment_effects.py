"""What an action would mean for payment, told before it is done: carried out on paper, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from planning.case import Case
from planning.decide import Order, decide
from planning.errors import Refusal
from planning.fold import apply
from planning.moments import say_day
from planning.organisation import KOMMUNER, Actor
from planning.payment import Payment, payments
from planning.process import Command, FieldKind
from planning.rules import World

# Actions that can change a period that has begun. What a new notice means is told by `what_if`.
PAYMENT_RELEVANT = frozenset(
    {"aterta-utskrivningsklar", "makulera", "skriv-ut", "avliden", "hinder-oppenvard",
     "byt-kommun", "kallelse-sip", "aterta-kallelse", "inskrivningsmeddelande", "permission",
     "ratta"}
)  # fmt: skip


def effects(order: Order, case: Case, actor: Actor, world: World) -> tuple[str, ...]:
    """The sentences on what changes; nothing before any period, or for what is refused."""
    relevant = order.command in PAYMENT_RELEVANT and bool(case.periods)
    if not relevant or not world.agreement.has("vad-hander-om"):
        return ()
    try:
        decision = decide(order, case, actor, world)
    except Refusal:
        return ()
    after = case
    for event in decision.events:
        after = apply(after, event)
    before_and_after = zip(
        payments(case, world.agreement, order.now),
        payments(after, world.agreement, order.now),
        strict=False,
    )
    told = tuple(told for old, new in before_and_after for told in _changes(old, new))
    return told or ("Inget ändras för betalningen.",)


def names_message(command: Command, values: Mapping[str, Any]) -> bool:
    """Whether the message that the command is about is chosen; true where it is about none.

    What the latest one would mean is not told of a form in which nobody has chosen yet.
    """
    needed = (each.id for each in command.fields if each.kind is FieldKind.MESSAGE)
    return all(values.get(each) for each in needed)


def _changes(old: Payment, new: Payment) -> Iterator[str]:
    if new.kommun != old.kommun:
        yield f"Betalningsansvaret räknas för {_kommun(new)} i stället för {_kommun(old)}."
    if _is_empty(new) and not _is_empty(old):
        yield "Inget betalningsansvar uppstår längre."
    else:
        yield from _moved(old, new)
    if new.days != old.days:
        yield f"Räknade dygn blir {new.days} i stället för {old.days}."


def _kommun(payment: Payment) -> str:
    return KOMMUNER.get(payment.kommun or "", "okänd kommun")


def _moved(old: Payment, new: Payment) -> Iterator[str]:
    if new.starts and new.starts != old.starts:
        yield _start(new.starts, old)
    if new.until and new.until != old.until:
        yield f"Perioden slutar: {say_day(new.until)} är den första dagen som inte räknas."


def _is_empty(payment: Payment) -> bool:
    """Whether no day can be counted: it never begins, or ends before its first day."""
    return not payment.starts or (payment.until is not None and payment.until <= payment.starts)


def _start(day: date, old: Payment) -> str:
    before = f" i stället för {say_day(old.starts)}" if old.starts else ""
    return f"Betalningsansvaret börjar {say_day(day)}{before}."
