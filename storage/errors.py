"""What can go wrong before the first row is read."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot be used; the text says in English what is wrong and what to do."""
