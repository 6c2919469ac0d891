"""Which section of a page answers a question, and which sentence in it."""

from collections.abc import Iterable, Mapping, Sequence

from help_service.search.corpus import Page, Passage, Words
from help_service.search.ranking import Weighed, asked_keys, held

_HEADING_WEIGHT = 3.0
_ASKED_WEIGHT = 2.0
"""What a word counts for in a question that names the section's heading."""
_SHORT_ANSWER_WEIGHT = 1.1
_OWN_ROLE_WEIGHT = 1.15
_OTHER_ROLE_WEIGHT = 0.9
_HALF = 3.0


class Reader:
    """Reads passages for one question."""

    def __init__(
        self,
        concepts: Sequence[Weighed],
        words_of: Mapping[str, Sequence[tuple[str, float]]],
        roll: str | None,
    ) -> None:
        """Take the question, the words by each key of the guidance, and the reader's role."""
        self._concepts = concepts
        self._roll = roll
        self._asked: dict[str, list[tuple[str, float]]] = {}
        for key in asked_keys(concepts):
            for word, weight in words_of.get(key, ()):
                self._asked.setdefault(word, []).append((key, weight))

    def best_passage(self, page: Page) -> tuple[Passage, str]:
        """Give the passage that holds most of the question, and its best sentence.

        Where none holds anything (the match is in the search words), the short answer.
        """
        worths = [self._worth(passage) for passage in page.passages]
        best = max(range(len(worths)), key=lambda place: (worths[place], -place))
        return page.passages[best], self.best_sentence(page.passages[best])

    def best_sentence_worth(self, page: Page) -> float:
        """Give how much of the question the page's best sentence holds."""
        return max(
            (self._there(words) for passage in page.passages for words in passage.words),
            default=0.0,
        )

    def best_sentence(self, passage: Passage) -> str:
        """Give the sentence that holds most of the question; the first where all tie."""
        if not passage.sentences:
            return passage.rubrik
        worths = [self._held([(words, 1.0)]) for words in passage.words]
        return passage.sentences[worths.index(max(worths))]

    def _there(self, words: Words) -> float:
        found = [self._asked[word] for word in words if word in self._asked]
        if not found:
            return 0.0
        bag: dict[str, float] = {}
        for keys in found:
            for key, weight in keys:
                bag[key] = max(bag.get(key, 0.0), weight)
        return sum(concept.idf * held(concept, bag, _HALF) for concept in self._concepts)

    def _worth(self, passage: Passage) -> float:
        runs = [(passage.heading, _HEADING_WEIGHT), *((words, 1.0) for words in passage.words)]
        runs += [(words, _ASKED_WEIGHT) for words in passage.asked]
        return self._held(runs) * self._fit(passage)

    def _fit(self, passage: Passage) -> float:
        if not passage.rubrik:
            return _SHORT_ANSWER_WEIGHT
        if self._roll is None or passage.roll is None:
            return 1.0
        return _OWN_ROLE_WEIGHT if passage.roll == self._roll else _OTHER_ROLE_WEIGHT

    def _held(self, runs: Iterable[tuple[Words, float]]) -> float:
        bag: dict[str, float] = {}
        for words, times in runs:
            for word in words:
                for key, weight in self._asked.get(word, ()):
                    bag[key] = bag.get(key, 0.0) + weight * times
        if not bag:
            return 0.0
        return sum(concept.idf * held(concept, bag, _HALF) for concept in self._concepts)
