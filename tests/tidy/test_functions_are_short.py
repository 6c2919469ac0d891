"""One idea a function, one subject a module. The limits may only be tightened."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.tidy.source import PACKAGES, Function, Module, modules

FUNCTION_LINES_MAX = 40
MODULE_LINES_MAX = 420


def test_every_function_is_short() -> None:
    long = sorted(
        ((lines, place) for lines, place in _functions() if lines > FUNCTION_LINES_MAX),
        reverse=True,
    )
    assert not long, _told(long, f"functions over {FUNCTION_LINES_MAX} lines")


def test_every_module_is_short() -> None:
    counted = [(len(module.text.splitlines()), module.path) for module in _judged()]
    long = sorted((pair for pair in counted if pair[0] > MODULE_LINES_MAX), reverse=True)
    assert not long, _told(long, f"modules over {MODULE_LINES_MAX} lines")


def _judged() -> Iterator[Module]:
    return modules(*PACKAGES, "benchmarks", "tests")


def _functions() -> Iterator[tuple[int, str]]:
    for module in _judged():
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                yield _length(node), f"{module.place(node)} {node.name}"


def _length(function: Function) -> int:
    assert function.end_lineno is not None  # Parsed text always has line numbers.
    return function.end_lineno - function.lineno + 1


def _told(long: list[tuple[int, str]], what: str) -> str:
    return f"{what}, the worst first:\n" + "\n".join(f"{lines:4} {place}" for lines, place in long)
