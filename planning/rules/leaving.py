"""Conditions on utskrivningsklar, the care plan and the closing of the case.

Each answers with the code of what stands against the attempt, or None.
"""

from __future__ import annotations

from planning.rules.attempt import Attempt


def notice_active(attempt: Attempt) -> str | None:
    return None if attempt.case.active_period else "uk-saknas"


def no_notice_active(attempt: Attempt) -> str | None:
    return "uk-redan-aktiv" if attempt.case.active_period else None


def all_messages_acknowledged(attempt: Attempt) -> str | None:
    return "okvitterade-meddelanden" if any(attempt.case.unread()) else None


def care_plan_drawn_up(attempt: Attempt) -> str | None:
    return None if attempt.case.care_plan else "vardplan-saknas"


def actor_adjusts_care_plan(attempt: Attempt) -> str | None:
    plan = attempt.case.care_plan
    return None if plan is None or attempt.actor.unit in plan.units else "ej-mottagare"


def care_plan_adjusted(attempt: Attempt) -> str | None:
    plan = attempt.case.care_plan
    return None if plan and plan.valid else "vardplan-ej-justerad"
