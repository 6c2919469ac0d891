"""The manual as a site: the merged tree is written first, then MkDocs builds it, strictly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from help_service.library import Library
from ledstang.site_facts import NOTHING, SiteFacts
from ledstang.site_finish import finish_pages
from ledstang.site_pages import with_added_pages, write_tree

CONFIG = Path(__file__).resolve().parent.parent / "mkdocs.yml"
# Material tells on every build about a coming version of MkDocs; the choice is made (decisions/).
QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "true"}
LAST_LINES = 15


class SiteError(RuntimeError):
    """The manual cannot be built; the message holds what MkDocs said, for operators."""


def build_site(
    docs: Path,
    out: Path,
    library: Library,
    guides: Path | None = None,
    config: Path = CONFIG,
    facts: SiteFacts = NOTHING,
) -> None:
    """Build the manual of `library` into the folder `out`, which is replaced as a whole.

    Args:
        docs: folder of the guidance; must be the one `library` was read from.
        out: folder for the finished site; the old one stands until the new one is complete.
        library: the topics, as `help_service` read them.
        guides: folder with the guide's PDFs, one an edition; they are offered for download.
        config: the site's `mkdocs.yml`.
        facts: what is asked for and what is new, where there is a database to tell it.

    Raises:
        SiteError: MkDocs found a broken link, a page outside the navigation, or failed.
    """
    if docs.resolve() != library.docs.resolve():
        raise SiteError(f"the guidance was read from {library.docs}, not from {docs}")
    with tempfile.TemporaryDirectory(prefix="ledstang-site-") as folder:
        work, site = Path(folder), Path(folder) / "site"
        write_tree(library, guides, work / "docs", facts)
        written = with_added_pages(config.read_text(encoding="utf-8"), library)
        (work / "mkdocs.yml").write_text(written, encoding="utf-8")
        _run_mkdocs(work, site)
        # It would only work at the root of a host; whoever serves the manual answers 404 itself.
        (site / "404.html").unlink(missing_ok=True)
        finish_pages(site)
        _replace(site, out)


def put_back(out: Path) -> None:
    """Put the old site back where a build was killed in the moment between the two."""
    before = _beside(out, "old")
    if before.is_dir() and not out.exists():
        before.rename(out)


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f"{out.name}.{what}")


def _run_mkdocs(work: Path, site: Path) -> None:
    # Not --quiet: it hushes the warnings before --strict can count them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--site-dir", str(site)],
        cwd=work,
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip().splitlines()[-LAST_LINES:]
        raise SiteError("MkDocs could not build the manual:\n" + "\n".join(said))


def _replace(site: Path, out: Path) -> None:
    """Put the new site in the old one's place; a reader sees the one or the other."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside, before = _beside(out, "new"), _beside(out, "old")
    for leftover in (beside, before):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(site, beside)
    if out.exists():
        out.rename(before)
    beside.rename(out)
    shutil.rmtree(before, ignore_errors=True)
