"""The chain of hashes that makes the access log show every later change.

Each row's hash covers the hash of the row before, so that a changed, removed or inserted row
breaks the chain at its place. What the chain alone cannot show is that rows are missing at the
end; that takes a copy of the last hash kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from planning.ports import AccessRow
from storage.codec import as_values, canonical, moment_text

GENESIS = "0" * 64

FIRST_FORM = (
    "at", "user", "user_name", "role", "unit", "care_provider", "assignment", "purpose",
    "action", "object_type", "object_id", "patient", "result", "reason", "session", "request",
    "method", "shown",
)  # fmt: skip

FORMS: Mapping[int, tuple[str, ...]] = {1: FIRST_FORM}
"""Which fields a row's hash covers. A new field makes a new form, so that old rows stay whole."""

CURRENT_FORM = max(FORMS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log as the store keeps it; `values` are the row's fields as plain text."""

    seq: int
    form: int
    values: Mapping[str, object]
    prev_hash: str
    row_hash: str


def row_values(row: AccessRow) -> dict[str, object]:
    """The fields of a row as the log keeps them: the moment and the list of ids as text."""
    values = as_values(row)
    return values | {"at": moment_text(row.at), "shown": canonical(row.shown)}


def entry_hash(seq: int, form: int, values: Mapping[str, object], prev_hash: str) -> str:
    """SHA-256 over the previous hash and the canonical text of the numbered row, as hex."""
    covered = {"seq": seq, "form": form} | {name: values[name] for name in FORMS[form]}
    return sha256((prev_hash + canonical(covered)).encode()).hexdigest()


def next_entry(seq: int, prev_hash: str, row: AccessRow) -> Entry:
    """The entry that follows the row with number `seq` and hash `prev_hash`."""
    values, number = row_values(row), seq + 1
    row_hash = entry_hash(number, CURRENT_FORM, values, prev_hash)
    return Entry(number, CURRENT_FORM, values, prev_hash, row_hash)


def first_broken(entries: Iterable[Entry]) -> int | None:
    """The number of the first row that is missing or does not fit, or None when all do."""
    last = GENESIS
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq or entry.prev_hash != last or not _is_whole(entry):
            return seq
        last = entry.row_hash
    return None


def _is_whole(entry: Entry) -> bool:
    if entry.form not in FORMS:
        return False
    try:
        expected = entry_hash(entry.seq, entry.form, entry.values, entry.prev_hash)
    except TypeError:
        # SQLite takes bytes in a text column; only a hand outside the program puts them there.
        return False
    return entry.row_hash == expected
