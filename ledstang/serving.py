"""The application as the web server's workers load it; settings come from the environment."""

from __future__ import annotations

import gc
from wsgiref.types import WSGIApplication

from help_service.app import create_help_app
from help_service.serve import FastHelp
from ledstang import clock
from ledstang.settings import read_settings


def whole() -> WSGIApplication:
    """The whole system; imported late so that help alone starts without planning and database."""
    from ledstang.wiring import create_app

    return create_app(read_settings())


def help_alone() -> FastHelp:
    """Help without planning and without a database."""
    settings = read_settings()
    app = create_help_app(settings.docs, settings.context_map, clock.today)
    # What is loaded now stays: the collector need not walk through all the guidance again.
    gc.freeze()
    return app
