"""What all rooms of the tests share: one real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser import QUIET, chromium_path

# The daily tests draw the same examples each time: a change is never stopped by another's fault.
# `make proof` draws new ones, and keeps those that failed (see decisions/0030).
settings.register_profile("daily", derandomize=True)
settings.register_profile("proof", derandomize=False, print_blob=True)
settings.load_profile("daily")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys first: they take longest, and nobody shall wait for one that was begun last."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium without a screen; one only, for two drivers cannot run beside each other."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield started
        started.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what a test wants known of its work, also when it passes: `record_property("told")`."""
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "told":
                terminalreporter.write_line(f"{report.nodeid.split('::')[-1]}: {said}")
