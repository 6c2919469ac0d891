"""The manual as a plain MkDocs Material site: the ground for the searches that live in a site."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from benchmarks.measuring import BUILD, ROOT
from benchmarks.programs import run

SITE = BUILD / "site"
NODE_PEERS = ROOT / "build" / "npm"
PAGEFIND = "1.6.0"


def build_site() -> Path:
    """Build the site, searched in Swedish as Material does it. Raises Unavailable."""
    config = BUILD / "mkdocs.json"
    shutil.rmtree(SITE, ignore_errors=True)
    settings = {
        "site_name": "Manual",
        "docs_dir": str(ROOT / "docs"),
        "site_dir": str(SITE),
        "theme": {"name": "material", "language": "sv", "font": False},
        "plugins": [{"search": {"lang": "sv"}}],
        "markdown_extensions": ["tables", "admonition", "sane_lists", "attr_list"],
    }
    # JSON is YAML, so that MkDocs reads it.
    config.write_text(json.dumps(settings), encoding="utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)])
    return SITE


def add_pagefind(site: Path) -> None:
    """Let Pagefind index the built site. Raises Unavailable."""
    program = NODE_PEERS / "node_modules" / ".bin" / "pagefind"
    if not program.exists():
        NODE_PEERS.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--no-audit", "--no-fund", f"pagefind@{PAGEFIND}"]
        run(words, folder=NODE_PEERS)
    run([str(program), "--site", str(site), "--force-language", "sv"])


def topic_of_address(address: str) -> str:
    """The topic id in a page's address: `steg/kvittera/` is `kvittera`."""
    return address.split("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".html")
