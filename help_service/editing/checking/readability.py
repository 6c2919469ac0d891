"""Readability as LIX: mean words a sentence plus the share of words with more than six letters.

Source: C.-H. Björnsson, Läsbarhet (1968). Under 30 is very easy, 30–40 easy, 40–50 middling.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from help_service.editing.checking.prose import Sentence, sentences
from help_service.editing.checking.remarks import Remark, Subject, advise

GOAL = 40
"""The highest LIX that guidance should have."""
LONGEST_SENTENCE = 25
"""A sentence with more words than this gets advice of its own."""
HARDEST = 5
"""How many sentences the editor is shown."""
_LONG_WORD = 6
# Numbers are read too, but their length makes no word hard.
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")


@dataclass(frozen=True)
class HardSentence:
    """One sentence with what makes it hard."""

    sentence: Sentence
    words: int
    long_words: int

    @property
    def weight(self) -> float:
        """LIX of the sentence as if it were the whole text."""
        return self.words + 100 * self.long_words / self.words if self.words else 0.0


@dataclass(frozen=True)
class Readability:
    """How hard a page is to read."""

    lix: int
    words: int
    sentences: int
    hardest: tuple[HardSentence, ...]
    """The hardest first; only those above the goal."""

    @property
    def is_within_goal(self) -> bool:
        """Whether the page is as easy as it should be."""
        return self.lix <= GOAL


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def lix(text: str) -> int:
    """Return the LIX of plain text; 0 for a text without words."""
    return _measure([_judge(Sentence(0, 0, 0, part)) for part in re.split(r"[.!?:]\s", text)])


def readability(source: str) -> Readability:
    """Return the readability of a page's paragraphs and lists."""
    judged = [_judge(sentence) for sentence in sentences(source)]
    hard = sorted(
        (each for each in judged if each.weight > GOAL and each.words > 3),
        key=lambda each: (-each.weight, each.sentence.line),
    )
    told = [each for each in judged if each.words]
    return Readability(
        _measure(told), sum(each.words for each in told), len(told), tuple(hard[:HARDEST])
    )


def find_hard_reading(source: str) -> Iterable[Remark]:
    """Yield advice on a page above the goal, and on each sentence that is too long."""
    found = readability(source)
    if not found.is_within_goal and found.hardest:
        worst = found.hardest[0].sentence
        what = f"Texten har LIX {found.lix}. Målet är högst {GOAL}."
        advice = "Dela meningar och byt långa ord. Börja med de svåraste meningarna i listan."
        yield advise(worst.line, Subject.LASBARHET, what, advice, worst.start, worst.end)
    for sentence in sentences(source):
        count = len(words(sentence.text))
        if count > LONGEST_SENTENCE:
            what = f"Meningen har {count} ord."
            advice = f"Dela den. Högst {LONGEST_SENTENCE} ord läses lätt."
            yield advise(
                sentence.line, Subject.LASBARHET, what, advice, sentence.start, sentence.end
            )


def _judge(sentence: Sentence) -> HardSentence:
    found = words(sentence.text)
    # A compound written with a hyphen counts as one word, as it is read.
    long_words = sum(len(word) > _LONG_WORD and not word.isdigit() for word in found)
    return HardSentence(sentence, len(found), long_words)


def _measure(judged: Iterable[HardSentence]) -> int:
    told = [each for each in judged if each.words]
    total = sum(each.words for each in told)
    if not total:
        return 0
    return round(total / len(told) + 100 * sum(each.long_words for each in told) / total)
