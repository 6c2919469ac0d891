"""The application as the web server's workers load it; settings come from the environment."""

from __future__ import annotations

import gc
from wsgiref.types import WSGIApplication

from help_service.app import create_help_app
from help_service.serve import FastHelp
from ledstang import clock
from ledstang.settings import read_settings

NEW_BEFORE_LOOK, YOUNG_LOOKS, MIDDLE_LOOKS = 5_000, 10, 100
"""How much comes to be before the collector looks at what is new, at what is older, at all.

A request makes some thousands of records and leaves nearly none. With Python's own numbers the
collector walked through everything that is kept, 30-60 ms, in the middle of many a request. With
much larger ones a single look at what is new takes 25 ms; with these it takes 2.
"""


def whole() -> WSGIApplication:
    """The whole system; imported late so that help alone starts without planning and database."""
    from ledstang.wiring import create_app

    app = create_app(read_settings())
    settle_memory()
    return app


def help_alone() -> FastHelp:
    """Help without planning and without a database."""
    settings = read_settings()
    app = create_help_app(settings.docs, settings.context_map, clock.today)
    settle_memory()
    return app


def settle_memory() -> None:
    """Let the collector pass by what a worker has loaded, and look at the rest less often.

    Call it once, when all is loaded. Nothing is kept longer by it but what lies in a circle.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_BEFORE_LOOK, YOUNG_LOOKS, MIDDLE_LOOKS)
