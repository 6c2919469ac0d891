"""The pages as the index knows them: bags of weighed keys, and the names each page goes by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from help_service.search.analysis import Analyzer
from help_service.search.corpus import Page, Words
from help_service.search.lemmas import key_of
from help_service.search.query import LIGHT_IMPORTANCE
from help_service.search.ranking import Asked, Bag
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
    """Its keys, each with what it says of the subject, 0 to 1."""
    needed: tuple[str, ...]
    """Keys of its light words, which make another phrase of it."""

    def worth(self, asked: Mapping[str, Asked], rarity: Callable[[str], float]) -> float:
        """Give how much of the question's weight this name says.

        asked: the question's keys. rarity: how telling a key is.
        """
        worth = sum(asked[key].worth for key, _ in self.keys if key in asked)
        if not worth:
            return 0.0
        covered = whole = 0.0
        for key, says in self.keys:
            whole += rarity(key) * says
            covered += rarity(key) * says * asked[key].weight if key in asked else 0.0
        share: float = (covered / whole) ** NAME_POWER
        return worth * share * self._completeness(asked)

    def _completeness(self, asked: Mapping[str, Asked]) -> float:
        if not self.needed:
            return 1.0
        return COMPLETE_WEIGHT if all(key in asked for key in self.needed) else INCOMPLETE_WEIGHT


@dataclass(frozen=True)
class IndexedPage:
    """A page with what scoring needs of it, whatever the other pages are."""

    page: Page
    bag: Bag
    """All keys of the page."""
    short: Bag
    """Keys of title and short answer."""
    length: float
    """The sum of the bag."""
    names: tuple[Name, ...]
    """The title first."""

    @property
    def path(self) -> str:
        """The topic's path: what pages that score alike are sorted by."""
        return self.page.topic.path


def index_page(page: Page, analyzer: Analyzer) -> IndexedPage:
    """Work out what scoring needs of a page."""
    bag = page.bag(analyzer)
    names = tuple(map(_name, page.names))
    return IndexedPage(page, bag, _short(page, analyzer), sum(bag.values()), names)


def _short(page: Page, analyzer: Analyzer) -> Bag:
    bag: dict[str, float] = {}
    for words in (page.names[0], *page.passages[0].words):
        for word in words:
            for key, weight in analyzer.keys(word).items():
                bag[key] = max(bag.get(key, 0.0), weight)
    return bag


def _name(words: Words) -> Name:
    keys = [(key_of(word.removeprefix("+")), word in LIGHT_WORDS) for word in words]
    said = tuple((key, LIGHT_IMPORTANCE if light else 1.0) for key, light in keys)
    return Name(said, tuple(key for key, light in keys if light))
