"""Conditions on messages and receivers: sent, received, acknowledged, annulled.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from planning.organisation import Receiver
from planning.rules.attempt import Attempt
from planning.rules.whole_case import case_not_annulled
from planning.vocabulary import Need, Role


def receivers_named(attempt: Attempt) -> str | None:
    return None if attempt.receivers else "mottagare-saknas"


def receivers_are_live(attempt: Attempt) -> str | None:
    named = (*attempt.receivers, *_new_ward(attempt))
    units = (attempt.world.organisation.unit(each.unit) for each in named)
    return "enhet-ej-i-drift" if any(unit and not unit.live for unit in units) else None


def _new_ward(attempt: Attempt) -> tuple[Receiver, ...]:
    ward = attempt.values.get("till_avdelning")
    return (ward,) if isinstance(ward, Receiver) else ()


def open_care_receives_when_municipal_care_needed(attempt: Attempt) -> str | None:
    needs = attempt.values.get("behov") or [each.value for each in attempt.case.needs]
    reached = any(each.role is Role.OPEN_CARE for each in attempt.receivers)
    lacking = Need.MUNICIPAL_CARE.value in needs and not reached
    return "oppenvard-maste-vara-mottagare" if lacking else None


def admission_notice_not_sent(attempt: Attempt) -> str | None:
    return "im-redan-skickat" if attempt.case.admission_notice else None


def admission_notice_sent(attempt: Attempt) -> str | None:
    # Without a stay there is nothing to announce; the standpoint on a SIP may still be taken.
    return None if attempt.case.admission_notice or not attempt.case.admitted else "im-saknas"


def admission_notice_reached_actor(attempt: Attempt) -> str | None:
    notice = attempt.case.admission_notice
    if notice is None:
        return "im-saknas"
    return None if notice.delivery_to(attempt.actor.unit) else "ej-mottagare"


def message_exists(attempt: Attempt) -> str | None:
    # The opening of the case is no message: it can be annulled, but nobody reads or rejects it.
    opening = attempt.values.get("meddelande") == attempt.case.opening != 0
    annuls_case = opening and attempt.command.id == "makulera"
    return None if attempt.message or annuls_case else "meddelande-saknas"


def actor_received_message(attempt: Attempt) -> str | None:
    message = attempt.message
    if message is None or message.delivery_to(attempt.actor.unit):
        return None
    roles = {each.receiver.role for each in message.deliveries}
    return "ej-mottagare" if attempt.actor.role in roles else "fel-roll"


def message_not_acknowledged(attempt: Attempt) -> str | None:
    delivery = attempt.message.delivery_to(attempt.actor.unit) if attempt.message else None
    read = delivery is not None and not delivery.open and not delivery.annulment_unread
    return "redan-kvitterat" if read else None


def case_not_annulled_unless_news(attempt: Attempt) -> str | None:
    return None if _annulment_is_news(attempt) else case_not_annulled(attempt)


def _annulment_is_news(attempt: Attempt) -> bool:
    # A receipt after that says: we know that it no longer holds.
    message = attempt.message
    return message is not None and message.annulment_is_news_to(attempt.actor.unit)


def actor_sent_message(attempt: Attempt) -> str | None:
    message = attempt.message
    if message is None:
        return None if attempt.actor.role is Role.WARD else "fel-roll"
    if message.sender.role is not attempt.actor.role:
        return "fel-roll"
    same_unit = message.sender.unit == attempt.actor.unit or attempt.actor.role is Role.WARD
    return None if same_unit else "ej-avsandare"


def message_not_annulled(attempt: Attempt) -> str | None:
    message = attempt.message
    gone = attempt.case.annulled_at if message is None else message.annulled_at
    return "redan-makulerat" if gone else None
