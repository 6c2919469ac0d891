"""Swedish search over guidance, behind ``help_service.ports.Searcher``."""

from help_service.search.searcher import WhooshSearcher, build_searcher
from help_service.search.slang import NO_WORDS, WordTable, load_words, parse_words

__all__ = [
    "NO_WORDS",
    "WhooshSearcher",
    "WordTable",
    "build_searcher",
    "load_words",
    "parse_words",
]
