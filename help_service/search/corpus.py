"""The published topics as search sees them: words per sentence, and one weighed word bag each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from xml.etree.ElementTree import Element

from help_service.outline import Kind
from help_service.search.analysis import Analyzer, joined, own_keys, telling
from help_service.search.text import pieces, sentences
from help_service.topics import Section, Topic, plain_text

FIELD_WEIGHTS = {
    "titel": 8.0,
    "sokord": 6.0,
    "fraga": 2.0,
    "rubrik": 3.0,
    "kort": 3.0,
    "text": 1.0,
}
"""How much a word counts by where it stands."""

Words = tuple[str, ...]

_BLOCKS = frozenset({"p", "li", "tr"})


@dataclass(frozen=True)
class Passage:
    """A section as search reads it; the short answer is a passage without heading."""

    rubrik: str
    anchor: str
    roll: str | None
    heading: Words
    """The telling words of the heading."""
    sentences: tuple[str, ...]
    words: tuple[Words, ...]
    """The telling words of each sentence."""
    asked: tuple[Words, ...] = ()
    """The telling words of each question that names this heading."""
    kind: Kind = Kind.ANNAT
    parent: str = ""
    """Anchor of the section that this one is below; empty where it is below none."""


@dataclass(frozen=True)
class Page:
    """A topic as search reads it."""

    topic: Topic
    passages: tuple[Passage, ...]

    @cached_property
    def names(self) -> tuple[Words, ...]:
        """The telling words of the title and of each search phrase."""
        phrases = (self.topic.titel, *self.topic.sokord)
        return tuple(telling(pieces(phrase)) for phrase in phrases)

    @cached_property
    def by_anchor(self) -> Mapping[str, Passage]:
        """The passages by the anchor of their heading."""
        return {passage.anchor: passage for passage in self.passages}

    @cached_property
    def title_keys(self) -> frozenset[str]:
        """The keys of the title's words, and of the verbs they are made from."""
        words = pieces(self.topic.titel)
        return frozenset(key for word in words for key, _ in own_keys(word))

    @cached_property
    def questions(self) -> tuple[Words, ...]:
        """Every word of each question that the topic says it answers."""
        return tuple(spoken(question.text) for question in self.topic.fragor)

    @cached_property
    def phrases(self) -> tuple[Words, ...]:
        """Every word of the title, the search phrases and the questions."""
        names = (self.topic.titel, *self.topic.sokord)
        return (*map(spoken, names), *self.questions)

    def fields(self) -> Iterator[tuple[str, Words]]:
        """Give each run of words with the field it stands in."""
        yield "titel", self.names[0]
        yield from (("sokord", name) for name in self.names[1:])
        for question in self.topic.fragor:
            yield "fraga", telling(pieces(question.text))
        yield from (("kort", words) for words in self.passages[0].words)
        for passage in self.passages[1:]:
            yield "rubrik", passage.heading
            yield from (("text", words) for words in passage.words)

    def bag(self, analyzer: Analyzer) -> dict[str, float]:
        """Give the weight of every key on the page, summed over where its words stand."""
        bag: dict[str, float] = {}
        for name, words in self.fields():
            for word in words:
                for key, weight in analyzer.keys(word).items():
                    bag[key] = bag.get(key, 0.0) + weight * FIELD_WEIGHTS[name]
        return bag


def spoken(text: str) -> Words:
    """Give all words of a phrase, the small ones too, and its verbs joined with particles."""
    words = pieces(text)
    return (*words, *joined(words))


def read_page(topic: Topic) -> Page:
    """Cut a topic into passages; the short answer is the first."""
    short = _passage("", "", None, sentences(topic.kort))
    asked: dict[str, tuple[Words, ...]] = {}
    for question in topic.fragor:
        words = telling(pieces(question.text))
        asked[question.rubrik] = (*asked.get(question.rubrik, ()), words)
    return Page(topic, (short, *(_of_section(part, asked) for part in topic.sections)))


def word_counts(pages: Iterable[Page]) -> Counter[str]:
    """Count every telling word of some pages."""
    return Counter(word for page in pages for _, words in page.fields() for word in words)


def _of_section(section: Section, asked: Mapping[str, tuple[Words, ...]]) -> Passage:
    lines = [line for block in _blocks(section.tree) for line in sentences(block)]
    passage = _passage(section.rubrik, section.anchor, section.roll, lines)
    asked_here = asked.get(section.rubrik, ())
    return replace(passage, asked=asked_here, kind=section.kind, parent=section.parent)


def _passage(rubrik: str, anchor: str, roll: str | None, lines: Sequence[str]) -> Passage:
    words = tuple(telling(pieces(line)) for line in lines)
    return Passage(rubrik, anchor, roll, telling(pieces(rubrik)), tuple(lines), words)


def _blocks(tree: Element) -> Iterator[str]:
    """Give the text of each paragraph, list item and table row, the innermost ones."""
    for child in tree:
        holds_blocks = any(inner.tag in _BLOCKS for inner in child.iterfind(".//*"))
        if child.tag == "tr":
            yield _row(child)
        elif child.tag in _BLOCKS and not holds_blocks:
            yield plain_text(child)
        else:
            yield from filter(None, [" ".join((child.text or "").split())])
            yield from _blocks(child)


def _row(row: Element) -> str:
    """Give a table row as a sentence; the head of a table is none."""
    return " – ".join(map(plain_text, row.iterfind("td")))
