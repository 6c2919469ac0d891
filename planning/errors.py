"""What the core answers when it says no: always with reason codes, never with a bare error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an action is refused.

    `code` has a guidance topic, `text` is one Swedish sentence, `remedy` the command that lifts it
    (or None) and `by` the role that can do that.
    """

    code: str
    text: str
    remedy: str | None = None
    by: str | None = None


class Refusal(Exception):
    """The action may not be done now; `reasons` says why, in the order they were found."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(", ".join(reason.code for reason in self.reasons))


class Conflict(Exception):
    """Somebody else changed the case since the person looked at it."""

    def __init__(self, case_id: str, expected: int, found: int) -> None:
        self.case_id, self.expected, self.found = case_id, expected, found
        super().__init__(f"case {case_id}: expected version {expected}, found {found}")


class NotFound(Exception):
    """There is no such case, or the person may not know that there is one."""


class InvalidDefinition(ValueError):
    """A process or an agreement cannot be used; the text says where and what to do."""


class AgreementMissing(InvalidDefinition):
    """A case follows an agreement that is no longer there; another one would count it anew."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"a case follows the agreement '{reference}': put its file back")
