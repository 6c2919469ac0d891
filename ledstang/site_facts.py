"""What the database knows and the files do not, for the pages of the manual that tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from help_service.editing.ports import EditingStore
from help_service.editing.records import Deed, Event
from help_service.lookup import Led
from help_service.ports import FOUND, FeedbackStore, HelpStores
from planning.moments import local_day
from planning.organisation import Organisation, Unit

ASKED_DAYS = 90
"""Days back that are counted: what was asked a year ago is no longer asked."""
SEARCHES = (FOUND, Led.SOK.value)
"""How counts are marked that come from a search: the topic stood first, or was opened by it."""
NEWS = 50
"""Most changes that are told."""


@dataclass(frozen=True)
class Asked:
    """How often people searched for what a topic answers, and how often it was opened."""

    searched: int = 0
    opened: int = 0


@dataclass(frozen=True)
class Published:
    """A text that went live, and what its author wrote of the change."""

    day: date
    topic: str
    why: str


@dataclass(frozen=True)
class Joining:
    """A unit, and when it changes to this system; empty where nobody has said so."""

    organisation: str
    unit: str
    when: str
    live: bool


@dataclass(frozen=True)
class SiteFacts:
    """All of it; empty where the manual is built from files alone."""

    asked: Mapping[str, Asked] = field(default_factory=dict)
    published: Sequence[Published] = ()
    joining: Sequence[Joining] = ()


NOTHING = SiteFacts()


def site_facts(stores: HelpStores, organisation: Organisation, today: date) -> SiteFacts:
    """Read what there is to tell on `today`."""
    first = today - timedelta(days=ASKED_DAYS)
    asked = asked_since(stores.feedback, first)
    return SiteFacts(asked, published(stores.editing), joinings(organisation))


def joinings(organisation: Organisation) -> tuple[Joining, ...]:
    """List the units that take part in the process, by organisation and name."""
    told = (
        Joining(_root(unit, organisation).name, unit.name, unit.joins, unit.live)
        for unit in organisation.units.values()
        if unit.role
    )
    return tuple(sorted(told, key=lambda each: (each.organisation, each.unit)))


def _root(unit: Unit, organisation: Organisation) -> Unit:
    above = organisation.unit(unit.parent) if unit.parent else None
    return _root(above, organisation) if above else unit


def asked_since(store: FeedbackStore, first: date) -> Mapping[str, Asked]:
    """Count, by topic, what was searched for and opened from that day on."""
    searched: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    for opening, times in store.openings(first).items():
        searched[opening.id] += times if opening.kontext in SEARCHES else 0
        opened[opening.id] += times if opening.kontext != FOUND else 0
    return {topic: Asked(searched[topic], opened[topic]) for topic in searched}


def published(store: EditingStore) -> tuple[Published, ...]:
    """List the texts that went live, the newest first."""
    events = store.histories()
    summaries = {(each.topic, each.version): each.why for each in events if each.deed is Deed.SAVED}
    live = sorted(
        (each for each in events if each.deed is Deed.PUBLISHED),
        key=lambda each: (each.at, each.topic),
        reverse=True,
    )
    return tuple(_told(each, summaries) for each in live[:NEWS])


def _told(event: Event, summaries: Mapping[tuple[str, int], str]) -> Published:
    why = summaries.get((event.topic, event.version), "")
    return Published(local_day(event.at), event.topic, why)
