"""Cases as they were last folded: the log only grows, so only what is new in it is read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planning.case import Case
from planning.events import Event
from planning.fold import apply, fold
from planning.latest import Latest
from planning.ports import CaseStore

KEPT_AT_ONCE = 768
"""So many cases are kept; the one that was not asked for longest leaves first.

The payment basis of a month must have room in it.
"""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with the events that made it."""

    case: Case
    events: tuple[Event, ...]


class CaseFiles:
    """Reads cases from a store, and keeps the latest in memory.

    Right whatever other processes do, because nothing is taken on trust: each reading asks the
    store for the last event that is known and all after it. If that event is not there, or is not
    the same (a database restored from a backup), the whole case is read anew.
    """

    def __init__(self, store: CaseStore, kept_at_once: int = KEPT_AT_ONCE) -> None:
        self._store = store
        self._kept: Latest[CaseFile] = Latest(kept_at_once)

    def read(self, case_id: str) -> CaseFile:
        """The case as the store has it now; without events when there is none."""
        known = self._kept.get(case_id)
        current = self._grown(case_id, known) if known else self._whole(case_id)
        if current.events:
            self._kept.keep(case_id, current)
        return current

    def read_all(self, case_ids: Sequence[str]) -> Mapping[str, Case]:
        """The cases as the store has them now, by id; one without events is left out.

        Those that have not grown are not read again, but for their last event.
        """
        known = {each: file for each in case_ids if (file := self._kept.get(each))}
        last = self._store.last_events(list(known))
        same = {each: file for each, file in known.items() if file.events[-1] == last.get(each)}
        new = self._store.events_of([each for each in case_ids if each not in same])
        files = same | {
            each: CaseFile(fold(each, found), tuple(found)) for each, found in new.items()
        }
        for each, file in files.items():
            self._kept.keep(each, file)
        return {each: files[each].case for each in case_ids if each in files}

    def _whole(self, case_id: str) -> CaseFile:
        events = tuple(self._store.events(case_id))
        return CaseFile(fold(case_id, events), events)

    def _grown(self, case_id: str, known: CaseFile) -> CaseFile:
        last = known.events[-1]
        found = tuple(self._store.events(case_id, since=last.number))
        if found[:1] != (last,):
            return self._whole(case_id)
        case = known.case
        for event in found[1:]:
            case = apply(case, event)
        return CaseFile(case, known.events + found[1:])
