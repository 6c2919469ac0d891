"""The words of the published guidance, and what search knows of them.

A vocabulary is made whole once, and changed by the pages of each edit after that. Both ways give
the same: a test compares them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from help_service.search.analysis import Analyzer
from help_service.search.compounds import VocabularySplitter
from help_service.search.corpus import Page, word_counts
from help_service.search.lemmas import key_of
from help_service.search.slang import WordTable
from help_service.search.spelling import Rank, Speller
from help_service.search.text import fold, is_word

WordsOf = Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True)
class Vocabulary:
    """Every telling word of the guidance."""

    table: WordTable
    counts: Mapping[str, int]
    """How often each word stands there."""
    keys: frozenset[str]
    """The keys of all words, and of the word table's."""
    analyzer: Analyzer
    surfaces: Mapping[str, str]
    """Folded word → the key of the word it most often is."""
    ranks: Mapping[str, Rank]
    """Folded word → how often that word stands there (negative), and the word."""
    speller: Speller
    words_of: WordsOf
    """Key → the words that have it, with their weights."""


@dataclass(frozen=True)
class Changed:
    """A vocabulary after an edit."""

    vocabulary: Vocabulary
    affected: frozenset[str]
    """Words that stay but have other keys now: pages that hold them are indexed anew."""


def whole_vocabulary(pages: Iterable[Page], table: WordTable) -> Vocabulary:
    """Work out the vocabulary of all pages."""
    counts = word_counts(pages)
    keys = _keys(counts, table)
    analyzer = Analyzer(VocabularySplitter(keys))
    ranks = _ranks(counts, counts)
    surfaces = {folded: key_of(word) for folded, (_, word) in ranks.items()}
    words_of = _with_words({}, counts, analyzer)
    return Vocabulary(table, counts, keys, analyzer, surfaces, ranks, Speller(ranks), words_of)


def changed_vocabulary(
    old: Vocabulary, removed: Iterable[Page], added: Iterable[Page], table: WordTable
) -> Changed:
    """Work out the vocabulary after some pages went and others came."""
    shifted = word_counts(added)
    shifted.subtract(word_counts(removed))
    shifted = Counter({word: by for word, by in shifted.items() if by})
    counts = _shifted(old.counts, shifted)
    came = {word for word in shifted if word not in old.counts}
    went = {word for word in shifted if word not in counts}
    keys = _keys(counts, table)
    analyzer, differ = old.analyzer.changed(VocabularySplitter(keys), keys ^ old.keys)
    affected = frozenset(word for word in differ if word in counts and word not in came)
    words_of = _without_words(old.words_of, went | affected, old.analyzer)
    ranks = _changed_ranks(old.ranks, shifted, counts)
    newer = Vocabulary(
        table,
        counts,
        keys,
        analyzer,
        _changed_surfaces(old, ranks, shifted),
        ranks,
        old.speller.changed(
            ranks, ranks.keys() - old.ranks.keys(), old.ranks.keys() - ranks.keys()
        ),
        _with_words(words_of, came | affected, analyzer),
    )
    return Changed(newer, affected)


def _keys(counts: Iterable[str], table: WordTable) -> frozenset[str]:
    return frozenset(map(key_of, counts)).union(table.keys())


def _shifted(counts: Mapping[str, int], by: Mapping[str, int]) -> dict[str, int]:
    found = dict(counts)
    for word, more in by.items():
        left = found.get(word, 0) + more
        if left:
            found[word] = left
        else:
            del found[word]
    return found


def _ranks(words: Iterable[str], counts: Mapping[str, int]) -> dict[str, Rank]:
    """Give the rank of every word typed without å, ä and ö; of two alike the frequent one wins."""
    found: dict[str, Rank] = {}
    for word in filter(is_word, words):
        rank, folded = (-counts[word], word), fold(word)
        if folded not in found or rank < found[folded]:
            found[folded] = rank
    return found


def _changed_ranks(
    ranks: Mapping[str, Rank], shifted: Iterable[str], counts: Mapping[str, int]
) -> dict[str, Rank]:
    folded = {fold(word) for word in shifted if is_word(word)}
    rivals = [word for word in counts if fold(word) in folded]
    kept = {word: rank for word, rank in ranks.items() if word not in folded}
    return kept | _ranks(rivals, counts)


def _changed_surfaces(
    old: Vocabulary, ranks: Mapping[str, Rank], shifted: Iterable[str]
) -> dict[str, str]:
    found = dict(old.surfaces)
    for folded in {fold(word) for word in shifted if is_word(word)}:
        if folded in ranks:
            found[folded] = key_of(ranks[folded][1])
        else:
            found.pop(folded, None)
    return found


def _with_words(words_of: WordsOf, words: Iterable[str], analyzer: Analyzer) -> WordsOf:
    added: dict[str, list[tuple[str, float]]] = {}
    for word in words:
        for key, weight in analyzer.keys(word).items():
            added.setdefault(key, []).append((word, weight))
    found = dict(words_of)
    for key, some in added.items():
        found[key] = (*found.get(key, ()), *some)
    return found


def _without_words(words_of: WordsOf, words: set[str], analyzer: Analyzer) -> WordsOf:
    found = dict(words_of)
    for key in {key for word in words for key in analyzer.keys(word)}:
        found[key] = tuple(pair for pair in found[key] if pair[0] not in words)
    return found
