"""The finished guides of all contestants: how large they are, and what veraPDF says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.results import Goal, Outcome, Result, Skipped, at_most
from tests.pdfua import judge

STANDARD = "PDF/UA-1"


@dataclass(frozen=True)
class PeerKind:
    """A peer: its module under `benchmarks.peers`, and what its files' names end with."""

    name: str
    module: str
    suffix: str


PEERS = (
    PeerKind("WeasyPrint", "weasyprint_guide", ".weasyprint.pdf"),
    PeerKind("pandoc and Typst", "pandoc_guide", ".pandoc.pdf"),
    PeerKind("mkdocs-to-pdf", "mkdocs_guide", ".mkdocs-to-pdf.pdf"),
)


def compare_files(folder: Path, edition: str) -> Iterator[Outcome]:
    """Compare size and broken rules of the files of one edition that lie in `folder`."""
    own = folder / f"{edition}.pdf"
    theirs = {peer.name: folder / f"{edition}{peer.suffix}" for peer in PEERS}
    there = {name: file for name, file in theirs.items() if file.exists()}
    sizes = {file: file.stat().st_size / 1024 for file in (own, *there.values())}
    yield from _beside("guide.size", "KiB", sizes, own, there)
    try:
        verdict = judge([own, *there.values()])
    except RuntimeError as missing:
        yield Skipped(f"guide, {STANDARD}", str(missing).splitlines()[0])
        return
    broken = {file: float(len(verdict.of(file, STANDARD))) for file in sizes}
    yield from _beside("guide.broken_rules", "rules", broken, own, there, at_most(0))


def _beside(
    name: str,
    unit: str,
    figures: Mapping[Path, float],
    own: Path,
    theirs: Mapping[str, Path],
    goal: Goal | None = None,
) -> Iterator[Result]:
    for peer, file in theirs.items():
        yield Result(name, unit, [figures[own]], peer=peer, theirs=[figures[file]], goal=goal)
    if not theirs:
        yield Result(name, unit, [figures[own]], goal=goal)
