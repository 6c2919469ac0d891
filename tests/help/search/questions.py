"""Questions as staff type them, with the topics that answer them.

A file has a head line and then ``question<TAB>topic ids``; ``-`` means that the question does not
belong here. Some have a third column: the headings that may be opened, apart by ``|``; a heading
below one of them is as right. Each set was written before any of its questions was searched for.
Words and weights were then worked on with all of them but the even lines of ``fragor``,
``fragor_sist``, and the sets in ``FRESH``. Of those, only kinds of misses were mended; what they
gave at first sight stands in the decision on search.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from help_service.ports import Hit
from help_service.topics import Topic

HERE = Path(__file__).parent
SETS = (
    "fragor_vardag",
    "fragor",
    "fragor_prov",
    "fragor_blind",
    "fragor_sist",
    "fragor_panel",
    "fragor_natt",
    "fragor_avsnitt",
)
FRESH = (
    "fragor_osedda",
    "fragor_ny",
    "fragor_ett",
    "fragor_kvall",
    "fragor_morgon",
    "fragor_kvart",
    "fragor_lunch",
)


@dataclass(frozen=True)
class Question:
    """One typed question and the ids of the topics that answer it; none for outside questions."""

    text: str
    topics: frozenset[str]
    headings: frozenset[str] = frozenset()
    """Where the answer stands on them; empty where any place will do."""

    @property
    def is_outside(self) -> bool:
        """Tell whether the right answer is no answer."""
        return not self.topics


@dataclass(frozen=True)
class Rates:
    """Shares of questions, 0 to 1."""

    first: float
    top3: float
    refused: float


def read_questions(name: str) -> list[Question]:
    """Read one set of questions."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [_question(line) for line in lines if line.strip()]


def _question(line: str) -> Question:
    text, topics, *rest = line.split("\t")
    headings = frozenset(filter(None, rest[0].split("|"))) if rest else frozenset[str]()
    return Question(text, frozenset(topics.split()) - {"-"}, headings)


def measure(search: Callable[[str], Sequence[Hit]], questions: Sequence[Question]) -> Rates:
    """Ask every question and count how often the answer is right."""
    inside = [question for question in questions if not question.is_outside]
    outside = [question for question in questions if question.is_outside]
    ranks = [_rank(search(question.text), question) for question in inside]
    refused = [not search(question.text) for question in outside]
    return Rates(
        first=sum(rank == 0 for rank in ranks) / len(inside),
        top3=sum(rank < 3 for rank in ranks) / len(inside),
        refused=sum(refused) / len(outside),
    )


def _rank(hits: Sequence[Hit], question: Question) -> int:
    places = (place for place, hit in enumerate(hits) if hit.id in question.topics)
    return next(places, len(hits) + 3)


def share_opened_right(
    search: Callable[[str], Sequence[Hit]],
    topics: Mapping[str, Topic],
    questions: Sequence[Question],
) -> float:
    """Give the share of questions that name headings, and got the topic, opened at one, 0 to 1."""
    first = [(question, search(question.text)[:1]) for question in questions if question.headings]
    found = [(question, hits[0]) for question, hits in first if hits]
    right = [(each, hit) for each, hit in found if hit.id in each.topics]
    opened = [not _headings(topics[hit.id], hit).isdisjoint(each.headings) for each, hit in right]
    return sum(opened) / len(opened)


def _headings(topic: Topic, hit: Hit) -> set[str]:
    section = topic.section(hit.lank)
    above = topic.section(section.parent) if section else None
    return {hit.rubrik} | ({above.rubrik} if above else set())
