"""A superuser's word: what people type and what the guidance calls it, checked when taken."""

from datetime import date

from help_service.ports import AddedWord
from help_service.search.stopwords import STOPWORDS
from help_service.search.text import pieces
from help_service.tally import may_be_kept, plain_query
from help_service.topics import Topic

_MOST_WORDS = 8


class BadWord(Exception):
    """A word that is not taken; the text says in Swedish why and what to do."""


def new_word(typed: str, topic: Topic | None, day: date) -> AddedWord:
    """Return the word that leads from what people type to a topic.

    Raises:
        BadWord: nothing is typed, it may tell of a person, or the topic does not exist.
    """
    if topic is None:
        raise BadWord("Välj en sida i listan.")
    words = pieces(typed)
    if all(word in STOPWORDS for word in words):
        raise BadWord("Skriv minst ett ord som säger vad det gäller.")
    if len(words) > _MOST_WORDS or not may_be_kept(typed):
        raise BadWord(f"Skriv högst {_MOST_WORDS} ord, och inget om en person.")
    return AddedWord(plain_query(typed), topic.titel, day)
