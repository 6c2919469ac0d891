"""The pages as the index knows them: bags of weighed keys, and the names each page goes by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from help_service.search.analysis import Analyzer
from help_service.search.corpus import Page, Words
from help_service.search.lemmas import key_of
from help_service.search.query import LIGHT_IMPORTANCE
from help_service.search.ranking import Asked, Bag, Rarity, half_count
from help_service.search.stopwords import LIGHT_WORDS

NAME_POWER = 2.0
"""How much more a wholly matched name counts than a partly matched one."""
COMPLETE_WEIGHT = 1.25
"""What a name counts for where also its *ej*, *redan* or *saknas* was asked for."""
INCOMPLETE_WEIGHT = 0.6
"""What a name counts for where its *ej*, *redan* or *saknas* was not asked for."""


@dataclass(frozen=True)
class Name:
    """A title or search phrase."""

    keys: tuple[tuple[str, float], ...]
    """Its keys, each with its rarity."""
    whole: float
    """The sum of the rarities."""
    needed: tuple[str, ...]
    """Keys of its light words, which make another phrase of it."""

    def worth(self, asked: Mapping[str, Asked]) -> float:
        """Give how much of the question's weight this name says."""
        covered = worth = 0.0
        for key, rarity in self.keys:
            found = asked.get(key)
            if found:
                covered += rarity * found.weight
                worth += found.worth
        if not worth:
            return 0.0
        share: float = (covered / self.whole) ** NAME_POWER
        return worth * share * self._completeness(asked)

    def _completeness(self, asked: Mapping[str, Asked]) -> float:
        if not self.needed:
            return 1.0
        return COMPLETE_WEIGHT if all(key in asked for key in self.needed) else INCOMPLETE_WEIGHT


@dataclass(frozen=True)
class IndexedPage:
    """A page with what scoring needs of it."""

    page: Page
    bag: Bag
    """All keys of the page."""
    short: Bag
    """Keys of title and short answer."""
    half: float
    """The weighed count that counts half here."""
    names: tuple[Name, ...]
    """The title first."""


def index_pages(
    pages: Sequence[Page], bags: Sequence[Bag], analyzer: Analyzer, rarity: Rarity
) -> list[IndexedPage]:
    """Work out what scoring needs of each page."""
    lengths = [sum(bag.values()) for bag in bags]
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    return [
        IndexedPage(
            page,
            bag,
            _short(page, analyzer),
            half_count(length / mean),
            tuple(_name(words, rarity) for words in page.names),
        )
        for page, bag, length in zip(pages, bags, lengths, strict=True)
    ]


def words_by_key(words: Iterable[str], analyzer: Analyzer) -> dict[str, list[tuple[str, float]]]:
    """Turn the words' keys around: key → the words that have it, with their weights."""
    found: dict[str, list[tuple[str, float]]] = {}
    for word in words:
        for key, weight in analyzer.keys(word).items():
            found.setdefault(key, []).append((word, weight))
    return found


def _short(page: Page, analyzer: Analyzer) -> Bag:
    bag: dict[str, float] = {}
    for words in (page.names[0], *page.passages[0].words):
        for word in words:
            for key, weight in analyzer.keys(word).items():
                bag[key] = max(bag.get(key, 0.0), weight)
    return bag


def _name(words: Words, rarity: Rarity) -> Name:
    keys = [(key_of(word.removeprefix("+")), word in LIGHT_WORDS) for word in words]
    weighed = tuple(
        (key, rarity(key) * (LIGHT_IMPORTANCE if light else 1.0)) for key, light in keys
    )
    needed = tuple(key for key, light in keys if light)
    return Name(weighed, sum(weight for _, weight in weighed), needed)
