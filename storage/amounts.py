"""Yearly amounts in memory."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from planning.amounts import AmountEntry
from planning.errors import Conflict
from planning.ports import AccessLog, AccessRow


class MemoryAmounts:
    """What was registered and confirmed, in lists by table."""

    def __init__(self, log: AccessLog) -> None:
        self._log = log
        self._tables: dict[str, list[AmountEntry]] = {}
        self._lock = Lock()

    def entries(self, table: str) -> Sequence[AmountEntry]:
        """The rows of the table, in order of number."""
        return tuple(self._tables.get(table, ()))

    def append(self, entry: AmountEntry, access: AccessRow) -> None:
        """Append the row and write the access row; raises Conflict when it is not the next."""
        with self._lock:
            rows = self._tables.setdefault(entry.table, [])
            if entry.number != len(rows) + 1:
                raise Conflict(f"belopp {entry.table}", entry.number - 1, len(rows))
            self._log.write(access)
            rows.append(entry)
