"""The pages as the index knows them: bags of weighed keys, and the names each page goes by."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from help_service.search.analysis import Analyzer
from help_service.search.corpus import Page, Words
from help_service.search.lemmas import key_of
from help_service.search.query import LIGHT_IMPORTANCE
from help_service.search.ranking import Asked, Bag
from help_service.search.stopwords import LIGHT_WORDS, STOPWORDS

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
    spoken: Bag
    """Keys of all words, small ones too, of title, search phrases and questions."""
    spoken_length: float
    phrases: tuple[frozenset[str], ...]
    """The keys of each title, search phrase and question, small words too."""
    naming: Mapping[str, tuple[Name, ...]]
    """Key → the names that have it."""

    @property
    def path(self) -> str:
        """The topic's path: what pages that score alike are sorted by."""
        return self.page.topic.path


def index_page(page: Page, analyzer: Analyzer) -> IndexedPage:
    """Work out what scoring needs of a page."""
    bag = page.bag(analyzer)
    names = tuple(map(_name, page.names))
    said = _spoken(page, analyzer)
    return IndexedPage(
        page,
        bag,
        _short(page, analyzer),
        sum(bag.values()),
        names,
        said,
        sum(said.values()),
        tuple(frozenset(map(_spoken_key, phrase)) for phrase in page.phrases),
        _naming(names),
    )


def _spoken_key(word: str) -> str:
    return key_of(word.removeprefix("+"))


def _naming(names: Sequence[Name]) -> Mapping[str, tuple[Name, ...]]:
    naming: dict[str, tuple[Name, ...]] = {}
    for name in names:
        for key in {key for key, _ in name.keys}:
            naming[key] = (*naming.get(key, ()), name)
    return naming


def _spoken(page: Page, analyzer: Analyzer) -> Bag:
    bag: dict[str, float] = {}
    for phrase in page.phrases:
        for word in phrase:
            # A small word has no parts worth finding.
            keys = {key_of(word): 1.0} if word in STOPWORDS else analyzer.keys(word)
            for key, weight in keys.items():
                bag[key] = bag.get(key, 0.0) + weight
    return bag


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
