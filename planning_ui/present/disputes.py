"""Disputes in words: who does not agree with what, why, and what the region answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from planning.disputes import Dispute, DisputeAnswer, DisputeStatus
from planning.organisation import Organisation
from planning.process import Rulebook
from planning_ui.present.strip import Look
from planning_ui.said import Said, say, say_the_day


class Teller(Protocol):
    """What turns ids and times into words: a case that is looked at, or a list."""

    @property
    def rulebook(self) -> Rulebook:
        """The process, for the words of its forms."""

    @property
    def user_name(self) -> Callable[[str], str]:
        """A user id as a name."""

    def unit(self, unit_id: str) -> str:
        """What people call the unit."""

    def say(self, moment: datetime) -> Said:
        """The moment in words."""

    def say_day(self, day: date) -> Said:
        """The day in words."""


@dataclass(frozen=True)
class ListTeller:
    """Tells what stands in a list, where no single case is open."""

    organisation: Organisation
    rulebook: Rulebook
    now: datetime
    user_name: Callable[[str], str]

    def unit(self, unit_id: str) -> str:
        """What people call the unit."""
        return self.organisation.name(unit_id)

    def say(self, moment: datetime) -> Said:
        """The moment in words, seen from now."""
        return say(moment, self.now)

    def say_day(self, day: date) -> Said:
        """The day in words, seen from now."""
        return say_the_day(day, self.now)


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One dispute, ready to be shown. `answered` is when it was answered or taken back."""

    period: int
    look: Look
    ground: str
    text: str
    right_day: str
    by: str
    when: Said
    answer: str
    answer_text: str
    answered_by: str
    answered: Said | None


STATUSES: Mapping[DisputeStatus, tuple[str, str, str]] = {
    DisputeStatus.OPEN: ("●", "väntar på svar", "pagar"),
    DisputeStatus.WITHDRAWN: ("○", "återtaget", "vantar"),
    DisputeStatus.ANSWERED: ("✓", "besvarat", "klar"),
}
ANSWERS: Mapping[DisputeAnswer, str] = {
    DisputeAnswer.AGREED: "Medhåll",
    DisputeAnswer.PARTLY: "Delvis medhåll",
    DisputeAnswer.REJECTED: "Avslag",
}


def dispute_views(disputes: Iterable[Dispute], teller: Teller) -> tuple[DisputeView, ...]:
    """The disputes in words, in the order in which they were made."""
    return tuple(_view(each, teller) for each in disputes)


def _view(each: Dispute, teller: Teller) -> DisputeView:
    ended = each.answered_at or each.withdrawn_at
    return DisputeView(
        period=each.period,
        look=Look(*STATUSES[each.status]),
        ground=_ground(each, teller.rulebook),
        text=each.text,
        right_day=teller.say_day(each.right_day).words if each.right_day else "",
        by=f"{teller.user_name(each.user)}, {teller.unit(each.unit)}",
        when=teller.say(each.at),
        answer=ANSWERS[each.answer] if each.answer else "",
        answer_text=each.answer_text or each.withdrawn_because,
        answered_by=_answered_by(each, teller),
        answered=teller.say(ended) if ended else None,
    )


def _answered_by(each: Dispute, teller: Teller) -> str:
    if not each.answered_by:
        return ""
    return f"{teller.user_name(each.answered_user)}, {teller.unit(each.answered_by)}"


def _ground(each: Dispute, rulebook: Rulebook) -> str:
    field = rulebook.commands["bestrid"].field("skal")
    titles = {option.id: option.title for option in field.options} if field else {}
    return titles.get(each.ground.value, each.ground.value)
