"""Where the Chromium of the tests and the benchmarks is, and how it is started."""

from __future__ import annotations

import os
import shutil

# The one without windows first: the same engine for half the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def found_chromium() -> str | None:
    """The Chromium that is there: the one that is named, or the first that is known."""
    named = os.environ.get("LEDSTANG_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def chromium_path() -> str:
    """The Chromium that is there; `tests/find_browser.sh` has seen to it."""
    found = found_chromium()
    assert found, "no Chromium: run `make browser`"
    return found
