"""A dispute: a kommun does not agree with what was counted for a period, and the region answers.

The statute has no rule on disputes. A dispute moves no day and stops no count: it stands beside
the period, with what was asked and what was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DisputeGround(StrEnum):
    """What a kommun disputes; most grounds are a condition in lag (2017:612) 5 kap."""

    ADMISSION_NOTICE = "inskrivningsmeddelande"
    RECEIVER = "mottagare"
    SUMMONS = "kallelse"
    OPEN_CARE = "hinder-oppenvard"
    KOMMUN = "fel-kommun"
    TIME = "tidpunkt"
    DAYS = "dagar"
    OTHER = "annat"


class DisputeAnswer(StrEnum):
    """What the region answers."""

    AGREED = "medhall"
    PARTLY = "delvis"
    REJECTED = "avslag"


class DisputeStatus(StrEnum):
    """Where a dispute stands."""

    OPEN = "oppet"
    WITHDRAWN = "atertaget"
    ANSWERED = "besvarat"


@dataclass(frozen=True)
class Dispute:
    """One dispute of one period. `number` counts from 1 within the case, as `period` does.

    `right_day` is the first day of liability that the kommun holds for right, when it names one.
    """

    number: int
    period: int
    kommun: str | None
    unit: str
    user: str
    at: datetime
    ground: DisputeGround
    text: str
    right_day: date | None = None
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_user: str = ""
    answer: DisputeAnswer | None = None
    answer_text: str = ""

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status is DisputeStatus.OPEN

    @property
    def status(self) -> DisputeStatus:
        """Open, withdrawn by the kommun, or answered by the region."""
        if self.withdrawn_at is not None:
            return DisputeStatus.WITHDRAWN
        return DisputeStatus.OPEN if self.answered_at is None else DisputeStatus.ANSWERED
