"""Which section of a page answers a question, and which sentence in it."""

from collections.abc import Iterable, Mapping, Sequence

from help_service.outline import Kind
from help_service.search.aims import Aim
from help_service.search.corpus import Page, Passage, Words
from help_service.search.lemmas import key_of
from help_service.search.ranking import Weighed, asked_keys, held

_HEADING_WEIGHT = 3.0
_ASKED_WEIGHT = 2.0
"""What a word counts for in a question that names the section's heading."""
_WHOLE_HEADING_WEIGHT = 0.8
"""What a heading counts for that the question says whole, against what it holds of the question."""
_UNASKED_WEIGHTS = {Kind.NERE: 0.6, Kind.ANGRA: 0.75, Kind.FEL: 0.85}
"""Sections for when something is amiss count less where nothing in the question says so."""
_SHORT_ANSWER_WEIGHT = 1.1
_OWN_ROLE_WEIGHT = 1.15
_OTHER_ROLE_WEIGHT = 0.9
_HALF = 3.0
_AIM_WEIGHT = 0.8
"""What it counts for, against the whole question, that a section is of the kind asked for."""


class Reader:
    """Reads passages for one question."""

    def __init__(
        self,
        concepts: Sequence[Weighed],
        words_of: Mapping[str, Sequence[tuple[str, float]]],
        roll: str | None,
        aims: Sequence[Aim] = (),
        *,
        is_name: bool = False,
    ) -> None:
        """Take the question, the words by each key of the guidance, the reader's role, and aims.

        The aims are the kinds of section that the question asks for, the surest first. A question
        `is_name` where no small word makes it one: then it may be the name of a page.
        """
        self._concepts = concepts
        self._total = sum(concept.idf for concept in concepts)
        self._aims = aims
        self._is_name = is_name
        self._roll = roll
        self._worths: dict[frozenset[str], float] = {}
        self._asked: dict[str, list[tuple[str, float]]] = {}
        for key in asked_keys(concepts):
            for word, weight in words_of.get(key, ()):
                self._asked.setdefault(word, []).append((key, weight))

    def best_passage(self, page: Page) -> tuple[Passage, str]:
        """Give the passage that answers best, and its best sentence.

        Where none holds anything (the match is in the search words), the short answer; so where
        the question is the page's title and no more. What several roles do is opened at the
        heading above them, unless the reader is one of them.
        """
        aim = self._aim(page)
        if aim is None and self._is_name and self._is_title_of(page):
            return page.passages[0], self.best_sentence(page.passages[0])
        best = max(page.passages, key=lambda passage: self._worth(passage, page, aim))
        sentence = self.best_sentence(best)
        if aim is Kind.GOR and best.kind is aim and best.roll and best.roll != self._roll:
            return page.by_anchor[best.parent], sentence
        return best, sentence

    def _is_title_of(self, page: Page) -> bool:
        """Tell whether the page's title says every word of the question."""
        return all(concept.keys & page.title_keys for concept in self._concepts)

    def _aim(self, page: Page) -> Kind | None:
        """Give the first kind asked for that the page has, unless its own title says the cue."""
        kinds = {passage.kind for passage in page.passages}
        fits = (aim for aim in self._aims if aim.kind in kinds and not aim.cue & page.title_keys)
        return next((aim.kind for aim in fits), None)

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
        # Many sentences hold the same one or two words of the question.
        said = frozenset(self._asked.keys() & words)
        worth = self._worths.get(said)
        if worth is None:
            worth = self._worths[said] = self._worth_of(said)
        return worth

    def _worth_of(self, said: Iterable[str]) -> float:
        bag: dict[str, float] = {}
        for word in said:
            for key, weight in self._asked[word]:
                bag[key] = max(bag.get(key, 0.0), weight)
        return sum(concept.idf * held(concept, bag, _HALF) for concept in self._concepts)

    def _worth(self, passage: Passage, page: Page, aim: Kind | None) -> float:
        runs = [(passage.heading, _HEADING_WEIGHT), *((words, 1.0) for words in passage.words)]
        runs += [(words, _ASKED_WEIGHT) for words in passage.asked]
        worth = self._held(runs) + _WHOLE_HEADING_WEIGHT * self._whole_heading(passage, page)
        if self._is_aimed(passage, aim):
            return (worth + _AIM_WEIGHT * self._total) * self._fit(passage)
        return worth * self._fit(passage) * _UNASKED_WEIGHTS.get(passage.kind, 1.0)

    @staticmethod
    def _is_aimed(passage: Passage, aim: Kind | None) -> bool:
        is_short_answer = not passage.rubrik
        return (
            passage.kind is aim and bool(passage.words) and (aim is Kind.ANNAT) == is_short_answer
        )

    def _whole_heading(self, passage: Passage, page: Page) -> float:
        """Give what the question says of a heading, the more of it the better.

        What the page's title says too tells no section from another.
        """
        own = [word for word in passage.heading if key_of(word) not in page.title_keys]
        said = [word for word in own if word in self._asked]
        if not said:
            return 0.0
        return self._held([(said, _HEADING_WEIGHT)]) * (len(said) / len(passage.heading)) ** 2

    def _fit(self, passage: Passage) -> float:
        if not passage.rubrik:
            return _SHORT_ANSWER_WEIGHT
        if self._roll is None or passage.roll is None:
            return 1.0
        return _OWN_ROLE_WEIGHT if passage.roll == self._roll else _OTHER_ROLE_WEIGHT

    def _held(self, runs: Iterable[tuple[Sequence[str], float]]) -> float:
        bag: dict[str, float] = {}
        for words, times in runs:
            for word in words:
                for key, weight in self._asked.get(word, ()):
                    bag[key] = bag.get(key, 0.0) + weight * times
        if not bag:
            return 0.0
        return sum(concept.idf * held(concept, bag, _HALF) for concept in self._concepts)
