"""`ledstang export-help`: the published guidance as a folder that works without a server."""

from __future__ import annotations

from pathlib import Path

from help_service.app import help_service
from help_service.findings import BrokenGuidance
from help_service.reserve import write_reserve
from ledstang import clock
from ledstang.commands.texts import progress
from ledstang.loading import ROOT, BrokenFile


def export_help(
    out: Path, docs: Path = ROOT / "docs", context_map: Path = ROOT / "context_map.yaml"
) -> int:
    """Write the reserve copy into a folder. Raises BrokenFile when there is no guidance to copy."""
    try:
        snapshot = help_service(docs, context_map).snapshot
    except BrokenGuidance as error:
        raise BrokenFile("\n".join(str(each) for each in error.findings)) from error
    with progress(f"Help copy {out}"):
        count = write_reserve(snapshot, clock.today(), out)
    print(f"{out / 'index.html'}: {count} files, revision {snapshot.revision}")
    return 0
