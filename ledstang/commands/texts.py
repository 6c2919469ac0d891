"""`ledstang lathund` and `ledstang site`: the guide and the manual, from the same pages."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from help_service.editing.overlay_source import write_whole
from help_service.findings import BrokenGuidance
from help_service.layer import NO_NOTES, OwnNotes
from help_service.library import Library, load_library, read_library
from lathund.contents import COMPLETE, Contents, GuideError, load_contents
from lathund.guide import build_guide, build_guides
from ledstang import __version__, clock
from ledstang.commands.published import facts_in, library_in, notes_for
from ledstang.loading import ROOT, BrokenFile
from ledstang.settings import read_settings
from ledstang.site import build_site
from ledstang.site_facts import NOTHING

DOCS = ROOT / "docs"


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Tell on stderr what is being done and how long it took."""
    print(f"{what} ...", end=" ", file=sys.stderr, flush=True)
    began = time.perf_counter()
    yield
    print(f"{time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)


def library_of(docs: Path) -> Library:
    """The guidance in a folder. Raises BrokenFile, naming every fault."""
    try:
        return load_library(docs)
    except BrokenGuidance as error:
        raise BrokenFile("\n".join(str(each) for each in error.findings)) from error


def printed_library(docs: Path, contents: Contents, edition: str | None) -> Library:
    """The pages that one edition prints, and no others. Raises BrokenFile, naming every fault."""
    chosen = contents.edition(edition or COMPLETE)
    reading = read_library(docs, only=contents.needed_by(chosen))
    if reading.findings:
        raise BrokenFile("\n".join(str(each) for each in reading.findings))
    return reading.library


def guide_bytes(library: Library, edition: str | None, notes: OwnNotes = NO_NOTES) -> bytes:
    """One edition of the guide. Raises BrokenFile when it cannot be made."""
    with _faults_told():
        return build_guide(
            library,
            edition,
            __version__,
            clock.today(),
            manual_address=read_settings().manual_address,
            notes=notes,
        )


@contextmanager
def _faults_told() -> Iterator[None]:
    """Raise BrokenFile, the operator's line, for what the guide cannot be made of."""
    try:
        yield
    except GuideError as error:
        raise BrokenFile(f"lathund: {error}") from error


def write_guide(edition: str | None, out: Path, data: Path | None = None, unit: str = "") -> int:
    """Write one edition to a file, from docs alone or as a server over a data folder prints it.

    With the id of a unit, its people's local notes are printed; that needs the data folder.
    """
    contents = load_contents()
    known = [each.id for each in contents.editions]
    if edition is not None and edition not in known:
        raise BrokenFile(f"--roll: there is no edition {edition!r}; use one of {', '.join(known)}")
    if unit and data is None:
        raise BrokenFile("--enhet: local notes lie in a database; give --data too")
    with progress(f"Lathund {out}"):
        library = library_in(data) if data else printed_library(DOCS, contents, edition)
        notes = notes_for(read_settings(), library, unit)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(guide_bytes(library, edition, notes))
    return 0


def write_guides(library: Library, folder: Path) -> None:
    """Write every edition into a folder, named by its id."""
    folder.mkdir(parents=True, exist_ok=True)
    with progress("Lathundar"), _faults_told():
        address = read_settings().manual_address
        made = build_guides(library, __version__, clock.today(), manual_address=address)
        for edition, pdf in made.items():
            write_whole(folder / f"{edition}.pdf", pdf)


def write_site(out: Path, data: Path | None = None) -> int:
    """Build the manual site into a folder, downloads included, from docs or a data folder."""
    library = library_in(data) if data else library_of(DOCS)
    facts = facts_in(data) if data else NOTHING
    guides = out.parent / f"{out.name}-lathund"
    write_guides(library, guides)
    with progress(f"Manual {out}"):
        build_site(library.docs, out, library, guides, facts=facts)
    return 0
