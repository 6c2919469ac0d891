"""The texts that ship read easily: short answers, pages, words that a reader does not know."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from help_service.editing.checking.language import find_empty_links, find_english
from help_service.editing.checking.prose import sentences
from help_service.editing.checking.readability import lix, readability, words
from help_service.editing.checking.word_tables import load_word_tables
from help_service.library import Library, read_library
from help_service.topics import Topic

DOCS = Path(__file__).parents[2] / "docs"
SHORT_ANSWER, PAGE = 40, 45
LONGEST_SENTENCE = 30
FEWEST_WORDS = 10
"""From here on a sentence says something of its own; shorter ones are how steps are written."""
# They say English words in order to tell what they mean here.
GLOSSARY = {"ordlista", "forkortningar"}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(DOCS).library


def is_list_of_links(topic: Topic) -> bool:
    """The start page and the phases list the names of steps, which are as long as they are."""
    return topic.id == "index" or topic.room == "faser"


def test_every_short_answer_reads_easily(library: Library) -> None:
    hard = {topic.path: lix(topic.kort) for topic in library.topics.values()}
    assert {path: found for path, found in hard.items() if found > SHORT_ANSWER} == {}


def test_every_page_reads_easily(library: Library) -> None:
    hard = {
        topic.path: readability(library.source(topic)).lix
        for topic in library.topics.values()
        if not is_list_of_links(topic)
    }
    assert {path: found for path, found in hard.items() if found > PAGE} == {}


def test_no_sentence_is_too_long_to_be_read_in_a_hurry(library: Library) -> None:
    long = {
        (topic.path, sentence.text)
        for topic in library.topics.values()
        for sentence in sentences(library.source(topic))
        if len(words(sentence.text)) > LONGEST_SENTENCE
    }
    assert long == set()


def test_what_one_page_says_no_other_says_in_the_same_words(library: Library) -> None:
    said: defaultdict[str, set[str]] = defaultdict(set)
    for topic in library.topics.values():
        for sentence in sentences(library.source(topic)):
            if len(words(sentence.text)) >= FEWEST_WORDS:
                said[re.sub(r"\s+", " ", sentence.text).strip()].add(topic.path)
    assert {text: pages for text, pages in said.items() if len(pages) > 1} == {}


def test_links_say_where_they_lead_and_words_are_swedish(library: Library) -> None:
    tables = load_word_tables(DOCS, library)
    remarks = {
        (topic.path, remark.what)
        for topic in library.topics.values()
        if topic.id not in GLOSSARY
        for source in [library.source(topic)]
        for remark in (*find_english(source, tables), *find_empty_links(source))
    }
    assert remarks == set()
