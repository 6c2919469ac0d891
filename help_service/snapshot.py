"""The snapshot: the answers to all declared contexts, rendered once, swapped as one reference."""

import hashlib
from dataclasses import dataclass, replace

from help_service.answers import Answer, context_answer, make_answer, to_json
from help_service.contexts import Context, ContextMap, Place
from help_service.declared import declared_contexts, query_strings
from help_service.fragments import Fragments
from help_service.library import Library
from help_service.lookup import Resolution, resolve
from help_service.ports import Searcher

_REMEMBERED = 4096
"""Most answers kept beside the declared ones, so that a stranger cannot fill the memory."""
_Made = tuple[Resolution, str | None, str]


@dataclass(frozen=True)
class Snapshot:
    """Everything the help service answers with, from one reading of the guidance."""

    revision: str
    """Hash over all topics and the map: two workers with one revision give the same bytes."""
    library: Library
    context_map: ContextMap
    searcher: Searcher
    fragments: Fragments
    answers: dict[str, Answer]
    """By query string: the declared contexts, and a bounded number of others once asked for."""
    made: dict[_Made, Answer]
    """By what the chain found: many contexts share an answer, and the next snapshot reuses it."""
    bundles: dict[str | None, Answer]
    """By role: everything for a client that must answer by itself."""
    limit: int
    """Most answers kept."""

    def answer(self, context: Context) -> Answer:
        """Return the answer to any context, made on demand if it is not declared."""
        found = resolve(context, self.context_map, self.library, self._search)
        key = (found, context.roll, self.library.topics[found.place.topic].hash)
        if key in self.made:
            return self.made[key]
        answer = make_answer(to_json(context_answer(found, context.roll, self.fragments)))
        if len(self.made) < self.limit:
            self.made[key] = answer
        return answer

    def remember(self, query: str, answer: Answer) -> None:
        """Keep an answer under the query string that asked for it, while there is room."""
        if len(self.answers) < self.limit:
            self.answers[query] = answer

    def resolve(self, context: Context) -> Resolution:
        """Return where the lookup chain ends for a context."""
        return resolve(context, self.context_map, self.library, self._search)

    def _search(self, words: str, context: Context) -> Place | None:
        hits = self.searcher.search(words, context.roll, context.steg, 1)
        return Place(hits[0].id, hits[0].lank) if hits else None


def build_snapshot(
    library: Library, context_map: ContextMap, searcher: Searcher, older: Snapshot | None = None
) -> Snapshot:
    """Return a snapshot of a library, taking over from an older one what is unchanged.

    The library must hold at least one topic. Where the map's start page is missing, the first topic
    takes its place, since the chain must end somewhere.
    """
    if not library.has(context_map.start.topic, context_map.start.anchor):
        context_map = replace(context_map, start=Place(next(iter(library.topics))))
    fragments = Fragments(library)
    made: dict[_Made, Answer] = {}
    if older is not None and _titles(older.library) == _titles(library):
        fragments.inherit(older.fragments)
        made = _still_true(older, library)
    snapshot = Snapshot(
        revision=_revision(library, context_map),
        library=library,
        context_map=context_map,
        searcher=searcher,
        fragments=fragments,
        answers={},
        made=made,
        bundles={},
        limit=2**63,
    )
    _fill(snapshot)
    return replace(snapshot, limit=len(snapshot.answers) + _REMEMBERED)


def _fill(snapshot: Snapshot) -> None:
    for context in declared_contexts(snapshot.context_map):
        answer = snapshot.answer(context)
        for query in query_strings(context):
            snapshot.answers[query] = answer


def _still_true(older: Snapshot, library: Library) -> dict[_Made, Answer]:
    current = {topic.hash for topic in library.topics.values()}
    return {key: answer for key, answer in older.made.items() if key[2] in current}


def _titles(library: Library) -> dict[str, str]:
    # An answer shows other topics' titles: when one changes, all answers are made anew.
    return {topic.id: topic.titel for topic in library.topics.values()}


def _revision(library: Library, context_map: ContextMap) -> str:
    digest = hashlib.sha256()
    for topic in library.topics.values():
        digest.update(f"{topic.path} {topic.hash}\n".encode())
    for name, app in context_map.apps.items():
        for kind, key, entry in app.entries():
            digest.update(f"{name} {kind} {key} {entry.place} {entry.lankar}\n".encode())
    return digest.hexdigest()[:16]
