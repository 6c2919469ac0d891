"""The fold: from events to case. The same events always make the same case."""

from planning.fold.table import APPLY, apply, fold

__all__ = ["APPLY", "apply", "fold"]
