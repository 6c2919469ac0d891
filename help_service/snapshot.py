"""The snapshot: the answers to all declared contexts, rendered once, swapped as one reference."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from help_service.answers import Answer, context_answer, make_answer, to_json
from help_service.contexts import Context, ContextMap, Place
from help_service.declared import Plan, make_plan
from help_service.fragments import Fragments
from help_service.library import Library
from help_service.lookup import Led, Resolution, resolve
from help_service.ports import Searcher

_REMEMBERED = 4096
"""Most answers kept beside the declared ones, so that a stranger cannot fill the memory."""
_Made = tuple[Resolution, str | None, str]


@dataclass(frozen=True)
class Snapshot:
    """Everything the help service answers with, from one reading of the guidance."""

    revision: str
    """Hash over topics, map and table of instructions: with one revision, the same bytes."""
    library: Library
    context_map: ContextMap
    searcher: Searcher
    fragments: Fragments
    plan: Plan
    """The declared contexts."""
    declared: dict[str, Answer]
    """By query string: the answers to the declared contexts, and nothing else."""
    loose: frozenset[int]
    """Places in the plan where no link of the map answers: any edit may change their answer."""
    answers: dict[str, Answer]
    """By query string: the declared contexts, and a bounded number of others once asked for."""
    made: dict[_Made, Answer]
    """By what the chain found: many contexts share an answer, and the next snapshot reuses it."""
    bundles: dict[tuple[str | None, tuple[str, ...]], Answer]
    """By role and organisations with notes: all for a client that must answer by itself."""
    limit: int
    """Most answers kept."""

    def answer(self, context: Context, found: Resolution | None = None) -> Answer:
        """Return the answer to any context, made on demand if it is not declared.

        ``found`` spares the lookup where it is done.
        """
        found = found or self.resolve(context)
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
    if older is None or _shared(older.library) != _shared(library):
        older = None
    same_map = older is not None and older.context_map == context_map
    plan = older.plan if older is not None and same_map else make_plan(context_map, library)
    bare = Snapshot(
        revision=_revision(library, context_map),
        library=library,
        context_map=context_map,
        searcher=searcher,
        fragments=Fragments(library),
        plan=plan,
        declared=dict(older.declared) if older is not None and same_map else {},
        loose=frozenset(),
        answers={},
        made=_still_true(older, library) if older is not None else {},
        bundles={},
        limit=2**63,
    )
    if older is not None:
        bare.fragments.inherit(older.fragments)
    return _filled(bare, _to_answer(plan, older if same_map else None, library))


def _to_answer(plan: Plan, older: Snapshot | None, library: Library) -> Iterable[int]:
    """Give the places in the plan whose answers may differ from the older snapshot's."""
    if older is None:
        return range(len(plan.declared))
    places = set(older.loose)
    for topic in _changed(older.library, library):
        places.update(plan.by_topic.get(topic, ()))
    return places


def _filled(bare: Snapshot, places: Iterable[int]) -> Snapshot:
    loose = set()
    for place in places:
        each = bare.plan.declared[place]
        found = bare.resolve(each.context)
        answer = bare.answer(each.context, found)
        if found.traff in (Led.SOK, Led.START):
            loose.add(place)
        for query in each.queries:
            bare.declared[query] = answer
    limit = len(bare.declared) + _REMEMBERED
    return replace(bare, answers=dict(bare.declared), loose=frozenset(loose), limit=limit)


def _changed(older: Library, library: Library) -> set[str]:
    """Give the topics whose text or local notes differ; both libraries have the same topics."""
    texts = {id for id, topic in library.topics.items() if topic.hash != older.topics[id].hash}
    before, now = older.layer.notes, library.layer.notes
    return texts | {id for id in before.keys() | now.keys() if before.get(id) != now.get(id)}


def _still_true(older: Snapshot, library: Library) -> dict[_Made, Answer]:
    gone = {older.library.topics[id].hash for id in _changed(older.library, library)}
    return {key: answer for key, answer in older.made.items() if key[2] not in gone}


def _shared(library: Library) -> tuple[object, ...]:
    # An answer shows other topics' titles, and the table of instructions lies beside all topics:
    # when one of these changes, all answers are made anew.
    titles = {topic.id: topic.titel for topic in library.topics.values()}
    return titles, library.bindings


def _revision(library: Library, context_map: ContextMap) -> str:
    digest = hashlib.sha256()
    for _, bound in sorted(library.bindings.items()):
        digest.update(f"{bound}\n".encode())
    for topic in library.topics.values():
        digest.update(f"{topic.path} {topic.hash}\n".encode())
    for name, app in context_map.apps.items():
        for kind, key, entry in app.entries():
            digest.update(f"{name} {kind} {key} {entry.place} {entry.lankar}\n".encode())
    return digest.hexdigest()[:16]
