"""An import contract cannot see builtins: the core opens, prints and evaluates nothing."""

from __future__ import annotations

from tests.tidy.source import CORE, calls, modules

BUILTINS = frozenset(
    {"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"}
)
FILE_METHODS = (".read_text", ".read_bytes", ".write_text", ".write_bytes", ".open")


def test_the_core_reaches_for_nothing_outside_itself() -> None:
    found = [
        f"{module.place(call)} {name}"
        for module in modules(CORE)
        for call, name in calls(module)
        if name in BUILTINS or name.endswith(FILE_METHODS)
    ]
    assert not found, "\n".join(found)


def test_the_core_changes_no_global() -> None:
    found = [module.path for module in modules(CORE) if "\n    global " in module.text]
    assert not found, "\n".join(found)
