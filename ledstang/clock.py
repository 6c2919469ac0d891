"""The one place that reads the clock; everywhere else the time is an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day in Stockholm."""
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()
