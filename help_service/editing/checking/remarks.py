"""Remarks: what could be better in a page, where, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a remark does to publishing."""

    FEL = "fel"
    """Stops publishing."""
    RAD = "råd"
    """Advice; stops nothing."""


class Subject(StrEnum):
    """What a remark is about; the editor groups by it."""

    FORM = "form"
    """Front matter, Markdown subset, outline, map."""
    LANK = "länk"
    BILD = "bild"
    RUBRIK = "rubrik"
    SPRAK = "språk"
    LASBARHET = "läsbarhet"
    PERSON = "person"
    LAGRUM = "lagrum"


@dataclass(frozen=True, order=True)
class Remark:
    """One remark on one place of the page."""

    line: int
    """Counted from 1."""
    start: int
    """First column of the place, counted from 0."""
    end: int
    """The column after the last; equal to ``start`` when the whole line is meant."""
    weight: Weight
    subject: Subject
    what: str
    advice: str

    @property
    def stops(self) -> bool:
        """Whether the page cannot be published as it is."""
        return self.weight is Weight.FEL


def fault(
    line: int, subject: Subject, what: str, advice: str, start: int = 0, end: int = 0
) -> Remark:
    """Return a remark that stops publishing."""
    return Remark(line, start, max(start, end), Weight.FEL, subject, what, advice)


def advise(
    line: int, subject: Subject, what: str, advice: str, start: int = 0, end: int = 0
) -> Remark:
    """Return a remark that stops nothing."""
    return Remark(line, start, max(start, end), Weight.RAD, subject, what, advice)


def stops_publishing(remarks: Iterable[Remark]) -> bool:
    """Return whether any of the remarks stops publishing."""
    return any(remark.stops for remark in remarks)
