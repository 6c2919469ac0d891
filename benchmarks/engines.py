"""The searches that are compared, all over the same pages and asked the same way.

Engines that index records get one per section with title, heading, text and search words; those
that live in a site get the site. An answer is a list of topics, each once, best first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from playwright.sync_api import Page
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import MultifieldParser, OrGroup

from benchmarks.material_site import topic_of_address
from benchmarks.programs import Peer
from help_service.ports import Searcher
from help_service.search.text import pieces
from help_service.topics import Topic

MOST = 10
FIELDS = ("titel", "rubrik", "sokord", "text")
BOOST = {"titel": 3.0, "rubrik": 2.0, "sokord": 3.0, "text": 1.0}
"""The same for every engine that takes boosts."""


@dataclass(frozen=True)
class Found:
    """The topics found, and the time it took in milliseconds."""

    topics: tuple[str, ...]
    ms: float


class Engine(Protocol):
    """Answers questions."""

    def find(self, question: str) -> Found:
        """The best topics first."""
        ...


def records(topics: Iterable[Topic]) -> list[dict[str, str]]:
    """One record per section; the short answer is a section too."""
    found = []
    for topic in topics:
        shared = {"id": topic.id, "titel": topic.titel, "sokord": ", ".join(topic.sokord)}
        found.append(shared | {"rubrik": "", "text": topic.kort})
        found += [shared | {"rubrik": each.rubrik, "text": each.text} for each in topic.sections]
    return found


def once(topics: Iterable[str]) -> tuple[str, ...]:
    """Each topic at its first place."""
    return tuple(dict.fromkeys(topics))


@dataclass(frozen=True)
class Ours:
    """Our own search."""

    searcher: Searcher

    def find(self, question: str) -> Found:
        """Ask the searcher as the API does, without role and step."""
        start = perf_counter()
        hits = self.searcher.search(question, None, None, MOST)
        took = _since(start)
        return Found(once(hit.id for hit in hits), took)


class Fts5:
    """SQLite FTS5 with its Unicode tokenizer, any word may match, ranked by its BM25."""

    def __init__(self, found: Sequence[dict[str, str]]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE ord USING fts5"
            "(id UNINDEXED, titel, rubrik, sokord, text, tokenize='unicode61 remove_diacritics 2')"
        )
        self._database.executemany(
            "INSERT INTO ord VALUES (:id, :titel, :rubrik, :sokord, :text)", found
        )
        boosts = ", ".join(str(BOOST[name]) for name in FIELDS)
        self._query = (
            f"SELECT id FROM ord WHERE ord MATCH ? ORDER BY bm25(ord, 0, {boosts}) LIMIT 50"
        )

    def find(self, question: str) -> Found:
        """Ask with every word in quotes, so that none is read as syntax."""
        words = " OR ".join(f'"{word}"' for word in pieces(question))
        start = perf_counter()
        rows = self._database.execute(self._query, (words,)).fetchall() if words else []
        return Found(once(row[0] for row in rows), _since(start))


class PlainWhoosh:
    """Whoosh as it comes: its own Swedish analyzer, any word may match, its BM25F."""

    def __init__(self, found: Sequence[dict[str, str]]) -> None:
        texts = {name: TEXT(LanguageAnalyzer("sv"), field_boost=BOOST[name]) for name in FIELDS}
        index = RamStorage().create_index(Schema(id=ID(stored=True), **texts))
        writer = index.writer()
        for record in found:
            writer.add_document(**record)
        writer.commit()
        self._searcher = index.searcher()
        self._parser = MultifieldParser(FIELDS, index.schema, group=OrGroup)

    def find(self, question: str) -> Found:
        """Parse and search."""
        start = perf_counter()
        hits = self._searcher.search(self._parser.parse(" ".join(pieces(question))), limit=50)
        found = once(hit["id"] for hit in hits)
        return Found(found, _since(start))


@dataclass(frozen=True)
class AskedPeer:
    """An engine in another program; the time is what the search took there."""

    peer: Peer

    def find(self, question: str) -> Found:
        """Ask over the line."""
        answer = self.peer.ask(query=question)
        topics = answer.get("topics") or map(topic_of_address, answer.get("pages", ()))
        return Found(once(topics), float(answer["ms"]))


PAGEFIND_START = (
    "async () => { window.pf = await import('/pagefind/pagefind.js'); await pf.init() }"
)
PAGEFIND_ASK = """async (question) => {
  const start = performance.now();
  const { results } = await pf.search(question);
  const ms = performance.now() - start;
  const best = await Promise.all(results.slice(0, 3).map((result) => result.data()));
  return { pages: best.map((each) => new URL(each.url, location).pathname), ms };
}"""


class Pagefind:
    """Pagefind in a browser; the time is its search alone, without fetching the texts it shows."""

    def __init__(self, page: Page, site: str) -> None:
        page.goto(f"{site}/404.html")
        page.evaluate(PAGEFIND_START)
        self._page = page

    def find(self, question: str) -> Found:
        """Ask in the page."""
        answer: dict[str, Any] = self._page.evaluate(PAGEFIND_ASK, question)
        return Found(once(map(topic_of_address, answer["pages"])), float(answer["ms"]))


def node_words(site: Path) -> list[str]:
    """The words that start Material's own search over a built site."""
    return ["node", str(Path(__file__).parent / "peers" / "material_search.js"), str(site)]


def _since(start: float) -> float:
    return (perf_counter() - start) * 1000
