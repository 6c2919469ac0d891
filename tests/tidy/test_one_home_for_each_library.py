"""A library that may be replaced one day is imported in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.tidy.source import PACKAGES, Module, modules

HOMES = {
    "whoosh": ("help_service/search/index.py", "help_service/search/lemmas.py"),
    "simplemma": ("help_service/search/lemmas.py",),
    "nh3": ("help_service/serialise.py",),
    "PIL": ("help_service/editing/pictures.py",),
    "markdown": ("help_service/markdown_tree.py",),
    "typst": ("typeset/",),
    "segno": ("typeset/qr.py",),
    "leather": ("planning_ui/present/charts.py",),
    "holidays": ("ledstang/holiday_list.py",),
    "granian": ("ledstang/commands/",),
    "uvicorn": ("help_service/quick_http.py", "ledstang/commands/"),
    "a2wsgi": ("ledstang/commands/",),
    "sqlalchemy": ("storage/",),
    "alembic": ("storage/",),
}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    importers = [module.path for module in modules(*PACKAGES) if library in set(_imported(module))]
    strangers = [path for path in importers if not path.startswith(HOMES[library])]
    assert importers, f"{library} is imported nowhere: take it out of this table"
    assert not strangers, f"{library} is imported by {', '.join(strangers)}"


def _imported(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]
