"""What others call says what it does, in one sentence.

The rule functions of the core are exempt: `patient_is_alive` is the sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.tidy.source import Function, Module, modules

ROOMS = ("planning", "help_service", "typeset", "lathund", "storage")
# A rule's name is its sentence; in the fold each function bears the name of its event.
NAMES_ARE_SENTENCES = {"planning/rules": ["attempt"], "planning/fold": ["case", "event"]}

Documented = Function | ast.ClassDef


def test_everything_public_has_a_docstring() -> None:
    found = [
        f"{module.place(node)} {node.name}"
        for module in modules(*ROOMS)
        for node in _public(module.tree)
        if ast.get_docstring(node) is None and not _is_rule(module, node)
    ]
    assert not found, "\n".join(found)


def test_every_module_says_what_it_is_for() -> None:
    found = [
        module.path
        for module in modules(*ROOMS)
        if module.tree.body and ast.get_docstring(module.tree) is None
    ]
    assert not found, "\n".join(found)


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[Documented]:
    for node in parent.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _is_rule(module: Module, node: Documented) -> bool:
    if not isinstance(node, Function):
        return False
    arguments = [each.arg for each in node.args.args]
    return any(
        module.path.startswith(room) and arguments == wanted
        for room, wanted in NAMES_ARE_SENTENCES.items()
    )
