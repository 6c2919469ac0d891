"""Reads our YAML with the loader written in C, where the library was built with it.

It is several times faster; a broken text is read again by the slow one, which tells lines better.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from help_service.findings import BrokenGuidance, error

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> yaml.Node | None:
    """Return the tree of nodes of a YAML text, or None for an empty one.

    Raises:
        yaml.YAMLError: the text is broken, too deep, or says one thing by reference to another.
    """
    try:
        tree = _composed(text)
        if tree is not None:
            _check_tree(tree, set())
    except RecursionError as deep:
        raise yaml.YAMLError("too deeply nested") from deep
    return tree


def load(text: str) -> Any:
    """Return what a YAML text of our own says, or None for an empty one. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_FAST)


def read_mapping(file: Path) -> Mapping[str, Any]:
    """Return a file that holds a table with names; an empty one where there is no file.

    Raises:
        BrokenGuidance: the file is there and is no such table.
    """
    if not file.exists():
        return {}
    try:
        found = load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as broken:
        raise _unreadable(file, mistake(broken)[0], "Filen går inte att läsa.") from broken
    if not isinstance(found, Mapping):
        raise _unreadable(file, 1, "Filen är ingen tabell.")
    return found


def _unreadable(file: Path, line: int, what: str) -> BrokenGuidance:
    where = f"{file.parent.name}/{file.name}"
    return BrokenGuidance([error(where, line, what, "Skriv den som den var från början.")])


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_FAST)
    except yaml.MarkedYAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _check_tree(node: yaml.Node, seen: set[int]) -> None:
    # A reference can make a few lines mean millions, or hold itself; nobody needs one here.
    if id(node) in seen:
        raise yaml.YAMLError("references are not used")
    seen.add(id(node))
    if isinstance(node, yaml.CollectionNode):
        for each in node.value:
            for part in each if isinstance(each, tuple) else (each,):
                _check_tree(part, seen)


def mistake(broken: yaml.YAMLError) -> tuple[int, str]:
    """Return the line of what is broken, counted from 1, and what it is."""
    mark = getattr(broken, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    return line, getattr(
        broken, "problem", None
    ) or "otillåtna tecken, hänvisningar eller för många nivåer"
