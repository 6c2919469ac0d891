"""Search: hit rates and times on the tests' questions, ours beside five others on the same pages.

Our search is also measured with a hundred times as many sections.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from statistics import median

from benchmarks.browser import running_browser, served_folder
from benchmarks.engines import (
    BOOST,
    AskedPeer,
    Engine,
    Found,
    Fts5,
    Ours,
    Pagefind,
    PlainWhoosh,
    node_words,
    records,
)
from benchmarks.material_site import SITE, add_pagefind, build_site
from benchmarks.measuring import ROOT, Plan, alternate, percentile
from benchmarks.programs import Unavailable, program, python_peer, running_peer
from benchmarks.questions import Question, mark, read_questions
from benchmarks.results import Better, Goal, Outcome, Result, Skipped, at_least, at_most
from help_service.app import WORDS
from help_service.library import read_library
from help_service.search import build_searcher
from help_service.search.word_source import WordSource
from help_service.topics import Topic

OURS = "Ledstång"
TIMES = 100
P95_GOAL, P95_GOAL_LARGE = at_most(5), at_most(25)
RATES: Mapping[str, tuple[str, Goal | None]] = {
    "first": ("search.first_right", at_least(80)),
    "among": ("search.among_three", at_least(95)),
    "answered": ("search.answered_at_all", None),
    "refused": ("search.refused", at_least(90)),
}
Start = Callable[[ExitStack, Plan, Sequence[Topic]], Engine]


@dataclass
class Contestant:
    """An engine with what it answered last, and its times round by round."""

    engine: Engine
    questions: Sequence[Question]
    found: list[Found] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)

    def ask_all(self) -> float:
        """Ask every question once; the 95th percentile of the times, in ms."""
        gc.collect()
        self.found = [self.engine.find(each.text) for each in self.questions]
        times = [each.ms for each in self.found]
        self.p50.append(median(times))
        return percentile(times, 0.95)


def run(plan: Plan) -> Iterator[Outcome]:
    """Measure all engines on today's pages, then ours on a hundred times as many sections."""
    topics = tuple(read_library(ROOT / "docs").library.topics.values())
    questions = read_questions()
    questions = questions[:: max(1, round(1 / plan.share))]
    with ExitStack() as stack:
        everyone = {OURS: Contestant(_ours(stack, plan, topics), questions)}
        for name, start in STARTS.items():
            try:
                everyone[name] = Contestant(start(stack, plan, topics), questions)
            except Unavailable as missing:
                yield Skipped(f"search, {name}", str(missing))
        p95 = alternate({name: each.ask_all for name, each in everyone.items()}, plan.rounds)
        yield from _hit_rates(everyone)
        yield from _times(everyone, p95, plan.rounds)
    yield from _many(topics, questions, plan)


def _hit_rates(everyone: Mapping[str, Contestant]) -> Iterator[Outcome]:
    marks = {
        name: mark(each.questions, [found.topics for found in each.found])
        for name, each in everyone.items()
    }
    for part, (figure, goal) in RATES.items():
        own = [float(getattr(marks[OURS], part))]
        for name in _others(everyone):
            theirs = [float(getattr(marks[name], part))] if name else []
            yield Result(figure, "%", own, Better.MORE, name, theirs, goal)


def _times(
    everyone: Mapping[str, Contestant], p95: Mapping[str, list[float]], rounds: int
) -> Iterator[Outcome]:
    for name in _others(everyone):
        own, theirs = everyone[OURS].p50[-rounds:], everyone[name].p50[-rounds:] if name else []
        yield Result("search.p50", "ms", own, peer=name, theirs=theirs)
    for name in _others(everyone):
        theirs = p95[name] if name else []
        yield Result("search.p95", "ms", p95[OURS], peer=name, theirs=theirs, goal=P95_GOAL)


def _others(everyone: Mapping[str, Contestant]) -> list[str]:
    # Without any other, our figure is still told, once.
    return [name for name in everyone if name != OURS] or [""]


def _many(topics: Sequence[Topic], questions: Sequence[Question], plan: Plan) -> Iterator[Outcome]:
    times = plan.count(TIMES)
    many = [replace(each, id=f"{each.id}-{copy}") for copy in range(times) for each in topics]
    contestant = Contestant(Ours(build_searcher(many, _WORDS.table())), questions)
    p95 = alternate({OURS: contestant.ask_all}, plan.rounds)[OURS]
    p50 = contestant.p50[-plan.rounds :]
    yield Result(f"search.p50_of_{times}_times", "ms", p50)
    yield Result(f"search.p95_of_{times}_times", "ms", p95, goal=P95_GOAL_LARGE)


# The contestants ---------------------------------------------------------------------------------


_WORDS = WordSource(ROOT / "docs" / WORDS)


def _ours(stack: ExitStack, plan: Plan, topics: Sequence[Topic]) -> Engine:
    return Ours(build_searcher(topics, _WORDS.table()))


def _fts5(stack: ExitStack, plan: Plan, topics: Sequence[Topic]) -> Engine:
    return Fts5(records(topics))


def _whoosh(stack: ExitStack, plan: Plan, topics: Sequence[Topic]) -> Engine:
    return PlainWhoosh(records(topics))


def _tantivy(stack: ExitStack, plan: Plan, topics: Sequence[Topic]) -> Engine:
    peer = stack.enter_context(running_peer(python_peer(plan, "tantivy_search")))
    peer.ask(records=records(topics), boost=BOOST)
    return AskedPeer(peer)


def _material(stack: ExitStack, plan: Plan, topics: Sequence[Topic]) -> Engine:
    program("node")
    return AskedPeer(stack.enter_context(running_peer(node_words(build_site()))))


def _pagefind(stack: ExitStack, plan: Plan, topics: Sequence[Topic]) -> Engine:
    program("npm")
    add_pagefind(SITE if SITE.exists() else build_site())
    browser = stack.enter_context(running_browser())
    return Pagefind(browser.new_page(), stack.enter_context(served_folder(SITE)))


STARTS: Mapping[str, Start] = {
    "SQLite FTS5": _fts5,
    "Whoosh as it comes": _whoosh,
    "tantivy, Swedish": _tantivy,
    "Material (lunr, Swedish)": _material,
    "Pagefind": _pagefind,
}
