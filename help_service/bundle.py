"""The bundle: everything a client needs to answer by itself when the server is away."""

from collections.abc import Collection, Iterable
from typing import Any

from help_service.answers import short_text
from help_service.contexts import Place
from help_service.layer import NO_NOTES, LocalText, OwnNotes
from help_service.local import with_notes, written
from help_service.serialise import topic_url
from help_service.snapshot import Snapshot
from help_service.topics import Topic


def topic_summary(topic: Topic) -> dict[str, Any]:
    """Return what a list shows of a topic."""
    return {
        "id": topic.id,
        "titel": topic.titel,
        "rum": topic.room,
        "kort": short_text(topic, None),
        "lank": topic_url(topic.id),
        "byggd": topic.byggd,
        "granskad": topic.granskad.isoformat(),
        "granskas_senast": topic.granskas_senast.isoformat(),
        "hash": topic.hash,
    }


def make_bundle(snapshot: Snapshot, roll: str | None, own: OwnNotes = NO_NOTES) -> dict[str, Any]:
    """Return the map and all topics, as the panel shows them to a role, with the notes given."""
    return {
        "revision": snapshot.revision,
        "roll": roll,
        "start": str(snapshot.context_map.start),
        "karta": _plain_map(snapshot),
        "ord": dict(snapshot.searcher.words()),
        "annanstans": [
            {"vart": where, "ord": list(words)}
            for where, words in snapshot.searcher.elsewhere_words().items()
        ],
        "amnen": [
            _topic(snapshot, topic, roll, own.get(topic.id, ()))
            for topic in snapshot.library.topics.values()
        ],
    }


def _topic(
    snapshot: Snapshot, topic: Topic, roll: str | None, notes: Collection[LocalText]
) -> dict[str, Any]:
    told = written(snapshot, notes)
    return topic_summary(topic) | {
        "html": with_notes(snapshot.fragments.panel(topic, roll), snapshot, topic.id, notes),
        "sokord": list(topic.sokord),
        "fragor": [[asked.text, asked.rubrik] for asked in topic.fragor],
        "lagrum": list(topic.lagrum),
        "sakerhet": topic.sakerhet,
        "sektioner": [
            {
                "rubrik": part.rubrik,
                "anchor": part.anchor,
                "roll": part.roll,
                "text": part.text,
                "html": snapshot.fragments.answer(Place(topic.id, part.anchor), roll) + told,
            }
            for part in topic.sections
        ],
    }


def _plain_map(snapshot: Snapshot) -> dict[str, Any]:
    apps = snapshot.context_map.apps.items()
    return {
        name: {
            **{kind: _plain_table(table.items()) for kind, table in app.tables.items()},
            "fas_for_steg": dict(app.phase_of_step),
        }
        for name, app in apps
    }


def _plain_table(items: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {key: str(entry.place) for key, entry in items}
