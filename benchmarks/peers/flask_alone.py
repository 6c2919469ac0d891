"""The same help views through Flask alone, without the fast layer before it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from help_service.app import help_blueprint, help_service

ROOT = Path(__file__).resolve().parents[2]


def create_app() -> Flask:
    """Help as a plain Flask application over the same guidance."""
    app = Flask("help_alone", static_folder=None)
    service = help_service(ROOT / "docs", ROOT / "context_map.yaml")
    app.register_blueprint(help_blueprint(service))
    return app
