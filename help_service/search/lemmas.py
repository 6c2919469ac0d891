"""From a word as written to the key under which all its forms are found.

Three layers, each measured against the questions (see the decision on search): the dictionary
form, the same without å, ä and ö, and the Swedish Snowball stem, which also takes the forms that
the dictionary lacks. *Families* join a verb and the nouns made from it (planera – planering).
"""

from functools import lru_cache

import simplemma
from whoosh.lang.snowball.swedish import SwedishStemmer

from help_service.search.stopwords import LIGHT_WORDS, STOPWORDS
from help_service.search.text import fold, is_word

_STEMMER = SwedishStemmer()

# Short verbs whose nouns are made from an older, longer form: ta hem – hemtagning.
_NOUN_ROOTS = {"ta": "tag", "ga": "gang", "sla": "slag", "ge": "giv", "dra": "drag"}

# Endings that make a noun of a verb; the longest first. "ning" and "ing" both, because
# "räkning" is made from räkna and "bedömning" from bedöma.
_NOUN_ENDINGS = ("ande", "ende", "else", "ning", "ing", "ens")
_SHORTEST_ROOT = 3
_KEPT = ("ig", "are")
_LONGEST_LOOKALIKE = 5
_PRESENT = "ar"
_DOTS = {"a": "åä", "o": "ö"}
_VOWELS = frozenset("aeiouyåäö")


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Give the dictionary form of a lower-case word, or the word itself.

    Asked twice, since the dictionary leads a participle to its adjective first (*godkänt* –
    *godkänd* – *godkänna*).
    """
    return _looked_up(_looked_up(word))


def _looked_up(word: str) -> str:
    found = str(simplemma.lemmatize(word, lang="sv", greedy=True)).lower()
    # It takes some verbs for their doers: *sparar* for *sparare*.
    return word[:-1] if found == f"{word}e" and word.endswith(_PRESENT) else found


@lru_cache(maxsize=65536)
def is_swedish(word: str) -> bool:
    """Tell whether the general Swedish dictionary knows the word."""
    return bool(simplemma.is_known(word, lang="sv"))


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Give the key shared by the forms of one word; numbers and times are their own key."""
    if not is_word(word) or _is_abbreviation(word):
        return word
    base = lemma(LIGHT_WORDS.get(word, word))
    cut = stem(fold(base))
    return fold(base) if _is_another_word(cut, base) else cut


def _is_another_word(cut: str, base: str) -> bool:
    """Tell whether a short word with dots is left of one without: *spara* is not *spår*."""
    if cut == base or len(cut) > _LONGEST_LOOKALIKE or base != fold(base) or not is_swedish(base):
        return False
    dotted = (
        cut[:at] + other + cut[at + 1 :]
        for at, own in enumerate(cut)
        for other in _DOTS.get(own, "")
    )
    return any(map(is_swedish, dotted))


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """Cut the endings off a folded word.

    Words in -ig and -are keep them: *ledig* is not *leder*, *skrivare* is not *skriver*. Nor
    may a stop word be left over: *överens* is not *över*.
    """
    if folded.endswith(_KEPT):
        return folded
    cut = str(_STEMMER.stem(folded))
    return folded if cut in STOPWORDS else cut


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word has no vowel: the dictionary reads *hlr* as a word it is not."""
    return not _VOWELS & set(word)


@lru_cache(maxsize=65536)
def family_keys(word: str) -> tuple[str, ...]:
    """Give the keys of the verbs that a noun may be made from; empty when there is none."""
    if not is_word(word):
        return ()
    base = fold(lemma(word))
    roots = [
        base.removesuffix(ending)
        for ending in _NOUN_ENDINGS
        if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST_ROOT
    ]
    return tuple(dict.fromkeys(root for root in roots if root != key_of(word)))


def particle_key(particle: str, verb: str) -> str:
    """Give the key of a verb with its loose particle: "skriva ut" has the key of "utskriva"."""
    root = fold(lemma(verb))
    return fold(particle) + _NOUN_ROOTS.get(root, stem(root))
