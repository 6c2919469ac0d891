"""The help that ships, running alone."""

from datetime import date
from pathlib import Path

import pytest
from werkzeug.test import Client

from help_service.app import create_help_app


@pytest.fixture(scope="session")
def real_client() -> Client:
    """A client of the help that ships."""
    root = Path(__file__).parents[2]
    return Client(
        create_help_app(root / "docs", root / "context_map.yaml", lambda: date(2026, 3, 3))
    )
