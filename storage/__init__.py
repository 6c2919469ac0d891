"""Where cases, log, directory and sessions are kept: memory, SQLite or PostgreSQL, one code."""

from storage.errors import StorageError
from storage.opening import open_help_stores, open_stores

__all__ = ["StorageError", "open_help_stores", "open_stores"]
