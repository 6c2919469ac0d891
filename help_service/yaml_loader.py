"""Reads our YAML with the loader written in C, where the library was built with it.

It is several times faster; a broken text is read again by the slow one, which tells lines better.
"""

from typing import Any

import yaml

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> yaml.Node | None:
    """Return the tree of nodes of a YAML text, or None for an empty one.

    Raises:
        yaml.YAMLError: the text is broken.
    """
    try:
        return yaml.compose(text, Loader=_FAST)
    except yaml.MarkedYAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)
