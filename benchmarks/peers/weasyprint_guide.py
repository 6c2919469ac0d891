"""WeasyPrint: prints the HTML it is given as PDF/UA, as often as it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weasyprint import HTML

from benchmarks.peers.line import serve


def render(question: dict[str, Any]) -> dict[str, Any]:
    """Print the HTML files asked for into one PDF each; answer with their sizes."""
    sizes = []
    for name in question["files"]:
        source = Path(name)
        target = source.with_suffix(".weasyprint.pdf")
        HTML(filename=name).write_pdf(target, pdf_variant="pdf/ua-1")
        sizes.append(target.stat().st_size)
    return {"bytes": sum(sizes)}


if __name__ == "__main__":
    serve(render)
