"""Findings: what is wrong in the guidance, where, and what to do about it.

Superusers read these lines, so what is wrong and the advice are in Swedish.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "fel"
    """Stops publishing."""
    WARNING = "varning"
    """Should be mended soon; stops nothing."""
    INFO = "upplysning"
    """Known and accepted, listed so that it is not forgotten."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend, tied to a line in a file."""

    path: str
    line: int
    severity: Severity
    what: str
    advice: str

    @property
    def where(self) -> str:
        """File and line, as editors and terminals make clickable."""
        return f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.where}: {self.severity.value}: {self.what} {self.advice}".rstrip()


def error(path: str, line: int, what: str, advice: str) -> Finding:
    """Return a finding that stops publishing."""
    return Finding(path, line, Severity.ERROR, what, advice)


def warning(path: str, line: int, what: str, advice: str) -> Finding:
    """Return a finding that stops nothing."""
    return Finding(path, line, Severity.WARNING, what, advice)


def info(path: str, line: int, what: str, advice: str) -> Finding:
    """Return a finding that is only listed."""
    return Finding(path, line, Severity.INFO, what, advice)


class BrokenGuidance(Exception):
    """The guidance or its map cannot be used; holds every finding, so that all can be mended."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))
