"""What was asked for latest, kept in memory; the rest is forgotten."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Latest(Generic[Value]):
    """A bounded store by id, safe from any thread: what was not kept for longest leaves first."""

    def __init__(self, most: int) -> None:
        """Take the most values to keep at once."""
        self._most = most
        self._kept: OrderedDict[str, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Value | None:
        """The value that is kept, or None."""
        return self._kept.get(key)

    def keep(self, key: str, value: Value) -> None:
        """Keep the value as the latest, in place of an older one of the same id."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
