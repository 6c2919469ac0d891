"""The printed guide, from Markdown files to finished PDF, beside others with the same words.

They start from ready HTML, which spares them the reading of Markdown that our time includes.
Besides time: how large the files are, and how many of PDF/UA's rules veraPDF finds broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.guide_files import PEERS, PeerKind, compare_files
from benchmarks.guide_html import guide_html
from benchmarks.measuring import BUILD, ROOT, Measure, Plan, alternate, milliseconds
from benchmarks.programs import Peer, Unavailable, python_peer, running_peer
from benchmarks.results import Goal, Outcome, Result, Skipped, at_most
from help_service.library import Library, read_library
from lathund.contents import COMPLETE, Contents, load_contents
from lathund.guide import build_guide, build_guides

ONE = "slutenvard"
A_DAY = date(2026, 11, 22)
TIMES = 10
FOLDER = BUILD / "guide"
PICTURES = ROOT / "docs" / "bilder"


@dataclass(frozen=True)
class Figure:
    """One figure of the guide: which editions, within how many milliseconds."""

    name: str
    editions: tuple[str, ...]
    goal: Goal


def figures() -> tuple[Figure, ...]:
    """One edition, the complete one, and all that there are."""
    everything = tuple(edition.id for edition in load_contents().editions)
    return (
        Figure("guide.one_edition", (ONE,), at_most(500)),
        Figure("guide.complete", (COMPLETE,), at_most(1000)),
        Figure("guide.all_editions", everything, at_most(3000)),
    )


def run(plan: Plan) -> Iterator[Outcome]:
    """Measure our editions, each beside the peers that can be had."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        peers: dict[str, Peer] = {}
        for kind in PEERS:
            try:
                peers[kind.name] = _started(kind, plan, stack)
            except Unavailable as missing:
                yield Skipped(f"guide, {kind.name}", str(missing))
        for figure in figures():
            yield from _measured(figure, peers, plan)
    yield _ten_times(plan)
    yield from compare_files(FOLDER, COMPLETE)


def _started(kind: PeerKind, plan: Plan, stack: ExitStack) -> Peer:
    """Start a peer and let it import what it needs. Raises Unavailable."""
    peer = stack.enter_context(running_peer(python_peer(plan, kind.module)))
    peer.ask(files=[])
    return peer


def _measured(figure: Figure, peers: Mapping[str, Peer], plan: Plan) -> Iterator[Result]:
    """One result a peer, all from the same rounds; one alone where there is no peer."""
    contestants: dict[str, Measure] = {"own": milliseconds(lambda: build(figure.editions))}
    files = [str(_as_html(edition)) for edition in figure.editions] if peers else []
    contestants |= {name: _asking(peer, files) for name, peer in peers.items()}
    found = alternate(contestants, plan.rounds)
    own, goal = found["own"], figure.goal
    for name in peers:
        yield Result(figure.name, "ms", own, peer=name, theirs=found[name], goal=goal)
    if not peers:
        yield Result(figure.name, "ms", own, goal=goal)


def _asking(peer: Peer, files: list[str]) -> Callable[[], float]:
    return lambda: float(peer.ask(files=files)["ms"])


def build(editions: Sequence[str]) -> None:
    """Read the topics from their files and write the editions as PDF: one of them, or all."""
    contents = load_contents()
    if len(editions) > 1:
        needed = frozenset().union(*(contents.needed_by(each) for each in contents.editions))
        library = read_library(ROOT / "docs", only=needed).library
        made = build_guides(library, "0", A_DAY)
    else:
        chosen = contents.edition(editions[0])
        library = read_library(ROOT / "docs", only=contents.needed_by(chosen)).library
        made = {chosen.id: build_guide(library, chosen.id, "0", A_DAY)}
    for edition, pdf in made.items():
        (FOLDER / f"{edition}.pdf").write_bytes(pdf)


def _as_html(edition: str) -> Path:
    library, contents = read_library(ROOT / "docs").library, load_contents()
    picture = (PICTURES / contents.edition(edition).picture).read_text(encoding="utf-8")
    file = FOLDER / f"{edition}.html"
    file.write_text(guide_html(library, contents, edition, picture), encoding="utf-8")
    return file


def _ten_times(plan: Plan) -> Result:
    """How much longer ten times the content takes, Markdown once read: it must grow evenly."""
    library, contents = read_library(ROOT / "docs").library, load_contents()
    many, more = _multiplied(library, contents, TIMES)
    found = alternate(
        {
            "once": milliseconds(lambda: _print(library, contents)),
            "many": milliseconds(lambda: _print(many, more)),
        },
        plan.rounds,
    )
    times = [many / once for many, once in zip(found["many"], found["once"], strict=True)]
    return Result("guide.ten_times_the_content", "times as long", times, goal=at_most(12))


def _print(library: Library, contents: Contents) -> None:
    build_guide(library, COMPLETE, "0", A_DAY, contents=contents)


def _multiplied(library: Library, contents: Contents, times: int) -> tuple[Library, Contents]:
    """The same steps so many times over, each copy a topic of its own."""
    topics, chapters = dict(library.topics), []
    for copy in range(times):
        for chapter in contents.chapters:
            entries = []
            for entry in chapter.entries:
                name = f"{entry.topic}-{copy}"
                topics[name] = replace(library.topics[entry.topic], id=name)
                entries.append(replace(entry, topic=name))
            chapters.append(replace(chapter, entries=tuple(entries)))
    return replace(library, topics=topics), replace(contents, chapters=tuple(chapters))
