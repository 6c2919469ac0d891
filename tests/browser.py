"""Where the Chromium of the tests is, and how it is started."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium_path() -> str:
    """The Chromium that is there; `tests/find_browser.sh` has seen to it."""
    named = os.environ.get("LEDSTANG_CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, "no Chromium: run `make browser`"
    return found
