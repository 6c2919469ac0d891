"""The whole system in a folder of its own, for tests that ask it as a browser does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.test import Client

from ledstang.building import live_mark, only_builder, set_built
from ledstang.demo import save_demo_organisation
from ledstang.settings import Settings
from ledstang.wiring import create_app
from storage import open_help_stores, open_stores


def made_up_region(folder: Path) -> Settings:
    """A database below the folder with the made-up organisation and nobody admitted."""
    settings = Settings(folder, f"sqlite:///{folder / 'ledstang.db'}", demo=True)
    save_demo_organisation(open_stores(settings.database).directory)
    return settings


@contextmanager
def whole_system(settings: Settings) -> Iterator[Callable[[], Client]]:
    """The whole system; each call of what is given opens a browser on its machine.

    The made-up region is open on one's own machine only. Nobody builds lathund and manual
    meanwhile, nor afterwards.
    """
    set_built(settings, live_mark(settings, open_help_stores(settings.database).editing))
    with only_builder(settings, wait=True):
        whole = create_app(settings)
        yield lambda: Client(
            lambda environ, start: whole(environ | {"REMOTE_ADDR": "127.0.0.1"}, start)
        )
