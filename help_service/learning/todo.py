"""The superusers' list of what to mend first: openings × negative votes × zero hits × age.

Each factor begins at one, so that a page that nobody has voted on still has its place. Votes count
only while the text is the one that they were given on: a mended page leaves the list.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from help_service.learning.misses import Miss
from help_service.library import Library
from help_service.ports import FOUND, DatedFeedback, FeedbackStore, Opening, Verdict
from help_service.topics import Topic

WINDOW_DAYS = 90
"""Days back that are counted: what was asked a year ago is no longer asked."""
_DAYS_TO_DOUBLE = 180
"""Days since the last review after which a page counts twice."""
_OVERDUE = 2.0
"""What it counts more when its review date has passed."""
_TEXTS = 5


@dataclass(frozen=True)
class Todo:
    """One topic with all that speaks for mending it."""

    id: str
    titel: str
    room: str
    """Folder of the topic: ``steg`` for the steps of the process."""
    oppningar: int
    ja: int
    nej: int
    utan_traff: int
    """Searches in vain that came nearest to this topic."""
    dagar: int
    """Days since it was reviewed."""
    forfallen: bool
    """Whether its review date has passed."""
    poang: float
    texter: tuple[str, ...]
    """What those who voted no wrote, the newest first."""
    sokningar: tuple[str, ...]
    """The searches in vain, the most frequent first."""


def since(today: date) -> date:
    """Return the first day that is counted."""
    return today - timedelta(days=WINDOW_DAYS)


def rank_todo(
    library: Library, store: FeedbackStore, missed: Sequence[Miss], today: date
) -> list[Todo]:
    """Return every topic, the one to mend first at the top.

    Args:
        library: the published topics.
        store: votes and counts.
        missed: searches in vain, see ``misses``.
        today: the day, for ages and for what is counted.
    """
    first = since(today)
    opened = _openings(store.openings(first))
    votes = _votes(store.said(first))
    asked = _by_nearest(missed)
    found = [
        _todo(topic, opened[topic.id], votes.get((topic.id, topic.hash), []), asked, today)
        for topic in library.topics.values()
    ]
    return sorted(found, key=lambda todo: (-todo.poang, todo.id))


def _openings(counted: Mapping[Opening, int]) -> Counter[str]:
    times: Counter[str] = Counter()
    for opening, many in counted.items():
        times[opening.id] += many if opening.kontext != FOUND else 0
    return times


def _votes(said: Iterable[DatedFeedback]) -> dict[tuple[str, str], list[DatedFeedback]]:
    found: dict[tuple[str, str], list[DatedFeedback]] = {}
    for each in said:
        found.setdefault((each.feedback.id, each.feedback.hash), []).append(each)
    return found


def _by_nearest(missed: Sequence[Miss]) -> dict[str, list[Miss]]:
    found: dict[str, list[Miss]] = {}
    for miss in missed:
        if miss.proposals:
            found.setdefault(miss.proposals[0].id, []).append(miss)
    return found


def _todo(
    topic: Topic,
    opened: int,
    votes: Sequence[DatedFeedback],
    asked: Mapping[str, Sequence[Miss]],
    today: date,
) -> Todo:
    no = [each.feedback for each in votes if each.feedback.svar is Verdict.NEJ]
    near = asked.get(topic.id, ())
    times = sum(miss.times for miss in near)
    days = max((today - topic.granskad).days, 0)
    overdue = today > topic.granskas_senast
    return Todo(
        id=topic.id,
        titel=topic.titel,
        room=topic.room,
        oppningar=opened,
        ja=len(votes) - len(no),
        nej=len(no),
        utan_traff=times,
        dagar=days,
        forfallen=overdue,
        poang=round(_score(opened, len(no), times, days, overdue), 2),
        texter=tuple(each.text for each in reversed(no) if each.text)[:_TEXTS],
        sokningar=tuple(miss.query for miss in near),
    )


def _score(opened: int, no: int, missed: int, days: int, overdue: bool) -> float:
    # Openings by their logarithm: a page that is read ten times as often is not ten times as bad.
    age = (1 + days / _DAYS_TO_DOUBLE) * (_OVERDUE if overdue else 1.0)
    return (1 + math.log1p(opened)) * (1 + no) * (1 + math.log1p(missed)) * age
