"""Instructions whose evidence is out of date: their words are not those tried on the screen."""

import re
from collections.abc import Iterator

from help_service.editing.checking.remarks import Remark, Subject, advise
from help_service.instructions import Bindings, untried_lines
from help_service.topics import Topic

_NUMBERED = re.compile(r"\d+\. ")
_ADVICE = (
    "Pröva den på skärmen och be förvaltningen skriva in det. Till dess hittar knappen Visa bara"
    " ord i fetstil."
)


def find_untried(source: str, topic: Topic, bindings: Bindings) -> Iterator[Remark]:
    """Yield advice for each numbered instruction that was changed since it was tried.

    Args:
        source: the whole file as it is written.
        topic: the same, read.
        bindings: what was tried; with an empty table nothing is told.
    """
    if not bindings:
        return
    lines = source.replace("\r\n", "\n").split("\n")
    for untried, section in untried_lines(topic, bindings):
        what = (
            f"Beviset för instruktionen är inaktuellt: anvisning {untried.number} under"
            f" {section.rubrik} är inte prövad på skärmen som den står nu."
        )
        place = _line_of(untried.number, lines, section.line)
        yield advise(place, Subject.FORM, what, _ADVICE)


def _line_of(number: int, lines: list[str], heading: int) -> int:
    """The line where a role's numbered instruction begins, counted from 1."""
    below = range(heading + 1, len(lines) + 1)
    numbered = [line for line in below if _NUMBERED.match(lines[line - 1])]
    return numbered[number - 1] if number <= len(numbered) else heading
