"""Pandoc with its Typst writer: turns the HTML into Typst's markup and lets Typst set it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

import pypandoc
import typst

from benchmarks.peers.line import serve

PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)


def render(question: dict[str, Any]) -> dict[str, Any]:
    """Print the HTML files asked for into one PDF each; answer with their sizes."""
    sizes = []
    for name in question["files"]:
        source = Path(name)
        markup = source.with_suffix(".pandoc.typ")
        html = PICTURE.sub(partial(_aside, source), source.read_text(encoding="utf-8"))
        written = pypandoc.convert_text(html, "typst", "html", extra_args=["--standalone"])
        markup.write_text(written, encoding="utf-8")
        target = source.with_suffix(".pandoc.pdf")
        # Not asked to be PDF/UA: Pandoc writes no alternative text, and Typst would refuse.
        typst.compile(str(markup), output=str(target))
        sizes.append(target.stat().st_size)
    return {"bytes": sum(sizes)}


def _aside(source: Path, drawn: re.Match[str]) -> str:
    """Put a drawing into a file of its own; Typst refuses how Pandoc writes one in a text."""
    file = source.with_suffix(".pandoc.svg")
    file.write_text(drawn[0], encoding="utf-8")
    return f'<p><img src="{file.name}" alt="Processen"></p>'


if __name__ == "__main__":
    serve(render)
