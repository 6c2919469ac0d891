"""The list of topics: what state each is in, what it lacks, and what to take first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from help_service.checks import Expected, find_gaps
from help_service.contexts import DEFAULT_APP, ContextMap
from help_service.editing import BASELINE, State, TopicLine
from help_service.editing.checking.readability import GOAL
from help_service.findings import Severity
from help_service.library import Library, find_broken_references
from help_service.topics import Topic


class Standing(StrEnum):
    """The state of a topic in the list; the value is what the filter is called."""

    PUBLISHED = "publicerad"
    DRAFT = "utkast"
    REVIEW = "granskning"
    REFUSED = "avslagen"
    SCHEDULED = "schemalagd"


STANDING_NAMES: Mapping[Standing, str] = {
    Standing.PUBLISHED: "Publicerad",
    Standing.DRAFT: "Utkast",
    Standing.REVIEW: "Väntar på granskning",
    Standing.REFUSED: "Inte godkänd",
    Standing.SCHEDULED: "Publiceras senare",
}
_OF_STATE: Mapping[State, Standing] = {
    State.DRAFT: Standing.DRAFT,
    State.REVIEW: Standing.REVIEW,
    State.REFUSED: Standing.REFUSED,
    State.SCHEDULED: Standing.SCHEDULED,
    State.PUBLISHED: Standing.PUBLISHED,
    State.REPLACED: Standing.PUBLISHED,
}
CHOICES: Mapping[str, str] = {
    "forfallna": "Ska granskas nu",
    "fel": "Har fel",
    "svara": f"LIX över {GOAL}",
    "sakerhet": "Rör patientsäkerheten",
    "andrade": "Grundtexten har ändrats",
}
"""What the list can be narrowed to, beside state and room."""


@dataclass(frozen=True)
class Row:
    """One topic in the list."""

    topic: str
    titel: str
    room: str
    standing: Standing
    version: int
    """Newest version; 0 for the shipped text."""
    owner: str
    reviewed: date | None
    """None for a topic that is not published yet."""
    review_by: date | None
    is_overdue: bool
    lix: int
    faults: int
    place: int
    """Place in the readers' ranking, 1 first; 0 where nobody has said anything."""
    shipped_changed: bool
    is_safety: bool = False
    """Whether it bears on patient safety."""

    def holds(self, words: str) -> bool:
        """Return whether title, id or the person responsible holds every word."""
        told = f"{self.titel} {self.topic} {self.owner}".casefold()
        return all(word in told for word in words.casefold().split())

    def is_chosen(self, choice: str) -> bool:
        """Return whether a choice of ``CHOICES`` holds for the topic."""
        return {
            "forfallna": self.is_overdue,
            "fel": self.faults > 0,
            "svara": self.lix > GOAL,
            "sakerhet": self.is_safety,
            "andrade": self.shipped_changed,
        }.get(choice, True)


@dataclass(frozen=True)
class Progress:
    """How far the year's review has come."""

    year: int
    reviewed: int
    total: int

    @property
    def per_cent(self) -> int:
        """Whole per cent, rounded down: 100 means all."""
        return 100 * self.reviewed // self.total if self.total else 100


@dataclass(frozen=True)
class Gap:
    """A place on the screens that has no guidance."""

    kind: str
    key: str


ROOM_OF_KIND: Mapping[str, str] = {
    "steg": "steg",
    "vy": "vyer",
    "hinder": "hinder",
    "fas": "faser",
    "roll": "roller",
}
"""By kind of context: the room where its topics are. A field has a heading, not a topic."""


def rows(
    lines: Iterable[TopicLine],
    library: Library,
    faults: Mapping[str, int],
    places: Mapping[str, int],
    lix: Mapping[str, int],
    today: date,
) -> list[Row]:
    """Return the topics, overdue ones first, then by the date when they are to be reviewed."""
    found = [
        _row(line, library.topics.get(line.topic), faults, places, lix, today) for line in lines
    ]
    return sorted(found, key=lambda row: (not row.is_overdue, row.review_by or today, row.titel))


def _row(
    line: TopicLine,
    topic: Topic | None,
    faults: Mapping[str, int],
    places: Mapping[str, int],
    lix: Mapping[str, int],
    today: date,
) -> Row:
    head = line.head
    return Row(
        topic=line.topic,
        titel=topic.titel if topic else line.topic,
        room=line.path.split("/")[0] if "/" in line.path else "",
        standing=_OF_STATE[head.state] if head else Standing.PUBLISHED,
        version=head.number if head else BASELINE,
        owner=(topic.agare if topic else "") or (head.author_name if head else ""),
        reviewed=topic.granskad if topic else None,
        review_by=topic.granskas_senast if topic else None,
        is_overdue=topic is not None and topic.granskas_senast < today,
        lix=lix.get(line.topic, 0),
        faults=faults.get(line.path, 0),
        place=places.get(line.topic, 0),
        shipped_changed=line.shipped_changed,
        is_safety=topic is not None and topic.sakerhet,
    )


def progress(library: Library, today: date) -> Progress:
    """Return how many topics have been reviewed this year."""
    topics = library.topics.values()
    reviewed = sum(topic.granskad.year == today.year for topic in topics)
    return Progress(today.year, reviewed, len(topics))


def faults_of(
    library: Library, context_map: ContextMap, expected: Expected | None
) -> Mapping[str, int]:
    """Return by path under docs how many faults the check of the guidance finds."""
    findings = find_broken_references(library)
    if expected is not None:
        findings += find_gaps(library, context_map, expected)
    counted = (each.path for each in findings if each.severity is Severity.ERROR)
    beginning = f"{library.docs.name}/"
    return Counter(path.removeprefix(beginning) for path in counted)


def gaps(context_map: ContextMap, expected: Expected | None) -> Sequence[Gap]:
    """Return the places that must have guidance and have none."""
    if expected is None:
        return ()
    wanted = {
        "steg": expected.steps,
        "vy": expected.views,
        "falt": expected.fields,
        "hinder": expected.reasons,
        "fas": expected.phases,
        "roll": expected.roles,
    }
    app = context_map.app(DEFAULT_APP)
    return [
        Gap(kind, key)
        for kind, keys in wanted.items()
        for key in keys
        if app.entry(kind, key) is None
    ]
