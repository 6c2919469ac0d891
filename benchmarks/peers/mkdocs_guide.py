"""MkDocs with its plugin mkdocs-to-pdf: builds a site of one page and prints it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.peers.line import serve


def render(question: dict[str, Any]) -> dict[str, Any]:
    """Print the HTML files asked for into one PDF each; answer with their sizes."""
    return {"bytes": sum(_print(Path(name)) for name in question["files"])}


def _print(source: Path) -> int:
    target = source.with_suffix(".mkdocs-to-pdf.pdf")
    folder = source.with_suffix(".mkdocs")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    # MkDocs takes HTML within Markdown as it is: the words are the same as for the others.
    body = source.read_text(encoding="utf-8").partition("<body>")[2].partition("</body>")[0]
    (folder / "docs" / "index.md").write_text(f"<div>\n{body}\n</div>\n", encoding="utf-8")
    config = folder / "mkdocs.json"
    config.write_text(json.dumps(_settings(folder)), encoding="utf-8")
    build(load_config(str(config)))
    shutil.copyfile(folder / "site" / "guide.pdf", target)
    return target.stat().st_size


def _settings(folder: Path) -> dict[str, Any]:
    return {
        "site_name": "Lathund",
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "site"),
        "theme": {"name": "mkdocs", "locale": "sv"},
        "plugins": [{"to-pdf": {"output_path": "guide.pdf", "cover": False, "toc_level": 2}}],
    }


if __name__ == "__main__":
    serve(render)
