"""What the guidance learns from its readers: what to mend first, and words that people use.

``rank_todo(...)`` gives superusers their list, most wanted first; ``misses(...)`` the searches that
still find nothing, each with topics that may have been meant. ``AddedWord`` in the word store makes
such a search find its topic, at once and in every worker.
"""

from help_service.learning.misses import Miss, misses
from help_service.learning.todo import Todo, rank_todo

__all__ = ["Miss", "Todo", "misses", "rank_todo"]
