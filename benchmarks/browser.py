"""A headless Chromium, and pages served to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks.programs import Unavailable
from tests.browser import QUIET, found_chromium


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A Chromium without a screen. Raises Unavailable."""
    path = found_chromium()
    if path is None:
        raise Unavailable("no Chromium: run `make browser`")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        except Error as error:
            raise Unavailable(f"Chromium does not start: {error.message}") from error
        yield browser
        browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the figures go to the same screen."""


@contextmanager
def served_folder(folder: Path) -> Iterator[str]:
    """The folder as a web site of its own; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
