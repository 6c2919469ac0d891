"""Periods as utskrivningsklar: how one ends, and how a mistaken end is undone."""

from __future__ import annotations

from datetime import datetime

from planning.case import Case
from planning.copying import changed
from planning.vocabulary import Ending


def ended(case: Case, at: datetime, ending: Ending) -> Case:
    """The case with its running period ended."""
    periods = tuple(
        p if p.ended_at else changed(p, ended_at=at, ending=ending) for p in case.periods
    )
    return changed(case, periods=periods)


def reopened(case: Case, ending: Ending) -> Case:
    """The period that the mistaken registration ended runs on, as if it had not been ended."""
    periods = tuple(
        changed(p, ended_at=None, ending=None) if p.ending is ending else p for p in case.periods
    )
    return changed(case, periods=periods)
