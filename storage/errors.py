"""What can go wrong before the first row is read."""

from __future__ import annotations


class DatabaseAway(OSError):
    """The database does not answer: as with a file that is away, a later try may find it."""


class StorageError(Exception):
    """The database cannot be used; the text says in English what is wrong and what to do."""
