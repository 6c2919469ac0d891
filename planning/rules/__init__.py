"""The rules: conditions and warnings that the process files name, and the check that asks them."""

from planning.rules.attempt import Attempt, World
from planning.rules.check import (
    CONDITIONS,
    WITHOUT_CASE,
    WITHOUT_STAY,
    actors_of,
    can_do,
    check_can_do,
    check_may_try,
    check_names,
    reasons_against,
    warnings_for,
)
from planning.rules.warnings import WARNING_RULES

__all__ = [
    "CONDITIONS",
    "WARNING_RULES",
    "WITHOUT_CASE",
    "WITHOUT_STAY",
    "Attempt",
    "World",
    "actors_of",
    "can_do",
    "check_can_do",
    "check_may_try",
    "check_names",
    "reasons_against",
    "warnings_for",
]
